"""One import run, from files to a published whole."""

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Connection, or_, select

from storage.database import Database
from storage.errors import ImportFailed
from storage.importers.fields import EXPECTED, ORDER, fields_of
from storage.importers.mapping import CustomType, Mapping, ToCustom, ToField
from storage.importers.parsing import BadRow, Parsed, Plan, SkippedRow, make_plan
from storage.importers.publishing import Publication, StoreMoved, publish
from storage.importers.reading import Row, inspect_file, rows
from storage.importers.report import FileReport, ImportedNote
from storage.importers.resolving import Resolver, stored_notes
from storage.importers.scratch import BATCH, Incoming, Rows, Work
from storage.people import all_people, nobody_has
from storage.tables import CustomField, ImportRun

Progress = Callable[[str, int, int], None]
CustomKey = tuple[str, str]
_ATTEMPTS = 3
_REASONS = 5


def run_import(
    database: Database,
    files: Sequence[Path],
    mapping: Mapping,
    *,
    now: dt.datetime,
    max_bad: float = 0.05,
    anew: bool = False,
    progress: Progress | None = None,
    add_note: Callable[[ImportedNote], None] | None = None,
) -> list[FileReport]:
    """Import files into the account store: all of them, or, when it raises, none.

    `max_bad` is the share of a file's rows that may be bad (they are skipped and listed), and of those that may fall
    together with others under one id; `anew` takes rows as they stand, even those older than what is known, and without
    a history, as after a mistake in the mapping; a file that was imported before as it is, by another mapping, is
    always taken so. `progress` is called with
    what is being done, how much is done and how much there is; `add_note` gets every free-text cell after publishing.
    Reports come in the order of `files`. Raises ImportFailed (MappingInvalid among it) and DatabaseUnavailable.
    """
    tell: Progress = progress or (lambda _what, _done, _total: None)
    plans = _plans(files, mapping)
    for plan in plans:
        for row in _told(plan, tell, "reading"):
            if row.fault is None:
                plan.observe(row.cells)
        plan.conclude()
    for _attempt in range(_ATTEMPTS):
        with tempfile.TemporaryDirectory(prefix="abmbot-import-") as folder:
            try:
                return _attempt_run(database, plans, mapping, Path(folder), now, max_bad, anew, tell, add_note)
            except StoreMoved:
                continue
            except sqlite3.Error as error:  # of the scratch files: the store's errors come as DatabaseUnavailable
                raise ImportFailed(
                    f"The temporary files of the import could not be written in {folder} ({error}). Nothing was "
                    "imported. Free some space, or set TMPDIR to a folder that has more."
                ) from error
    raise ImportFailed(
        "Other imports kept writing to the store while this one was being prepared. Nothing of it was imported. "
        "Run it again when they are done."
    )


def _plans(files: Sequence[Path], mapping: Mapping) -> list[Plan]:
    if not files:
        raise ImportFailed("No file was given. Nothing was imported.")
    plans = []
    for path in files:
        entry = mapping.for_file(path.name)
        sheet = inspect_file(path, encoding=entry.encoding, delimiter=entry.delimiter)
        plans.append(make_plan(sheet, entry, mapping))
    return plans


def _told(plan: Plan, tell: Progress, what: str) -> Iterator[Row]:
    """The rows of a file, telling the progress every now and then."""
    name = f"{what} {plan.sheet.path.name}"
    for number, row in enumerate(rows(plan.sheet)):
        if number % 1000 == 0:
            tell(name, row.position, plan.sheet.size)
        yield row
    tell(name, plan.sheet.size, plan.sheet.size)


def _attempt_run(
    database: Database,
    plans: list[Plan],
    mapping: Mapping,
    folder: Path,
    now: dt.datetime,
    max_bad: float,
    anew: bool,
    tell: Progress,
    add_note: Callable[[ImportedNote], None] | None,
) -> list[FileReport]:
    work = Work(folder)
    scratch = Rows(folder / "rows.db")
    try:
        with database.read() as store:
            revision = database.revision(store, "records")
            moved = _compare_mappings(store, plans, anew=anew)
            custom, widened = _custom_types(store, plans)
            reports, staged = _stage(plans, work, tell)
            _check(reports, max_bad)
            resolver = Resolver(store, work.connection, scratch, mapping.source, now, plans)
            order = sorted(range(len(plans)), key=lambda index: ORDER.index(plans[index].table))
            for index in order:
                resolver.identify(plans[index], staged[index])
            for index in order:
                report, done = reports[index], [0]

                def compared(count: int, report: FileReport = report, done: list[int] = done) -> None:
                    done[0] += count
                    tell(f"comparing {report.file}", done[0], report.read)

                resolver.compare(plans[index], staged[index], report, compared)
        for plan, report in zip(plans, reports, strict=True):
            _refuse_if_in_vain(plan, report)
            _warn(plan, report, widened, notes_wanted=add_note is not None)
            report.warnings += moved.get(report.file, [])
        tell("publishing", 0, 1)
        headers = {header for plan in plans for header in _headers(plan)}
        publish(
            database,
            Publication(
                scratch,
                revision,
                mapping.source,
                now,
                reports,
                resolver.staged,
                resolver.labels,
                custom,
                widened,
                headers,
                {plan.sheet.path.name: (plan.entry.pattern, plan.digest, plan.content) for plan in plans},
                {plan.table for plan in plans if plan.again},
                {word for plan in plans for word in _words(plan)},
            ),
        )
        tell("publishing", 1, 1)
        with database.read() as store:
            people = all_people(store)
        for plan, report in zip(plans, reports, strict=True):
            report.warnings += sorted(f"a row: {why}" for label in plan.labels for why in nobody_has(label, people))
        if add_note is not None:
            for note in stored_notes(work.connection, mapping.source):
                add_note(note)
        return reports
    finally:
        scratch.close()
        work.close()


