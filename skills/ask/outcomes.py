"""Verbs of what is done with deals: `what has Kofi closed`, `which deals did Dana's reps open`, `what is he chasing`.

To close a deal is to win it. The same words say other things of other rows (a ticket is closed, a letter is signed) and
of the deal itself (when it closes): what is meant tells who does it, and what else is spoken of.
"""

from __future__ import annotations

from collections.abc import Container

from skills.ask.tagged import Mention
from skills.ask.words import Token
from storage.catalog import FieldRef
from storage.lexicon import Lexicon, Value
from storage.names import name_words
from storage.query import Compare

_WON = Value("opportunities", "status", "won")
_LOST = Value("opportunities", "status", "lost")
_OPEN_DEAL = Value("opportunities", "status", "open")
_CLOSED = Value("support_cases", "status", "closed")
_CREATED = FieldRef((), "created_at")
_STATUS = FieldRef((), "status")

_DO = {**dict.fromkeys("close sell sign land bag ink clinch nail secure book".split(), _WON), "drop": _LOST}
"""What somebody did or is to do: `did Kofi close`."""
_DOES = {**dict.fromkeys("close closes sell sells sign signs land lands".split(), _WON), "drops": _LOST}
"""What somebody does: `which rep closes most`."""
_DONE = {**dict.fromkeys("closed signed landed bagged inked clinched nailed secured booked".split(), _WON)}
_DONE["dropped"] = _LOST
"""What somebody has done: `has Kofi closed`, `the deals that he dropped`."""
_OPEN = frozenset("open create add enter start".split())
_OPENED = frozenset("opened created added entered started".split())
"""What is done with deals that come to be."""
_BEFORE_ROWS = frozenset("in of on with at for from the our all any no most many more fewest have has had got".split())
_BUILT = frozenset("added generated built created sourced".split())
"""What is done with pipeline."""
_AT_WORK = frozenset("working chasing pursuing hunting juggling".split())
"""What is done with deals that are open: `what is Declan chasing`."""
_ASKED_OF_WORK = frozenset("what whats which many much deals opps opportunities".split())
_ROWS_OF_DEALS = frozenset("opportunities accounts people products support_cases".split())
_BUY = frozenset("buy sign order purchase".split())
"""What an account does when a deal is won."""
_MAY = frozenset("can could may might stand hope hoping".split())
_SHALL = frozenset("will shall gonna going should would".split())
_PARTICLES = frozenset("off up out down over".split())
"""`sign off`, `sign up`, `drop out` are other verbs."""

_HELPS = frozenset("did didnt do does dont doesnt managed able".split())
_DENIES = frozenset("didnt dont doesnt not".split())
_HAS = frozenset("has have had hasnt havent hadnt ive weve".split())
_OURS = frozenset(
    """we i he you she they who whos anyone anybody someone somebody nobody noone everyone everybody rep reps seller
    sellers salesperson salespeople team teams guys crew folks people colleague colleagues ive weve""".split()
)
_BETWEEN = frozenset("actually already ever really just also even not never has have had to yet".split())
_FARTHEST = 6
_JOINED = frozenset("and or vs versus against , / &".split())
_HOW_IT_ENDED = frozenset("outcome outcomes result results status".split())


