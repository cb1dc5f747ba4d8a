"""Which account a note is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage.names import fold, name_key, name_words, without_legal_form
from storage.notes import AccountNames

_OPENING_WORDS = 80
_DOMAIN = re.compile(r"(?<![a-z0-9.-])(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?![a-z0-9-])")
_POSSESSIVE = re.compile(r"['’]s\b")
_TOKEN = re.compile(r"[^\W_]+(?:['’]\w+)?")
_SHORTEST_NAME = 3


@dataclass(frozen=True)
class Assignment:
    """The account of a note and what told it; or None and `why` nothing did."""

    account_id: int | None
    by: str | None = None
    why: str | None = None


class Assigner:
    """Knows all accounts by all their names and domains."""

    def __init__(self, accounts: Iterable[AccountNames]) -> None:
        self._names: dict[int, str] = {}
        self._keys: dict[str, set[int]] = {}
        self._forms: dict[tuple[str, ...], set[int]] = {}
        self._small: set[tuple[str, ...]] = set()
        self._domains: dict[str, set[int]] = {}
        for account in accounts:
            self._names[account.id] = account.name
            for name in account.names:
                self._keys.setdefault(name_key(name), set()).add(account.id)
                for form in _forms(name):
                    self._forms.setdefault(form, set()).add(account.id)
                    if name[:1].islower():
                        self._small.add(form)
            for domain in account.domains:
                self._domains.setdefault(domain.casefold().removeprefix("www."), set()).add(account.id)
        self._longest = max((len(form) for form in self._forms), default=0)

    def named(self, name: str) -> list[int]:
        """The accounts that somebody calls `name` (a name, alias, former name or domain)."""
        exact = [number for number, full in self._names.items() if fold(full) == fold(name.strip())]
        if exact:
            return exact
        found = self._keys.get(name_key(name), set()) | self._domains.get(name.strip().casefold(), set())
        return sorted(found)

    def account_name(self, account_id: int) -> str:
        return self._names[account_id]

    def assign(
        self, *, stated: str | None, option: int | None, folders: Sequence[str], title: str, text: str
    ) -> Assignment:
        """The account by, in this order: what the front matter states, the option of the command, a folder (nearest
        first), and the names in the title or the text when they clearly mean one account."""
        if stated:
            found = self.named(stated)
            if len(found) == 1:
                return Assignment(found[0], "front matter")
            if found:
                return Assignment(None, why=f"the front matter says {stated!r}, which is {self._listed(found)}")
            return Assignment(None, why=f"the front matter says {stated!r}, and no account is called that")
        if option is not None:
            return Assignment(option, "option")
        for folder in folders:
            found = self.named(folder)
            if len(found) == 1:
                return Assignment(found[0], "folder")
        return self._by_names(title, text)

    def _by_names(self, title: str, text: str) -> Assignment:
        in_title = set(self._mentions(title))
        if len(in_title) == 1:
            return Assignment(in_title.pop(), "name")
        if in_title:
            return Assignment(None, why=f"the title names {self._listed(in_title)}")
        mentions = self._mentions(text)
        if len(mentions) > 1:
            return Assignment(None, why=f"the text names {self._listed(mentions)}")
        if not mentions:
            return Assignment(None, why="it names no account")
        account, count = next(iter(mentions.items()))
        opening = " ".join(text.split(maxsplit=_OPENING_WORDS)[:_OPENING_WORDS])
        if count > 1 or account in self._mentions(opening):
            return Assignment(account, "name")
        return Assignment(None, why=f"it names {self._names[account]} once, in passing")

    def _mentions(self, text: str) -> Counter[int]:
        """How often each account is meant in `text`. A name of one word has to begin as it is written, with a capital.
        Where names overlap the longest counts. A name that several accounts share counts for the one of them that is
        named otherwise too, else for all of them."""
        tokens = [match.group() for match in _TOKEN.finditer(text)]
        words = [fold(re.sub(r"['’]", "", _POSSESSIVE.sub("", token))) for token in tokens]
        clear: Counter[int] = Counter()
        shared: list[set[int]] = []
        place = 0
        while place < len(words):
            for length in range(min(self._longest, len(words) - place), 0, -1):
                form = tuple(words[place : place + length])
                found = self._forms.get(form)
                if found and (length > 1 or form in self._small or not tokens[place][0].islower()):
                    if len(found) == 1:
                        clear[next(iter(found))] += 1
                    else:
                        shared.append(found)
                    place += length
                    break
            else:
                place += 1
        for domain in _DOMAIN.findall(text.casefold()):
            parts = domain.split(".")
            for start in range(len(parts) - 1):
                owners = self._domains.get(".".join(parts[start:]), set())
                if len(owners) == 1:
                    clear[next(iter(owners))] += 2  # an address is no coincidence
                    break
        for group in shared:
            meant = [account for account in group if account in clear]
            if len(meant) == 1:
                clear[meant[0]] += 1
            elif not meant:
                clear.update(group)
        return clear

    def _listed(self, accounts: Iterable[int]) -> str:
        names = sorted(self._names[account] for account in accounts)
        shown = ", ".join(names[:3])
        return f"several accounts ({shown}{', …' if len(names) > 3 else ''})"


def _forms(name: str) -> set[tuple[str, ...]]:
    """The ways a text may write a name: whole, and without its legal form; possessives are written without 's."""
    words = name_words(_POSSESSIVE.sub("", name))
    return {form for form in (words, without_legal_form(words)) if len("".join(form)) >= _SHORTEST_NAME}
