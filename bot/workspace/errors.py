"""Why the local Slack refuses something: `SlackRefused` carries Slack's own error code, `WorkspaceError` a sentence."""

from __future__ import annotations

from storage.errors import BotError


class WorkspaceError(BotError):
    """The local Slack workspace cannot start, or a person may not do what was asked of it."""


class SlackRefused(WorkspaceError):
    """A call that Slack answers with `ok: false`.

    `code` is Slack's error code, `details` the lines of `response_metadata.messages`, `retry_after` the seconds of
    the header `Retry-After`, `status` the HTTP status.
    """

    def __init__(
        self, code: str, details: tuple[str, ...] = (), *, status: int = 200, retry_after: int | None = None
    ) -> None:
        sentence = f"Slack refuses with {code}; nothing was changed."
        super().__init__(" ".join((sentence, *details)))
        self.code = code
        self.details = details
        self.status = status
        self.retry_after = retry_after
