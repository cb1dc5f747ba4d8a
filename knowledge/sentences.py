"""Where sentences begin and end."""

from __future__ import annotations

import re

# Repetitions are bounded where a long run of the same character could otherwise be tried from each of its places.
_END = re.compile(r"[.!?…]{1,10}[\"'”’»)\]]{0,4}(?=\s)|[。！？]{1,10}[」』”]?")
_NEWLINE = re.compile(r"\n\s*")
_TURN = re.compile(
    r"(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s|[-*+•–]\s|\d{1,3}[.)]\s|[|>#]|"  # a time, a list marker, a table or quote
    r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}(?: \([^)\n]{1,40}\))?:\s)"  # a speaker
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'“‘])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|vs|etc|e\.g|i\.e|cf|approx|ca|No|Nr|Fig|Inc|Ltd|Co|Corp|"
    r"bzw|z\.B|d\.h|resp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_SHORT_LINE = 45


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The spans of the sentences of `text[start:end]`, in order, without the space around them.

    A line break ends a sentence where the text is written in lines (turns of a call, list items, short lines); where
    it only wraps a paragraph it does not.
    """
    stop = len(text) if end is None else end
    cuts = sorted({*_ends(text, start, stop), *_breaks(text, start, stop), stop})
    spans: list[tuple[int, int]] = []
    begin = start
    for cut in cuts:
        left, right = _trim(text, begin, cut)
        if left < right:
            spans.append((left, right))
        begin = max(begin, cut)
    return spans


def _ends(text: str, start: int, stop: int) -> list[int]:
    cuts = []
    for match in _END.finditer(text, start, stop):
        following = text[match.end() : match.end() + 20].lstrip()
        if not following or following[0].islower():
            continue
        if match.group().startswith(".") and _ABBREVIATION.search(
            text[max(start, match.start() - 12) : match.start() + 1]
        ):
            continue
        cuts.append(match.end())
    return cuts


def _breaks(text: str, start: int, stop: int) -> list[int]:
    cuts = []
    for match in _NEWLINE.finditer(text, start, stop):
        line_start = text.rfind("\n", start, match.start()) + 1 or start
        line = text[line_start : match.start()]
        if (
            match.group().count("\n") > 1
            or not line.strip()
            or line.rstrip()[-1] in ".!?…:;|"
            or len(line) < _SHORT_LINE
            or _TURN.match(text, match.end(), stop)
        ):
            cuts.append(match.start())
    return cuts


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
