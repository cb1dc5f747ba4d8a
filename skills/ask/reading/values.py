"""Comparisons, values and yes/no fields, as conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.ask.reading.current import as_of_today
from skills.ask.reading.dates import has_run_out
from skills.ask.reading.fields import NUMERIC, added_field, belongs, is_event, ref_of
from skills.ask.reading.nouns import table_of
from skills.ask.reading.state import Reading
from skills.ask.tagged import Comparing, Mention
from skills.ask.words import STOPWORDS, root, stem
from storage.catalog import ENTITIES, Attribute, FieldRef, FieldType
from storage.lexicon import Value
from storage.names import name_words
from storage.query import Compare, Condition, During, Related


def compared(reading: Reading, table: str, inside: list[Mention], strict: bool) -> list[Condition]:
    where: list[Condition] = []
    for one in inside:
        if one.kind != "comparison" or one.meaning.times or id(one) in reading.taken:
            continue
        comparing: Comparing = one.meaning
        near = _field_near(reading, table, one, inside, strict)
        if near is not None:
            ref = near
        elif ENTITIES[table].measure and _measure_fits(table, comparing):
            ref = FieldRef((), ENTITIES[table].measure or "")
        elif not strict and (of_another := _measure_of_noun(reading, table, one)) is not None:
            ref = of_another
        else:
            continue
        reading.take(one)
        where += _bounds(ref, comparing, reading.catalog.resolve(table, ref).type)
        if comparing.currency and (reading.catalog.table_at(table, ref.steps), "currency") in reading.catalog.fields:
            where.append(Compare(FieldRef(ref.steps, "currency"), "eq", (comparing.currency,)))
    return where


def _measure_fits(table: str, comparing: Comparing) -> bool:
    return comparing.currency is not None or comparing.value >= 1000 or table in ("intent_signals",)


def _measure_of_noun(reading: Reading, table: str, comparison: Mention) -> FieldRef | None:
    """`champions in open deals over 300k`: the measure of the rows that are named just before it, where each row of
    `table` has one of them."""
    for noun in reading.tagged.of("noun"):
        measure = ENTITIES[noun.meaning].measure if noun.last == comparison.first else None
        way = reading.catalog.path(table, noun.meaning) if measure else None
        if measure and way and _measure_fits(noun.meaning, comparison.meaning):
            return FieldRef(way, measure)
    return None


def _field_near(
    reading: Reading, table: str, comparison: Mention, inside: list[Mention], strict: bool
) -> FieldRef | None:
    """The numeric field a comparison is about: just before it ("revenue over 5m") or after ("1,000 employees")."""
    numeric = [one for one in inside if one.kind == "attribute" and one.meaning.field.type in NUMERIC]
    numeric = [one for one in numeric if id(one) not in reading.taken]
    tokens = reading.tagged.tokens
    after = [
        one
        for one in numeric
        if 0 <= one.first - comparison.last <= 1
        or (one.first > comparison.last and all(token.key in _OF_OURS for token in tokens[comparison.last : one.first]))
    ]
    before = [one for one in numeric if 0 <= comparison.first - one.last <= 3]
    for group in (after, before[::-1]):
        if not group:
            continue
        place = group[0].first
        same = [one for one in group if one.first == place]
        ref = ref_of(reading, table, [one.meaning for one in same], strict)
        if ref is not None:
            reading.take(*same)
            return ref
    return None


_OF_OURS = frozenset("of our the their my your these".split())


def _bounds(ref: FieldRef, comparing: Comparing, kind: FieldType) -> list[Condition]:
    def number(value: float) -> float | int:
        return int(value) if kind == "integer" else value

    if comparing.op == "between":
        assert comparing.upper is not None
        return [Compare(ref, "ge", (number(comparing.value),)), Compare(ref, "le", (number(comparing.upper),))]
    return [Compare(ref, comparing.op, (number(comparing.value),))]


def valued(reading: Reading, table: str, inside: list[Mention], strict: bool) -> list[Condition]:
    """Values as conditions: those of one field together mean any of them."""
    chosen: dict[FieldRef, list[str]] = {}
    refused: dict[FieldRef, list[str]] = {}
    said_before: dict[FieldRef, bool] = {}
    """of a field that a value is refused of, whether another was asked for before: `new ones, not counting renewals`"""
    related: list[Condition] = []
    bridges: list[tuple[Mention, Related]] = []
    for one in sorted(inside, key=lambda one: _value_order(one, table)):
        if one.kind != "value" or any(place in reading.clause.used for place in range(one.first, one.last)):
            continue
        if any(other.meaning.table == table and has_run_out(reading, other) for other in _attributes(reading, one)):
            continue  # "expired contracts" are not those of whoever has a certificate that is
        if absent_field(reading, table, one) or stated_field(reading, table, one) or _somebody_new(reading, one):
            continue
        if _calls_field(reading, one):
            reading.take(one, *reading.same_span(one))
            continue
        if says_new(reading, table, one):
            added = added_field(reading, table)
            period = next(iter(reading.free("period")), None)
            if added is not None and period is not None:
                reading.take(one, *reading.same_span(one), period)
                time = period.meaning.towards(past=True, today=reading.clause.today)
                related.append(During(added, time.start, time.end))
            continue  # a new ticket is no ticket of a new deal
        found = _value_ref(reading, table, one, strict)
        if found is None:
            own = any(other.kind == "attribute" and other.meaning.table == table for other in reading.same_span(one))
            if strict or own:  # a case that is closed is no deal that was
                continue
            bridged = _value_related(reading, table, one)
            if bridged is not None:
                reading.take(one)
                bridges.append((one, bridged))
            continue
        ref, values = found
        if _narrowed(reading, one, ref):
            reading.take(one, *(other for other in reading.same_span(one) if other.kind != "comparison"))
            continue
        denied = reading.negated(one)
        if denied and not strict and table == "activities" and _not_done(reading, one):
            denied = False
        target = refused if denied else chosen
        if denied:
            said_before[ref] = ref in chosen
        target.setdefault(ref, []).extend(values)
        reading.take(one, *(other for other in reading.same_span(one) if other.kind != "comparison"))
        _take_field_word(reading, table, one, ref)
    for ref in [one for one in chosen if one in refused and not said_before[one]]:
        refused[ref] += chosen.pop(ref)  # "not in Proposal or Negotiation": neither
    if _OF_CASES in chosen and chosen[_OF_CASES] == ["open"] and table == "support_cases" and _some_wait(reading):
        chosen[_OF_CASES].append("pending")  # a case that waits for somebody is not closed
    where: list[Condition] = []
    for ref, values in chosen.items():
        if reading.catalog.resolve(table, ref).type == "list" and reading.tagged.marker("or") is None:
            where += [_one_of(ref, [value], "eq") for value in dict.fromkeys(values)]  # "HIPAA and PCI DSS": both
        else:
            where.append(_one_of(ref, values, "eq"))
    for ref, values in refused.items():
        where.append(_one_of(ref, values, "ne"))
    return [*where, *related, *_of_one_row(reading, bridges)]


def _of_one_row(reading: Reading, bridges: Sequence[tuple[Mention, Related]]) -> list[Related]:
    """`accounts evaluating a warehouse management system`: values of two fields of a table are those of one row, unless
    a word parts them."""
    found: list[Related] = []
    before: Mention | None = None
    for mention, related in sorted(bridges, key=lambda one: one[0].first):
        last = found[-1] if found else None
        if last is not None and before is not None and _joined(reading, (before, last), (mention, related)):
            found[-1] = replace(last, where=(*last.where, *related.where))
        else:
            found.append(related)
        before = mention
    return [replace(one, where=(*one.where, *as_of_today(reading, one.table, one.where))) for one in found]


def _joined(reading: Reading, one: tuple[Mention, Related], other: tuple[Mention, Related]) -> bool:
    tokens = reading.tagged.tokens[one[0].last : other[0].first]
    fields = [{part.ref for part in related.where if isinstance(part, Compare)} for _, related in (one, other)]
    alike = (one[1].table, one[1].op) == (other[1].table, other[1].op)
    return alike and not fields[0] & fields[1] and not any(token.key in _PARTING for token in tokens)


_PARTING = frozenset("and but or yet nor , with without".split())


_OF_CASES = FieldRef((), "status")


def _some_wait(reading: Reading) -> bool:
    return Value("support_cases", "status", "pending") in reading.clause.lexicon.values.get(("pending",), ())


def _attributes(reading: Reading, mention: Mention) -> list[Mention]:
    return [one for one in reading.same_span(mention) if one.kind == "attribute"]


def _somebody_new(reading: Reading, mention: Mention) -> bool:
    """`has Kofi met anyone new`: no deal is."""
    before = reading.tagged.tokens[mention.first - 1].key if mention.first else ""
    types = any((value.table, value.field) == ("opportunities", "type") for value in mention.meaning)
    return types and before in ("anyone", "anybody", "someone", "somebody", "nobody")


def says_new(reading: Reading, table: str, mention: Mention) -> bool:
    """`new tickets this week`, `new contacts this year`: when rows came to be, not of which type a deal is."""
    tokens = reading.tagged.tokens
    if table == "opportunities" or mention.length > 1 or tokens[mention.first].key != "new":
        return False
    return any(one.first == mention.last and table_of(one) == table for one in reading.tagged.mentions)


def _calls_field(reading: Reading, mention: Mention) -> bool:
    """`a proof of value that failed`, of a field "Proof of value state", and `lost with Threadwise as the competitor`:
    the field is called, though some other one has a value of these words."""
    said = name_words(reading.tagged.said(mention))
    own = {(value.table, value.field) for value in mention.meaning}

    def labels(beside: list[Mention]) -> list[tuple[str, ...]]:
        fields = {(value.table, value.field) for one in beside for value in one.meaning} - own
        return [name_words(reading.catalog.fields[one].label) for one in fields if one in reading.catalog.fields]

    values = reading.tagged.of("value")
    after = [one for one in values if 0 <= one.first - mention.last <= 2]
    before = [one for one in values if 0 <= mention.first - one.last <= 3]
    close = [one for one in before if mention.first - one.last <= 2]
    begun = any(label[: len(said)] == said and label != said for label in labels([*after, *close]))
    return (len(said) > 1 and begun) or said in labels([*before, *after])


def _not_done(reading: Reading, mention: Mention) -> bool:
    """`nobody has called them since July`: whether there were calls is asked, not what else was done."""
    tokens = reading.tagged.tokens
    kinds = all(value.field in ("channel", "subject") for value in mention.meaning)
    return kinds and any(
        one.meaning in ("nobody", "without") and one.last <= mention.first and tokens[one.first].key not in _WAS
        for one in reading.tagged.of("marker")
    )


_WAS = frozenset("was were wasnt werent".split())


def _narrowed(reading: Reading, mention: Mention, ref: FieldRef) -> bool:
    """`former customers`: of two values of one field, one right before the other, the first tells what is meant."""
    own = {(value.table, value.field) for value in mention.meaning if value.field == ref.name}
    return mention.meaning[0].field == "lifecycle" and any(
        other.last == mention.first and own & {(value.table, value.field) for value in other.meaning}
        for other in reading.tagged.of("value")
        if not set(other.meaning) & set(mention.meaning)
    )


def _value_order(mention: Mention, table: str) -> tuple[int, bool, int]:
    """Left to right; of two readings of the same words the rows' own value ("signed contracts" are no won deals), then
    the field that people mean first."""
    if mention.kind != "value":
        return mention.first, False, 0
    own = any(value.table == table for value in mention.meaning)
    return mention.first, not own, _value_rank(mention.meaning[0])


def absent_field(reading: Reading, table: str, mention: Mention) -> bool:
    """`no competitor on them`, `accounts with no marketer`: the field called so is empty, though some other field has
    a value of that word."""
    named = [one.meaning for one in reading.same_span(mention) if one.kind == "attribute"]
    tables = {value.table for value in mention.meaning}
    if any(one.first == mention.last and one.meaning in tables for one in reading.tagged.of("noun")):
        return False  # "no email activity"
    return reading.just_negated(mention) and any(one.field.custom or one.table == table for one in named)


def _take_field_word(reading: Reading, table: str, mention: Mention, ref: FieldRef) -> None:
    """`stage Negotiation`, `the healthcare industry`: the field's own name beside its value says nothing new."""
    for one in reading.free("attribute"):
        near = 0 <= one.first - mention.last <= 1 or 0 <= mention.first - one.last <= 1
        if (near or _as_a(reading, mention, one)) and one.meaning.ref.name == ref.name:
            reading.take(one, *reading.same_span(one))
    if not ref.steps and reading.catalog.resolve(table, ref).custom:
        _use_label_words(reading, mention, reading.catalog.resolve(table, ref).label)


