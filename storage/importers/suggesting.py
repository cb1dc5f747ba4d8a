"""Proposing a mapping for files nobody has described: from their names, their headers and their values."""

from __future__ import annotations

import re
import shlex
from collections import Counter, defaultdict
from pathlib import Path

from storage.audience import parse_label
from storage.errors import ImportFailed
from storage.importers.fields import CODED, CREATABLE, NAMED, Field, fields_of
from storage.importers.guessing import Column, File, look, names_in, understand_together
from storage.importers.headers import (
    DELETED_HEADERS,
    ENTITIES,
    INACTIVE_HEADERS,
    NOTE_HEADERS,
    SYNONYMS,
    bare,
    bare_in,
    header_words,
    meaning,
    names_ids,
    squash,
)
from storage.importers.mapping import DEFAULT_LIST
from storage.importers.reading import Sheet, inspect_file
from storage.importers.stages import known_stage
from storage.importers.values import CURRENCIES, Unreadable, is_empty, parse_boolean, parse_number
from storage.names import person_key, slug

_LOSS = re.compile(
    r"(?:lost|loss|verlust|verloren).*(?:reason|grund)|(?:reason|grund).*(?:lost|loss|verl)", re.IGNORECASE
)
_MANY = 40
_Names = dict[str, set[str]]
"""Per table that one of the files fills, the names in it."""


def suggest_mapping(*paths: Path) -> str:
    """A mapping for these files as YAML text to edit; it can be used as it is. Raises ImportFailed for a file that
    cannot be read or whose content cannot be guessed; what stands in one file tells what another refers to."""
    sheets: list[tuple[Sheet, Path]] = []
    for path in paths:
        sheet = inspect_file(path)
        same = next((other for other, known in sheets if known.name == path.name), None)
        if same is None:
            sheets.append((sheet, path))
        elif same.headers != sheet.headers:
            raise ImportFailed(
                f"Two files are called {path.name}, with other columns: a mapping tells files by their names. Nothing "
                "was changed. Rename one."
            )
    files = [look(sheet, path) for sheet, path in sheets]
    unknown = understand_together(files)
    files = [file for file in files if file.table]
    if not files:
        raise ImportFailed(
            f"What {'; what '.join(unknown)}. Nothing was changed. Leave it out, or write its entry by hand; the "
            f"tables are {', '.join(sorted(SYNONYMS))}."
        )
    names = {file.table: names_in(file) for file in files if file.table in {*NAMED, "opportunities"}}
    blocks = [_block(file, names) for file in files]
    opening = [
        "# Proposed from the headers and values of the files. Look it over, then:",
        f"#   abmbot import {shlex.join(file.path.name for file in files)} --map MAP.yaml",
        "# Fields and their values: abmbot import --fields",
        *(f"# Left out, write its entry by hand: what {' '.join(why.split())}" for why in unknown),
        f"source: {_source(paths, [sheet for sheet, _path in sheets])}   # the system the files come from",
        "# as_of: 2026-01-31   # when the export was made; left out: the date of each file",
        "visibility: everyone",
        "# currency: USD   # of amounts that name none",
        "files:",
    ]
    return "\n".join([*opening, *(line for block in blocks for line in block)]) + "\n"


def _source(paths: tuple[Path, ...], sheets: list[Sheet]) -> str:
    text = " ".join(str(path.resolve()).casefold() for path in paths)
    headers = {header.casefold() for sheet in sheets for header in sheet.headers}
    if "salesforce" in text or any(path.name.startswith("sf_") for path in paths) or "master_record_id" in headers:
        return "salesforce"
    if "hubspot" in text or any(header.startswith("property_") for header in headers):
        return "hubspot"
    if any(header.startswith(("deal - ", "organization - ", "person - ")) for header in headers):
        return "pipedrive"
    return "crm"


# --- writing it down ------------------------------------------------------------------------------------------------


