"""Clauses that ask for rows: `which accounts have no activity`; whether there are any."""

from __future__ import annotations

from skills.ask.plan import RecordStep, Shape
from skills.ask.reading.columns import columns, natural_order
from skills.ask.reading.conditions import conditions_on
from skills.ask.reading.dates import has_run_out
from skills.ask.reading.fields import NUMERIC, belongs, best_path, contact_events
from skills.ask.reading.figure import count_of
from skills.ask.reading.grouping import asks_of_row, group_at, names_value
from skills.ask.reading.nouns import is_noun, is_outcome, table_of
from skills.ask.reading.state import Reading
from skills.ask.reading.values import has_one
from skills.ask.tagged import Mention
from storage.catalog import FieldRef
from storage.query import Among, Compare, Condition, During, Order, RecordQuery


def list_step(reading: Reading) -> RecordStep | None:
    head = _list_head(reading)
    if head is None:
        return None
    base = table_of(head)
    assert base is not None
    if base == "deal_roles" and head.kind == "value" and _tells_of_activities(reading):
        base = "contacts"  # "champions without a meeting": theirs, not their company's
    if not reading.filled(base):
        return None
    if base == "targets" and yes_no(reading):  # "did we hit quota" is no question whether there is one
        return None
    if head.kind == "noun":
        reading.take(head)
    grouped = _distinct(reading, base) if not reading.just_negated(head) else None
    if grouped is not None:
        return grouped
    owner = _owner_asked(reading, base, head)
    extra = _extra_columns(reading, base)
    asked = yes_no(reading) or ("who" if reading.tagged.marker("who") is not None and reading.names else None)
    where = conditions_on(reading, base)
    if not where and head.kind == "value":
        return None
    told = [one.ref for one in where if isinstance(one, Compare | During) and _worth_showing(reading, base, one)]
    if base == "accounts" and not extra and _only_itself(reading, where):
        return None
    select = columns(reading, base, extra=[*extra, *told])
    if owner is not None:
        select, asked = columns(reading, base, only=[owner]), "fact"
    query = RecordQuery(base, tuple(where), select=select, order=natural_order(base))
    return RecordStep(query, asked or "list", reading.about())


def _owner_asked(reading: Reading, base: str, head: Mention) -> FieldRef | None:
    """`who owns the open deals over 200k`: whose each of the rows is."""
    who = reading.tagged.marker("who")
    if who is None or reading.names or head.first <= who.last:  # "who owns %" names no rows
        return None
    for one in reading.free("attribute"):
        same = reading.same_span(one)
        options = [other.meaning for other in (one, *same) if other.kind == "attribute" and other.meaning.ref.steps]
        ref = best_path(reading, base, options) if one.first == who.last else None
        if ref is not None:
            reading.take(one, *same)
            return ref
    return None


def _only_itself(reading: Reading, where: list[Condition]) -> bool:
    """`who runs the Kestrel account`: that it is one is no answer."""
    itself = all(isinstance(one, Among) and not one.steps for one in where)
    return bool(where) and itself and reading.tagged.tokens[0].key in _ASKS_OF_IT


_ASKS_OF_IT = frozenset("who whos whose whom why when where how".split())


def _worth_showing(reading: Reading, base: str, condition: Compare | During) -> bool:
    told = reading.catalog.resolve(base, condition.ref)
    if isinstance(condition, Compare) and condition.op == "filled":
        return True
    return told.type in (*NUMERIC, "date", "moment", "boolean") and (told.table, told.name) not in _UNTOLD


_UNTOLD = (("activities", "human"), ("activities", "done"))
"""Fields by which rows are left out that nobody means; they are no news of the others."""


def _tells_of_activities(reading: Reading) -> bool:
    return any(table_of(one) == "activities" for one in reading.free())