def _as_a(reading: Reading, value: Mention, field: Mention) -> bool:
    """`have Siemens as a competitor`."""
    between = [token.key for token in reading.tagged.tokens[value.last : field.first]]
    return (
        field.first >= value.last and between[:1] == ["as"] and set(between[1:]) <= {"a", "an", "the", "their", "our"}
    )


def _use_label_words(reading: Reading, mention: Mention, label: str) -> None:
    """`Honeywell or Trend as BMS`, of a field `BMS Supplier`: a word of its label near its value says nothing new."""
    roots = {root(word) for word in name_words(label)}
    taken = {place for one in reading.tagged.mentions if one.kind != "marker" for place in range(one.first, one.last)}
    for place in range(max(0, mention.first - 3), min(len(reading.tagged.tokens), mention.last + 3)):
        key = reading.tagged.tokens[place].key
        if place not in taken and len(key) > 2 and key not in STOPWORDS and root(key) in roots:
            reading.clause.used.add(place)


def _of_one_field(reading: Reading, mention: Mention) -> Sequence[Value]:
    """`Orbis ERP or Coldlake`: two values that are a choice are of one field, where they can be."""
    told: Sequence[Value] = mention.meaning
    tokens = reading.tagged.tokens
    for other in reading.tagged.of("value"):
        first, second = sorted((mention, other), key=lambda one: one.first)
        if second.first - first.last == 1 and tokens[first.last].key == "or":
            fields = {(value.table, value.field) for value in other.meaning}
            told = [value for value in told if (value.table, value.field) in fields] or told
    return told


