"""Clauses that ask for fields of rows they name: `industry and owner of Halden`; the profile of a row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from skills.ask.plan import RecordStep, Shape
from skills.ask.reading.columns import columns, natural_order
from skills.ask.reading.conditions import conditions_on
from skills.ask.reading.dates import closes
from skills.ask.reading.directions import talked
from skills.ask.reading.fields import best_path, is_event, reaches
from skills.ask.reading.grouping import asks_of_row
from skills.ask.reading.nouns import head_noun, is_noun, is_outcome, table_of
from skills.ask.reading.state import Reading
from skills.ask.tagged import Mention
from storage.catalog import Attribute, FieldRef
from storage.query import Among, Compare, Condition, During, Order, RecordQuery


def fact_steps(reading: Reading) -> list[RecordStep]:
    """Fields of rows that the clause names: `industry and owner of Halden`, `who is the champion there`."""
    if not reading.names:
        return []
    which = reading.tagged.marker("which")
    if which is not None and any(is_noun(one) for one in reading.free()):
        field = next((one for one in reading.free("attribute") if one.first == which.last), None)
        parent = any(_asks_parent(reading, one) for one in reading.free("attribute"))
        if not parent and (field is None or not asks_of_row(reading, field)):
            return []
    led = _led(reading)
    if led is not None:
        return [led]
    reports = reading.tagged.marker("reports")
    if reports is not None and reading.scoped("people") and _named_before(reading, reports):
        return [_manager(reading, reports)]
    if reports is not None or reading.tagged.marker("subsidiaries") is not None:
        return []
    roles = _roles(reading)
    if roles:
        return roles
    ended = _when_it_ended(reading)
    if ended is not None:
        return [ended]
    still = _still_works_here(reading)
    if still is not None:
        return [still]
    requested = _requested(reading) or _number_of_person(reading)
    deals = [one for one in reading.free("noun") if one.meaning == "opportunities"]
    sized = reading.tagged.marker("size", *(("howmuch",) if reading.scoped("opportunities") else ()))
    if not requested and sized is not None and (deals or reading.scoped("opportunities")):
        reading.take(sized)
        amount = columns(reading, "opportunities", only=[FieldRef((), "amount")])
        return [
            RecordStep(
                RecordQuery("opportunities", tuple(conditions_on(reading, "opportunities")), amount),
                "fact",
                reading.about(),
            )
        ]
    if not requested and reading.tagged.marker("size") is not None and reading.scoped("accounts"):
        size = tuple(FieldRef((), name) for name in ("employees", "revenue"))
        query = RecordQuery(
            "accounts", tuple(conditions_on(reading, "accounts")), select=columns(reading, "accounts", only=size)
        )
        return [RecordStep(query, "fact", reading.about())]
    last = _last_of_person(reading, requested)
    if last is not None:
        return [last]
    if not requested:
        return []
    noun = head_noun(reading, after=0)
    base_hint = table_of(noun) if noun is not None else None
    by_base: dict[str, list[FieldRef]] = {}
    for mention, options in requested:
        base, ref = _fact_base(reading, options, base_hint)
        if base is None or ref is None:
            continue
        reading.take(mention, *reading.same_span(mention))
        by_base.setdefault(base, []).append(ref)
    steps = []
    for base, refs in by_base.items():
        where = conditions_on(reading, base)
        where += _still_to_come(reading, base, refs, where)
        asked = base_hint in (None, base) or bool(reading.scoped(base)) or reading.tagged.marker("when") is not None
        shape: Shape = "fact" if asked else "list"
        order = natural_order(base)
        if base == "opportunities" and not reading.scoped(base):
            order = (Order(True, FieldRef((), "close_date")),)  # what is still to come is what is asked about
        query = RecordQuery(base, tuple(where), select=columns(reading, base, only=refs), order=order)
        steps.append(RecordStep(query, shape, reading.about()))
    return steps


def _last_of_person(reading: Reading, requested: Sequence[tuple[Mention, list[Attribute]]]) -> RecordStep | None:
    """`when did Dana last talk to Halden`: the last activity of both, not the last one that anybody had; and when we
    last talked to them is not when they saw an ad."""
    asked = [one for one, options in requested if any(option.ref.name == "last_activity" for option in options)]
    others = [entry for table in ("accounts", "contacts") for entry in reading.scoped(table)]
    talks = len(others) == 1 and bool(talked(reading, ()))
    whose = bool(reading.scoped("people")) or talks
    if not asked or not whose or not others or not reading.filled("activities", note=False):
        return None
    reading.take(asked[0], *reading.same_span(asked[0]))
    when = FieldRef((), "occurred_at")
    where = conditions_on(reading, "activities")
    query = RecordQuery(
        "activities", tuple(where), select=columns(reading, "activities"), order=(Order(True, when),), limit=1
    )
    return RecordStep(query, "ranking", reading.about())


def _named_before(reading: Reading, marker: Mention) -> bool:
    return any(one is not None and one.last <= marker.first for one, _ in reading.names)


def _manager(reading: Reading, marker: Mention) -> RecordStep:
    """`Elif reports to whom`: who leads the one that is named, not who is led."""
    reading.take(marker, *[one for one in reading.free("attribute") if one.first == marker.first])
    ids = tuple(one.id for one in reading.scoped("people"))
    asked = columns(reading, "people", only=[FieldRef(("manager",), "name")])
    return RecordStep(RecordQuery("people", (Among((), ids),), select=asked), "fact", reading.about())


def _still_works_here(reading: Reading) -> RecordStep | None:
    """`is Owen still with us`, `is Katrin active`: whether a colleague is one today."""
    keys = [token.key for token in reading.tagged.tokens]
    named = [one for one, entries in reading.names if one is not None and entries[0].table == "people"]
    told = ("people", "active") in reading.catalog.fields and reading.filled("people", note=False)
    if not told or len(named) != 1 or len(reading.names) != 1 or named[0].first != 1 or keys[0] not in ("is", "does"):
        return None
    said = [key for key in keys[named[0].last :] if key.isalnum()]
    if " ".join(said) not in _WORKS_HERE:
        return None
    reading.clause.used |= set(range(len(keys)))
    ids = tuple(one.id for one in reading.scoped("people"))
    query = RecordQuery("people", (Among((), ids),), select=columns(reading, "people", only=[FieldRef((), "active")]))
    return RecordStep(query, "fact", reading.about())


_WORKS_HERE = frozenset(
    {
        *("active", "still active", "still with us", "still here", "still around", "still employed", "employed"),
        *("still working here", "still working for us", "still with the company", "still work here", "work here"),
        *("still work for us", "with us", "still on board", "an active user", "an active colleague"),
    }
)
_LEADS = frozenset("manages manage managed leads lead supervises supervise heads".split())


def _led(reading: Reading) -> RecordStep | None:
    """`who manages Dana`, `who does Anke manage`: colleagues manage each other; accounts are owned."""
    tokens = reading.tagged.tokens
    verb = next((at for at, token in enumerate(tokens) if token.key in _LEADS), None)
    who = reading.tagged.marker("who")
    named = [one for one, entries in reading.names if one is not None and entries[0].table == "people"]
    if verb is None or who is None or len(reading.names) != 1 or not named or reading.tagged.marker("reports"):
        return None
    if any(table_of(one) is not None and one.first != verb for one in reading.free()):
        return None
    if named[0].first == verb + 1 and who.last == verb:
        marker = Mention(verb, verb + 1, "marker", "reports")
        return _manager(reading, marker)
    if named[0].last == verb and any(token.key in ("does", "did", "do") for token in tokens[: named[0].first]):
        reading.clause.used.add(verb)
        ids = tuple(one.id for one in reading.scoped("people"))
        query = RecordQuery("people", (Among(("manager",), ids),), select=columns(reading, "people"))
        return RecordStep(query, "list", reading.about())
    return None


def _number_of_person(reading: Reading) -> list[tuple[Mention, list[Attribute]]]:
    """`a number for Solene`, `Graham Tull's number`: to call, where a person is named and nothing is counted."""
    place = next((at for at, token in enumerate(reading.tagged.tokens) if token.key in ("number", "digits")), None)
    phone = [one for one in reading.catalog.attributes() if (one.table, one.ref.name) == ("contacts", "phone")]
    if place is None or not reading.scoped("contacts") or reading.tagged.marker("howmany") or not phone:
        return []
    return [(Mention(place, place + 1, "attribute", phone[0]), phone[:1])]


def _still_to_come(
    reading: Reading, base: str, refs: Sequence[FieldRef], where: Sequence[Condition]
) -> list[Condition]:
    """`when does it renew`, `when is it supposed to close`: what is over is not asked for."""
    dated = any(isinstance(one, During) for one in where)
    if base == "contracts" and FieldRef((), "renewal_date") in refs and not dated:
        return [During(FieldRef((), "renewal_date"), reading.clause.today, None)]
    tokens = reading.tagged.tokens
    shall = [at for at, token in enumerate(tokens) if token.key == "should" and reading.tagged.marker("when")]
    reading.clause.used |= set(shall)
    expected = bool(shall) or any(token.key in ("supposed", "expected", "due", "scheduled") for token in tokens)
    stated = any(isinstance(one, Compare) and one.ref.name == "status" for one in where)
    if base == "opportunities" and FieldRef((), "close_date") in refs and not stated:
        states = ("open",) if expected else _closed_or_to_close(reading)
        return [Compare(FieldRef((), "status"), "eq", states)] if states else []
    return []


_WAS = frozenset("did was were has have".split())
_WILL = frozenset("does do will wont gonna going".split())


def _closed_or_to_close(reading: Reading) -> tuple[str, ...]:
    """The states of the deals of an account that `when did it close`, `when will it close` ask of; none where one deal
    is named or the words tell no time."""
    if reading.tagged.marker("when") is None or reading.scoped("opportunities"):
        return ()
    keys = {token.key for token in reading.tagged.tokens}
    if keys & _WILL:
        return ("open",)
    return ("won", "lost") if keys & _WAS else ()


def _when_it_ended(reading: Reading) -> RecordStep | None:
    """`when did we win Halden`, `who closed the Pellworth deal`: the day, and whose deal it was."""
    asked = {"when": FieldRef((), "close_date"), "who": FieldRef(("owner",), "name")}
    refs = [ref for name, ref in asked.items() if (one := reading.tagged.marker(name)) is not None and one.first == 0]
    ended = [one for one in reading.free("value") if is_outcome(one) and all(v.value != "open" for v in one.meaning)]
    nouns = [one for one in reading.free("noun") if one.meaning != "opportunities"]
    others = reading.free("superlative") or reading.free("aggregate") or reading.tagged.marker("howmany", "howmuch")
    named = reading.scoped("accounts") or reading.scoped("opportunities")
    if not refs or not ended or nouns or others or not named or not reading.filled("opportunities"):
        return None
    if reading.tagged.marker("who") is not None and reading.tagged.tokens[1].key in _WAS:
        return None  # "who did we lose it to"
    if any(reading.just_negated(one) for one in ended):
        return None
    where = conditions_on(reading, "opportunities")
    shown = dict.fromkeys((*refs, FieldRef((), "close_date")))
    select = columns(reading, "opportunities", only=tuple(shown))
    query = RecordQuery("opportunities", tuple(where), select=select, order=natural_order("opportunities"))
    return RecordStep(query, "fact", reading.about())


def _requested(reading: Reading) -> list[tuple[Mention, list[Attribute]]]:
    """Fields asked for by name, each with the tables it could be of; fields that a comparison or a value of
    their own follows are conditions, not wishes."""
    found: dict[tuple[int, int], tuple[Mention, list[Attribute]]] = {}
    comparisons = [one for one in reading.tagged.mentions if one.kind == "comparison"]
    owners = any(entries and entries[0].table == "people" for _, entries in reading.names)
    for one in reading.free("attribute"):
        if any(0 <= other.first - one.last <= 1 or 0 <= one.first - other.last <= 0 for other in comparisons):
            continue
        if (
            owners
            and one.meaning.field.table == "people"
            and one.meaning.ref.steps
            and not reading.tagged.marker("who")
        ):
            continue
        nouns = [other.meaning for other in reading.same_span(one) if other.kind == "noun"]
        if nouns and (one.meaning.ref.steps or any(reading.scoped(table) for table in nouns)):
            continue  # "deals" are deals, though contracts have one each; "the company" is the one that is named
        told_apart = _mails_written(reading, one) or _of_change_unsaid(reading, one)
        if told_apart or _busy(one) or _says_which(reading, one):
            continue
        contacts = any(other.kind == "noun" and other.meaning == "contacts" for other in reading.tagged.mentions)
        whom = one.meaning.table == "contacts" and reading.tagged.marker("when") is None
        whom = whom and not reading.scoped("contacts")
        if contacts and one.meaning.field.type == "boolean" and not reading.scoped("contacts"):
            continue  # "contacts who are still there"
        if (contacts or whom) and is_event(one.meaning):
            continue  # "contacts who opted out", "who left Halden": which contacts, not when
        if is_event(one.meaning) and reading.tagged.of("period") and _states(reading, one):
            continue  # "cases closed since September": which cases
        if _is_to_close(reading, one):
            continue
        if _asks_parent(reading, one):
            reading.take(*[other for other in reading.free("noun") if other.meaning == "accounts"])
            parents = [other for other in reading.catalog.attributes() if other.ref == FieldRef(("parent",), "name")]
            found.setdefault((one.first, one.last), (one, []))[1].extend(parents)
            continue
        if _follows_person(reading, one) or _renewal_deal(reading, one) or reading.just_negated(one):
            continue
        if not reading.filled(one.meaning.table, note=True):
            continue
        found.setdefault((one.first, one.last), (one, []))[1].append(one.meaning)
    return list(found.values())


def _states(reading: Reading, mention: Mention) -> bool:
    """Whether the words of a date are those of how a row stands, too: "closed"."""
    told = [one for one in reading.same_span(mention) if one.kind == "value"]
    return any((value.table, value.field) == (mention.meaning.table, "status") for one in told for value in one.meaning)


def _is_to_close(reading: Reading, mention: Mention) -> bool:
    """`what will Ingrid close in December`, `deals opened by her in October`: which deals, not when."""
    asked = reading.tagged.marker("when") is None and reading.tagged.marker("what", "which", "howmany") is not None
    of_ours = reading.scoped("people") and not reading.scoped("opportunities")
    verb = mention.meaning.ref.name == "close_date" and closes(reading, mention.last - 1)
    deals = [one for one in reading.tagged.of("noun") if one.meaning == "opportunities"]
    if mention.meaning.ref.name == "created_at" and mention.meaning.table == "opportunities":
        asked, verb = reading.tagged.marker("when") is None, bool(deals)
    return asked and bool(of_ours) and verb and bool(reading.tagged.of("period"))


def _busy(mention: Mention) -> bool:
    """`who has been active there`: nobody asks whether the owner still works here."""
    return (mention.meaning.table, mention.meaning.ref.name) == ("people", "active")


def _of_change_unsaid(reading: Reading, mention: Mention) -> bool:
    """`who is new there`: the new value of a change only where changes are spoken of."""
    table = "changes"
    return mention.meaning.table == table and not any(one.meaning == table for one in reading.tagged.of("noun"))


def _asks_parent(reading: Reading, mention: Mention) -> bool:
    """`by which company is Hanseport owned`: its parent, not the colleague who owns the account."""
    which = reading.tagged.marker("which", "what")
    owned = mention.meaning.ref.steps == ("owner",) and mention.meaning.table == "accounts"
    if which is None or not owned or ("accounts", "parent") not in reading.catalog.used:
        return False
    return any(one.first == which.last and one.meaning == "accounts" for one in reading.tagged.of("noun"))


def _mails_written(reading: Reading, mention: Mention) -> bool:
    """`emails from Halden this month`: what was written and when, nobody's address."""
    written = any(
        value.table == "activities"
        for one in reading.same_span(mention)
        if one.kind == "value"
        for value in one.meaning
    )
    return written and bool(reading.tagged.of("period") or reading.free("superlative"))


