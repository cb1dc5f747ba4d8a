"""Who may see what: labels on rows, the readers of a place, and the filter between them.

A label is `everyone`, `team:NAME` or `people:E-MAIL,E-MAIL`. `everyone` means all full members of the workspace; a
guest, or somebody from outside, may see nothing. Evidence is used only if every reader of the place may see it, so
an audience allows a label when each of its readers does.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from storage.tables import EVERYONE, VisibilityLabel


@dataclass(frozen=True)
class Reader:
    """One person who will be able to read a reply. `member` is False for guests and people from outside."""

    email: str | None
    team: str | None = None
    member: bool = True


@dataclass(frozen=True)
class Audience:
    """Everyone who can read the place a reply goes to.

    `whole_workspace` says that all full members can (a public channel); `readers` are those known by name.
    """

    readers: tuple[Reader, ...] = ()
    whole_workspace: bool = False

    @classmethod
    def stranger(cls) -> Audience:
        """Nobody is known: what everyone may see, and no more."""
        return cls(whole_workspace=True)

    @classmethod
    def of(cls, *readers: Reader) -> Audience:
        return cls(readers=readers)

    def may_see(self, label: str) -> bool:
        """Whether every reader may see what carries this label. An unreadable label is seen by nobody."""
        if not self.readers and not self.whole_workspace:
            return False
        if not all(reader.member for reader in self.readers):
            return False
        if label == EVERYONE:
            return True
        if self.whole_workspace:
            return False
        kind, _, names = label.partition(":")
        if kind == "team":
            return all(_folded(reader.team) == _folded(names) != "" for reader in self.readers)
        if kind == "people":
            allowed = {_folded(name) for name in names.split(",")} - {""}
            return all(_folded(reader.email) in allowed for reader in self.readers)
        return False


def _folded(name: str | None) -> str:
    return (name or "").strip().casefold()


def parse_label(text: str | None) -> str:
    """A label in its one spelling; empty means `everyone`. Raises ValueError for what is no label."""
    value = (text or "").strip()
    if not value or value.casefold() == EVERYONE:
        return EVERYONE
    kind, colon, rest = value.partition(":")
    kind, rest = kind.strip().casefold(), rest.strip()
    if colon and rest and kind == "team":
        return f"team:{rest}"
    if colon and rest and kind == "people":
        emails = sorted({part.strip().casefold() for part in rest.split(",") if part.strip()})
        if emails and all("@" in email for email in emails):
            return "people:" + ",".join(emails)
    raise ValueError(f"{value!r} is no visibility label: write everyone, team:NAME or people:E-MAIL,E-MAIL")


def allowed_labels(connection: Connection, audience: Audience) -> tuple[str, ...]:
    """The labels in use that this audience may see, sorted."""
    known = connection.execute(select(VisibilityLabel.label)).scalars()
    return tuple(sorted(label for label in known if audience.may_see(label)))


def register_labels(connection: Connection, labels: set[str]) -> None:
    """Make labels known; to be called in the transaction that writes rows carrying them."""
    known = set(connection.execute(select(VisibilityLabel.label)).scalars())
    new = [{"label": label} for label in sorted(labels - known)]
    if new:
        connection.execute(insert(VisibilityLabel), new)
