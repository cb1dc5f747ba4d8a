"""Everything made so far; each maker reads what it needs and adds its own rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from company.accounts import Account

from making.basics import Row


@dataclass(frozen=True)
class Contact:
    id: str
    account: str
    name: str
    email: str
    title: str
    seniority: str
    department: str
    left: dt.date | None
    opted_out: dt.date | None
    joined: dt.date | None

    def can_be_met(self, date: dt.date) -> bool:
        return (not self.left or date < self.left) and (not self.joined or date >= self.joined)

    def may_be_written_to(self, date: dt.date) -> bool:
        return self.can_be_met(date) and (not self.opted_out or date < self.opted_out)


@dataclass(frozen=True)
class OpenPeriod:
    """When a deal was open, for the work that belongs to it."""

    deal_id: str
    label: str
    product: str
    start: dt.date
    end: dt.date
    won: bool
    contacts: tuple[str, ...]  # e-mail addresses


@dataclass
class World:
    files: dict[str, list[Row]] = field(default_factory=dict)  # file name -> rows, in the order of the columns
    account_ids: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    contacts: dict[str, list[Contact]] = field(default_factory=dict)  # account -> contacts
    deals: dict[str, list[OpenPeriod]] = field(default_factory=dict)  # account -> deals

    def contact(self, account: str, name: str) -> Contact:
        """The person of that name at the account or, as holdings decide for their companies, at its parent."""
        family = [account, self.accounts[account].parent]
        people = [contact for member in family for contact in self.contacts.get(member, [])]
        return next(contact for contact in people if contact.name == name)

    def reachable(self, account: str, date: dt.date) -> list[Contact]:
        """Everybody there to whom we may write on that day."""
        only, _, since = self.accounts[account].only.partition(" since ")
        closed = bool(only) and date >= dt.date.fromisoformat(since)
        return [
            contact
            for contact in self.contacts[account]
            if contact.may_be_written_to(date) and (not closed or contact.name == only)
        ]