def _list_head(reading: Reading) -> Mention | None:
    if reading.tagged.marker("subsidiaries") is not None and reading.scoped("accounts"):
        return Mention(0, 0, "noun", "accounts")
    if reading.tagged.marker("reports") is not None and reading.scoped("people"):
        reading.take(*[one for one in reading.free("noun") if one.meaning in ("contacts", "people")])
        return Mention(0, 0, "noun", "people")
    nouns = [one for one in reading.free() if is_noun(one)]
    if reading.tagged.marker("who") is not None:  # "who is new at Halden" asks for no deals
        nouns = [one for one in nouns if not _is_type(one) or reading.tagged.tokens[one.last - 1].plural]
    if _lies_ahead(reading, nouns):
        return Mention(0, 0, "noun", "activities")
    members = any(token.key in ("team", "teams", "crew") for token in reading.tagged.tokens)
    if members and not nouns and reading.scoped("people") and reading.tagged.marker("who") is not None:
        return Mention(0, 0, "noun", "people")
    if _who_won_none(reading) or _who_did_none(reading):
        return Mention(0, 0, "noun", "people")
    if _what_was_won(reading, nouns):
        return Mention(0, 0, "noun", "opportunities")
    which = reading.tagged.marker("which", "what")
    if which is not None:
        after = [one for one in nouns if one.first >= which.last]
        nouns = after or nouns
    nouns = [
        one for one in nouns if one.kind == "noun" or not any(other.kind == "noun" for other in reading.same_span(one))
    ]
    called = next((one for one in reading.free("value") if _people_called(reading, one)), None)
    if called is not None and all(called.last < one.first for one in nouns):  # "heads of procurement at customers"
        return Mention(called.first, called.first, "noun", "contacts")
    if _asks_who_did(reading, nouns):
        return Mention(0, 0, "noun", "contacts")
    plain = [one for one in nouns if reading.filled(str(table_of(one)), note=False) and _stands_alone(reading, one)]
    missing = [one for one in plain if reading.just_negated(one)]
    lacking = str(table_of(missing[0])) if missing and len(missing) == len(plain) else "accounts"
    if lacking == "opportunities" and reading.tagged.tokens[0].key == "who" and not reading.names:
        return Mention(0, 0, "noun", "people")  # deals are had by colleagues, as in "who has the most open deals"
    if lacking != "accounts" and belongs(reading, lacking, "accounts"):
        return Mention(0, 0, "noun", "accounts")
    if plain:
        first = plain[0]
        if reading.tagged.marker("who") and table_of(first) in _OF_ACCOUNTS and not reading.scoped("accounts"):
            return Mention(0, 0, "noun", "accounts")
        if (
            first.kind == "noun"
            and first.meaning == "people"
            and len(plain) > 1
            and reading.tagged.marker("who") is None
            and which is None
            and not any(
                one.meaning in ("with", "without") and one.first == first.last for one in reading.tagged.of("marker")
            )
        ):
            return plain[1]
        return first
    for one in reading.free("noun"):
        reading.filled(one.meaning)
    if nouns:
        return nouns[0]
    outcome = next((one for one in reading.free("value") if is_outcome(one)), None)
    if outcome is not None and reading.filled("opportunities", note=False):
        return Mention(outcome.first, outcome.first, "noun", "opportunities")
    who = reading.tagged.marker("who")
    if who is not None and _says_which_of_us(reading, members=members):
        return Mention(who.first, who.last, "noun", "people")
    titles = [one for one in reading.free("value") if any(v.table in ("contacts", "deal_roles") for v in one.meaning)]
    if who is not None and reading.scoped("accounts") and titles:
        table = "contacts" if any(v.table == "contacts" for v in titles[0].meaning) else "deal_roles"
        return Mention(titles[0].first, titles[0].first, "noun", table)
    told = next((one for one in reading.free("value") if {v.table for v in one.meaning} == {_INVITED}), None)
    if who is not None and told is not None and told.first <= who.last + 1:
        return Mention(told.first, told.first, "noun", _INVITED)  # "who clicked"
    if _asks_who_has(reading):
        return Mention(0, 0, "noun", "accounts")
    if who is not None and (reading.free("attribute") or reading.free("value")) and not reading.names:
        return Mention(who.first, who.last, "noun", "accounts")
    if reading.tagged.marker("overdue", "pushed") is not None:
        return Mention(0, 0, "noun", "opportunities")
    if who is not None and reading.tagged.of("comparison"):
        return Mention(0, 0, "noun", "accounts")
    dated = [
        one.meaning.table
        for one in reading.free("attribute")
        if one.meaning.field.type == "date"
        and not one.meaning.ref.steps
        and reading.filled(one.meaning.table, note=False)
    ]
    if dated and reading.tagged.of("period") and (not reading.names or which is not None):
        return Mention(0, 0, "noun", dated[0])
    compared = [
        one.meaning.table
        for one in reading.free("attribute")
        if (one.meaning.field.custom or _begins_plural(reading, one)) and reading.filled(one.meaning.table, note=False)
    ]
    if compared and reading.tagged.of("comparison") and not reading.names:  # "health below 70"
        return Mention(0, 0, "noun", compared[0])
    flags = [one for one in reading.free("attribute") if one.meaning.field.type == "boolean"]
    listed = reading.tagged.tokens[0].key in ("list", "show", "all", "any", "our", "which", "give")
    plural = any(token.plural for one in flags[:1] for token in reading.tagged.tokens[one.first : one.last])
    if flags and not reading.names and (listed or plural or flags[0].first == 0):  # "list reference customers"
        return Mention(0, 0, "noun", flags[0].meaning.table)
    several = next((one for one in reading.free("attribute") if _values_of_field(reading, one)), None)
    if several is not None:
        return Mention(0, 0, "noun", several.meaning.table)
    everything = any(token.key in ("everything", "anything", "all", "stuff", "ones") for token in reading.tagged.tokens)
    when = reading.tagged.marker("when", "who") is not None  # rows are no time, and nobody
    return _head_of_value(reading) if (reading.names or everything) and not when else None


