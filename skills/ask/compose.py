"""Our own writer: sentences and tables from what was gathered, each with the evidence that carries it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from skills.ask.gather import Gathered, Records
from skills.ask.passages import Passages
from skills.contracts import Claim, Sentence, Table
from storage.catalog import ENTITIES, OF_CONTACTS
from storage.evidence import Evidence
from storage.query import Column, Compare, During, RecordQuery, Result
from storage.wording import say_money, say_value

_NAMED_ROWS = 5


@dataclass
class Draft:
    """An answer before it is verified."""

    sentences: list[Sentence]
    tables: list[Table]
    evidence: list[Evidence]
    answered: bool = False
    """Whether any step found what it looked for."""
    missing: list[str] = None  # type: ignore[assignment]
    """What steps looked for and did not find, in words."""

    def __post_init__(self) -> None:
        self.missing = self.missing or []

    def _keep(self, evidence: Evidence) -> None:
        """Add evidence; of one row read twice, what either reading found."""
        for position, known in enumerate(self.evidence):
            if known.id == evidence.id:
                if evidence.span not in known.span:
                    self.evidence[position] = replace(known, span=f"{known.span}; {evidence.span}")
                return
        self.evidence.append(evidence)

    def say(self, text: str, *evidence: Evidence, claims: Sequence[Claim] = ()) -> None:
        for one in evidence:
            self._keep(one)
        self.sentences.append(Sentence(text, tuple(dict.fromkeys(one.id for one in evidence)), tuple(claims)))


def compose(gathered: Sequence[Gathered]) -> Draft:
    """Word the answer: what was asked for first, in the order of the question."""
    draft = Draft([], [], [])
    several = sum(isinstance(one, Records) for one in gathered) > 1
    for one in gathered:
        if isinstance(one, Records):
            _records(draft, one, several=several)
        else:
            _passages(draft, one)
    return draft


# --- records ----------------------------------------------------------------------------------------------------------


def _records(draft: Draft, found: Records, *, several: bool) -> None:
    result, shape = found.result, found.step.shape
    if found.unstated:
        entity = ENTITIES[result.query.base]
        draft.missing.append(f"{found.said} (no record states {' or '.join(found.unstated)}; {entity.plural})")
    elif result.query.measures:
        _figures(draft, found, several=several)
    elif shape in ("fact", "profile"):
        _facts(draft, found)
    else:
        _rows(draft, found)
    if draft.answered and shape != "ranking" and len(result.bounded) > 1:
        draft.say(_AT_FACE_VALUE, _count_evidence(found, result.total))


def _count_evidence(found: Records, count: int, *, named: int = 0) -> Evidence:
    """That so many rows match is a fact of its own, read off the same statement."""
    result = found.result
    entity = ENTITIES[result.query.base]
    noun = entity.singular if count == 1 else entity.plural
    as_of = max((one.as_of for one in result.evidence if one.as_of), default=None)
    return Evidence(
        id=f"count:{hashlib.sha256(result.sql.encode()).hexdigest()[:12]}",
        kind="record",
        account=None,
        source=f"count of {entity.plural}",
        link=None,
        as_of=as_of,
        span=f"{found.said}: {count} {noun}, {max(0, count - named)} more than are named",
    )


def _of_ended_deals(query: RecordQuery) -> bool:
    """Whether deals are asked for that were won or lost in a time, all of whose fields are known where any are."""
    ended = {"won", "lost"}
    states = [set(one.values) for one in query.where if isinstance(one, Compare) and one.ref.name == "status"]
    timed = any(isinstance(one, During) and one.ref.name == "close_date" for one in query.where)
    return query.base == "opportunities" and timed and any(values and values <= ended for values in states)


def _facts(draft: Draft, found: Records) -> None:
    """One sentence a row: `Halden Freight: industry Logistics; owner Dana Whitfield.`"""
    result = found.result
    columns = result.columns
    if result.query.base == "deal_roles" and [one.name for one in columns][1:3] == ["role", "title"]:
        _roles(draft, found)
        return
    if not result.rows and _of_ended_deals(result.query):
        _rows(draft, found)  # "the amounts of the deals Dana won this year": there are none
        return
    told = [any(row[place] is not None for place in found.asked) for row in result.rows]
    stated = any(told)
    lines = [line for line, one in zip(zip(result.rows, result.evidence, strict=True), told, strict=True) if one]
    for row, evidence in lines[:_NAMED_ROWS]:
        title = say_value(row[0], columns[0].type)
        currency = _currency(columns, row)
        parts = []
        for column, value in list(zip(columns, row, strict=True))[1:]:
            if column.name == "currency" and any(one.type == "money" for one in columns):
                continue
            if value is not None:
                parts.append(f"{column.label} {say_value(value, column.type, currency)}")
            elif found.step.shape == "fact":
                parts.append(f"{column.label} is not stated")
        if parts:
            draft.say(f"{title}: {'; '.join(parts)}.", evidence)
    if not stated:
        entity = ENTITIES[result.query.base]
        wanted = ", ".join(columns[place].label for place in found.asked) or entity.singular
        about = f" of {found.step.about}" if found.step.about else ""
        draft.missing.append(f"{wanted}{about} ({entity.plural})")
        return
    draft.answered = True
    if len(result.rows) > 1:
        totals = _totals(result)
        if totals:
            counted = _count_evidence(found, result.total)
            counted = replace(counted, span=f"{counted.span}; {totals}")
            draft.say(f"{result.total:,} {ENTITIES[result.query.base].plural}: {totals}.", counted)
        draft.tables.append(_table(result))


def _roles(draft: Draft, found: Records) -> None:
    """One sentence a person and part: `Ines Okafor (Director of Transport) is champion in A, B.`"""
    result = found.result
    names = [column.name for column in result.columns]
    places = [names.index("role"), names.index("title")]
    gone_at = names.index("left_at") if "left_at" in names else None
    deal = next(i for i, column in enumerate(result.columns) if column.label == "opportunity")
    others = [place for place in range(1, len(names)) if place not in (*places, deal, gone_at)]
    parts: dict[tuple[object, ...], list[int]] = {}
    for position, row in enumerate(result.rows):
        if row[0] is not None:
            left = row[gone_at] if gone_at is not None else None
            told = [(result.columns[place], row[place]) for place in others if row[place] is not None]
            reach = ", ".join(
                str(value) if one.name in ("email", "phone") else f"{one.label} {say_value(value, one.type)}"
                for one, value in told
            )
            parts.setdefault((row[0], *(row[place] for place in places), left, reach), []).append(position)
    if not parts:
        draft.missing.append(found.said)
        return
    draft.answered = True
    for (name, role, title, left, reached), positions in list(parts.items())[:_NAMED_ROWS]:
        deals = _join([str(result.rows[one][deal]) for one in positions if result.rows[one][deal]])
        who = f"{name} ({title})" if title else str(name)
        gone = f"; left {say_value(left, 'date')}" if left else ""
        text = f"{who} {'was' if left else 'is'} {role}{f' in {deals}' if deals else ''}{gone}"
        text += f"; {reached}." if reached else "."
        draft.say(text, *(result.evidence[one] for one in positions))
    if len(result.rows) > _NAMED_ROWS:
        draft.tables.append(_table(result))


def _rows(draft: Draft, found: Records) -> None:
    result = found.result
    entity = ENTITIES[result.query.base]
    counted = _count_evidence(found, result.total, named=_NAMED_ROWS)
    totals = _totals(result)
    if totals:
        counted = replace(counted, span=f"{counted.span}; {totals}")
    yes_no = found.step.shape == "yesno"
    of_changes = result.query.base == "changes"
    if not result.rows and (found.step.shape == "who" or (of_changes and found.step.shape == "ranking")):
        draft.missing.append(f"{found.said} ({'none on record' if of_changes else 'nobody'})")
        return
    if of_changes and found.step.shape == "who" and all(row[-1] is None for row in result.rows):
        draft.missing.append("who made the change" if len(result.rows) == 1 else "who made the changes")
    draft.answered = True
    if not result.rows:
        draft.say(f"{'No: ' if yes_no else ''}{'n' if yes_no else 'N'}o {entity.plural} match (0).", counted)
        return
    noun = entity.singular if result.total == 1 else entity.plural
    names = [_name_of(result, row) for row in result.rows[:_NAMED_ROWS]]
    more = result.total - len(names)
    listed = _join(names) + (f" and {more:,} more" if more > 0 else "")
    opening = "Yes: " if yes_no else ""
    if found.step.shape == "ranking":
        listed = _join([_name_of(result, row, ranked=True) for row in result.rows[:_NAMED_ROWS]])
        shown = len(result.rows)
        rest = f" and {shown - _NAMED_ROWS:,} more in the table" if shown > _NAMED_ROWS else ""
        draft.say(f"{listed}{rest}.", *result.evidence[:shown], _count_evidence(found, shown, named=_NAMED_ROWS))
        _say_face_value(draft, result, result.evidence[:shown])
    else:
        worth = f" ({totals})" if totals and result.total > 1 else ""
        draft.say(f"{opening}{result.total:,} {noun}{worth}: {listed}.", counted, *result.evidence)
    if result.total > len(result.rows) and found.step.shape != "ranking":
        draft.say(f"The table shows {len(result.rows):,} of {result.total:,}.", counted, _shown(found))
    draft.tables.append(_table(result))


def _totals(result: Result) -> str:
    """What listed deals or contracts come to, by currency: people ask what was won and mean both."""
    entity = ENTITIES[result.query.base]
    if entity.measure != "amount" or result.total > len(result.rows):
        return ""
    place = next((i for i, column in enumerate(result.columns) if column.name == "amount"), None)
    if place is None:
        return ""
    sums: dict[str | None, float] = {}
    for row in result.rows:
        if row[place] is not None:
            currency = _currency(result.columns, row)
            sums[currency] = round(sums.get(currency, 0.0) + float(row[place]), 2)
    return " and ".join(say_money(amount, currency) for currency, amount in sums.items()) + " in total" if sums else ""


def _shown(found: Records) -> Evidence:
    evidence = _count_evidence(found, found.result.total)
    return replace(evidence, id=evidence.id + ":shown", span=f"{len(found.result.rows)} rows are shown")


def _name_of(result: Result, row: Sequence[object], *, ranked: bool = False) -> str:
    """A row in a few words: its name, and for a ranking what it was ranked by."""
    columns = result.columns
    if result.query.base == "changes" and result.query.select[0].name == "changed_at":
        return _change(result, row)
    place = 0 if result.query.base in OF_CONTACTS and columns[0].name == "name" and row[0] is not None else None
    place = _naming_column(result, row) if place is None else place  # who the champion is, not that it is one
    name = say_value(row[place], columns[place].type)
    product = next(
        (i for i, one in enumerate(columns) if result.query.base == "contracts" and one.label == "product"), 0
    )
    if product and product != place and row[product] is not None:
        name = f"{name}: {say_value(row[product], columns[product].type)}"  # an account has a contract for each product
    name = _with_whose(result, row, place, name) if result.query.base in _TOLD_BY_WHOSE else name
    if not ranked or not result.query.order:
        return name
    order = result.query.order[0]
    position = len(columns) - 1
    if order.per is None and order.field is not None:
        position = list(result.query.select).index(order.field)
    if position == place:
        return name
    column = columns[position]
    return f"{name} ({column.label} {say_value(row[position], column.type, _currency(columns, row))})"


def _change(result: Result, row: Sequence[object]) -> str:
    """`Grid Rollout: stage from Proposal to Negotiation on 3 Nov 2026 by Dana Whitfield`."""
    cells = dict(zip(((*ref.steps, ref.name) for ref in result.query.select), row, strict=False))
    names = (cells.get((step, "name")) for step in ("opportunity", "contact", "account"))
    whose = next((str(name) for name in names if name is not None), "?")
    old, new, whom = cells[("old",)], cells[("new",)], cells[("changed_by",)]
    before = f" from {old}" if old is not None else ""
    by = f" by {whom}" if whom is not None else ""
    field = str(cells[("field",)]).replace("_", " ")
    told = f"{field}{before} to {new}" if new is not None else f"{field} {old} removed"
    return f"{whose}: {told} on {say_value(cells[('changed_at',)], 'date')}{by}"


_TOLD_BY_WHOSE = ("campaign_invitations", "intent_signals", "technographics", "list_memberships")
"""Tables whose rows have no name of their own: a status or a topic tells nobody which row is meant."""


def _with_whose(result: Result, row: Sequence[object], place: int, name: str) -> str:
    """`Halden Freight: Coldlake`: whose row it is, and what, where the rows differ in it."""
    whose = result.columns[0]
    if not place or whose.name != "name" or row[0] is None:
        return name
    owner = say_value(row[0], whose.type)
    several = len(result.rows) > 1
    asked = any(isinstance(one, Compare) and one.ref.name == result.columns[place].name for one in result.query.where)
    if asked or (several and len({one[place] for one in result.rows}) == 1):
        return owner
    return name if several and len({one[0] for one in result.rows}) == 1 else f"{owner}: {name}"


def _naming_column(result: Result, row: Sequence[object]) -> int:
    """The column that names a row; where it is the same in all of them ("responded, responded") the first that tells
    them apart."""
    title = ENTITIES[result.query.base].title
    place = next((i for i, one in enumerate(result.columns) if one.name == title and row[i] is not None), 0)
    if len(result.rows) < 2 or len({one[place] for one in result.rows}) > 1:
        return place
    names = [i for i, ref in enumerate(result.query.select) if ref.name == "name" and row[i] is not None]
    return next((i for i in names if len({one[i] for one in result.rows}) > 1), place)


def _figures(draft: Draft, found: Records, *, several: bool) -> None:
    """The figures in a sentence and a table; of `several` in one answer each says what it is a figure of."""
    result = _with_none_of(found.result)
    ungrouped = [row for row in result.rows[_NAMED_ROWS:] if result.query.group_by and _of_no_group(result, row)]
    told_rows = [*result.rows[:_NAMED_ROWS], *ungrouped]
    rest_count = len(result.rows) - len(told_rows)
    figures = len(result.query.measures)
    currency = result.currencies[0] if len(result.currencies) == 1 else None
    none = "".join(f"; {row[0]}: 0" for row in result.rows[len(found.result.rows) :])
    none += "".join(f"; not stated: {_row_figures(result, row, currency)}" for row in ungrouped)
    told = f"{found.said}: {result.evidence[0].span}{none}; {rest_count} more in the table"
    evidence = replace(result.evidence[0], span=told)
    values = [row[-figures:] for row in result.rows]
    keys = len(result.query.group_by)
    grouped = not keys or any(value is not None for row in result.rows for value in row[:keys])
    if not result.rows or not grouped or all(value is None for row in values for value in row):
        entity = ENTITIES[result.query.base]
        draft.missing.append(f"{result.query.measures[0].label} ({entity.plural} that match have no such figure)")
        return
    draft.answered = True
    labels = [one.label for one in result.query.measures]
    if not result.query.group_by:
        said = [_row_figures(result, row, currency) for row in result.rows]
        about = f" ({found.step.about})" if found.step.about else ""
        text = f"{found.said if several else labels[0] + about}: {' and '.join(said)}."
        claims = [Claim(found.step.about, labels[0], said[0], evidence.id)]
        draft.say(text[:1].upper() + text[1:], evidence, claims=claims)
        if len(result.rows) > 1:
            draft.tables.append(_table(result))
        return
    named = []
    for row in told_rows:
        key = ", ".join(
            say_value(value, column.type)
            for value, column in zip(row[:-figures], result.columns, strict=False)
            if column.name != "currency"
        )
        named.append(f"{key} {_row_figures(result, row, currency)}".strip())
    rest = f" and {rest_count:,} more in the table" if rest_count > 0 else ""
    groups = [{"by": "colleague"}.get(one.label, one.label) for one in result.columns[: len(result.query.group_by)]]
    text = f"{' and '.join(labels)} by {' and '.join(groups)}: {_join(named)}{rest}."
    if result.query.limit == 1 and len(result.rows) == 1:
        text = f"{named[0]} ({' and '.join(labels)})."
    draft.say(text[:1].upper() + text[1:], evidence)
    if result.query.limit:
        _say_face_value(draft, result, [evidence])
    parts = any(one.function == "share" and one.per is not None for one in result.query.measures)
    if parts and any(value is None for row in values for value in row):
        draft.say("It is not stated where the two amounts are in different currencies.", evidence)
    draft.tables.append(_table(_grouped_only(result)))


def _with_none_of(result: Result) -> Result:
    """The figures with a row for every value that was asked for and that no row has: there are 0 of them."""
    query = result.query
    if len(query.group_by) != 1 or query.having or any(one.function != "count" for one in query.measures):
        return result
    by = query.group_by[0]
    asked = [one.values for one in query.where if isinstance(one, Compare) and one.op == "eq" and one.ref == by]
    known = {row[0] for row in result.rows}
    none = [value for value in (asked[0] if asked else ()) if value not in known]
    return replace(result, rows=(*result.rows, *((value, *[0] * len(query.measures)) for value in none)))


def _row_figures(result: Result, row: Sequence[object], currency: str | None) -> str:
    """The figures of one row: `12 and 340,000 USD`."""
    unit = _currency(result.columns, row) or currency
    shares = _shares(result)
    start = len(row) - len(result.query.measures)
    said = [_figure(row[at], result.columns[at], unit, share=at in shares) for at in range(start, len(row))]
    apart = shares and len(result.currencies) > 1 and unit is not None
    return " with ".join(said) + (f" ({unit})" if apart else "")


def _shares(result: Result) -> set[int]:
    """The columns whose figures are parts of a whole."""
    start = len(result.columns) - len(result.query.measures)
    return {start + at for at, one in enumerate(result.query.measures) if one.function == "share"}


def _say_face_value(draft: Draft, result: Result, evidence: Sequence[Evidence]) -> None:
    """A ranking over amounts of several currencies converts none of them, and says so."""
    by = next(iter(result.query.order), None)
    if by is None:
        return
    ranked = result.columns[-1] if by.field is None else result.columns[result.query.select.index(by.field)]
    if ranked.type != "money":
        return
    met = {_currency(result.columns, row) for row in result.rows} | set(result.currencies)
    if len(met - {None}) > 1:
        draft.say(_AT_FACE_VALUE, *evidence)


_AT_FACE_VALUE = "The amounts are in several currencies and are compared without converting them."


def _grouped_only(result: Result) -> Result:
    """Rows without a value to group by are told in the sentence; in the table they would look like a group."""
    return replace(result, rows=tuple(row for row in result.rows if not _of_no_group(result, row)))


def _of_no_group(result: Result, row: Sequence[object]) -> bool:
    """Whether a row of figures is of what states nothing to group by."""
    return all(value is None for value in row[: len(result.query.group_by)])


def _figure(value: object, column: Column, currency: str | None, *, share: bool = False) -> str:
    if share and isinstance(value, int | float):
        return f"{float(value) * 100:.{2 if abs(value) < 0.1 else 1}f}%"
    return say_value(value, column.type, currency)


def _table(result: Result) -> Table:
    """The rows as text; amounts carry their currency, so that its column goes."""
    columns = list(result.columns)
    hidden = [
        position
        for position, column in enumerate(columns)
        if column.name == "currency" and any(one.type == "money" for one in columns)
    ]
    single = result.currencies[0] if len(result.currencies) == 1 else None
    shares = _shares(result)
    rows = []
    for row in result.rows:
        currency = _currency(columns, row) or single
        cells = []
        for position, (column, value) in enumerate(zip(columns, row, strict=True)):
            if position in hidden:
                continue
            cells.append(_figure(value, column, currency, share=position in shares))
        rows.append(tuple(cells))
    labels = tuple(column.label for position, column in enumerate(columns) if position not in hidden)
    return Table(labels, tuple(rows), tuple(one.id for one in result.evidence))


def _currency(columns: Sequence[Column], row: Sequence[object]) -> str | None:
    for column, value in zip(columns, row, strict=True):
        if column.name == "currency" and value:
            return str(value)
    return None


def _join(parts: Sequence[str]) -> str:
    return "; ".join(parts) if any("," in part for part in parts) else ", ".join(parts)


# --- notes ------------------------------------------------------------------------------------------------------------


def _passages(draft: Draft, found: Passages) -> None:
    """What notes say, in their own words."""
    if found.counted is not None:
        _counted_notes(draft, found, found.counted)
        return
    if not found.hits:
        draft.missing.append(found.missing)
        return
    draft.answered = True
    for passage in found.hits:
        draft.say(passage.said, passage.evidence)


def _counted_notes(draft: Draft, found: Passages, count: int) -> None:
    """How many notes there are, and which is the newest."""
    step = found.step
    about = f" of {step.about}" if step.about else ""
    kind = f"{' '.join(step.topic)} " if step.topic else ""
    said = f"{count} {kind}{'note' if count == 1 else 'notes'}{about}"
    newest = found.hits[0].hit if found.hits else None
    evidence = Evidence(
        id=f"count:notes:{hashlib.sha256(said.encode()).hexdigest()[:12]}",
        kind="note",
        account=newest.account if newest is not None and step.accounts else None,
        source="count of notes",
        link=None,
        as_of=newest.as_of if newest is not None else None,
        span=f"{said}; the newest: {newest.source}" if newest is not None else said,
    )
    draft.answered = True
    draft.say(f"{said}; the newest: {newest.source}." if newest is not None else f"{said}.", evidence)