def _value_ref(reading: Reading, table: str, mention: Mention, strict: bool) -> tuple[FieldRef, list[str]] | None:
    best: tuple[tuple[int, int], FieldRef, list[str]] | None = None
    beside = {  # "the nordics team": the field's own name stands beside its value
        (one.meaning.table, one.meaning.ref.name)
        for one in reading.tagged.of("attribute")
        if one.first == mention.last or one.last == mention.first
    }
    for value in _of_one_field(reading, mention):
        source, name = value.table, value.field
        if source == "list_memberships" and name == "tier":
            source, name = "accounts", "tier"
        if source == table:
            way: tuple[str, ...] | None = ()
        elif strict:
            way = None
        else:
            way = reading.catalog.path(table, source)
        if way is None or len(way) > 2:
            continue
        ref = FieldRef(way, name)
        nearness = len(way) * 10 + _value_rank(value)
        said = 1 if reading.preferred.get(id(mention)) == value.table else 2
        if (value.table, value.field) in beside:
            said = 0
        rank = (said, nearness)  # of two tables with a field of one label, the asked rows' own one
        if best is None or rank < best[0]:
            best = (rank, ref, [value.value])
        elif rank == best[0] and ref == best[1]:
            best[2].append(value.value)
    return (best[1], best[2]) if best is not None else None


