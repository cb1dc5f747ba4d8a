"""Names as keys: when two spellings of a company, a person or a domain mean the same."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from storage.names import name_words, umlaut_spelling, without_legal_form

_JOINING = frozenset({"and", "und", "et"})


def name_key(text: str) -> str:
    """The spelling that decides whether two names are the same: case and spacing do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def loose_key(text: str) -> str:
    """A name without legal form, accents, punctuation, `and` and spaces: `GTX Pro` and `GTXPro` agree.

    Two records may share a loose key: it may only be trusted when a single one carries it. Empty when nothing is left.
    """
    words = tuple(word for word in name_words(text) if word not in _JOINING)
    return "".join(without_legal_form(words))


def loose_keys(text: str) -> set[str]:
    """The loose keys a name can be found by: `Müller` also as `Mueller`."""
    typed = umlaut_spelling(text)
    return {loose_key(text)} | ({loose_key(typed)} if typed is not None else set())


def person_key(text: str) -> str:
    """`name_key` of a person, with `Last, First` turned round."""
    last, comma, first = text.partition(",")
    return name_key(f"{first} {last}") if comma and first.strip() else name_key(text)


def email_key(text: str) -> str:
    return text.strip().casefold()


def email_domain(text: str | None) -> str | None:
    """The domain of an e-mail address, None when there is none."""
    _, at, domain = (text or "").strip().casefold().rpartition("@")
    return domain if at and "." in domain else None


def domain_key(text: str) -> str | None:
    """The domain in a web address or domain name (`https://www.acme.example/de` -> `acme.example`), or None."""
    value = text.strip().casefold()
    host = urlsplit(value if "//" in value else f"//{value}").hostname if value else None
    if host is None or "." not in host or " " in host:
        return None
    return host.removeprefix("www.").rstrip(".")


def slug(text: str) -> str:
    """A header as the name of a custom field: lower case words joined by `_`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return "_".join(re.findall(r"\w+", plain.replace("_", " "))) or "column"
