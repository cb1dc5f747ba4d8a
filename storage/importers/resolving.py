"""What an import would change: every row read is compared with what is known, references are found, history is noted.

Reads one consistent state of the store and writes only to the scratch files; `publishing` then makes it real.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, func, select

from storage.importers.fields import CREATABLE, EXPECTED, NAMED, TABLES, fields_of
from storage.importers.free_mail import is_free_mail
from storage.importers.headers import field_called
from storage.importers.mapping import ToField
from storage.importers.parsing import Parsed, Plan
from storage.importers.references import Found, References
from storage.importers.report import FileReport, ImportedNote, LeadMatching
from storage.importers.scratch import SHADOWS, Incoming, Rows
from storage.importers.values import Unreadable, parse_date_cell, parse_money
from storage.names import email_domain, email_key, exact_key, person_key
from storage.tables import EVERYONE
from storage.watched import WATCHED

Row = dict[str, Any]
_A_DAY = dt.timedelta(days=1)
_SEEN = "seen:"
_HAPPENED = {"activities": "occurred_at", "support_cases": "opened_at"}
"""When what the text of a row tells was so; of other rows it is as old as the export."""


class Resolver:
    """One attempt at working out a run. `rows` and the tables of `work` it makes are thrown away with it."""

    def __init__(
        self, store: Connection, work: sqlite3.Connection, rows: Rows, source: str, now: dt.datetime, plans: list[Plan]
    ) -> None:
        self.store = store
        self.work = work
        self.rows = rows
        self.source = source
        self.now = now
        self.references = References(work, store, source, _looked_up(plans))
        self.labels: set[str] = set()
        shared = next((plan.mapping.visibility for plan in plans), EVERYONE)
        self._shared_label = shared if isinstance(shared, str) else EVERYONE
        self.staged: set[str] = set()
        self.renamed: dict[str, dict[int, str]] = defaultdict(dict)
        self._next: dict[str, int] = {}
        self._pending: dict[str, dict[int, Row]] = defaultdict(dict)
        self._changes: list[Row] = []
        self._accounts: dict[tuple[str, int], int | None] = {}
        self._fresh: set[int] = set()
        self._unused: set[str] = set()
        self._expected: list[tuple[str, str]] = []
        work.execute("DROP TABLE IF EXISTS notes")
        work.execute(
            "CREATE TABLE notes (number INTEGER PRIMARY KEY, key, title, text, account_id, as_of, label, link)"
        )

    # --- first: every row gets its id, so that references find rows of this run too

    def identify(self, plan: Plan, incoming: Incoming) -> None:
        table = plan.table
        for batch in incoming.batches():
            known = self.references.known_ids(table, [row.source_id for _line, row in batch])
            unknown = [row for _line, row in batch if row.source_id not in known]
            if table in NAMED and plan.entry.id:
                known |= self._known_by_derived_id(table, unknown)
            elif table in NAMED:
                named = {row.source_id: self.references.named(table, row.fields["name"]) for row in unknown}
                known |= {source_id: number for source_id, number in named.items() if number is not None}
            self.references.register(
                table,
                [(known.get(row.source_id) or self._new_id(table), row.source_id, row.fields) for _line, row in batch],
            )

    def _known_by_derived_id(self, table: str, rows: list[Parsed]) -> dict[str, int]:
        """Rows that were made from a name before their own file came: they keep their number and get their id."""
        derived = {row.source_id: _derived_id(table, row.fields["name"]) for row in rows}
        made = self.references.known_ids(table, sorted(set(derived.values())))
        found: dict[str, int] = {}
        for source_id, name in derived.items():
            number = made.get(name)
            if number is not None and number not in self.renamed[table]:
                self.renamed[table][number] = source_id
                found[source_id] = number
        return found

    def _new_id(self, table: str) -> int:
        if table not in self._next:
            highest = self.store.execute(select(func.max(TABLES[table].c.id))).scalar()
            self._next[table] = int(highest or 0) + 1
        self._next[table] += 1
        return self._next[table] - 1

    # --- then: what is new, what changed

    def compare(self, plan: Plan, incoming: Incoming, report: FileReport, progress: Callable[[int], None]) -> None:
        table = plan.table
        rules = plan.references()
        self._unused = plan.unused()
        self._expected = _expected(table)
        if table == "leads":
            report.leads = LeadMatching()
        for batch in incoming.batches():
            ids = self.references.known_ids(table, [row.source_id for _line, row in batch])
            known = self._stored(table, sorted(set(ids.values())))
            self._fresh = self._made_in_this_run(table, sorted(known))
            for name, rule in rules.items():
                if rule.by in {None, "id"}:
                    texts = {row.references[name] for _line, row in batch if name in row.references}
                    self.references.fetch(rule.field.target, texts)
            resolved = [self._resolve(plan, rules, line, row, report) for line, row in batch]
            history = self._known_changes(table, resolved, known, ids, batch)
            tiers = self._open_tiers(plan, list(ids.values()))
            for (line, row), references in zip(batch, resolved, strict=True):
                number = ids[row.source_id]
                before = known.get(number)
                if table == "opportunity_changes":
                    self._tidy_change(plan, row.fields)
                    if before is None:
                        before = self._twin(row, references, history)
                        number = before["id"] if before is not None else number
                self._compare_row(plan, report, line, row, references, number, before, history, tiers)
                if before is not None:
                    known[number] = self._pending[table].get(number, before)
            self._flush()
            progress(len(batch))

    def _compare_row(
        self,
        plan: Plan,
        report: FileReport,
        line: int,
        row: Parsed,
        references: dict[str, int | None],
        number: int,
        before: Row | None,
        history: dict[int, list[Row]],
        tiers: dict[int, Row],
    ) -> None:
        table = plan.table
        if before is not None and row.as_of < before["as_of"] and not plan.again:
            report.unchanged += 1
            report.older += 1
            return
        after = dict(before) if before is not None else self._blank(table, number)
        self._apply(plan, row, references, after)
        missing = (name for name, column in self._expected if after[column] is None and name not in row.references)
        report.without.update(missing)
        report.notes += self._note(plan, row, number, after)
        moved_tier = plan.tells_tiers and self._move_tier(plan, row, after, tiers, before)
        if before is None:
            report.created += 1
            self._put(table, after, "new")
            return
        if after == before and not moved_tier:
            report.unchanged += 1
            if row.as_of > before["as_of"] or (plan.again and row.as_of != before["as_of"]):
                self._put(table, {**after, "as_of": row.as_of}, "touched")
            return
        report.updated += 1
        new_to_us = number in self._fresh or plan.again
        if table == "accounts" and not new_to_us and exact_key(before["name"]) != exact_key(after["name"]):
            former = [name for name in after["former_names"] if name != after["name"]]
            after["former_names"] = list(dict.fromkeys([*former, before["name"]]))
        after["as_of"] = row.as_of
        if not new_to_us:
            self._record(plan, row, before, after, references, history)
        self._put(table, after, "changed")

    def _blank(self, table: str, number: int) -> Row:
        blank: Row = dict.fromkeys(TABLES[table].c.keys())
        blank |= {"id": number, "source_system": self.source, "custom": {}}
        if table == "accounts":
            blank |= {"aliases": [], "former_names": [], "domains": []}
        if table == "opportunity_changes":
            blank["learnt_at"] = self.now
        if table == "opportunities":
            blank["status"] = "open"
        return blank

    def _apply(self, plan: Plan, row: Parsed, references: dict[str, int | None], after: Row) -> None:
        table = plan.table
        if after["as_of"] is None:
            after["as_of"] = row.as_of
        source_id = self.renamed[table].get(after["id"], after["source_id"] or row.source_id)
        if plan.entry.id and table not in NAMED:
            source_id = row.source_id
        after["source_id"] = source_id
        after["visibility"] = row.visibility
        self.labels.add(row.visibility)
        if plan.entry.link is not None:
            after["link"] = row.link
        for name, value in row.fields.items():
            if name in after:
                after[name] = value
        if "former_names" in row.fields and after["former_names"] is None:
            after["former_names"] = []
        for name, number in references.items():
            after[f"{name}_id"] = number
        if table == "people" and after["active"] is None:
            after["active"] = True
        if table == "opportunities" and not after["name"]:
            parts = (
                self.references.label("accounts", after["account_id"]) or row.references.get("account"),
                self.references.label("products", after["product_id"]) or row.references.get("product"),
            )
            after["name"] = " – ".join(part for part in parts if part) or row.source_id
        kept = {name: value for name, value in after["custom"].items() if not (plan.again and name in self._unused)}
        custom = {**kept, **row.custom}
        after["custom"] = {name: value for name, value in custom.items() if value is not None}

    # --- references

    def _resolve(
        self, plan: Plan, rules: dict[str, ToField], line: int, row: Parsed, report: FileReport
    ) -> dict[str, int | None]:
        found: dict[str, int | None] = {}
        for name, rule in rules.items():
            text = row.references.get(name)
            if text is None:
                found[name] = None
                continue
            match = self.references.find(rule.field.target, text, rule.by)
            if match.ambiguous and rule.field.target == "contacts":
                match = self._at_account(match, self._account_named(rules, found, row))
            if match.id is None and rule.create and not match.ambiguous:
                match = Found(self._create(rule.field.target, text, row))
                report.created_names.setdefault(rule.field.target, []).append(text)
            if match.id is None:
                report.unresolved_in(name).count(line, text, ambiguous=match.ambiguous)
                if rule.field.target in CREATABLE and not rule.create and not match.ambiguous and _is_name(text):
                    report.unresolved_in(name).hint = f"{{field: {name}, by: name, create: true}}"
            found[name] = match.id
        if plan.table == "leads":
            self._match_lead(row, found, report)
        elif "account" in fields_of(plan.table) and found.get("account") is None and "account" not in row.references:
            for other in ("opportunity", "contact"):
                number = found.get(other)
                account = self._account_of(rules[other].field.target, number) if number is not None else None
                if account is not None:
                    found["account"] = account
                    break
        return found

    def _account_named(self, rules: dict[str, ToField], found: dict[str, int | None], row: Parsed) -> int | None:
        """The account that a row names, whichever of its references was looked up first."""
        rule, text = rules.get("account"), row.references.get("account")
        if rule is None or text is None:
            return None
        return found["account"] if "account" in found else self.references.find("accounts", text, rule.by).id

    def _at_account(self, match: Found, account: int | None) -> Found:
        """Of several contacts of one name the one who is at the account that the row itself names."""
        there = [number for number in match.several if account and self._account_of("contacts", number) == account]
        return Found(there[0]) if len(there) == 1 else match

    def _create(self, table: str, name: str, row: Parsed) -> int:
        number = self._new_id(table)
        source_id = _derived_id(table, name)
        made = self._blank(table, number)
        # who our people are and what we sell is no secret of the row that names them first
        label = self._shared_label if table in {"people", "products"} else row.visibility
        made |= {"source_id": source_id, "name": " ".join(name.split()), "as_of": row.as_of, "visibility": label}
        if table == "people":
            made["email"] = email_key(name) if "@" in name else None
            last, comma, first = made["name"].partition(",")
            made |= {
                "active": True,
                "name": f"{first.strip()} {last.strip()}" if comma and first.strip() else made["name"],
            }
        self.references.register(table, [(number, source_id, made)])
        self._put(table, made, "new")
        self.labels.add(label)
        return number

    def _match_lead(self, row: Parsed, found: dict[str, int | None], report: FileReport) -> None:
        counts = report.leads
        assert counts is not None
        counts.leads += 1
        if found.get("account") is not None:
            counts.matched += 1
            return
        company = row.fields.get("company")
        number = self.references.named("accounts", company) if company else None
        domain = email_domain(row.fields.get("email"))
        at_domain = self.references.by_domain(domain) if domain and not is_free_mail(domain) else None
        if number is not None and (at_domain is None or at_domain.id is None):
            found["account"] = number
            counts.matched += 1
            counts.by_company += 1
            return
        if domain is None:
            counts.no_email += 1
            return
        if is_free_mail(domain):
            counts.free_mail += 1
            return
        match = self.references.by_domain(domain)
        if match.id is not None:
            found["account"] = match.id
            counts.matched += 1
        elif match.ambiguous:
            counts.ambiguous += 1
        else:
            counts.unmatched += 1

    def _account_of(self, table: str, number: int) -> int | None:
        key = (table, number)
        if key not in self._accounts:
            if len(self._accounts) > 100_000:
                self._accounts.clear()
            found = self._stored(table, [number]).get(number)
            self._accounts[key] = found["account_id"] if found is not None else None
        return self._accounts[key]

    # --- history

    def _record(
        self,
        plan: Plan,
        row: Parsed,
        before: Row,
        after: Row,
        references: dict[str, int | None],
        history: dict[int, list[Row]],
    ) -> None:
        changed_at = row.as_of
        if row.changed_at is not None and before["as_of"] - _A_DAY < row.changed_at <= row.as_of:
            changed_at = row.changed_at
        fields = fields_of(plan.table)
        for name in WATCHED.get(plan.table, ()):
            column = fields[name].column
            if column is None or before[column] == after[column]:
                continue
            if name == "account" and before[column] is None:
                continue  # its account became known to us; nothing changed in the CRM
            old, new = self._readable(plan.table, name, before[column]), self._readable(plan.table, name, after[column])
            if new is None and name in row.references:
                new = row.references[name]
            if old != new:
                self._note_change(plan.table, name, old, new, changed_at, row, before, history)

    def _note_change(
        self,
        table: str,
        field: str,
        old: str | None,
        new: str | None,
        changed_at: dt.datetime,
        row: Parsed,
        before: Row,
        history: dict[int, list[Row]],
    ) -> None:
        change: Row = {
            "field": field, "old": old, "new": new, "changed_at": changed_at, "learnt_at": self.now,
            "changed_by": row.changed_by,
        }  # fmt: skip
        if table != "opportunities":
            self._changes.append({**change, "table_name": table, "record_id": before["id"]})
            return
        for told in history.get(before["id"], ()):
            if _same_change(told, field, new) and before["as_of"] - _A_DAY <= told["changed_at"] <= row.as_of + _A_DAY:
                return
        key = f"{before['source_id']}|{field}|{changed_at:%Y-%m-%d}|{old}|{new}"
        made = self._blank("opportunity_changes", self._new_id("opportunity_changes")) | change
        made |= {
            "source_id": _SEEN + hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()[:20],
            "opportunity_id": before["id"],
            "as_of": row.as_of,
            "visibility": row.visibility,
            "link": before["link"],
        }
        self._put("opportunity_changes", made, "new")

    def _readable(self, table: str, name: str, value: Any) -> str | None:
        field = fields_of(table)[name]
        if field.kind == "reference" and value is not None:
            return self.references.label(field.target, value)
        return readable(value)

    def _known_changes(
        self,
        table: str,
        resolved: list[dict[str, int | None]],
        known: dict[int, Row],
        ids: dict[str, int],
        batch: list[tuple[int, Parsed]],
    ) -> dict[int, list[Row]]:
        """The changes already told of the deals in this batch, by deal."""
        if table == "opportunity_changes":
            deals = {found["opportunity"] for found in resolved if found.get("opportunity") is not None}
        elif table == "opportunities":
            deals = {ids[row.source_id] for _line, row in batch if ids[row.source_id] in known}
        else:
            return {}
        told: dict[int, dict[int, Row]] = defaultdict(dict)
        for where in (self._in_store, self._in_rows):
            for change in where("opportunity_changes", "opportunity_id", sorted(deal for deal in deals if deal)):
                told[change["opportunity_id"]][change["id"]] = change
        return {deal: list(changes.values()) for deal, changes in told.items()}

    def _twin(self, row: Parsed, references: dict[str, int | None], history: dict[int, list[Row]]) -> Row | None:
        """The change that a line of a history file tells, where it is known already: told the same day, or inferred
        from a later export (then the history file knows better when it happened)."""
        told = history.get(references.get("opportunity") or 0, [])
        when = row.fields["changed_at"]
        fitting = [one for one in told if _same_change(one, row.fields["field"], row.fields.get("new"))]
        same_day = [one for one in fitting if one["changed_at"].date() == when.date()]
        inferred = [one for one in fitting if one["source_id"].startswith(_SEEN) and one["changed_at"] >= when]
        if same_day:
            return same_day[0]
        if not inferred:
            return None
        twin = min(inferred, key=lambda one: one["changed_at"])
        told.remove(twin)
        return twin

    def _tidy_change(self, plan: Plan, fields: dict[str, Any]) -> None:
        """A line of a history file in our words: the field by our name for it, values as our own changes have them."""
        name = field_called("opportunities", fields["field"])
        if name is None:
            return
        fields["field"] = name
        kind = fields_of("opportunities")[name].kind
        for side in ("old", "new"):
            text = fields.get(side)
            if text is None:
                continue
            with suppress(Unreadable):
                if kind in {"money", "number"}:
                    fields[side] = readable(round(parse_money(text, plan.entry.numbers)[0], 2))
                elif kind in {"date", "moment"}:
                    moment = parse_date_cell(text, plan.entry.dates.order)[0]
                    fields[side] = readable(moment.date() if kind == "date" else moment)

    # --- the target list

    def _open_tiers(self, plan: Plan, accounts: list[int]) -> dict[int, Row]:
        if not plan.tells_tiers:
            return {}
        name = plan.list_name()
        found = {}
        for where in (self._in_store, self._in_rows):
            for one in where("list_memberships", "account_id", sorted(accounts)):
                if one["list_name"] != name:
                    continue
                if one["to_date"] is None:
                    found[one["account_id"]] = one
                elif found.get(one["account_id"], {}).get("id") == one["id"]:
                    del found[one["account_id"]]
        return found

    def _move_tier(self, plan: Plan, row: Parsed, after: Row, tiers: dict[int, Row], before: Row | None) -> bool:
        """Open, close or change the membership that the tier column tells; whether something moved."""
        tier = row.fields.get("tier")
        current = tiers.get(after["id"])
        if (current["tier"] if current is not None else None) == tier:
            return False
        day = row.as_of.date()
        that_day = current is not None and current["from_date"] is not None and current["from_date"] >= day
        if (plan.again or that_day) and current is not None and tier is not None:  # nobody was at a tier for no day
            self._put("list_memberships", {**current, "tier": tier, "as_of": row.as_of}, "changed")
            return True
        if current is not None:
            closed = {**current, "to_date": day, "as_of": row.as_of}
            self._put("list_memberships", closed, "changed")
        if tier is not None:
            made = self._blank("list_memberships", self._new_id("list_memberships"))
            made |= {
                "source_id": f"tier:{after['source_id']}:{plan.list_name()}:{day}:{tier}", "account_id": after["id"],
                "list_name": plan.list_name(), "tier": tier, "from_date": day, "as_of": row.as_of,
                "visibility": row.visibility, "link": after["link"],
            }  # fmt: skip
            self._put("list_memberships", made, "new")
        if before is not None and not plan.again:
            old = current["tier"] if current is not None else None
            self._note_change("accounts", "tier", old, tier, row.as_of, row, before, {})
        return True

    # --- notes

    def _note(self, plan: Plan, row: Parsed, number: int, after: Row) -> int:
        if not row.notes:
            return 0
        account = number if plan.table == "accounts" else after.get("account_id")
        named = self.references.label("accounts", account)
        happened = row.fields.get(_HAPPENED.get(plan.table, ""))
        for title, header, text in row.notes:
            self.work.execute(
                "INSERT INTO notes (key, title, text, account_id, as_of, label, link) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    f"{self.source}:{plan.table}:{row.source_id}:{header}",
                    f"{title}: {named}" if named else title,
                    text,
                    account,
                    (happened or row.as_of).isoformat(),
                    row.visibility,
                    after["link"],
                ),
            )
        return len(row.notes)

    def notes(self) -> Iterator[ImportedNote]:
        return stored_notes(self.work, self.source)

    # --- rows of the store and of this run

    def _stored(self, table: str, ids: list[int]) -> dict[int, Row]:
        found = {row["id"]: row for row in self._in_store(table, "id", ids)}
        found.update((row["id"], row) for row in self._in_rows(table, "id", ids))
        return found

    def _in_store(self, table: str, column: str, values: list[int]) -> Iterator[Row]:
        source = TABLES[table]
        for start in range(0, len(values), 400):
            query = select(source).where(source.c[column].in_(values[start : start + 400]))
            for row in self.store.execute(query).mappings():
                yield dict(row)

    def _in_rows(self, table: str, column: str, values: list[int]) -> Iterator[Row]:
        if table not in self.staged:
            return
        shadow = SHADOWS[table]
        for start in range(0, len(values), 400):
            query = select(shadow).where(shadow.c[column].in_(values[start : start + 400]))
            for row in self.rows.connection.execute(query).mappings():
                plain = dict(row)
                plain.pop("_op")
                yield plain

    def _made_in_this_run(self, table: str, ids: list[int]) -> set[int]:
        """Rows that an earlier file of this run created: what a later one adds to them is no change of theirs."""
        shadow = SHADOWS[table]
        found: set[int] = set()
        for start in range(0, len(ids) if table in self.staged else 0, 400):
            query = select(shadow.c.id).where(shadow.c.id.in_(ids[start : start + 400]), shadow.c["_op"] == "new")
            found.update(self.rows.connection.execute(query).scalars())
        return found

    def _put(self, table: str, row: Row, op: str) -> None:
        self._pending[table][row["id"]] = {**row, "_op": op}

    def _flush(self) -> None:
        for table, pending in self._pending.items():
            if not pending:
                continue
            if table in self.staged:
                shadow = SHADOWS[table]
                numbers = list(pending)
                for start in range(0, len(numbers), 400):
                    query = select(shadow.c.id, shadow.c["_op"]).where(shadow.c.id.in_(numbers[start : start + 400]))
                    for number, op in self.rows.connection.execute(query):
                        if op == "new" or (op == "changed" and pending[number]["_op"] == "touched"):
                            pending[number]["_op"] = op
            self.rows.put(table, list(pending.values()))
            self.staged.add(table)
            pending.clear()
        if self._changes:
            self.rows.put("record_changes", self._changes)
            self.staged.add("record_changes")
            self._changes.clear()


def _looked_up(plans: list[Plan]) -> set[str]:
    """The tables that something in these files refers to, or whose rows go by their names."""
    found = {rule.field.target for plan in plans for rule in plan.references().values()}
    found |= {plan.table for plan in plans if plan.table in NAMED and not plan.entry.id}
    return found | ({"accounts"} if any(plan.table == "leads" for plan in plans) else set())


def _expected(table: str) -> list[tuple[str, str]]:
    """The links and dates that matter in a table, with their columns."""
    known = fields_of(table)
    names = [*(["account"] if "account" in known and table != "leads" else []), *EXPECTED.get(table, ())]
    return [(name, column) for name in names if (column := known[name].column) is not None]


def _is_name(text: str) -> bool:
    """Whether a reference reads like a name, not like an id."""
    return "@" not in text and not any(map(str.isdigit, text)) and len(text) > 2


def _derived_id(table: str, name: str) -> str:
    return "name:" + (person_key(name) if table == "people" else exact_key(name))


def _same_change(told: Row, field: str, new: str | None) -> bool:
    return bool(told["field"] == field and exact_key(told["new"] or "") == exact_key(new or ""))


def readable(value: Any) -> str | None:
    """A stored value as text for the history."""
    if value is None or value == []:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(value)
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M" if (value.hour or value.minute) else "%Y-%m-%d")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    return str(value)


def stored_notes(work: sqlite3.Connection, source: str) -> Iterator[ImportedNote]:
    for key, title, text, account, as_of, label, link in work.execute(
        "SELECT key, title, text, account_id, as_of, label, link FROM notes ORDER BY number"
    ):
        yield ImportedNote(key, title, text, account, dt.datetime.fromisoformat(as_of), label, link, source)