def _value_rank(value: Value) -> int:
    """Of equal values in several fields of a row, the field that people mean."""
    order = ("status", "type", "lifecycle", "industry", "role", "channel", "country", "region", "stage", "source")
    return order.index(value.field) if value.field in order else 9


def _value_related(reading: Reading, table: str, mention: Mention) -> Related | None:
    """A value of rows that belong to the base row: "accounts with a champion", "accounts using Ledgerline"."""
    told = _of_one_field(reading, mention)
    if table in ("contacts", "people") and of_new_deals(mention):
        return None  # "new contacts" are not those of whoever has a new deal or lead
    if table == "activities":
        return None  # "tasks open for Ruchi" are not tasks at a company with an open deal
    noun = next((one for one in reading.tagged.of("noun") if one.first == mention.last), None)
    if noun is not None and noun.meaning != table and all(value.table != noun.meaning for value in told):
        return None  # "high intent" says nothing of tickets that are high
    for value in told:
        if _of_deals_unsaid(reading, mention, value):
            continue
        if value.table == "leads" and not any(one.meaning == "leads" for one in reading.tagged.of("noun")):
            continue  # "unqualified deals" are not those of a company with an unqualified lead
        if value.table == "contacts" and mention.weight < _BY_A_PART and _no_title(reading, mention):
            continue  # "customers that cook with gas" are not those with a cook
        if value.table == "contacts" and _of_their_own(reading, value) and table not in ("contacts", "deal_roles"):
            continue  # "centrifuge deals" are not those of whoever was trained on one
        if table == "leads" and (value.table, value.field) == ("opportunities", "source"):
            continue  # where a lead came from is not where a deal of its company did
        if table == "people" and value.table == "campaign_invitations":
            continue  # whom marketing invited is not told by what marketers own
        if value.table in reading.clause.lexicon.filled and belongs(reading, value.table, table):
            alike = [one.value for one in told if (one.table, one.field) == (value.table, value.field)]
            inner = _one_of(FieldRef((), value.field), alike, "eq")
            if reading.negated(mention):
                return Related(value.table, (inner,), "eq", 0)
            return Related(value.table, (inner,))
    return None