def _says_which(reading: Reading, mention: Mention) -> bool:
    """`the open deals that are a tender`, `strategic accounts of Dana`: a flag that says which rows are meant."""
    before = [token.key for token in reading.tagged.tokens[max(0, mention.first - 3) : mention.first]]
    are = any(one in ("that", "which", "who") and two in ("is", "are", "was", "were") for one, two in pairwise(before))
    table = mention.meaning.table
    nouns = [one for one in reading.tagged.of("noun") if one.first == mention.last and one.meaning == table]
    of_them = bool(nouns) and reading.tagged.tokens[nouns[0].last - 1].plural and not reading.scoped(table)
    return mention.meaning.field.type == "boolean" and (are or of_them)


def _follows_person(reading: Reading, mention: Mention) -> bool:
    """`Anke's team`: whose team it is, not which team somebody is in."""
    if mention.meaning.ref.name not in ("team", "name") or reading.tagged.tokens[mention.first].key not in (
        "team",
        "teams",
    ):
        return False
    return any(one is not None and one.last == mention.first for one, _ in reading.names)


def _renewal_deal(reading: Reading, mention: Mention) -> bool:
    """`when is the Aldergate renewal supposed to close`: what closes is a deal, not the contract's date; so is
    what has a committee."""
    if mention.meaning.ref.name != "renewal_date":
        return False
    typed = any(
        value.table == "opportunities"
        for one in reading.same_span(mention)
        if one.kind == "value"
        for value in one.meaning
    )
    deal = [
        one
        for one in reading.free("attribute")
        if one.meaning.table == "opportunities"
        and one.meaning.ref.name in ("close_date", "stage", "amount", "probability")
    ]
    committee = any(one.meaning == "deal_roles" for one in reading.tagged.of("noun"))
    return typed and (bool(deal) or committee)


