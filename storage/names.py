"""How names are compared: as they are spelled, or without case, accents, punctuation and legal form."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

_LEGAL = frozenset(
    """ab ag aps as asa bv bvba co company corp corporation eg ek ev gbr gesmbh ggmbh gmbh inc incorporated kft
    kg kgaa lda limited llc llp lp ltd ltda mbh nv ohg oy oyj plc pte pty sa sarl sas se sl sp spa sprl srl ug
    zoo""".split()
)
"""Legal forms, which people leave out. "holding" only goes at the very end, like all of them."""

_TRANSLITERATED = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Small letters that do not come apart into a plain one and its accent."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_NOT_WORD = re.compile(r"[^\w]+|_+")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_NORDIC_FORM = re.compile(r"\b([AB])/([SV])\b")
_JOINING = frozenset({"and", "und", "et"})


def fold(text: str) -> str:
    """Lower case, no accents: `Hôpital` -> `hopital`, `Größe` -> `grosse`."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(one for one in decomposed if not unicodedata.combining(one))
    return plain.casefold().translate(_TRANSLITERATED)


def name_words(text: str) -> tuple[str, ...]:
    """The words of a name, folded: `Labor Dr. Hasenöhrl & Partner` -> (labor, dr, hasenohrl, partner)."""
    joined = _APOSTROPHE.sub("", text)
    joined = _INITIALS.sub(lambda match: match.group().replace(".", ""), joined) if "." in joined else joined
    joined = _NORDIC_FORM.sub(r"\1\2", joined) if "/" in joined else joined
    return tuple(word for word in _NOT_WORD.split(fold(joined)) if word)


def without_legal_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without trailing legal forms; a name that is nothing else stays."""
    kept = words
    while len(kept) > 1 and kept[-1] in _LEGAL:
        kept = kept[:-1]
    return kept


def name_key(text: str) -> str:
    """What two spellings of one name have in common: `Halden Freight, Inc.` and `halden-freight` are one."""
    return " ".join(without_legal_form(name_words(text)))


def umlaut_spelling(text: str) -> str | None:
    """How German umlauts are typed without them (`Hasenöhrl` -> `Hasenoehrl`); None when there are none."""
    typed = text.translate(_UMLAUTS)
    return typed if typed != text else None


# --- keys: when two spellings of a company, a person, an address or a domain mean the same ----------------------------


def exact_key(text: str) -> str:
    """A name as it is spelled, but for case and spacing."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def loose_key(text: str) -> str:
    """`name_key` without `and` and spaces: `GTX Pro` and `GTXPro` agree.

    Two records may share a loose key: it may only be trusted when a single one carries it. Empty when nothing is left.
    """
    return "".join(without_legal_form(tuple(word for word in name_words(text) if word not in _JOINING)))


def loose_keys(text: str) -> set[str]:
    """The loose keys a name can be found by: `Müller` also as `Mueller`."""
    return {loose_key(text), loose_key(umlaut_spelling(text) or text)}


def person_key(text: str) -> str:
    """`exact_key` of a person, with `Last, First` turned round."""
    last, comma, first = text.partition(",")
    return exact_key(f"{first} {last}") if comma and first.strip() else exact_key(text)


def email_key(text: str) -> str:
    return text.strip().casefold()


def email_domain(text: str | None) -> str | None:
    """The domain of an e-mail address, None when there is none."""
    _, at, domain = email_key(text or "").rpartition("@")
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
    return "_".join(re.findall(r"\w+", fold(text).replace("_", " "))) or "column"