def _block(file: File, names: _Names) -> list[str]:
    path, table, columns, chosen, own = file.path, file.table, file.columns, file.chosen, file.own
    feeds = file.feeding()
    shared = {column.header for name, later in file.after.items() for column in (chosen[name], *later)}
    lines = [f"  {_quoted(path.name)}:", f"    table: {table}"]
    if own is not None:
        lines.append(f"    id: {_quoted(own.header)}")
    labels = next((column for column in columns if column.header not in feeds and _holds_labels(column)), None)
    if labels is not None:
        lines.append(f"    visibility: {{column: {_quoted(labels.header)}}}")
    order = _date_order([chosen[name] for name in chosen if fields_of(table)[name].kind in {"date", "moment"}])
    if order:
        lines.append(f"    dates: {order}   # some dates could be read either way: check")
    listed: list[str] = []
    customs: list[str] = []
    skips: list[str] = []
    for column in columns:
        word = bare(column.header)
        if column.header in shared:
            continue
        if column.header in feeds:
            listed.append(f"      {_quoted(column.header)}: {_spec(table, feeds[column.header], column, names)}")
        elif squash(column.header) in DELETED_HEADERS and column.fits(parse_boolean):
            skips.append(f'      {_quoted(column.header)}: ["true", "1", "yes"]')
        elif squash(column.header) in INACTIVE_HEADERS and column.fits(parse_boolean):
            skips.append(f'      {_quoted(column.header)}: ["false", "0"]')
        elif column.header.startswith("_fivetran"):
            listed.append(f"      {_quoted(column.header)}: ignore")
        elif _names_again(file, column, names):
            listed.append(f"      {_quoted(column.header)}: ignore   # the name of what an id in the row leads to")
        elif word in NOTE_HEADERS and (table == "accounts" or "account" in fields_of(table)):
            listed.append(f"      {_quoted(column.header)}: {{note: {_quoted(_note_title(table, column.header))}}}")
        elif column is not own and column is not labels:
            if not column.header.startswith("property_"):
                customs.append(column.header)
            else:
                label = column.header.removeprefix("property_").replace("_", " ")
                listed.append(
                    f"      {_quoted(column.header)}: {{custom: {_quoted(column.header)}, label: {_quoted(label)}}}"
                )
    lines += ["    columns:", *listed] if listed else ["    columns: {}"]
    if customs:
        shown = ", ".join(customs[:12]) + (f" and {len(customs) - 12} more" if len(customs) > 12 else "")
        lines.append(f"      # kept as custom fields: {' '.join(shown.split())}")
    left = sorted(set(fields_of(table)) - set(chosen) - {"changed_by"})
    lines += [f"      # fields that nothing feeds: {', '.join(left)}"] if left else []
    lines += _first_of(file)
    lines += _constants(path, table, set(chosen))
    lines += _values(file)
    lines += ["    skip_when:", *skips] if skips else []
    return lines


def _names_again(file: File, column: Column, names: _Names) -> bool:
    """Whether a column only names what another one refers to: `Deal - Organization` beside `Deal - Organization ID`."""
    said = set(bare_in(file.table, column.header))
    for known in fields_of(file.table).values():
        fed = file.chosen.get(known.name)
        if known.kind == "reference" and fed is not None and known.target in names and names_ids(fed.header):
            called = {word for one in ENTITIES[known.target] for word in (one, f"{one}name", f"{one}person")}
            if said & called and column.among(names[known.target], person_key):
                return True
    return False


def _first_of(file: File) -> list[str]:
    lines = []
    for name, later in file.after.items():
        headers = ", ".join(_quoted(column.header) for column in (file.chosen[name], *later))
        lines.append(f"      {name}: [{headers}]")
    return ["    first_of:   # the first of these columns that is filled counts", *lines] if lines else []


def _holds_labels(column: Column) -> bool:
    """Whether a column says who may see each row."""

    def reads(text: str) -> object:
        try:
            return parse_label(text)
        except ValueError as error:
            raise Unreadable(str(error)) from None

    return any(value.casefold().startswith(("team:", "people:")) for value in column.values) and column.fits(reads)


def _spec(table: str, name: str, column: Column, names: _Names) -> str:
    known = fields_of(table)[name]
    if known.kind == "reference":
        by = _by(known, column)
        if by is None:
            return name
        told = known.target in names and (known.target != "people" or column.among(names["people"], person_key))
        made = by == "name" and known.target in CREATABLE - {"accounts", "campaigns"} and not told
        create = ", create: true" if made else ""
        return f"{{field: {name}, by: {by}{create}}}"
    if name == "tier" and table == "accounts":
        return f'{name}   # puts every account with a tier on the list "{DEFAULT_LIST}"'
    if _merges(_guessed(table, name, column), column):  # how they were stays askable
        return f"[{name}, {{custom: {_quoted(_custom_name(table, column.header))}, label: {_quoted(column.header)}}}]"
    options = []
    if known.kind in {"money", "integer", "number"}:
        scale, currency = _unit(column)
        options += [f"scale: {scale}"] if scale else []
        options += [f"currency: {currency}"] if currency and known.kind == "money" else []
    return f"{{field: {name}, {', '.join(options)}}}" if options else name


