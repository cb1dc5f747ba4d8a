"""When things run. No rules of the business here."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from bot.delivery.inbox import Inbox

_LOG = logging.getLogger(__name__)
_KEPT = dt.timedelta(days=7)
"""How long keys of the inbox are kept: Slack delivers again within minutes, people click again within days."""


def make_schedule(inbox: Inbox, apply_index_tasks: Callable[[], object], *, clock: Callable[[], dt.datetime]) -> Any:
    """A scheduler, not yet started: `start()` and `shutdown()` it. `apply_index_tasks` does the index work that other
    processes queued."""
    from apscheduler.schedulers.background import BackgroundScheduler

    schedule = BackgroundScheduler(
        timezone=dt.UTC, job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    )

    def prune() -> None:
        gone = inbox.prune(clock() - _KEPT)
        _LOG.info("%s old inbox items forgotten", gone)

    schedule.add_job(apply_index_tasks, "interval", seconds=5, id="index tasks")
    schedule.add_job(prune, "cron", hour=3, minute=20, id="prune inbox")
    return schedule
