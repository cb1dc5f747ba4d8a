"""What every maker needs: the clock of the demo, seeded chance, ids as a CRM makes them."""

from __future__ import annotations

import datetime as dt
import random
import unicodedata

TODAY = dt.date(2026, 11, 20)
NEXT_WEEK = dt.date(2026, 11, 27)
FIRST_DAY = dt.date(2025, 5, 20)
LAST_DAY = dt.date(2026, 11, 19)  # the export is made before work starts on TODAY
SEED = "lumenquay 2026"

Row = dict[str, str]
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def chance(*names: object) -> random.Random:
    """A generator of its own for each thing, so that adding one thing leaves the others as they were."""
    return random.Random("|".join([SEED, *map(str, names)]))


def record_id(prefix: str, number: int) -> str:
    """An 18-character id: prefix, instance, counter, and the check letters for systems that ignore case."""
    counter, tail = 4_100 + number * 7, ""
    while counter:
        counter, digit = divmod(counter, 36)
        tail = _DIGITS[digit] + tail
    base = f"{prefix}Lq00000{tail:0>5}"
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
    check = "".join(
        letters[sum(1 << bit for bit, char in enumerate(base[start : start + 5]) if char.isupper())]
        for start in (0, 5, 10)
    )
    return base + check


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def workday(date: dt.date) -> dt.date:
    """The date itself, or the Friday before a weekend."""
    return date - dt.timedelta(days=max(0, date.weekday() - 4))


def ascii_letters(name: str) -> str:
    for letter, plain in (("ø", "o"), ("Ø", "O"), ("å", "a"), ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ö", "Oe")):
        name = name.replace(letter, plain)
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "".join(char for char in folded if char.isalpha() or char == " ")


def us_date(date: dt.date | str) -> str:
    date = day(date) if isinstance(date, str) else date
    return f"{date:%m/%d/%Y}"


def moment(date: dt.date, luck: random.Random, early: int = 7, late: int = 19) -> str:
    """A time of that day in UTC, as ISO text."""
    return f"{date.isoformat()}T{luck.randint(early, late):02d}:{luck.randrange(0, 60, 5):02d}:00Z"
