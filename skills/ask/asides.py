"""What people say beside a question: greetings, lead-ins, thanks, what they need it for."""

from __future__ import annotations

import re
from collections.abc import Callable

from skills.ask.mentions import Tagged
from skills.ask.vocabulary import NOTE_MARKERS, NOTE_TOPICS, WISHES
from skills.ask.words import LIGHT

_GREETING = re.compile(
    r"""^\W* (?: (?:good[ ]|hi[ ]|hey[ ])? (?:morning|afternoon|evening) | hey | hi | hello | yo ) \b
    (?: [ ,]+ (?:team|all|everyone|guys|folks|there|bot|again) )? [ ,!.]+ """,
    re.IGNORECASE | re.VERBOSE,
)
_LEAD_IN = re.compile(
    r"""\b(?: (?:could|can|may|might)[ ](?:i|we)[ ](?:be[ ]told|please[ ]get|get|know|see|ask(?:[ ]you)?)
    | i(?:'d|[ ]would)[ ](?:love|like)(?:[ ]to[ ](?:see|know|have|get))?
    | tell[ ](?:me|us)(?=[ ](?:what|which|who|whose|how|when|where|the|our|their|his|her)\b) )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OR_NOT = re.compile(r"\bor (?:not\b|(?:did|has|have|is|are) (?:he|she|they|it)\b[^?,.;]*)", re.IGNORECASE)
"""The other half of a yes or no: "still there or did he leave"."""
_NOT_EVEN = re.compile(
    r"""(?<=[,;–-])\s*not[ ]even\b[^,;.?!]*
    | \bnot[ ]even[ ](?:an?|one|any|a[ ]single)[ ][\w-]+(?:[ ]or[ ](?:an?[ ])?[\w-]+)?(?=[\s.?!]*$)""",
    re.IGNORECASE | re.VERBOSE,
)
_DENIED = re.compile(r"\b(?:no|nothing|without|never|nobody|none|not a single|zero|w/o)\b", re.IGNORECASE)
"""What only stresses that there is none: "without any activity, not even a newsletter"."""
_SEGMENT = re.compile(r"(?:(?![ ][-–—][ ]|:\s)[^,;.!?()\n])+(?:[ ][-–—][ ]|:\s|[,;.!?()\n]+|$)")
_NEEDED = re.compile(r"^\W*(?:i |we )?(?:need|want|asking) (?:it|this|that|them|those)\b", re.IGNORECASE)
_MUSING = re.compile(
    r"^\W*(?:(?:just |little )?(?:thinking|planning|preparing|wondering|writing|doing|trying|prepping|working)\b"
    r"|quick (?:one|question)|lovely\b|hiya\b"
    r"|for (?:a|the|my|our) [\w\s-]*(?:idea|talk|deck|call|meeting|review|post)\b\W*$)",
    re.IGNORECASE,
)
"""How people lead up to a question, or away from it."""
_TALKERS = LIGHT | frozenset(
    "i im ive id you youd me sorry must hey hi hello morning guys team thanks thank somebody someone thats".split()
)
_LONGEST_TALK = 10


def without_asides(text: str, tagged: Callable[[str], Tagged]) -> str:
    """The text with asides as blanks, so that places stay: "just curious, ...", "... - thanks so much". An aside names
    nothing that is known here, asks and denies nothing, and speaks of the people who talk."""
    for pattern in (_GREETING, _LEAD_IN, _OR_NOT):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    stress = _NOT_EVEN.search(text)
    if stress is not None and _DENIED.search(text[: stress.start()]):
        text = text[: stress.start()] + " " * len(stress.group()) + text[stress.end() :]
    segments = [match for match in _SEGMENT.finditer(text) if match.group().strip()]
    if len(segments) < 2:
        return text
    whole = tagged(text)
    named = [
        (whole.tokens[one.first].start, whole.tokens[one.last - 1].end) for one in whole.of("name")
    ]  # "Halden Freight, Leeds" is one name
    asides = [
        match
        for match in segments
        if not any(start < match.end() and match.start() < end for start, end in named)
        and _is_aside(tagged(match.group()))
    ]
    if len(asides) == len(segments):
        return text
    for match in asides:
        text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    return text


def _is_aside(tagged: Tagged) -> bool:
    words = [token.key for token in tagged.tokens if any(one.isalnum() for one in token.key)]
    asking = tagged.marker("howmany", "howmuch", "who", "which", "what", "when", "without", "not", "nobody", "share")
    said = " ".join(token.text for token in tagged.tokens)
    named = [one for one in tagged.mentions if one.kind in ("name", "value", "comparison", "superlative", "metric")]
    if asking is None and _NEEDED.match(said) and not tagged.of("name"):
        return True
    if asking is None and not named and _MUSING.match(said):
        return True
    if asking is not None or any(one.kind != "marker" for one in tagged.mentions) or len(words) > _LONGEST_TALK:
        return False
    telling = NOTE_MARKERS | NOTE_TOPICS | WISHES | {"split", "ranked", "sorted", "breakdown"}
    return bool(words) and bool(_TALKERS & set(words)) and not telling & set(words)