def _compare_mappings(store: Connection, plans: list[Plan], *, anew: bool) -> dict[str, list[str]]:
    """Find out which files were imported before, and whether by the same mapping; what to say about it, by file."""
    said: dict[str, list[str]] = {}
    runs = ImportRun.__table__.c
    for plan in plans:
        name = plan.sheet.path.name
        before = store.execute(
            select(runs.table_name, runs.mapping, runs.content, runs.read, runs.skipped)
            .where(runs.source_system == plan.mapping.source, or_(runs.file == name, runs.entry == plan.entry.pattern))
            .order_by(runs.id.desc())
        ).all()
        last = next((run for run in before if run.table_name == plan.table), None)
        told = last.mapping if last is not None else None
        plan.remapped = told is not None and told[:32] != plan.entry.digest
        same = last is not None and last.content == plan.content and told not in {None, plan.digest}
        plan.again = anew or same
        plan.skipped_before = last.skipped if last is not None and same else None
        if before and before[0].table_name != plan.table and before[0].content in {None, plan.content}:
            said[name] = [
                f"it was imported as {before[0].table_name} before: those {before[0].read} rows stay until you start "
                "over with an empty store"
            ]
        if plan.again and plan.remapped:
            said.setdefault(name, []).append("the mapping changed: its rows were taken anew")
    return said


def _refuse_if_in_vain(plan: Plan, report: FileReport) -> None:
    """A corrected mapping that would change nothing, as the store knows newer rows, or bring every row a second time is
    no success."""
    if plan.skipped_before is not None and report.created > plan.skipped_before:
        raise ImportFailed(
            f"{report.file}: by the corrected mapping {report.created} of its rows would stand in the store twice, as "
            "other columns tell them apart now. Nothing of this run was imported. Start over with an empty data folder "
            "(ABMBOT_HOME), or let id and the columns that feed names and links be as they were."
        )
    if plan.remapped and report.older and not (report.created or report.updated):
        raise ImportFailed(
            f"{report.file}: the mapping changed, but its {report.older} rows are of {plan.as_of:%Y-%m-%d} and the "
            "store knows newer ones, so nothing would change. Nothing of this run was imported. Correct as_of, or add "
            "--anew to take the rows as they stand."
        )


