"""Our own people, as the bot needs them: who stands behind an e-mail address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from storage.audience import Audience, Reader
from storage.tables import Person


@dataclass(frozen=True)
class PersonCard:
    """One of us. `email` is as imported; `active` is False for somebody who left."""

    name: str
    email: str | None
    role: str | None
    team: str | None
    active: bool


_COLUMNS = (Person.name, Person.email, Person.role, Person.team, Person.active)


def find_people(connection: Connection, emails: list[str]) -> dict[str, PersonCard]:
    """Those of the e-mail addresses that are ours, by address in lower case.

    Of several rows with one address (two source systems) the first active one counts.
    """
    wanted = sorted({email.casefold() for email in emails})
    found: dict[str, PersonCard] = {}
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        query = select(*_COLUMNS).where(func.lower(Person.email).in_(part)).order_by(Person.active.desc(), Person.id)
        for row in connection.execute(query):
            found.setdefault(str(row.email).casefold(), PersonCard(*row))
    return found


def all_people(connection: Connection) -> list[PersonCard]:
    """Everybody with an e-mail address who has not left, by name; each address once."""
    query = select(*_COLUMNS).where(Person.email.is_not(None), Person.active).order_by(Person.name, Person.id)
    once: dict[str, PersonCard] = {}
    for row in connection.execute(query):
        once.setdefault(str(row.email).casefold(), PersonCard(*row))
    return list(once.values())


def reader(email: str, card: PersonCard | None, *, member: bool = True) -> Reader:
    """A reader as the visibility rules know them. Somebody who left is in no team any more."""
    team = card.team if card is not None and card.active else None
    return Reader(email=email.casefold(), team=team, member=member)


def nobody_has(label: str, people: Sequence[PersonCard]) -> list[str]:
    """What a label asks for that nobody is, in words: a misspelt one would leave its rows to nobody, and silently."""
    kind, _, names = label.partition(":")
    if kind not in {"team", "people"}:
        return []
    audiences = [Audience.of(reader(str(one.email), one)) for one in people]
    parts = [label] if kind == "team" else [f"people:{email}" for email in names.split(",")]
    missing = [part for part in parts if not any(audience.may_see(part) for audience in audiences)]
    return [f"its visibility names {part}, and nobody in the store is that" for part in missing]