def _of_their_own(reading: Reading, value: Value) -> bool:
    """Whether a value is of a field that a CRM keeps of contacts, where nothing speaks of contacts or of that field."""
    field = reading.catalog.fields[value.table, value.field]
    if not field.custom or any(one.meaning == "contacts" for one in reading.tagged.of("noun")):
        return False
    label = {stem(word) for word in name_words(field.label)}
    return not label & {token.stem for token in reading.tagged.tokens}


def _no_title(reading: Reading, mention: Mention) -> bool:
    """Whether another word for somebody's title stands where a verb may: alone, in the singular."""
    token = reading.tagged.tokens[mention.last - 1]
    before = reading.tagged.tokens[mention.first - 1].key if mention.first else "a"
    return mention.length == 1 and not token.plural and before not in _BEFORE_TITLES


_BEFORE_TITLES = frozenset("a an the no any without our their of as with their one every each".split())


def of_new_deals(mention: Mention) -> bool:
    """The word "new" alone, which is a type of deals and much else."""
    return mention.kind == "value" and mention.length == 1 and Value("opportunities", "type", "new") in mention.meaning


def _of_deals_unsaid(reading: Reading, mention: Mention, value: Value) -> bool:
    """`who asked for the price sheet`, of deals whose "Loss reason" may be "Price": nothing speaks of deals."""
    if value.table != "opportunities" or not reading.catalog.fields[value.table, value.field].custom:
        return False
    if value.table in reading.spoken_of:
        return False
    others = [one for one in reading.tagged.mentions if (one.first, one.last) != (mention.first, mention.last)]
    return not any(
        (one.kind == "noun" and one.meaning == "opportunities")
        or (one.kind == "attribute" and one.meaning.table == "opportunities")
        or (one.kind == "value" and any(other.table == "opportunities" for other in one.meaning))
        for one in others
    )


def _one_of(ref: FieldRef, values: Sequence[str], op: str) -> Condition:
    unique = tuple(dict.fromkeys(values))
    words = tuple(value.removeprefix("*") for value in unique if value.startswith("*"))
    whole = tuple(value for value in unique if not value.startswith("*"))
    if words and not whole:
        return Compare(ref, "contains", words)
    return Compare(ref, op, whole)


def flagged(reading: Reading, table: str, inside: list[Mention], strict: bool) -> list[Condition]:
    """Yes/no fields by their name ("iso certified"), and fields that are or are not filled ("no audit date")."""
    where: list[Condition] = []
    done: set[tuple[int, int]] = set()
    for one in inside:
        if one.kind != "attribute" or (one.first, one.last) in done or _of_what_follows(reading, one):
            continue
        same = [other for other in inside if (other.first, other.last) == (one.first, one.last)]
        options = [other.meaning for other in same if other.kind == "attribute"]
        event = next((option for option in options if is_event(option)), None)
        if event is not None and not reading.negated(one) and not any(other.kind == "period" for other in inside):
            ref = ref_of(reading, table, [event], strict)
            if ref is not None:
                done.add((one.first, one.last))
                reading.take(*same)
                where.append(Compare(ref, "empty" if _stays(reading, one) else "filled"))
                continue
        flags = [
            option
            for option in options
            if option.field.type == "boolean" and not _of_colleagues(reading, table, option)
        ]
        ref = ref_of(reading, table, flags, strict) if flags else None
        if ref is not None:
            done.add((one.first, one.last))
            yes = not reading.negated(one)
            reading.take(*same)
            _certified(reading, one)
            told = (reading.catalog.table_at(table, ref.steps), ref.name) in reading.catalog.says_no
            if not yes and any(_UNKNOWN.intersection(token.heard or ()) for token in reading.tagged.tokens):
                where.append(Compare(ref, "empty"))
            else:
                where.append(Compare(ref, "eq", (yes,)) if yes or told else Compare(ref, "ne", (True,)))
            continue
        denied = reading.negated(one)
        if not denied and not has_one(reading, one):
            continue
        ref = ref_of(reading, table, options, strict)
        if ref is not None:
            done.add((one.first, one.last))
            reading.take(*same)
            where.append(Compare(ref, "empty" if denied != _stays(reading, one) else "filled"))
    return where