def _headers(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Headers that name a field of ours, or a custom field, in other words than we do."""
    for header, rules in plan.entry.columns.items():
        for rule in rules:
            if isinstance(rule, ToField) and len(rules) == 1:
                name = rule.field.name
            elif isinstance(rule, ToCustom) and rule.label is not None and rule.name is not None:
                name = rule.name
            else:
                continue
            if header.casefold().replace(" ", "_") != name:
                yield plan.table, name, header


def _words(plan: Plan) -> Iterator[tuple[str, str, str, str]]:
    """What the file calls our values: in our word too, as it counts beside others."""
    for (name, value), words in plan.words.items():
        yield from ((plan.table, name, value, word) for word in words)


def _stage(plans: list[Plan], work: Work, tell: Progress) -> tuple[list[FileReport], list[Incoming]]:
    """Read every file into the scratch file."""
    reports, staged = [], []
    for plan in plans:
        plan.counted.clear()
        said = len(plan.warnings)
        plan.compile()
        report = FileReport(plan.sheet.path.name, plan.table, warnings=list(plan.warnings))
        del plan.warnings[said:]
        incoming = work.incoming()
        waiting: list[tuple[int, Parsed]] = []
        for row in _told(plan, tell, "importing"):
            report.read += 1
            if row.fault is not None:
                report.bad += 1
                report.skip(row.line, row.fault)
                continue
            try:
                waiting.append((row.line, plan.parse(row.cells)))
            except BadRow as error:
                report.bad += 1
                report.skip(row.line, str(error))
            except SkippedRow as skipped:
                report.skip(row.line, str(skipped))
            if len(waiting) >= BATCH:
                incoming.add(waiting)
                waiting.clear()
        incoming.add(waiting)
        for line, source_id, last, other in incoming.take_out_repeated():
            report.duplicates += 1
            report.lost += other
            report.skip(line, f"{source_id} stands again on line {last}, which counts")
        report.skipped.sort(key=lambda skipped: skipped.line)
        reports.append(report)
        staged.append(incoming)
    return reports, staged


def _check(reports: list[FileReport], max_bad: float) -> None:
    for report in reports:
        if report.read and report.bad / report.read > max_bad:
            reasons = [
                f"line {skipped.line}: {skipped.why}"
                for skipped in report.skipped
                if not skipped.why.startswith("skip_when") and "stands again on line" not in skipped.why
            ]
            raise ImportFailed(
                f"{report.file}: {report.bad} of {report.read} rows are bad, more than the {max_bad:.0%} allowed. "
                f"Nothing of this run was imported. {'; '.join(reasons[:_REASONS])}"
                f"{'; ...' if len(reasons) > _REASONS else ''}. Correct the file or the mapping, or raise --max-bad."
            )
        if report.read and report.lost / report.read > max_bad:
            repeated = [skipped for skipped in report.skipped if "stands again on line" in skipped.why]
            told = "; ".join(f"line {skipped.line}: {skipped.why}" for skipped in repeated[:_REASONS])
            raise ImportFailed(
                f"{report.file}: {report.lost} of {report.read} rows would be lost, as others of {report.table} have "
                f"the same id or name, more than the {max_bad:.0%} allowed. Nothing of this run was imported. {told}"
                f"{'; ...' if len(repeated) > _REASONS else ''}. Check the table, name a column that tells the rows "
                "apart under id, or raise --max-bad."
            )


def _warn(plan: Plan, report: FileReport, widened: dict[CustomKey, CustomType], *, notes_wanted: bool) -> None:
    if report.read == 0:
        report.warnings.append("it has a header and no rows")
    for (name, said), count in sorted(plan.counted.items()):
        report.warnings.append(f"{name} {said} ({count} rows)")
    for column in plan.custom:
        if (plan.table, column.name) in widened:
            report.warnings.append(
                f"the custom field {column.label!r} no longer fits its type and is {column.type} from now on"
            )
    _warn_of_gaps(plan, report)
    if report.older:
        report.warnings.append(f"{report.older} rows are older than what is known and changed nothing")
    if report.notes and not notes_wanted:
        report.warnings.append(f"{report.notes} notes were left out: this import was not asked to index text")


def _warn_of_gaps(plan: Plan, report: FileReport) -> None:
    """What is said of rows without the account, the links and the dates that matter in their table."""
    known = fields_of(plan.table)
    feeds_account = {"account", "opportunity", "contact"} if "account" in known and plan.table != "leads" else set()
    for name, feeding in (("account", feeds_account), *((one, {one}) for one in EXPECTED.get(plan.table, ()))):
        if not feeding or not report.read:
            continue
        dated = known[name].kind in {"date", "moment"}
        if not plan.fed & feeding:
            what = "have no date" if dated else f"belong to no {name}"
            report.warnings.append(f"no column feeds {name}: its rows {what}")
        elif (count := report.without[name]) > report.read / 2:
            what = f"have no date ({name})" if dated else f"belong to no {name}"
            report.warnings.append(f"{count} of {report.read} rows {what}")


def _custom_types(
    store: Connection, plans: list[Plan]
) -> tuple[dict[CustomKey, tuple[str, CustomType]], dict[CustomKey, CustomType]]:
    """The type of every custom field of this run, wide enough for all its files and for what the store has; and the
    fields of the store that must be widened for it."""
    known: dict[CustomKey, tuple[str, CustomType]] = {
        (row.table_name, row.name): (row.label, row.type) for row in store.execute(select(CustomField.__table__))
    }
    found: dict[CustomKey, tuple[str, CustomType]] = {}
    for plan in plans:
        plan.conclude()
        for column in plan.custom:
            if column.type is None:
                continue
            key = (plan.table, column.name)
            before = found.get(key) or known.get(key)
            if (
                before
                and before[1] in {"integer", "number"}
                and column.type == "boolean"
                and column.profile.may_be_flag
            ):
                column.type = "integer"  # 0 and 1 of a field that has counted more
            label = column.rule.label or (before[0] if before else column.label)
            found[key] = (label, _wider(before[1], column.type) if before else column.type)
    for plan in plans:
        for column in plan.custom:
            if column.type is not None:
                column.type = found[plan.table, column.name][1]
    widened = {key: kind for key, (_label, kind) in found.items() if key in known and known[key][1] != kind}
    return found, widened


def _wider(one: CustomType, other: CustomType) -> CustomType:
    if one == other:
        return one
    if "list" in (one, other):
        return "list"  # one value is a list of one
    return "number" if {one, other} == {"integer", "number"} else "text"