def _asks_who_has(reading: Reading) -> bool:
    """`who has Quay Connect but not Sight`: accounts have products."""
    keys = [token.key for token in reading.tagged.tokens if token.key not in ("already", "still", "else", "all")]
    named = {entry.table for _, entries in reading.names for entry in entries}
    return named == {"products"} and keys[:1] == ["who"] and bool(_HAS.intersection(keys[1:2]))


_HAS = frozenset("has have got uses use runs run owns own bought".split())


_INVITED = "campaign_invitations"


def _is_type(mention: Mention) -> bool:
    return mention.kind == "value" and {(one.table, one.field) for one in mention.meaning} == {
        ("opportunities", "type")
    }


def _who_won_none(reading: Reading) -> bool:
    """`who hasn't closed anything this quarter`, `who has no wins`: deals are won by colleagues."""
    if reading.tagged.tokens[0].key != "who" or reading.names or not reading.filled("people", note=False):
        return False
    won = [one for one in reading.free("value") if is_outcome(one) and _says_won(one)]
    nouns = reading.free("noun")
    ours = not any(token.key in ("we", "us", "our") for token in reading.tagged.tokens)
    denied = any(one.kind == "marker" and one.meaning in ("nobody", "without") for one in reading.tagged.mentions)
    return bool(won) and denied and ours and all(one.meaning == "opportunities" for one in nouns)


def _who_did_none(reading: Reading) -> bool:
    """`who hasn't logged an activity this month`: colleagues log what they do."""
    keys = [token.key for token in reading.tagged.tokens]
    if keys[0] != "who" or reading.names or not reading.filled("people", note=False) or {"we", "us"} & set(keys):
        return False
    denied = any(one.kind == "marker" and one.meaning in ("nobody", "without") for one in reading.tagged.mentions)
    done = all(table_of(one) == "activities" for one in reading.free() if table_of(one) is not None)
    owned = any(reading.just_negated(one) and one.meaning.base == "opportunities" for one in reading.free("metric"))
    return denied and done and (owned or bool(_LOGGED & set(keys[1:5])))


_LOGGED = frozenset("logged log recorded record entered enter made make done do".split())


def _what_was_won(reading: Reading, nouns: list[Mention]) -> bool:
    """`what did we win from existing customers`, `what have we lost at hospitals`: deals, not those they are of."""
    tokens = reading.tagged.tokens
    ended = [one for one in reading.free("value") if is_outcome(one)]
    if tokens[0].key != "what" or not ended or not nouns or not reading.filled("opportunities", note=False):
        return False
    of_others = [one for one in nouns if table_of(one) in ("accounts", "contacts")]
    return of_others == nouns and all(
        one.first > ended[0].first
        and any(tokens[at].key in _FROM for at in range(max(ended[0].last, one.first - 3), one.first))
        for one in nouns
    )


