"""What is told in a sentence of its own beside a question that needs none of it: "the intern is drawing a chart"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from skills.ask.tagged import Mention, Tagged, small_number
from skills.ask.words import STOPWORDS

_DOING = (
    r"(?:asking|bugging|nagging|pestering|chasing|saying|telling|claiming|building|preparing|writing|planning|printing"
    r"|drafting|making|drawing|putting[ ]together|setting[ ]up|cleaning[ ]up|doing|running[ ]late|coming|visiting"
    r"|waiting|betting|arguing|fighting|quarrelling|organi[sz]ing|booking|ordering|filling|sending|sitting|ringing"
    r"|calling|working[ ]on|getting[ ]ready|hosting|throwing|compiling|updating|redoing|tidying[ ]up|trying[ ]to"
    r"|about[ ]to|here|away|ill|sick|late)"
)
_TALKS = (
    r"(?:(?:still|just|also|again|really|always|never|already)[ ])*"
    rf"(?:(?:is|are|was|were|'s|'re)[ ](?:(?:still|just|now|all|always|here|again)[ ])*{_DOING}"
    rf"|keeps?[ ](?:on[ ])?{_DOING}"
    r"|(?:has|have|had|would[ ]like|'d[ ]like)[ ](?:me[ ]|us[ ])?to|wants?|wanted|needs?"
    r"|asks?|asked|says?|said|swears?|swore|thinks?|thought|believes?|claims?|claimed|insists?|insisted|doubts?|doubted"
    r"|wonders?|mentioned|told|promised|bets?|loves?|hates?"
    r"|(?:do|does|did|can|could|will|wo)(?:es)?[ ]?(?:n't|nt|not|[ ]only)?[ ]?(?:only[ ])?"
    r"(?:believe|agree|trust|remember|know|see|find|book|fit|seat|invite|take|stop)s?"
    r"|agrees?|remembers?|knows?)\b"
)
_INDEFINITE = (
    r"(?:some(?:body|one)|an?(?![ ](?:few|lot|couple|bunch|third|half|quarter|number|handful|good|big|large)\b)"
    r"|one[ ]of[ ](?:my|our|the)|(?:two|three)(?![ ]of\b)|no(?:body|[ ]one|-one)|every(?:body|one))\b"
)
_DID = r"(?:left|put|told|said|wrote|rang|came|sent|got|gave|made|took|brought|[\w'-]*(?:ed|ing|es|[^s']s))"
_OPENING = re.compile(
    rf"""^\W*(?:(?:so|well|ok|hm+|hey|and)[ ,]+)?(?:
      (?P<purpose>(?:(?:i|we)(?:'m|'re|[ ]am|[ ]are)[ ](?:(?:still|just|currently|now|busy)[ ])*)?{_DOING}\b
      | (?:i|we)[ ](?:(?:still|just|also|really)[ ])*(?:need|have|want|ought|promised|'d[ ]like|would[ ]like)[ ]
        (?:\w+[ ]){{0,3}}?to[ ]
      | (?:i|we)[ ](?:owe|promised|lost|forgot|misplaced|missed|spilled)\b
      | (?:i'm|i[ ]am)[ ]new\b | (?:i|we)(?:[ ]have|[ ]had|[ ]got|'ve[ ]got)[ ]an?[ ]
      | (?:[\w-]+[ ]){{1,4}}?(?:and|but|so)[ ](?:i|we)[ ](?:ca|could|do|did)n't[ ]
        (?:find|see|remember|recall|have|get)\b
      | (?:[\w-]+[ ]){{0,2}}?(?:prep|preparation|planning|rehearsal)[ ](?:for|with|at|of)\b
      | before[ ](?:i|we)[ ]\w+)
    | (?P<indefinite>{_INDEFINITE}[ ](?:[\w'-]+[ ]){{0,6}}?(?:{_DID}|{_TALKS})\b)
    | (?P<own>my[ ](?:[\w-]+[ ]){{1,2}}?(?:died|broke|crashed|froze|left|quit|ate|lost|gave|{_TALKS})\b)
    | (?P<other>(?:(?:the|our|my)[ ])?(?:[\w-]+[ ]){{1,3}}?{_TALKS})
    | there(?:'s|[ ]is|[ ]was)[ ](?:an?|some)[ ](?:rumou?r|word|talk|gossip|bet|debate|story|joke|argument|discussion)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""Who tells, wants or does something beside: people nobody asks about, and what the asker is at."""
_ASKS_FOR = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|bugging|nagging|pestering|chasing|talk(?:s|ed|ing)?"
    r"|to (?:see|know|have|get|understand|hear))\b"
    r"(?: (?:me|us|you|again|all the time))*(?: (?:about|for|after|regarding|on|more about))?"
    r"(?! (?:if|whether|how|why|what|who|where|when|which)\b)",
    re.IGNORECASE,
)
"""Somebody asks for something, told by its name: what is asked then is of that, known here or not."""
_SCOPES = frozenset(
    """only except excluding exclude without besides aside apart ignore ignoring skip leave leaving focus focused
    focusing concentrate limit limited limiting interested concerned care cares matter matters count counts mean means
    include includes including consider considering restrict narrow stick sticking regarding concerning especially
    particularly mainly mostly mine cover covers territory patch region regions area segment segments market markets
    portfolio vertical sector industry scope listing overview breakdown show give compare look looking add also instead
    rather""".split()
)
"""Words of who narrows what is asked, or asks for something else as well."""
_POINTING = frozenset(
    """they them their theirs he she him his her hers it its that those these this there one ones same such then both
    latter former neither either each here other others another else""".split()
)
_ASKS = frozenset("which what who whose whom how when where".split())
_ASKS_FIRST = frozenset("is are was were do does did has have can any list show count give".split())
_OF_ROWS = frozenset("they them their its it that".split())
_PARTS = re.compile(r"(?:[.!?;]+(?=\s|$)|:(?=\s)|\s[-–—](?=\s)|\n|,\s*(?:so|but|and)?\s*(?=(?:how|which|what|who)\b))+")
_BARE = re.compile(
    r"^\W*(?:and |so |but )?(?:what|who|when|where|whose)(?: is| was| are| were|'s) the (?:\w+\W*){1,2}$"
)
_DAYS = frozenset(
    """today tomorrow tonight now monday tuesday wednesday thursday friday saturday sunday morning afternoon noon
    evening until till by on at in the this next week minutes minute hours hour half an a ten five for christmas
    easter""".split()
)
_Part = tuple[str, int, Tagged]
"""A sentence, its place in the message, and what it says."""
_MORE = frozenset("in from of at with within across over under above below for that which who whose".split())


def without_stories(text: str, tag: Callable[[str], Tagged]) -> str | None:
    """The text with the sentences as blanks that tell something beside its question, but for the one name that the
    question points back to; None where there are none, or where what is left does not stand by itself."""
    parts = [(text[start:end], start, tag(text[start:end])) for start, end in _parts(text)]
    stories = [one for one in parts if _tells(one[0], one[2])]
    asked = [one for one in parts if one not in stories]
    if not stories or not asked:
        return None
    kept = None
    if not all(
        _stands_alone(tagged, said) or (place and _wishes(tagged)) for place, (said, _, tagged) in enumerate(asked)
    ):
        kept = _pointed_to(stories, asked)
        if kept is None:
            return None
    for said, start, tagged in stories:
        if not _tells_beside(said, tagged, [one for _, _, one in asked], kept):
            return None
        blank = " " * len(said)
        if kept is not None and any(one is kept for one in tagged.mentions):
            first, last = tagged.tokens[kept.first].start, tagged.tokens[kept.last - 1].end
            blank = blank[:first] + said[first:last] + "." + blank[last + 1 :]
        text = text[:start] + blank + text[start + len(said) :]
    return text


def _wishes(tagged: Tagged) -> bool:
    """Whether a sentence only says what to show of the rows that another one asks for: "person and company please"."""
    kinds = {one.kind for one in tagged.mentions}
    return bool(kinds) and kinds <= {"attribute", "noun", "marker"} and not _ASKS & {one.key for one in tagged.tokens}


def _pointed_to(stories: list[_Part], asked: list[_Part]) -> Mention | None:
    """The name in a story that the question means by "their", "her" or "that account"; None where there is none, or
    more than one that it could be."""
    said = [tagged for _, _, tagged in asked]
    keys = [token.key for token in said[0].tokens]
    known = [entry.table for one in said[0].of("name") for entry in one.meaning]
    if len(asked) > 1 or set(known) & _SUBJECTS or not (_ASKS & set(keys[:4]) or (keys[:1] and keys[0] in _ASKS_FIRST)):
        return None
    tables = next((tables for words, tables in _POINTS_TO if words & set(keys)), ())
    names = []
    for text, _, story in stories:
        found = _OPENING.match(text)
        if found is None:
            return None  # "And Quintara, what is theirs about?" tells no story
        opening = found.end() if found["other"] else 0
        names += [one for one in story.of("name") if story.tokens[one.first].start >= opening]
    for table in tables:
        fitting = [one for one in names if all(entry.table == table for entry in one.meaning)]
        if fitting:
            return fitting[0] if len(fitting) == 1 and len(fitting[0].meaning) == 1 else None
    return None


_SUBJECTS = frozenset({"accounts", "opportunities", "contacts", "people"})
_POINTS_TO = (
    (frozenset("he she him his her hers".split()), ("contacts", "people")),
    (frozenset("they them their theirs it its that this".split()), ("accounts", "opportunities", "contacts")),
)
"""Words that point back, and the tables of what they can mean, the likeliest first."""


def _tells(said: str, tagged: Tagged) -> bool:
    """Whether a sentence may be a story: somebody tells or does something, or it speaks of a name that is known."""
    first = tagged.tokens[0].text.casefold() if tagged.tokens else "what"
    if said.endswith("?") or first in _ASKS | _ASKS_FIRST:
        return False
    return _OPENING.match(said) is not None or (bool(tagged.of("name")) and not _stands_alone(tagged, said))


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The places of the sentences of a message, each with the sign that ends it."""
    start = 0
    for match in [*_PARTS.finditer(text)]:
        if any(one.isalnum() for one in text[start : match.start()]):
            yield start, match.end()
        start = match.end()
    if any(one.isalnum() for one in text[start:]):
        yield start, len(text)


def _stands_alone(asked: Tagged, said: str) -> bool:
    """Whether a sentence asks for rows that it says itself, and points to nothing before it."""
    keys = [token.key for token in asked.tokens]
    texts = [token.text.casefold() for token in asked.tokens]  # "we're" is no "were"
    first = next((one for one in texts if one not in ("so", "and", "but", "then", "ok")), "")
    if not (_ASKS & {*keys[:4], *texts[:4]} or first in _ASKS_FIRST) or _BARE.match(said.casefold()):
        return False
    rows = asked.of("noun")
    known = min((one.last for one in asked.mentions if one.kind in ("noun", "name", "value")), default=len(keys))
    for place, key in enumerate(keys):
        of_rows = key in _OF_ROWS and place >= known  # "deals past their close date", "campaigns that are running"
        if key in _POINTING and not of_rows and not _introduces(keys, place):
            return False
    if not asked.of("name") and any(one.first and keys[one.first - 1] == "the" and _single(asked, one) for one in rows):
        return False  # "is the deal still open?" points back
    fields = asked.of("attribute") and (asked.of("period") or asked.marker("which") is not None)
    return bool(rows or fields or asked.of("metric") or asked.of("value") or asked.of("name"))


def _introduces(keys: list[str], place: int) -> bool:
    """`how many are there`, `this year`, `per each`: words that point in other sentences and do not here."""
    before = keys[place - 1] if place else ""
    after = keys[place + 1] if place + 1 < len(keys) else ""
    if keys[place] == "there":
        return before in ("is", "are", "was", "were") or after in ("is", "are", "was", "were")
    if keys[place] == "this":
        return after in ("year", "month", "quarter", "week", "half", "morning")
    return keys[place] == "each" or (keys[place] == "other" and before == "each")


def _single(tagged: Tagged, mention: Mention) -> bool:
    token = tagged.tokens[mention.last - 1]
    return token.key == token.stem


def _tells_beside(said: str, story: Tagged, asked: list[Tagged], kept: Mention | None) -> bool:
    """Whether a sentence narrows nothing of what is asked: all that it names beyond who tells it is said in the
    question as well, or is `kept` for it."""
    found = _OPENING.match(said)
    opening = found.end() if found is not None else 0
    doing = next((name for name in ("purpose", "other") if found is not None and found[name]), None)
    narrows = {token.key for token in story.tokens} & _SCOPES
    if narrows and not (narrows == {"only"} and _only_so_many(story, asked)):
        return False
    if narrows_unheard(said, story):
        return False
    places = [place for place, token in enumerate(story.tokens) if token.start >= opening]
    again = [one for one in story.mentions if _said_again(one, asked)]
    said_again = {(one.first, one.last) for one in again}
    for one in story.mentions:
        if one.length == 0 or (one.first, one.last) in said_again or one is kept:
            continue
        if one.kind == "marker" and one.meaning in ("howmany", "howmuch", "share", "by", "per", "without"):
            if "number" not in story.said(one):
                return False
        elif one.kind == "name" and any(entry.table != "people" for entry in one.meaning):
            return False
        elif one.kind == "value" and one.first and story.tokens[one.first - 1].key in _MORE and one.weight >= 0:
            return False  # "a customer in Germany asks for references"
        elif one.first not in places or one.kind in ("marker", "aggregate", "attribute") or one.weight < 0:
            continue
        elif not _verb(story, one) and not _passing(story, one, doing):
            return False
    if found is None:
        return (kept is not None or any(one.kind == "name" for one in again)) and not _unknown_names(story, places)
    if found["indefinite"] is not None:
        return True
    return not _unknown_names(story, places)


def narrows_unheard(said: str, story: Tagged) -> bool:
    """Whether words that mean nothing here may narrow what is asked: "the southern accounts", "deals in Benelux", "she
    keeps asking about dishwashers"."""
    unknown = {at for at in _unknown(story, list(range(len(story.tokens)))) if story.tokens[at].key not in _PLAIN}
    for one in story.mentions:
        rows = one.kind == "noun" and one.length and one.meaning in _ROWS
        if not rows and not (one.kind == "value" and any(two.field == "lifecycle" for two in one.meaning)):
            continue
        before = story.tokens[one.first - 1].key if one.first else ""
        if one.first - 1 in unknown and small_number(before) is None:
            return True
        if before in ("a", "an"):
            continue  # "a prospect in Rotterdam" is one row of its own
        after = one.last
        if after < len(story.tokens) and story.tokens[after].key in _MORE:
            after = next((at for at in range(after, len(story.tokens)) if story.tokens[at].key not in STOPWORDS), after)
            if after in unknown:
                return True
    if _TEAM.search(said) or any(at and _names_scope(story, at) for at in unknown):
        return True
    if any(at + 1 < len(story.tokens) and story.tokens[at + 1].key in ("numbers", "figures") for at in unknown):
        return True
    found = _ASKS_FOR.search(said)
    asked = [at for at, token in enumerate(story.tokens) if found is not None and token.start >= found.end()]
    return bool(unknown & set(asked)) and not any(one.first in asked and one.kind != "marker" for one in story.mentions)


_OF_THE_ASKER = frozenset(
    {
        *(("activities", "channel"), ("activities", "side"), ("activities", "subject"), ("people", "team")),
        *(("people", "office"), ("people", "role"), ("opportunities", "source"), ("list_memberships", "tier")),
        *(
            ("opportunities", "type"),
            ("leads", "status"),
            ("contacts", "department"),
            ("contacts", "title"),
            ("campaigns", "channel"),
        ),
    }
)
"""Fields whose values people also use of what they do themselves: "my calls", "the marketing recap"."""


def _names_scope(story: Tagged, at: int) -> bool:
    """`a deck for Benelux`: what something is for, told by a name; `for the QBR` is an occasion."""
    text = story.tokens[at].text
    return story.tokens[at - 1].key in ("for", "about") and text.istitle() and text.casefold() not in _DAYS


_ROWS = ("accounts", "opportunities", "contacts", "leads", "contracts", "support_cases")
_PLAIN = frozenset(
    """lovely dear good nice great fellow wrong right final latest new annual yearly quarterly monthly weekly list sheet
    deck slide slides overview table chart stuff things thing again""".split()
)


_TEAM = re.compile(r"^\W*(?:my|our) (?:[\w-]+ )?team\b", re.IGNORECASE)


def _only_so_many(story: Tagged, asked: list[Tagged]) -> bool:
    """`seats for five companies only`: how many are wanted of rows that the question ranks."""
    number = any(small_number(token.key) is not None for token in story.tokens)
    return number and any(one.of("superlative") for one in asked)


def _unknown(story: Tagged, places: list[int]) -> list[int]:
    """Of some places of a story those of words that mean nothing here."""
    covered = {place for one in story.mentions for place in range(one.first, one.last)}
    words = [place for place in places if any(one.isalpha() for one in story.tokens[place].key)]
    return [place for place in words if place not in covered and story.tokens[place].key not in STOPWORDS]


def _unknown_names(story: Tagged, places: list[int]) -> bool:
    """`he is building a deck for Benelux`: a name that is not known here may narrow all the same."""
    texts = [story.tokens[place].text for place in _unknown(story, places) if place]
    return any(one[:1].isupper() and one.casefold() not in _DAYS for one in texts)


def _verb(story: Tagged, mention: Mention) -> bool:
    """`wants to phone somebody`, `the new hire`: what somebody does or is, no value."""
    before = story.tokens[mention.first - 1].key if mention.first else ""
    after = story.tokens[mention.last].key if mention.last < len(story.tokens) else ""
    return before == "to" or (story.said(mention).casefold() == "new" and after in _NEWCOMERS)


_NEWCOMERS = frozenset("hire hires starter starters colleague colleagues boss intern interns joiner joiners".split())


def _said_again(mention: Mention, asked: list[Tagged]) -> bool:
    """Whether the question says itself what a mention of the story means."""
    others = [other for one in asked for other in one.mentions]
    if mention.kind in ("period", "superlative"):
        return any(other.kind == mention.kind for other in others)
    if mention.kind == "metric":
        return any(other.kind == "noun" and other.meaning == mention.meaning.base for other in others) or any(
            other.kind == "metric" and other.meaning == mention.meaning for other in others
        )
    if mention.kind in ("name", "value"):
        return any(other.kind == mention.kind and set(other.meaning) & set(mention.meaning) for other in others)
    return any(other.kind == mention.kind and other.meaning == mention.meaning for other in others)


def _passing(story: Tagged, mention: Mention, doing: str | None) -> bool:
    """Whether what a story names is of the story alone: a day of this week, "my mailing list"; rows only where no word
    at their side says which of them. `doing`: whether it begins with what the asker (purpose) or another one is at."""
    purpose = doing == "purpose"
    keys = [token.key for token in story.tokens]
    if mention.kind == "period":
        return set(keys[mention.first : mention.last]) <= _DAYS
    if mention.kind == "superlative":
        return (
            purpose and mention.meaning.about == ("when",) and not any(one.length for one in story.of("noun"))
        )  # "the last two seats"
    if mention.kind == "value" and doing is not None:
        return {(value.table, value.field) for value in mention.meaning} <= _OF_THE_ASKER
    if mention.kind != "noun" or not purpose or mention.meaning in ("accounts", "opportunities", "contacts", "leads"):
        return False
    before = keys[mention.first - 1] if mention.first else ""
    after = keys[mention.last] if mention.last < len(keys) else ""
    return before in ("my", "our", "the", "a", "an") and after not in _MORE