def find_outcomes(tokens: list[Token], found: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """The mentions where verbs of winning and losing say how deals ended."""
    if not _asks_when(found):  # "closed at Tallgrass": where, not the time at which a ticket was closed
        found = [one for one in found if not (one.length > 1 and _is_closing_time(one))]
    if _of_cases(found):
        return _cases_closed(tokens, found, lexicon)
    if _WON not in lexicon.values.get(name_words(_WON.value), ()):
        return found
    found = _deals_opened(tokens, found, lexicon)
    found = [one for one in _who_bought(tokens, found) if not _signed_up(tokens, one)]
    for place in range(len(tokens)):
        own = [one for one in found if (one.first, one.last) == (place, place + 1)]
        if any(one.first <= place < one.last and one.length > 1 and one.kind != "marker" for one in found):
            continue
        either = next((one for one in own if _outcomes(one) == {_WON, _LOST}), None)
        said = _means(tokens, either, found) if either is not None else _verb(tokens, place, found)
        ahead = _not_yet(tokens, place) if any(_outcomes(one) for one in own) else None
        said = ahead if ahead is not None else said
        if any(_WON in _outcomes(one) for one in own) and _won_by_a_rival(tokens, place, found, lexicon):
            said = (_LOST,)
        if said is None or (either is not None and _case_before(tokens, found)):
            continue
        found = [one for one in found if not any(one is other for other in own)]
        found += [Mention(place, place + 1, "value", said, 0.2)] if said else []
    return found


def _won_by_a_rival(tokens: list[Token], place: int, found: list[Mention], lexicon: Lexicon) -> bool:
    """`which deals did Schneider win`, of a competitor: those that we lost to it."""
    before = next((one for one in found if one.kind == "value" and one.last == place), None)
    if before is None or not before.first or tokens[before.first - 1].key not in ("did", "has", "have", "does", "that"):
        return False
    labels = {lexicon.catalog.fields[value.table, value.field].label.casefold() for value in before.meaning}
    return any("compet" in label or "rival" in label or "wettbewerb" in label for label in labels)


def _before(tokens: list[Token], place: int) -> int:
    """The place of the word before another, adverbs and auxiliaries left out; -1 where there is none."""
    before = place - 1
    while before > 0 and tokens[before].key in _BETWEEN:
        before -= 1
    return before


def _outcomes(mention: Mention) -> set[Value]:
    """The outcomes that a value means; none where it means something else."""
    return {value for value in mention.meaning if value in (_WON, _LOST)} if mention.kind == "value" else set()


def _of_cases(found: list[Mention]) -> bool:
    """Whether tickets are spoken of: those are closed, too."""
    return any(one.kind == "noun" and one.meaning == "support_cases" for one in found)


def _signed_up(tokens: list[Token], mention: Mention) -> bool:
    """`contacts who signed up for the newsletter`: nobody's deal."""
    after = tokens[mention.last].key if mention.last < len(tokens) else ""
    return mention.kind == "value" and tokens[mention.last - 1].key == "signed" and after in ("up", "off")


def _of_other_rows(found: list[Mention]) -> bool:
    """`how many meetings did Kofi book`, `which contracts did we sign`: what is done with rows that are no deals."""
    return any(
        (one.kind == "noun" and one.meaning not in _ROWS_OF_DEALS)
        or (one.kind == "value" and all(value.table in ("activities", "campaigns") for value in one.meaning))
        for one in found
    )


def _is_closing_time(mention: Mention) -> bool:
    return mention.kind == "attribute" and (mention.meaning.table, mention.meaning.ref.name) == (
        _CLOSED.table,
        "closed_at",
    )


def _cases_closed(tokens: list[Token], found: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """`how many tickets did we close`: as "closed" says by itself. Who of us closed one, no store tells."""
    somebody = any(one.kind == "name" and one.meaning[0].table == "people" for one in found)
    if somebody:
        done = {place for place in range(len(tokens)) if _verb(tokens, place, found) is not None}
        return [one for one in found if one.first not in done or one.length > 1]
    if _CLOSED not in lexicon.values.get(name_words(_CLOSED.value), ()):
        return found
    for place in range(len(tokens)):
        if _verb(tokens, place, found) == (_WON,) and tokens[place].key in ("close", "closed"):
            found = [one for one in found if (one.first, one.last) != (place, place + 1)]
            found.append(Mention(place, place + 1, "value", (_CLOSED,), 0.2))
    return found


def _who_bought(tokens: list[Token], found: list[Mention]) -> list[Mention]:
    """`which hospitals bought HemaScan`, `how many customers bought this year`: those who did, not for how much."""
    asks = any(one.kind == "marker" and one.meaning in ("which", "who", "howmany") for one in found)
    money = any(one.kind == "marker" and one.meaning == "howmuch" for one in found)
    for place, token in enumerate(tokens):
        before = _before(tokens, place)
        buyers = tokens[before].key == "who" or any(
            one.last == before + 1
            and (
                (one.kind == "noun" and one.meaning == "accounts")
                or (one.kind == "value" and all(value.table == "accounts" for value in one.meaning))
            )
            for one in found
        )
        if token.key == "bought" and place and asks and not money and buyers:
            found = [one for one in found if not one.first <= place < one.last or one.kind == "name"]
            found.append(Mention(place, place + 1, "value", (_WON,), 0.2))
    return found


def _deals_opened(tokens: list[Token], found: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """`which deals did Noémie open in Q3`, `deals he added since June`: when they came to be, not how they stand."""
    created = [one for one in lexicon.catalog.attributes() if one.table == _WON.table and one.ref == _CREATED]
    deals = any(one.kind == "noun" and one.meaning == _WON.table for one in found)
    pipeline = any(one.kind == "metric" and one.meaning.name == "open pipeline" for one in found)
    for place in range(len(tokens) if created and (deals or pipeline) else 0):
        if tokens[place].key == "open" and place and tokens[place - 1].key in _BEFORE_ROWS:
            continue  # "which competitor do we meet in open deals"
        if _done_by_ours(tokens, place, found, _OPEN, _OPENED) or (pipeline and tokens[place].key in _BUILT):
            found = [one for one in found if (one.first, one.last) != (place, place + 1)]
            found.append(Mention(place, place + 1, "attribute", created[0], 0.2))
    return found


def _case_before(tokens: list[Token], found: list[Mention]) -> bool:
    """`when was it closed`: of what was told before, which may be a ticket."""
    of_deals = any(one.kind == "noun" and one.meaning == "opportunities" for one in found)
    ours = any(_ours(tokens, place, found) for place in range(len(tokens)))
    return _asks_when(found) and not of_deals and not ours


def _asks_when(found: list[Mention]) -> bool:
    return any(one.kind == "marker" and one.meaning == "when" for one in found)


def _means(tokens: list[Token], closed: Mention, found: list[Mention]) -> tuple[Value, ...]:
    """What "closed" means: won, unless the question tells deals apart by how they ended, or denies that they did."""
    others = [one for one in found if _outcomes(one) and (one.last <= closed.first or closed.last <= one.first)]
    told = {value for one in others for value in _outcomes(one)}
    if _tells_apart(tokens, found) or (_denied(tokens, closed, found) and told == set()):
        return _WON, _LOST
    if not told:
        return (_WON,)
    beside = {tokens[place].key for place in (closed.first - 1, closed.last) if 0 <= place < len(tokens)}
    if beside & _JOINED and told == {_LOST}:
        return (_WON,)  # "closed vs lost"
    share = any(one.kind == "marker" and one.meaning in ("share", "percent") for one in found)
    return (_WON, _LOST) if share or len(told) > 1 else tuple(told)


def _tells_apart(tokens: list[Token], found: list[Mention]) -> bool:
    """Whether lost deals count as well: for a win rate, by outcome, for what they were lost to, beside open ones."""
    rates = any(
        isinstance(one, Compare) and one.ref == _STATUS and "lost" in one.values
        for mention in found
        if mention.kind == "metric"
        for one in mention.meaning.where
    )
    labels = {
        word
        for one in found
        if one.kind == "attribute" and one.meaning.field.custom
        for word in one.meaning.label.split()
    }
    opened = any(
        one.kind == "value" and Value("opportunities", "status", "open") in one.meaning and one.length == 1
        for one in found
    )
    lost = any(word.casefold() in ("lost", "loss", "losing") for word in labels)
    return rates or lost or opened or any(token.key in _HOW_IT_ENDED for token in tokens)


def _denied(tokens: list[Token], closed: Mention, found: list[Mention]) -> bool:
    """`deals that are not closed` are open ones; who has closed none has won none."""
    doers = [place for place in range(len(tokens)) if _ours(tokens, place, found)]
    before = [
        one
        for one in found
        if one.kind == "marker" and one.meaning in ("not", "nobody", "without") and 0 <= closed.first - one.last <= 2
    ]
    return bool(before) and not any(place < before[0].last for place in doers)


def _verb(tokens: list[Token], place: int, found: list[Mention]) -> tuple[Value, ...] | None:
    """The outcome that the word at a place says as a verb of one of ours, or of deals."""
    key = tokens[place].key
    if _of_other_rows(found):
        return None
    if key in _BUY and _theirs(tokens, place, found):
        return (_WON,)
    if place + 1 < len(tokens) and tokens[place + 1].key in _PARTICLES and key != "close":
        return None
    if key == "close" and not _asks_when(found) and _deals_did(tokens, place, found):
        return (_WON,)
    before = _before(tokens, place)
    if before < 0:
        return None
    if _done_by_ours(tokens, place, found, _DO, _DONE):
        return (_DO.get(key) or _DONE[key],)
    near = {tokens[at].key for at in range(max(0, place - _FARTHEST), place)}
    if key in _DOES and not near & (_HELPS | _HAS) and tokens[before].key in _OURS:
        return (_DOES[key],)
    if key in _AT_WORK and any(_ours(tokens, at, found) for at in range(max(0, place - _FARTHEST), place)):
        last = place + 1 == len(tokens) or tokens[place + 1].key in ("on", "right", "?", "now", "currently", "at")
        others = [one for one in found if one.kind == "noun" and one.meaning != _WON.table]
        asked = {token.key for token in tokens[:place]} & _ASKED_OF_WORK
        return (_OPEN_DEAL,) if last and asked and not others else None
    return None


def _deals_did(tokens: list[Token], place: int, found: list[Mention]) -> bool:
    """`did the Sundermann deal close`, `which deals did not close in Q3`."""
    first = max(0, place - _FARTHEST)
    did = any(tokens[at].key in ("did", "didnt") for at in range(first, place))
    return did and any(one.kind == "noun" and one.meaning == _WON.table and first <= one.first < place for one in found)


def _theirs(tokens: list[Token], place: int, found: list[Mention]) -> bool:
    """`what did Corvida buy`, `which customers signed`: an account did it."""
    near = range(max(0, place - _FARTHEST), place)
    did = max((at for at in near if tokens[at].key in ("did", "didnt")), default=None)
    return did is not None and any(
        did < one.first < place
        and (
            (one.kind == "name" and all(entry.table == "accounts" for entry in one.meaning))
            or (one.kind == "noun" and one.meaning == "accounts")
        )
        for one in found
    )


def _not_yet(tokens: list[Token], place: int) -> tuple[Value, ...] | None:
    """What "win" and "lose" mean after a word of what may be: `what could we still win` are open deals, what will be
    won nobody knows."""
    if tokens[place].key not in ("win", "lose", "winning", "losing"):
        return None
    near = [tokens[at].key for at in range(max(0, place - _FARTHEST), place)]
    if {*near} & {"did", "didnt", "of"}:
        return None
    if {*near} & _MAY:
        return (_OPEN_DEAL,)
    return () if {*near} & _SHALL else None


def _done_by_ours(
    tokens: list[Token], place: int, found: list[Mention], do: Container[str], done: Container[str]
) -> bool:
    """Whether the word at a place is a verb of one of ours: `did Kofi close`, `has he closed`, `closed by him`."""
    key = tokens[place].key
    before = _before(tokens, place)
    near = range(max(0, place - _FARTHEST), place)
    helped = [at for at in near if tokens[at].key in _HELPS]
    has = [at for at in near if tokens[at].key in _HAS]
    if key in do and helped:
        denied = any(tokens[at].key in _DENIES for at in range(helped[-1], place))
        first = max(0, helped[-1] - _FARTHEST) if denied else helped[-1]
        return any(_ours(tokens, at, found) for at in range(first, place))
    if key in done:
        by = place + 2 < len(tokens) and tokens[place + 1].key == "by" and _ours(tokens, place + 2, found)
        return by or any(
            _ours(tokens, at, found) for at in range(max(0, min(has[-1], before) if has else before), place)
        )
    return False


def _ours(tokens: list[Token], place: int, found: list[Mention]) -> bool:
    """Whether one of our own people, or a team of theirs, is spoken of at a place."""
    if tokens[place].key in _OURS:
        return True
    return any(
        one.first <= place < one.last
        and (
            (one.kind == "name" and all(entry.table == "people" for entry in one.meaning))
            or (one.kind == "value" and any((value.table, value.field) == ("people", "team") for value in one.meaning))
            or (one.kind == "noun" and one.meaning == "people")
        )
        for one in found
    )
