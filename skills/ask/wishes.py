"""Wishes to change or to send something: refused, whoever has them."""

from __future__ import annotations

import re

from skills.ask.words import tokenize

_CHANGES = frozenset(
    """
    update change set move delete remove mark assign reassign create add log send invite schedule book cancel
    merge shoot schick sende aendere andere losche bump unsubscribe subscribe disqualify reject escalate block
    unblock edit rename approve post forward share draft write compose reply remind close reopen archive export
    transfer push convert email mail raise lower increase decrease drop erase wipe clear insert overwrite
    correct fix put make bin scrap trash kill fire stell stelle setz setze trag trage verschieb verschiebe weise
    """.split()
)


_CHANGED = frozenset(
    "moved changed set assigned reassigned transferred updated deleted removed merged handed pushed bumped".split()
)


_ALSO_NOUNS = frozenset(
    "share book post note log close transfer push schedule archive export draft fix email mail raise".split()
)


_DETERMINERS = frozenset("the this that these all my our his her it them him a an to every both".split())


_POLITE = re.compile(
    r"""
    ^(?: (?: hi|hey|hello|ok|okay|please|pls|plz|bitte|just|kindly|now|also|and|then|quickly|let's|lets|@?abmbot
    | (?:can|could|cld|would|wld|will)[ ](?:you|u|ya) | can[ ](?:we|i) | go[ ]ahead[ ]and | you[ ]should
    | i[ ](?:want|need)[ ]you[ ]to | i'd[ ]like[ ]you[ ]to ) [ ,:!]+ )+
    """,
    re.IGNORECASE | re.VERBOSE,
)


_TO_US = re.compile(r"^(?:(?:so|and|please) )?(?:can|could|would|will) you\b", re.IGNORECASE)


def refused_wish(text: str) -> str | None:
    """The verb of a wish to change or send something; None when the text is a question."""
    for part in re.split(r"[,.;:!]\s+", text.strip())[1:]:  # "Sorrel goes to Dana, change the owner"
        words = [token.key for token in tokenize(_POLITE.sub("", part))]
        asked = part.rstrip().endswith("?") and not _TO_US.match(part)
        if len(words) > 1 and words[0] in _CHANGES and words[1] in _DETERMINERS and not asked:
            return words[0]
    plain = _POLITE.sub("", text.strip())
    tokens = tokenize(plain)
    if len(tokens) < 2:
        return None
    first, second = tokens[0].key, tokens[1].key
    if first in ("give", "grant") and any(token.key == "access" for token in tokens):
        return first
    if first in ("have", "get") and second not in ("me", "us") and not plain.endswith("?"):
        changed = [at for at, token in enumerate(tokens[:6]) if at > 1 and token.key in _CHANGED]
        if changed and (changed[0] + 1 == len(tokens) or tokens[changed[0] + 1].key in ("to", "over", "from", "into")):
            return first  # "have Lechthaler moved over to Klara"
    if first == "push" and "to" in [token.key for token in tokens[2:]]:
        return first
    if first == "close" and second == "out":
        return first
    if first == "remind":
        return first if second not in ("me", "us") or "to" in [token.key for token in tokens[2:4]] else None
    if first not in _CHANGES or (first == "add" and second in ("up", "on", "ons")):
        return None
    if first in ("write", "draft", "compose") and second not in ("me", "us"):
        return first
    if first in ("make", "put") and second in ("it", "that", "sense"):
        return None
    if first in ("send", "share", "export", "forward", "write", "make", "put", "draft", "post") and second in (
        "me",
        "us",
    ):
        return None
    if first in ("email", "mail", "change", "share", "book", "note", "post", "update") and second in (
        *("of", "for", "history", "log", "address", "addresses", "in", "from", "on", "rate", "adr", "addr", "addy"),
    ):
        return None
    if first in ("email", "mail", "message", "ping", "text") and len(tokens) > 3 and not plain.endswith("?"):
        return None if second in ("of", "for", "address", "addr", "history", "from", "and") else first
    if first in _ALSO_NOUNS and second not in _DETERMINERS:
        return None
    if first == "close" and second in ("date", "dates", "rate", "to"):
        return None
    if first in ("set", "put") and second in ("of",):
        return None
    return first