_FROM = frozenset("from at with in among to for".split())


def _says_won(mention: Mention) -> bool:
    return {value.value for value in mention.meaning} == {"won"}


_OF_ACCOUNTS = ("technographics", "intent_signals", "list_memberships")
"""Tables that tell of accounts: `who uses Coldlake`, `who is on the target list` are accounts."""


def _values_of_field(reading: Reading, mention: Mention) -> bool:
    """`loss reasons this year`, `what industries are we in`: a text field in the plural, at the beginning."""
    which = reading.tagged.marker("which", "what")
    begins = mention.first == (which.last if which is not None else 0)
    own = mention.meaning.field.type == "text" and not mention.meaning.ref.steps
    plural = reading.tagged.tokens[mention.last - 1].plural
    return begins and own and plural and reading.filled(mention.meaning.table, note=False)


def _lies_ahead(reading: Reading, nouns: list[Mention]) -> bool:
    """`what has Dana got coming up next week with customers`: what somebody plans are activities."""
    ahead = reading.tagged.marker("ahead")
    if ahead is None or not (reading.scoped("people") or reading.scoped("accounts") or reading.tagged.of("period")):
        return False
    tokens = reading.tagged.tokens
    with_whom = {one.first for one in nouns if one.first and tokens[one.first - 1].key in _WITH}
    asked = reading.tagged.marker("what", "when") is not None or tokens[0].key in ("anything", "any", "is", "are")
    return asked and all(one.first in with_whom for one in nouns) and reading.filled("activities", note=False)


_WITH = ("with", "w", "at", "for")


def _says_which_of_us(reading: Reading, *, members: bool) -> bool:
    """`who belongs to the team West`, `who works in the Lyon office`, `who is an SDR`: colleagues, where nothing but
    they can be meant."""
    office = any(token.key == "office" for token in reading.tagged.tokens)
    for one in reading.free("value"):
        fields = {(value.table, value.field) for value in one.meaning}
        if (members and ("people", "team") in fields) or (office and ("people", "office") in fields):
            return True
        if fields == {("people", "role")} and not reading.free("attribute"):
            return True
    return False


def _asks_who_did(reading: Reading, nouns: list[Mention]) -> bool:
    """`who left Halden`, `has anyone at Halden opted out`: contacts, by what they did."""
    tokens = reading.tagged.tokens
    whom = reading.tagged.marker("who") is not None or any(token.key in _ANYBODY for token in tokens)
    events = contact_events(reading) if whom else []
    after = bool(events) and all(one.first >= events[0].last for one in nouns)  # "who opted out at our customers"
    return after and reading.filled("contacts", note=False)


_ANYBODY = frozenset("anyone anybody someone somebody nobody noone".split())


def _begins_plural(reading: Reading, mention: Mention) -> bool:
    """`deals worth more than 100k`: the words of the field name the rows too."""
    token = reading.tagged.tokens[mention.first]
    return mention.length > 1 and token.plural


def _head_of_value(reading: Reading) -> Mention | None:
    """`what does Anke's team have in commit`: the table whose field holds the value."""
    for one in reading.free("value"):
        for table in ("opportunities", "accounts", "contracts", "technographics", "contacts", "support_cases"):
            if any(value.table == table for value in one.meaning) and reading.filled(table, note=False):
                return Mention(one.first, one.first, "noun", table)
    return None


def _people_called(reading: Reading, mention: Mention) -> bool:
    """`CFOs in the Nordics`: contacts by their titles."""
    titles = any(
        (value.table, value.field) in _TITLES
        or (value.table == "contacts" and reading.catalog.fields[value.table, value.field].custom)
        for value in mention.meaning
    )
    tokens = reading.tagged.tokens
    several = tokens[mention.last - 1].plural or (
        mention.length > 2 and tokens[mention.first].plural and tokens[mention.first + 1].key == "of"
    )
    return titles and several and reading.filled("contacts", note=False)


