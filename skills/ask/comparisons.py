"""Comparisons with numbers: `over €200k`, `between 5 and 10`, `50+`, `more than once`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from skills.ask.tagged import Comparing, Mention, number_of, small_number
from skills.ask.vocabulary import CURRENCY_CODES, CURRENCY_WORDS, OPERATORS, SCALES, SMALL_NUMBERS
from skills.ask.words import Token


def find_comparisons(tokens: list[Token]) -> Iterator[Mention]:
    yield from _frequencies(tokens)
    keys = [token.key for token in tokens]
    for place, token in enumerate(tokens):
        ends = re.fullmatch(r"(\d[\d,.]*(?:k|m|bn)?)[-–](\d[\d,.]*(?:k|m|bn)?)", token.text, re.IGNORECASE)
        range_from, range_to = (number_of(ends[1]), number_of(ends[2])) if ends else (None, None)
        if range_from and range_to and range_from[0] < range_to[0]:
            yield Mention(place, place + 1, "comparison", Comparing("between", range_from[0], range_to[0]), 1)
    for first in range(len(tokens)):
        if keys[first] in ("between", "from") or _quantity(tokens, first):
            start = first + (keys[first] in ("between", "from"))
            low = _quantity(tokens, start)
            if low and low[1] < len(keys) and keys[low[1]] in ("and", "to", "-", "–"):
                high = _quantity(tokens, low[1] + 1)
                if high and (start > first or keys[low[1]] != "and"):
                    lower = low[0] if low[0] > high[0] / 1000 or high[0] < 1000 else low[0] * _scale_of(high[0])
                    meaning = Comparing("between", lower, high[0], low[2] or high[2])
                    yield Mention(first, high[1], "comparison", meaning, 1)
        for words, op in OPERATORS:
            parts = tuple(words.split())
            if tuple(keys[first : first + len(parts)]) == parts:
                number = _quantity(tokens, first + len(parts))
                if number:
                    yield Mention(first, number[1], "comparison", Comparing(op, number[0], None, number[2]), 1)
        if keys[first] in _NO_MORE and keys[max(0, first - 1)] in _HAS:
            number = _quantity(tokens, first + 1)
            if number:
                yield Mention(first, number[1], "comparison", Comparing("eq", number[0], None, number[2]), 1)
        if keys[first : first + 1] in ([">"], ["<"]) and keys[first + 1 : first + 2] == ["="]:
            number = _quantity(tokens, first + 2)
            if number:
                op = "ge" if keys[first] == ">" else "le"
                yield Mention(first, number[1], "comparison", Comparing(op, number[0], None, number[2]), 1)
        number = _quantity(tokens, first)
        if number:
            plus = [token.text for token in tokens[number[1] : number[1] + 1]] == ["+"]
            if plus or keys[number[1] : number[1] + 2] in (["or", "more"], ["or", "above"], ["and", "above"]):
                last = number[1] + (1 if plus else 2)
                yield Mention(first, last, "comparison", Comparing("ge", number[0], None, number[2]), 1)
            if keys[number[1] : number[1] + 2] in (["or", "less"], ["or", "fewer"]):
                yield Mention(first, number[1] + 2, "comparison", Comparing("le", number[0], None, number[2]), 1)


_NO_MORE = frozenset("just only".split())
_HAS = frozenset("has have had having with got know".split())
"""`accounts with just one contact` have one and no more; `show me just 3 accounts` says how many to show."""

_REPEATED = {"once": 1, "twice": 2, "thrice": 3}

_OFTEN = (["several", "times"], ["multiple", "times"], ["many", "times"], ["repeatedly"], ["again", "and", "again"])


def _frequencies(tokens: list[Token]) -> Iterator[Mention]:
    """`more than once`, `at least three times`, `twice`, `repeatedly`."""
    keys = [token.key for token in tokens]
    for place, key in enumerate(keys):
        number = small_number(key) if keys[place + 1 : place + 2] in (["times"], ["time"]) else _REPEATED.get(key)
        if number is not None:
            last = place + (1 if key in _REPEATED else 2)
            for words, op in OPERATORS:
                parts = words.split()
                if keys[max(0, place - len(parts)) : place] == parts:
                    yield Mention(place - len(parts), last, "comparison", Comparing(op, number, times=True), 1)
            if keys[last : last + 2] == ["or", "more"]:
                yield Mention(place, last + 2, "comparison", Comparing("ge", number, times=True), 1)
            elif number > 1 and keys[place - 1 : place] != ["how"]:
                yield Mention(place, last, "comparison", Comparing("eq", number, times=True), 0.5)
        for said in _OFTEN:
            if keys[place : place + len(said)] == said and keys[place - 1 : place] != ["how"]:
                yield Mention(place, place + len(said), "comparison", Comparing("ge", 2, times=True), 1)


def _scale_of(value: float) -> float:
    return next(scale for scale in (1e9, 1e6, 1e3) if value >= scale)


def _quantity(tokens: list[Token], place: int) -> tuple[float, int, str | None] | None:
    """A number from `place` on with its scale and currency words: value, the place after it, currency code."""
    currency = None
    if place < len(tokens) and tokens[place].key in CURRENCY_CODES:
        currency, place = tokens[place].key.upper(), place + 1
    if place >= len(tokens):
        return None
    key = tokens[place].key
    parsed = (float(SMALL_NUMBERS[key]), None) if key in SMALL_NUMBERS else number_of(tokens[place].text)
    if parsed is None:
        return None
    value, sign = parsed
    place += 1
    if place < len(tokens) and tokens[place].key in SCALES:
        value, place = value * SCALES[tokens[place].key], place + 1
    if place < len(tokens) and (tokens[place].key in CURRENCY_CODES or tokens[place].key in CURRENCY_WORDS):
        currency = CURRENCY_WORDS.get(tokens[place].key, tokens[place].key.upper())
        place += 1
    return value, place, currency or sign
