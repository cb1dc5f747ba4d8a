"""What people say beside a question: greetings, lead-ins, thanks, what they need it for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from skills.ask.relevance import FILLERS
from skills.ask.stories import narrows_unheard
from skills.ask.tagged import Mention, Tagged
from skills.ask.vocabulary import NOTE_MARKERS, NOTE_TOPICS, WISHES
from skills.ask.words import LIGHT, STOPWORDS

_GREETING = re.compile(
    r"""^\W* (?: (?:good[ ]|hi[ ]|hey[ ])? (?:morning|afternoon|evening) | hey | hi | hello | yo ) \b
    (?: [ ,]+ (?:team|all|everyone|guys|folks|there|bot|again) )? [ ,!.]+ """,
    re.IGNORECASE | re.VERBOSE,
)
_TO_ALL = re.compile(r"<?(?<!\w)[@!](?:channel|here|everyone)\b>?", re.IGNORECASE)
"""A call to everybody in the room, no word of the question: a CRM may have a field called "channel"."""
_DRAWN = re.compile(r"\b(so|hey|hi|please|pleas|well|oh|no|yes|thanks)(?<=(.))\2{2,}\b", re.IGNORECASE)
"""A word drawn out: "sooo"."""
_SO = re.compile(r"\b(so|ok|okay|well|now|anyway|alright)[ ]*:(?=\s)", re.IGNORECASE)
"""A word that leads on, with a colon that parts nothing: "so: how many ..."."""
_COLUMNS = re.compile(
    r"""(?<=[,;–-][ ])(?:and[ ])?(?:(?P<account>with[ ]which[ ](?:account|company|customer))\b[ ]?)?(?:and[ ])?
    (?P<date>(?:on[ ])?(?:which|what)[ ](?:day|date))?(?=\W*$)""",
    re.IGNORECASE | re.VERBOSE,
)
"""What is to be told of each row: "which meetings are next week, with which account and on which day"."""
_COMPARE = re.compile(
    r"^(\W*(?:can you |could you |please )?)compare (?:the |our )?([^.?!;:]*? )(and|with|to|against)( [^.?!;:]*)",
    re.IGNORECASE,
)
"""Two that are to be held against each other: "compare lost deals 2025 and 2026"."""
_I_MEAN = re.compile(
    r"^.*?[ ]*[-–—,;:.?]+[ ]*(?:or )?(?:i mean|that is|i\.e\.|meaning|in other words)[ ,:]+"
    r"(?=(?:which|what|who|whose|how many|how much)\b)",
    re.IGNORECASE,
)
"""What is asked again in other words: "who keeps taking deals off us - I mean, which competitor ...": these count."""
_ADDRESS = re.compile(r"(https?://(?:www\.)?|mailto:)([^\s/?#<>|]+)([^\s<>|]*)", re.IGNORECASE)
"""A web or mail address: its domain tells whose it is, the rest of it nothing."""
_LEAD_IN = re.compile(
    r"""\b(?: (?:could|can|may|might)[ ](?:i|we)[ ](?:be[ ]told|please[ ]get|get|know|see|ask(?:[ ]you)?)
    | i(?:'d|[ ]would)[ ](?:love|like)(?:[ ]to[ ](?:see|know|have|get))?
    | (?:it[ ])?would[ ]be[ ](?:great|good|nice|helpful|lovely)[ ]to[ ](?:know|see|have|get)
    | (?:do[ ](?:you|we)|does[ ](?:any|some)(?:one|body))[ ](?:happen[ ]to[ ])?(?:know|remember|recall)
      (?=[ ](?:what|which|who|whose|how|why|when|where|if|the|our)\b)
    | (?:any[ ]idea|remind[ ]me)(?=[ ](?:what|which|who|whose|how|why|when|where|the|our)\b)
    | (?:[\w-]+[ ]){0,2}question[ ]but
    | (?:and[ ]|but[ ])?(?:i|we)[ ](?:can(?:'t|not|t)|could(?:n't|[ ]not|nt))[ ](?:seem[ ]to[ ])?
      (?:find|remember|recall)(?:[ ](?:it|that|them|a[ ]thing|anything|this))?(?=\W*[:.,;?!-])
    | ^\W*(?:[\w.'-]+[ ]){1,3}?(?:is[ ]|are[ ]|was[ ]|keeps[ ]|keep[ ])?(?:asking|asked|asks)[ ](?:me|us)[ ]about
    | (?:it(?:'s|[ ]has)?[ ])?slipped[ ]my[ ]mind(?=[ ](?:what|which|who|whose|how|why|when|where)\b)
    | (?:i[ ](?:always[ ]|just[ ]|have[ ]|completely[ ])*|i've[ ])(?:forget|forgot|forgotten)
      (?=[ ](?:what|which|who|whose|how|why|when|where)\b)
    | (?:i'm[ ]|i[ ]am[ ])?not[ ]sure[ ](?:who|whom|where)[ ]to[ ]ask[ ,]+but
    | tell[ ](?:me|us)(?=[ ](?:what|which|who|whose|how|when|where|the|our|their|his|her)\b) )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OR_NOT = re.compile(
    r"(?:[,;(–-]\s*(?:whether )?(?:[\w-]+ ){1,3})?\bor (?:not\b|(?:did|has|have|is|are) (?:he|she|they|it)\b[^?,.;]*)",
    re.IGNORECASE,
)
"""The other half of a yes or no: "still there or did he leave"; and what makes no difference: ", customers or not"."""
_DOING = (
    r"(?:(?:from|by|an?)[ ])*(?:sales|marketing|calls?|e?mails?|meetings?|visits?|letters?|messages?|activit(?:y|ies)"
    r"|newsletters?|touch(?:es)?|contact|phone[ ]calls?|text|talks?)\b"
)
_INCLUDED = re.compile(
    r"""(?<=[,;(–-])[ ]*(?:(?:those|the[ ]ones|the)[ ])?(?:also[ ])?
    (?:closed|won|lost|ended|finished|past|old|new|current|former|inactive|all)
    (?:[ ](?:or|and)[ ](?:closed|won|lost|ended|new|old))?(?:[ ](?:ones|deals|since|then|already|meanwhile|now))*
    [ ](?:included|too|as[ ]well|alike)(?=[ ]*[,;.)?!–-]|[ ]*$)
    | (?<=[,;(–-])[ ]*(?:including|incl\.?)[ ](?:the[ ]|those[ ])?
    (?:closed|won|lost|ended|finished)(?:[ ](?:or|and)[ ](?:closed|won|lost|ended))?
    (?:[ ](?:ones|deals|since|then|already))*""",
    re.IGNORECASE | re.VERBOSE,
)
"""What narrows nothing: "how many deals, closed ones included"."""
_PLACE = re.compile(
    r"(?<!been)[ ]in[ ](?:our|the|my|your)[ ](?:crm|database|data[ ]?base|system|records|books|data|store)\b(?!')",
    re.IGNORECASE,
)
"""Where all of it is kept."""
_NOT_EVEN = re.compile(
    rf"""(?<=[,;–-])\s*not[ ]even\b[^,;.?!]*
    | (?<=[,;–-])\s*neither[ ]{_DOING}(?:,?[ ]n?or[ ](?:{_DOING}|any(?:thing|body|one)(?:[ ]else)?))+
    | \bnot[ ]even[ ](?:an?|one|any|a[ ]single)[ ][\w-]+(?:[ ]or[ ](?:an?[ ])?[\w-]+)?(?=[\s.?!]*$)""",
    re.IGNORECASE | re.VERBOSE,
)
_DENIED = re.compile(r"\b(?:no|nothing|without|never|nobody|none|not a single|zero|w/o)\b", re.IGNORECASE)
"""What only stresses that there is none: "without any activity, not even a newsletter"."""
_SEGMENT = re.compile(
    r"(?:(?![ ][-–—][ ]|:\s|[ ](?:and|so|but)[ ](?:(?:i|we)[ ](?:need|want|would|wonder)\b"
    r"|it(?:'s|[ ]has)?[ ]slipped\b|(?:i|i've|i[ ]have)[ ]forg[eo]t))[^,;.!?()\n])+"
    r"(?:[ ][-–—][ ]|:\s|[,;.!?()\n]+|[ ](?:and|so|but)[ ]|$)",
    re.IGNORECASE,
)
_NEEDED = re.compile(r"^\W*(?:i |we )?(?:need|want|asking) (?:it|this|that|them|those)\b", re.IGNORECASE)
_MUSING = re.compile(
    r"^\W*(?:(?:just |little )?(?:thinking|planning|preparing|wondering|writing|doing|trying|prepping|working)\b"
    r"|quick (?:one|question)|lovely\b|hiya\b"
    r"|(?:\w+ ){0,3}(?:question|frage|pregunta)\b\W*(?:but\W*)?$"
    r"|for (?:a|the|my|our) [\w\s-]*idea\b\W*$)",
    re.IGNORECASE,
)
"""How people lead up to a question, or away from it."""

_OCCASIONS = (
    r"(?:calls?|phone|meetings?|talks?|decks?|slides?|reviews?|qbrs?|stand-?ups?|boards?|presentations?|reports?"
    r"|newsletters?|mailings?|offsites?|syncs?|1:1s?|plans?|lunch(?:es)?|pitch(?:es)?|agendas?|briefings?|budgets?"
    r"|kick-?offs?|workshops?|trainings?)"
)
_WHOSE = r"(?:the|my|our|a|an|this|next|tomorrow(?:'?s)?|today's|\w+day(?:'?s)?|\w+'s)"
_WHEN = r"(?:[ ](?:at[ ]\d\S*|on[ ]\w+day|tomorrow|today|tonight|later|this[ ]\w+|next[ ]\w+|goes[ ]out|starts))*"
_FOR = rf"(?:for|before|ahead[ ]of)[ ]{_WHOSE}[ ](?:[\w'-]+[ ]){{0,3}}?{_OCCASIONS}\b"
_ASKING = r"(?:i|we|can|could|what|which|who|whose|how|list|show|give)"
_OCCASION = re.compile(
    rf"^\W*{_FOR}{_WHEN}\W*$ | ^\W*{_FOR}{_WHEN}(?=[ ]+{_ASKING}\b) | (?<=\w)[ ]{_FOR}{_WHEN}(?=\W*$)",
    re.IGNORECASE | re.VERBOSE,
)
"""What an answer is needed for: "for the budget talk", "before my call at 3"."""
_TELLING = re.compile(
    r"""\bjust[ ](?:rang|called|phoned|rung|wrote|emailed|mailed|asked|came[ ]by)\b
    | \b(?: i | im | i'm | ive | i've | i'd | me | we | we're | we've | we'd
    | my[ ](?:boss|manager|colleague|team|director|vp|client|customer)
    | is | are | was | were | has | have | had | says | said | told | asks | asked | asking | wants | wanted | keeps
    | mentioned | wrote | called | rang | phoned | pinged | emailed | thinks | felt | comes | came | hears | needs )\b
    | ^\W*(?:just[ ]|still[ ])?(?:saw|heard|got|met|read|been|back|trying|preparing|prepping|putting|building|sitting
    | looking|getting|going|planning|reviewing|cleaning|updating|finishing|on[ ]the[ ]phone|in[ ]a[ ]meeting)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""How people tell what happened before they ask."""
_SIGNS = " ,;.!?()-–—:"
_YES_OR_NO = frozenset("is are was were do does did has have can could any".split())
_COMMANDS = frozenset("list show give tell count sum add compare rank name total pull find get display".split())
_TALKERS = LIGHT | frozenset(
    "i im ive id you youd me sorry must hey hi hello morning guys team thanks thank somebody someone thats".split()
)
_LONGEST_TALK = 10
_OPENS = frozenset("how why where wheres".split())


_ASKED_FOR = re.compile(
    r"""^\W*(?P<who>(?:[\w.'-]+[ ]){1,3}?)(?:just[ ]|also[ ])?
    (?: (?:wants|wanted|needs|would[ ](?:like|love)|'d[ ]like)(?:[ ](?:me|us))?
      [ ]to[ ](?:see|know|have|get|understand|learn)
    | (?:asked|asks|is[ ]asking|was[ ]asking|keeps[ ]asking)(?:[ ](?:me|us|you))?(?:[ ](?:for|about))?
    | wants | wanted | needs )[ ]
    (?=(?:what|which|who|whose|how|when|where|if|the|our|all|every|a[ ]list|an[ ]overview)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Who wants to know: "Priya asked me how many deals we lost"."""
_THEIRS = re.compile(r"\b(?:his|her|hers|their|they|them|he|she|him)\b", re.IGNORECASE)


_ASKED_ABOUT = re.compile(
    r"""^\W*(?:(?:my|the|a|an|our|one[ ]of[ ](?:my|our|the)|some)[ ])?[\w.'-]+(?:[ ][\w.'-]+)?[ ]
    (?:(?:is|was|are|were|has|have|keeps|just|been)[ ])*
    (?:asking|asked|asks|calling|called|emailed|emailing|wrote|pinged|pinging|bugging|nagging|chasing)
    (?:[ ](?:me|us))?[ ](?:about|regarding|for|re)[ ](?:(?:their|the|his|her|its|our)[ ])?
    (?P<what>[\w-]+(?:[ ][\w-]+){0,2}?)(?P<sign>[ ]*[,;.–-]+)[ ]*(?:so[ ]|but[ ]|and[ ])?
    (?=(?:what|which|when|where|who|how)\b[^,;?]*\b(?:it|that|one|this|those|they|them)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
"""What a question that only says "it" is about: "a customer asks about their renewal, when is it for Halden"."""


_SUPPOSED = re.compile(
    r"""^\W*(?P<verb>(?:let's[ ]|let[ ]us[ ]|just[ ])?(?:if|suppose|supposing|assume|assuming|imagine|say)
    (?:[ ]that)?)[ ](?P<what>[^.,:;?!]*?)(?P<sign>[ ]*[.,:;–-]+)[ ]+(?=(?:so[ ]|then[ ])?(?:how|what|which|who)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_COMES_TRUE = re.compile(
    r"(?:\b(?:we|i) )?\b(?:(?:were|was|are|is|get|gets|got|would|will|be|to) )*"
    r"(?:win|wins|won|close|closes|closed|land|lands|landed|sign|signs|signed)\b",
    re.IGNORECASE,
)


def _supposed(text: str) -> str:
    """The text with what it supposes as the condition that it is, its places kept: "suppose all of Ana's deals close:
    how much ..." asks the same as "if all of Ana's deals close, how much ...". What open deals are to become is no
    state that they have."""
    found = _SUPPOSED.match(text)
    if found is None:
        return text
    (start, end), (first, last) = found.span("verb"), found.span("sign")
    text = text[:start] + "If".ljust(end - start) + text[end:]
    text = text[:first] + ",".ljust(last - first) + text[last:]
    if re.search(r"\bopen\b", found["what"], re.IGNORECASE):
        what = _COMES_TRUE.sub(lambda match: " " * len(match.group()), found["what"])
        text = text[: found.start("what")] + what + text[found.end("what") :]
    return text


def _with_what_is_asked_about(text: str) -> str:
    """The text with nothing but the matter left of a story that tells what "it" is in the question after it."""
    found = _ASKED_ABOUT.match(text)
    if found is None:
        return text
    return _blanked(_blanked(text, 0, found.start("what")), *found.span("sign"))


def _versus(match: re.Match[str]) -> str:
    said = f"{match[1]}count {match[2]}vs{match[4]}"
    return said.ljust(len(match.group()))


def _as_columns(match: re.Match[str]) -> str:
    told = " and ".join(name for name, said in match.groupdict().items() if said)
    return told.ljust(len(match.group())) if told else match.group()


def without_asides(text: str, tagged: Callable[[str], Tagged]) -> str:
    """The text with asides as blanks, so that places stay: "just curious, ...", "... - thanks so much". An aside names
    nothing that is known here, asks and denies nothing, and speaks of the people who talk. Of a story told before the
    question ("saw Prairie Line on an old invoice, who looks after them?") what is known stays."""
    text = _DRAWN.sub(lambda match: match[1].ljust(len(match.group())), text)
    text = _COLUMNS.sub(_as_columns, text)
    text = _SO.sub(lambda match: match[1].ljust(len(match.group())), text)
    text = _ADDRESS.sub(lambda match: " " * len(match[1]) + match[2] + " " * len(match[3]), text)
    text = _TO_ALL.sub(lambda match: " " * len(match.group()), text)
    text = _GREETING.sub(lambda match: " " * len(match.group()), text)
    text = _COMPARE.sub(_versus, text)
    text = _I_MEAN.sub(lambda match: " " * len(match.group()), text)
    text = _without_who_asks(_with_what_is_asked_about(_supposed(text)))
    segments = [match.span() for match in _SEGMENT.finditer(text) if match.group().strip()]
    text = _without_occasions(text, segments, tagged)
    for pattern in (_LEAD_IN, _OR_NOT, _INCLUDED, _PLACE):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    stress = _NOT_EVEN.search(text)
    if stress is not None and _DENIED.search(text[: stress.start()]):
        text = _blanked(text, stress.start(), stress.end())
    if len(segments) < 2:
        return text
    heard = [tagged(text[start:end]) for start, end in segments]
    names = _spans(tagged(text), "name")  # "Halden Freight, Leeds" is one name
    asides = [
        not any(first < end and start < last for first, last in names) and _is_aside(one)
        for (start, end), one in zip(segments, heard, strict=True)
    ]
    if all(asides):
        return text
    for place, ((start, end), one) in enumerate(zip(segments, heard, strict=True)):
        if asides[place]:
            text = _blanked(text, start, end)
            continue
        question = next((later for later in heard[place + 1 :] if _asks(later)), None)
        kept = _told(text[start:end], one, question) if question is not None else None
        if kept is not None:
            kept = [(start + first, start + last) for first, last in kept]
            text = _blanked(text, start, end, [*kept, *(span for span in names if start <= span[0] < end < span[1])])
            back = _THAT_TIME.search(text, end) if _spans(one, "period") else None
            text = _blanked(text, *back.span()) if back is not None else text
    return text


def _without_who_asks(text: str) -> str:
    """The text without whose wish it passes on; who is pointed back to stays: "Devon wants to see what his reps do"."""
    found = _ASKED_FOR.match(text)
    if found is None or found["who"].split()[0].casefold() in _ASKING_WORDS:
        return text
    pointed = _THEIRS.search(text, found.end()) is not None
    return _blanked(text, 0, found.end(), [found.span("who")] if pointed else ())


_ASKING_WORDS = frozenset(
    "who what which how when where whose why if has have had is are was were does did do can could".split()
)


def _without_occasions(text: str, segments: Sequence[tuple[int, int]], tagged: Callable[[str], Tagged]) -> str:
    """The text without what its answer is needed for, where something else is left to answer."""
    for segment, end in segments:
        found = _OCCASION.search(text[segment:end].rstrip(_SIGNS))
        if found is None:
            continue
        start, stop = segment + found.start(), segment + found.end()
        if (text[:start] + text[stop:]).strip(_SIGNS):
            kept = [(start + first, start + last) for first, last in _spans(tagged(text[start:stop]), "name")]
            text = _blanked(text, start, stop, kept)
    return text


def _blanked(text: str, start: int, end: int, kept: Sequence[tuple[int, int]] = ()) -> str:
    """The text with blanks between two places, but for what is kept and the signs that part clauses."""
    inside = "".join(
        one if one in ",;.!?" or any(first <= place < last for first, last in kept) else " "
        for place, one in enumerate(text[start:end], start)
    )
    return text[:start] + (inside if kept else " " * (end - start)) + text[end:]


def _spans(tagged: Tagged, *kinds: str) -> list[tuple[int, int]]:
    """The places in the text of the mentions of some kinds."""
    found = [one for one in tagged.mentions if one.kind in kinds]
    return [(tagged.tokens[one.first].start, tagged.tokens[one.last - 1].end) for one in found]


_GOES_ON = frozenset("so and but then ok".split())


def _asks(tagged: Tagged) -> bool:
    """Whether a stretch asks for something that records hold."""
    if not tagged.tokens:
        return False
    first = next((token.key for token in tagged.tokens if token.key not in _GOES_ON), "")
    asking = tagged.marker("who", "which", "what", "when", "share", "howlong", "size") is not None
    asking = asking or first in _COMMANDS or first in _YES_OR_NO
    asking = asking or any(token.key in ("need", "want", "would", "wonder") for token in tagged.tokens[:4])
    known = any(one.kind in ("noun", "attribute", "metric", "value") for one in tagged.mentions)
    return (known and asking) or tagged.marker("howmany", "howmuch") is not None


def _told(said: str, tagged: Tagged, question: Tagged) -> list[tuple[int, int]] | None:
    """The places of what a story before a question names; None when a stretch is no story, or narrows what is asked
    without the question's pointing back to it."""
    if not tagged.tokens:
        return None
    words = {token.key for token in tagged.tokens}
    asking = tagged.marker("howmany", "howmuch", "which", "who", "what", "when", "share", "by", "per") is not None
    first = tagged.tokens[0].text.casefold()
    asking = asking or first in _YES_OR_NO | _COMMANDS | {"how", "why", "where", "who"}
    asking = (
        asking
        or re.search(r"\b(?:please|can you|could you) (?:\w+ )?(?:list|show|give|tell|count)\b", said) is not None
    )
    if narrows_unheard(said, tagged):
        return None
    if _PURPOSE.match(said) and not asking and not question.marker("they", "those"):
        kept = [one for one in tagged.mentions if one.kind == "name" and not _colleagues(one)]
        return _spans(replace(tagged, mentions=kept), "name")
    telling = _TELLING.search(said) if not words & _FOCUSING else None
    if asking or telling is None or tagged.marker("without", "not", "nobody") is not None:
        return None
    occasion = re.search(rf"\b(?:{_WHOSE} (?:[\w-]+ ){{0,2}}?)?{_OCCASIONS}\b(?:.* with\b.*)?", said, re.IGNORECASE)
    talk = [one.span() for one in (telling, occasion) if one is not None]
    if any(one.kind in ("superlative", "metric") for one in tagged.mentions if not _inside(tagged, one, talk)):
        return None  # "the biggest order we have won" is asked for
    narrowing = _spans(tagged, "comparison", "value")
    narrowing = [one for one in narrowing if not any(start < one[1] and one[0] < end for start, end in talk)]
    pointed = _THEIRS.search(" ".join(token.key for token in question.tokens)) is not None
    names = _spans(
        replace(tagged, mentions=[one for one in tagged.mentions if pointed or not _colleagues(one)]), "name"
    )
    times = [] if occasion else _spans(tagged, "period")
    to_time = _THAT_TIME.search(" ".join(token.key for token in question.tokens)) is not None
    to_rows = question.marker("they", "those") is not None or any(token.key == "that" for token in question.tokens)
    if (times and not (to_time or to_rows)) or (narrowing and not to_rows):
        return None
    return [
        *names,
        *narrowing,
        *(times if to_time or narrowing else ()),
        *(_spans(tagged, "noun") if narrowing else ()),
    ]


def _colleagues(mention: Mention) -> bool:
    """Whom a story names beside: "I have a call with Oliver at ten" narrows nothing to what is Oliver's."""
    return mention.kind == "name" and all(one.table == "people" for one in mention.meaning)


def _inside(tagged: Tagged, mention: Mention, spans: Sequence[tuple[int, int]]) -> bool:
    first, last = tagged.tokens[mention.first].start, tagged.tokens[mention.last - 1].end
    return any(start < last and first < end for start, end in spans)


_PURPOSE = re.compile(
    r"""^\W*(?:[\w.'-]+[ ]and[ ](?:i|me)[ ](?:are|were)[ ])?(?:(?:i'?m|i[ ]am|we're|we[ ]are|just|still|currently)[ ])*
    (?:thinking[ ](?:about|of)
    |trying[ ]to|planning|preparing|prepping|doing|putting[ ]together|working[ ]on|writing|drafting|building
    |compiling|hopping[ ]on|jumping[ ]on|heading[ ](?:into|to)|going[ ](?:into|through)|getting[ ]ready|setting[ ]up
    |updating)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What somebody is at while they ask: its times, values and colleagues narrow nothing of what is asked."""
_FOCUSING = frozenset("only care cares focus focused focusing interested concerned concentrate limit limited".split())
_THAT_TIME = re.compile(
    r"\b(?:in |during |over )?(?:that|the same) (?:day|week|month|quarter|half|year|time|period)\b|\bthen\b",
    re.IGNORECASE,
)


def _is_aside(tagged: Tagged) -> bool:
    words = [token.key for token in tagged.tokens if any(one.isalnum() for one in token.key)]
    asking = tagged.marker("howmany", "howmuch", "who", "which", "what", "when", "without", "not", "nobody", "share")
    if words and words[0] in _OPENS and any(word not in STOPWORDS | FILLERS | _TALKERS for word in words):
        return False  # "how long do class C devices have?" is a question, "how are you all?" is none
    said = " ".join(token.text for token in tagged.tokens)
    named = [one for one in tagged.mentions if one.kind in ("name", "value", "comparison", "superlative", "metric")]
    if asking is None and _NEEDED.match(said) and not tagged.of("name"):
        return True
    if asking is None and not named and _MUSING.match(said) and not narrows_unheard(said, tagged):
        return True
    if asking is not None or any(one.kind != "marker" for one in tagged.mentions) or len(words) > _LONGEST_TALK:
        return False
    telling = NOTE_MARKERS | NOTE_TOPICS | WISHES | {"split", "ranked", "sorted", "breakdown"}
    talk = bool(words) and bool(_TALKERS & set(words)) and not telling & set(words)
    return talk and not narrows_unheard(said, tagged)
