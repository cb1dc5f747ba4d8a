"""Countries as people name them: in several languages, by code, and by the word for their people."""

from __future__ import annotations

from functools import cache

from storage.names import name_words

_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "nb", "pl")

_PEOPLE = {
    "AR": "argentine argentinian",
    "AT": "austrian",
    "AU": "australian",
    "BE": "belgian",
    "BR": "brazilian",
    "CA": "canadian",
    "CH": "swiss",
    "CL": "chilean",
    "CN": "chinese",
    "CO": "colombian",
    "CZ": "czech",
    "DE": "german",
    "DK": "danish",
    "EE": "estonian",
    "EG": "egyptian",
    "ES": "spanish",
    "FI": "finnish",
    "FR": "french",
    "GB": "british english uk u.k. britain",
    "GR": "greek",
    "HU": "hungarian",
    "IE": "irish",
    "IL": "israeli",
    "IN": "indian",
    "IT": "italian",
    "JP": "japanese",
    "KR": "korean",
    "LU": "luxembourgish",
    "MX": "mexican",
    "NL": "dutch holland",
    "NO": "norwegian",
    "NZ": "kiwi",
    "PE": "peruvian",
    "PL": "polish",
    "PT": "portuguese",
    "RO": "romanian",
    "SE": "swedish",
    "SG": "singaporean",
    "TH": "thai",
    "TR": "turkish",
    "UA": "ukrainian",
    "US": "american us usa u.s. u.s.a. states america",
    "ZA": "south-african",
}
"""ISO 3166 code -> words for its people and what everybody calls it."""


@cache
def _spellings() -> tuple[dict[tuple[str, ...], str], dict[str, list[tuple[str, ...]]]]:
    from babel import Locale

    codes: dict[tuple[str, ...], str] = {}
    spellings: dict[str, list[tuple[str, ...]]] = {}

    def add(code: str, spelling: str) -> None:
        words = name_words(spelling)
        if words and codes.setdefault(words, code) == code:
            spellings.setdefault(code, []).append(words)

    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                add(code, name)
                if language == "en":
                    codes.setdefault((code.casefold(),), code)
    for code, people in _PEOPLE.items():
        for word in people.split():
            add(code, word)
    return codes, spellings


def country_code(text: str) -> str | None:
    """The ISO 3166 code of a country however it is written (`Deutschland`, `USA`, `de`); None when it is none."""
    return _spellings()[0].get(name_words(text))


def country_spellings(code: str) -> tuple[tuple[str, ...], ...]:
    """The ways to say a country and its people, each as folded words."""
    return tuple(_spellings()[1].get(code, ()))