def _fact_base(
    reading: Reading, options: list[Attribute], hint: str | None
) -> tuple[str, FieldRef] | tuple[None, None]:
    named = [entry.table for _, entries in reading.names for entry in entries]
    tables: list[str] = [hint, *named] if hint else named
    for table in tables:
        for one in options:
            if one.table == table:
                return one.table, one.ref
    for one in options:
        if any(reaches(reading, one.table, table) for table in named):
            return one.table, one.ref
    for table in tables:
        ref = best_path(reading, table, options)
        if ref is not None:
            return table, ref
    return None, None


def _roles(reading: Reading) -> list[RecordStep]:
    """`who is the champion at Halden`, `economic buyer on the renewal`: contacts by their part in a deal."""
    roles = [one for one in reading.free("value") if any(value.table == "deal_roles" for value in one.meaning)]
    around = ("people", "contacts", "opportunities", "deal_roles", "contracts")
    nouns = [one for one in reading.free() if one.kind == "noun" and one.meaning not in around]
    deals = any(one.kind == "noun" and one.meaning == "opportunities" for one in reading.free())
    if deals and any(reading.just_negated(one) for one in roles):
        return []  # "open deals without a champion" are deals
    if roles and not nouns and reading.filled("deal_roles"):
        asked = _of_contacts_asked(reading)
        where = conditions_on(reading, "deal_roles")
        refs = [FieldRef(("contact",), "name"), FieldRef((), "role"), FieldRef(("contact",), "title")]
        refs += [FieldRef(("opportunity",), "name"), FieldRef(("contact",), "left_at")]
        order = (
            Order(True, FieldRef(("contact",), "left_at"), empty_first=True),
            Order(False, FieldRef(("opportunity",), "status")),
            Order(True, FieldRef(("opportunity",), "created_at")),
        )
        select = tuple(dict.fromkeys((*refs, *asked)))
        query = RecordQuery("deal_roles", tuple(where), select=select, order=order)
        return [RecordStep(query, "fact", reading.about())]
    return []


def _of_contacts_asked(reading: Reading) -> list[FieldRef]:
    """`email of the champion`, `the economic buyer's department`: fields of those who play the part."""
    found = []
    for one in reading.free("attribute"):
        same = reading.same_span(one)
        options = [other.meaning for other in (one, *same) if other.kind == "attribute"]
        options = [other for other in options if other.table == "contacts" and other.ref.name != "name"]
        ref = best_path(reading, "deal_roles", options)
        if ref is not None and ref.steps[:1] == ("contact",) and one.meaning.field.type != "boolean":
            reading.take(one, *same)
            found.append(ref)
    return found


def profile_step(reading: Reading) -> RecordStep | None:
    """The main facts of the one row that is named, for a question that names nothing else; of a contact the account
    may be named too."""
    tables = {entries[0].table for mention, entries in reading.names if mention is not None}
    if len(tables) > 1 and tables != {"accounts", "contacts"}:
        return None
    for table in ("accounts", "contacts", "people", "products", "campaigns", "opportunities"):
        entries = reading.scoped(table)
        if entries:
            where = (Among((), tuple(one.id for one in entries)),)
            return RecordStep(RecordQuery(table, where, select=columns(reading, table)), "profile", reading.about())
    return None