def _by(known: Field, column: Column) -> str | None:
    values = list(column.values)
    if values and sum("@" in value for value in values) > 0.8 * len(values):
        return "email"
    word = bare(column.header)
    if word.endswith(("id", "nr", "number", "nummer")):
        return None
    if not values:
        return None
    named = sum(
        bool(re.search(r"[^\W\d_]{2,}", value)) and not re.fullmatch(r"[A-Za-z]+[-_ ]?\d+", value) for value in values
    )
    return "name" if named > 0.8 * len(values) and known.target != "opportunities" else None


def _unit(column: Column) -> tuple[int | None, str | None]:
    """Scale and currency that a header names: `Umsatz (Mio EUR)`, `revenue_k_usd`, `turnover_gbp_m`. What is written
    in full already (`1,200,000` under `Revenue GBP m`) is not scaled."""
    header = column.header
    words = [*header_words(header), *re.findall(r"[€$£]", header)]
    small = {word.casefold() for word in words}
    symbols = {"€": "EUR", "$": "USD", "£": "GBP"}
    glued = {
        code: scale
        for word in small
        for code in CURRENCIES
        for scale in ("m", "k")
        if word in {code.casefold() + scale, scale + code.casefold()}
    }
    codes = [symbols.get(word, word.upper()) for word in words if word.upper() in _CODES or word in symbols]
    money = bool(codes or glued)
    scale = None
    if small & {"mio", "million", "millions", "millionen", "mn", "mm"} or "m" in glued.values() or re.search(
        r"\(\s*M\b|M[€$£]|[€$£]M\b", header
    ) or (money and "m" in small):  # fmt: skip
        scale = 1_000_000
    elif small & {"tsd", "thousand", "thousands", "teur"} or "k" in glued.values() or re.search(
        r"\(\s*[kK]\b|[kT][€$£]", header
    ) or (money and "k" in small):  # fmt: skip
        scale = 1_000
    if _median(column) >= _IN_FULL:
        scale = None
    found = [*codes, *glued, *(["EUR"] if "teur" in small else [])]
    return scale, found[0] if found else None


_IN_FULL = 1_000_000
"""Amounts that are as large as this are not in thousands or millions, whatever their header says."""
_CODES = frozenset({"EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CAD", "AUD", "JPY"})
"""Currencies that are taken for one wherever they stand in a header."""


