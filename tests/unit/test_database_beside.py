"""One database, two processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database, bump_revision

_VISITOR = """
import sys
from storage.database import Database
database = Database(sys.argv[1])
with database.read() as connection:
    print(database.revision(connection, "records"))
database.close()
"""


def _deleted_files():
    names = []
    for entry in Path("/proc/self/fd").iterdir():
        try:
            names.append(str(entry.readlink()))
        except OSError:
            continue
    return [name for name in names if name.endswith("(deleted)") and "abmbot" in name]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are looked up in /proc")
def test_a_command_that_comes_and_goes_leaves_the_log_of_a_running_process_alone(tmp_path):
    url = f"sqlite:///{tmp_path / 'abmbot.db'}"
    running = Database(url)
    running.upgrade()
    with running.read() as one, running.read() as other:  # the second opening is what once dropped the locks
        one.execute(text("SELECT 1"))
        other.execute(text("SELECT 1"))
        with running.write() as connection:
            bump_revision(connection, "records")
        came = subprocess.run([sys.executable, "-c", _VISITOR, url], capture_output=True, text=True, check=True)
        assert came.stdout.strip() == "1"
        assert _deleted_files() == []
    with running.write() as connection:
        bump_revision(connection, "records")
    with running.read() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert running.revision(connection, "records") == 2
    running.close()