_TITLES = (("contacts", "title"), ("contacts", "seniority"))


def _stands_alone(reading: Reading, mention: Mention) -> bool:
    """Whether a value is used as a noun ("customers", "meetings") and not before one ("customer accounts")."""
    if mention.kind == "noun":
        return True
    token = reading.tagged.tokens[mention.last - 1]
    following = [one for one in reading.tagged.mentions if one.first == mention.last]
    return token.plural or not any(one.kind in ("noun", "value", "attribute") for one in following)


def _distinct(reading: Reading, base: str) -> RecordStep | None:
    """`which industries are we in`: the values of a field, with how many rows each."""
    which = reading.tagged.marker("which", "what")
    begins = reading.tagged.tokens[0].plural or any(token.plural for token in reading.tagged.tokens[:2])
    if which is None and not begins:
        return None
    found = group_at(reading, base, which.last if which is not None else 0)
    if (
        found is None
        or found[0].kind != "attribute"
        or asks_of_row(reading, found[0])
        or names_value(reading, found[0])
        or _is_kind(reading, found[0], base)
    ):
        return None
    if isinstance(found[1], FieldRef) and reading.catalog.resolve(base, found[1]).type == "boolean":
        return None  # "which reference customers": those that are, not how many are and are not
    reading.take(found[0], *reading.same_span(found[0]))
    where = conditions_on(reading, base)
    measure = count_of(base).measure
    query = RecordQuery(
        base,
        tuple(where),
        measures=(measure,),
        group_by=(found[1],),
        order=(Order(True, measure=0),),
        skip_empty_groups=True,
    )
    return RecordStep(query, "figure", reading.about())


def _extra_columns(reading: Reading, base: str) -> list[FieldRef]:
    """`accounts with their industry and owner`: fields to show beside the usual ones."""
    extra = []
    comparisons = [one for one in reading.tagged.mentions if one.kind in ("comparison", "period")]
    for one in reading.free("attribute"):
        if _says_whether(reading, one) or any(0 <= other.first - one.last <= 1 for other in comparisons):
            continue
        if has_run_out(reading, one) or reading.seems_negated(one) or _owner_of_name(reading, one):
            continue
        if _is_kind(reading, one, base) or has_one(reading, one):
            continue
        before = reading.tagged.tokens[one.first - 1].key if one.first else ""
        if before in (
            "their",
            "its",
            "the",
            "and",
            ",",
            "with",
            "show",
            "including",
            "plus",
            "list",
            "by",
            "per",
            "give",
        ) or (one.first == 0):
            same = reading.same_span(one)
            options = [one.meaning, *(other.meaning for other in same if other.kind == "attribute")]
            ref = best_path(reading, base, options)
            if ref is not None:
                extra.append(ref)
                reading.take(one, *same)
    return extra


def _says_whether(reading: Reading, mention: Mention) -> bool:
    """`with service contract`: a yes/no field of just these words, though a date is called so and more."""
    same = [mention, *(one for one in reading.same_span(mention) if one.kind == "attribute")]
    return any(one.meaning.field.type == "boolean" for one in same)


def _is_kind(reading: Reading, mention: Mention, base: str) -> bool:
    """`calls, meetings, emails`: of activities an email is one, not somebody's address."""
    same = [one for one in reading.same_span(mention) if one.kind == "value"]
    values = [value for one in same for value in one.meaning]
    return any(one.table == base and not reading.catalog.fields[one.table, one.field].custom for one in values)


def _owner_of_name(reading: Reading, mention: Mention) -> bool:
    """`marketer is Ana`: the relation says in which part a person is meant."""
    return bool(mention.meaning.ref.steps) and bool(reading.scoped("people"))


def yes_no(reading: Reading) -> Shape | None:
    first = reading.tagged.tokens[0].key if reading.tagged.tokens else ""
    asks = first in (
        "is",
        "are",
        "does",
        "do",
        "did",
        "has",
        "have",
        "was",
        "were",
        "any",
        "anything",
        "isnt",
        "arent",
    )
    return "yesno" if asks else None