def _median(column: Column) -> float:
    found: list[float] = []
    for value in column.said():
        try:
            found.append(abs(parse_number(value)))
        except Unreadable:
            continue
    return sorted(found)[len(found) // 2] if found else 0.0


def _date_order(columns: list[Column]) -> str | None:
    """day-first or month-first, where a column leaves it open and no other tells."""
    orders = sum((column.profile.dates for column in columns), Counter[str]())
    if not orders["ambiguous"] or (any(c.profile.dates["day"] or c.profile.dates["month"] for c in columns)):
        return None
    example = next(column.profile.example for column in columns if column.profile.dates["ambiguous"])
    return "day-first" if "." in (example or "") else "month-first"


def _note_title(table: str, header: str) -> str:
    thing = {"opportunities": "Deal", "activities": "Activity", "support_cases": "Case"}.get(
        table, table.rstrip("s").title()
    )
    return f"{thing} {bare(header)}"


def _constants(path: Path, table: str, chosen: set[str]) -> list[str]:
    """What the file's name tells about every row of it."""
    name = re.sub(r"[_\-.]+", " ", path.stem.casefold())
    fixed: dict[str, str] = {}
    if table == "activities":
        if re.search(r"email event|form submission|marketing|web", name):
            fixed |= {"side": "marketing"}
        elif re.search(r"tasks?\b|meetings?|calls?\b|events?\b|sales", name):
            fixed |= {"side": "sales"}
        for word, channel in (
            ("email", "email"),
            ("meeting", "meeting"),
            ("call", "call"),
            ("form", "web"),
            ("web", "web"),
        ):
            if re.search(rf"\b{word}", name):
                fixed |= {"channel": channel}
                break
        if re.search(r"\b(open|opened|click|clicks|form)\b", name):
            fixed |= {"direction": "inbound"}
        if re.search(r"\b(sent|send)\b", name):
            fixed |= {"direction": "outbound"}
        if re.search(r"\bopen(ed)?\b", name):
            fixed |= {"human": "false"}
    elif table == "deal_roles":
        fixed |= {"role": "participant"}
    elif table == "opportunity_changes":
        fixed |= {"field": "stage"}
    elif table == "campaigns" and "email" in name:
        fixed |= {"channel": "email"}
    left = {name: value for name, value in fixed.items() if name not in chosen}
    return ["    set:", *(f"      {name}: {_quoted(value)}" for name, value in left.items())] if left else []


_NEEDED = frozenset(
    {
        ("opportunities", "type"),
        ("opportunities", "status"),
        ("accounts", "lifecycle"),
        ("people", "role"),
        ("support_cases", "status"),
        ("activities", "done"),
    }
)
"""Fields that count for little in other words than ours: words are translated even where several become one."""


def _guessed(table: str, name: str, column: Column) -> dict[str, str]:
    """Our words for those of a column, where they are not the same already. Words that would fall together, or with one
    of ours that the column holds too, are left as they are but for the fields that need ours."""
    if not 0 < len(column.values) <= _MANY or (name == "done" and column.fits(parse_boolean)):
        return {}
    known = {squash(word): word for word in CODED.get((table, name), ())}
    unknown = [value for value in column.values if squash(value) not in known]
    found = {value: told for value in unknown if (told := meaning(table, name, value)) is not None}
    if (table, name) in _NEEDED:
        return found
    counts = Counter([*found.values(), *(known[squash(value)] for value in column.values if squash(value) in known)])
    return {value: told for value, told in found.items() if counts[told] == 1}


def _merges(guessed: dict[str, str], column: Column) -> bool:
    """Whether several words of a column become one of ours."""
    own = {squash(value) for value in column.values}
    return len(set(guessed.values())) < len(guessed) or any(squash(told) in own for told in guessed.values())


def _custom_name(table: str, header: str) -> str:
    name = slug(header)
    return f"{name}_in_export" if name in fields_of(table) else name


def _values(file: File) -> list[str]:
    lines: list[str] = []
    for name, column in file.chosen.items():
        if guessed := _guessed(file.table, name, column):
            lines += [] if lines else ["    values:"]
            lines.append(f"      {name}:")
            lines += [f"        {_quoted(value)}: {told}" for value, told in guessed.items()]
    stages = file.chosen.get("stage")
    if stages is not None and file.table == "opportunities" and 0 < len(stages.values) <= _MANY:
        lines.append("    stages:   # open | qualified | won | lost; qualified means open and in the pipeline")
        lost = _lost_stages(file, stages)
        chances = _chances(file, stages)
        told = {value: known_stage(value) or ("lost" if value in lost else None) for value in stages.values}
        early = _earliest(chances, [value for value, kind in told.items() if kind is None])
        if "open" in told.values():
            early = None
        for value in sorted(told, key=lambda value: chances.get(value, 2.0)):
            guess = "open   # a guess, as it comes first: check" if value == early else "qualified   # a guess: check"
            lines.append(f"      {_quoted(value)}: {told[value] or guess}")
    return lines


def _chances(file: File, stages: Column) -> dict[str, float]:
    """The usual probability of each stage, by the deals that are neither won nor lost where any are in it."""
    chance, status = file.chosen.get("probability"), file.chosen.get("status")
    if chance is None:
        return {}
    told: dict[str, list[float]] = defaultdict(list)
    for cells in file.cells(stages.header, chance.header, *([status.header] if status else [])):
        try:
            value = parse_number(cells[1])
        except Unreadable:
            continue
        if status is None or meaning("opportunities", "status", cells[2]) == "open":
            told[cells[0]].append(value)
    return {stage: sorted(values)[len(values) // 2] for stage, values in told.items()}


def _earliest(chances: dict[str, float], stages: list[str]) -> str | None:
    """The one stage that is less probable than every other."""
    order = sorted((chances[stage], stage) for stage in stages if stage in chances)
    return order[0][1] if len(order) > 1 and order[0][0] < order[1][0] else None


def _lost_stages(file: File, stages: Column) -> set[str]:
    """Stages whose deals mostly have a reason why they were lost."""
    reason = next((one for one in file.columns if _LOSS.search(one.header) and one.filled), None)
    if reason is None:
        return set()
    total, given = Counter[str](), Counter[str]()
    for stage, why in file.cells(stages.header, reason.header):
        total[stage] += 1
        given[stage] += not is_empty(why)
    return {value for value, count in total.items() if given[value] > count / 2}


def _quoted(text: str) -> str:
    """A YAML scalar that reads back as exactly this text."""
    if re.fullmatch(r"[^\W\d][\w ./%()*-]*(?<! )", text) and ": " not in text and " #" not in text:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    escaped = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in escaped)
    return f'"{escaped}"'