_UNKNOWN = frozenset("unknown unclear missing".split())


def _of_colleagues(reading: Reading, table: str, option: Attribute) -> bool:
    """`active renewals`: whether the owner still works for us is asked where colleagues are spoken of."""
    told = any(one.kind == "noun" and one.meaning == "people" for one in reading.tagged.mentions)
    return option.table == "people" and table != "people" and not told


def _of_what_follows(reading: Reading, mention: Mention) -> bool:
    """`reference calls`: one word of the label "Reference customer" before activities says what they are about."""
    return mention.weight < _BY_A_PART and any(
        one.first == mention.last
        and one.kind == "value"
        and any((value.table, value.field) == ("activities", "channel") for value in one.meaning)
        for one in reading.tagged.mentions
    )


_BY_A_PART = -0.4
"""The weight below which a field is meant by a part of its label, or by another word."""


def _stays(reading: Reading, mention: Mention) -> bool:
    """`who is still there`: has not left."""
    return reading.tagged.tokens[mention.first].key == "still"


def has_one(reading: Reading, mention: Mention) -> bool:
    """`deals with a competitor`, `accounts that have a parent company`, `deals with financing`: the field is filled,
    with whatever it is."""
    tokens = reading.tagged.tokens
    if has_run_out(reading, mention):
        return False  # "a service contract that ended" is over
    before = [token.key for token in tokens[max(0, mention.first - 2) : mention.first]]
    bounds = [one for one in reading.tagged.mentions if one.kind in ("period", "comparison", "superlative", "value")]
    apart = all(
        one.last <= mention.first or one.first - mention.last > 3
        for one in bounds
        if (one.first, one.last) != (mention.first, mention.last)
    )
    if apart and len(before) == 2 and before[0] in _HAVING and before[1] in ("a", "an", "any", "some", "another"):
        return True
    return before[-1:] != [] and before[-1] in _HAVING and _kept_at_times(reading, mention)


def _kept_at_times(reading: Reading, mention: Mention) -> bool:
    """A text field of the CRM's own, in the singular and alone: to have it is a matter of whether, as of financing. Of
    several fields, or of one with its value, no more is said than what to show."""
    tokens = reading.tagged.tokens
    same = [mention, *reading.same_span(mention)]
    fields = {(one.meaning.field.table, one.meaning.field.name) for one in same if one.kind == "attribute"}
    own = {
        field
        for field in fields
        if field in reading.catalog.fields
        and reading.catalog.fields[field].custom
        and reading.catalog.fields[field].type == "text"
    }
    told = any(
        one.kind == "value"
        and not (one.last < mention.first - 1 or one.first > mention.last + 2)
        and (one.first, one.last) != (mention.first, mention.last)
        and any((value.table, value.field) in own for value in one.meaning)
        for one in reading.tagged.mentions
    )
    following = tokens[mention.last].key if mention.last < len(tokens) else ""
    joined = following in ("and", ",", "or", "of", "&", "plus", "by", "per", "in", "for", "is", "=", ":", "as")
    return bool(own) and own == fields and not told and not joined and not tokens[mention.last - 1].plural


def stated_field(reading: Reading, table: str, mention: Mention) -> bool:
    """`deals with a competitor`, `accounts with a marketer`: the field called so is filled, though some other field has
    a value of that word."""
    named = [one for one in _attributes(reading, mention) if one.meaning.field.custom or one.meaning.table == table]
    beside = {
        (one.meaning.field.table, one.meaning.field.name)
        for one in reading.tagged.of("attribute")
        if one.first == mention.last or one.last == mention.first
    }
    told = any((value.table, value.field) in beside for value in mention.meaning)
    return any(has_one(reading, one) for one in named) and not told


_HAVING = frozenset("with has have having had".split())


def _certified(reading: Reading, mention: Mention) -> None:
    for place in range(mention.last, min(mention.last + 2, len(reading.tagged.tokens))):
        if reading.tagged.tokens[place].key in (
            "certified",
            "certification",
            "enabled",
            "compliant",
            "ready",
            "certificate",
        ):
            reading.clause.used.add(place)
