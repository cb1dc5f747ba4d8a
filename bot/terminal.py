"""Replies and reports as plain text for a terminal."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from bot.blocks.text import age, cut, day
from skills.contracts import Reply, Table

_CELL = 60


def printable(text: str) -> str:
    """Text from data without the control characters that move a terminal's cursor or change its colours."""
    return "".join(one if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cf") else " " for one in text)


def reply_text(reply: Reply, now: dt.datetime) -> str:
    """A reply with its tables, choices and sources."""
    parts = [f"[{reply.understood}]"] if reply.understood else []
    parts.append(reply.text)
    parts += [table_text(table) for table in reply.tables]
    if reply.options:
        said = [one.question if one.label == one.question else f"{one.label}: {one.question}" for one in reply.options]
        parts.append("\n".join(f"  - {one}" for one in said))
    sources = _sources(reply, now)
    if sources:
        parts.append("Sources:\n" + "\n".join(f"  {line}" for line in sources))
    return printable("\n\n".join(parts))


def _sources(reply: Reply, now: dt.datetime) -> list[str]:
    lines: dict[str, None] = {}
    for one in reply.evidence:
        words = [one.source]
        if one.as_of is not None:
            words += [] if day(one.as_of) in one.source else [day(one.as_of)]
            words.append(age(one.as_of, now))
        lines.setdefault(", ".join(words) + (f"  {one.link}" if one.link else ""))
    shown = list(lines)[:20]
    return shown if len(lines) <= 20 else [*shown, f"and {len(lines) - 20} more"]


def table_text(table: Table) -> str:
    """A table in columns as wide as their longest cell."""
    rows = [[cut(" ".join(cell.split()), _CELL) for cell in row] for row in (table.columns, *table.rows)]
    widths = [max(len(row[n]) if n < len(row) else 0 for row in rows) for n in range(len(table.columns))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def import_text(files: Sequence[Mapping[str, Any]]) -> str:
    """What became of each file of an import."""
    lines = []
    for one in files:
        counts = ", ".join(f"{one[name]} {name}" for name in ("read", "created", "updated", "unchanged"))
        lines.append(f"{one['file']} -> {one['table']}: {counts}, {len(one['skipped'])} skipped")
        lines += [f"  line {skipped['line']}: {skipped['why']}" for skipped in one["skipped"][:20]]
        if len(one["skipped"]) > 20:
            lines.append(f"  and {len(one['skipped']) - 20} more")
        for name, missing in one.get("unresolved", {}).items():
            article = "an" if name[0] in "aeiou" else "a"
            shown = ", ".join(f"line {one['line']}: {one['value']}" for one in missing["examples"][:3])
            why = f"{article} {name} that is not in the store"
            if several := missing["ambiguous"]:
                shared = f"{article} {name} as several in the store are called"
                why = shared if several == missing["rows"] else f"{why}, or ({several} rows) {shared}"
            more = ", ..." if missing["rows"] > 3 else ""
            lines.append(f"  {missing['rows']} rows name {why}: kept without it ({shown}{more})")
            lines += [f"    to make them from their names: {missing['hint']}"] if missing.get("hint") else []
        for table, names in one.get("created_names", {}).items():
            lines.append(f"  {len(names)} new in {table}, known by name alone: {_listed(names)}")
        if one.get("leads"):
            named = one["leads"]["by_company"]
            by = f", {named} of them by the company's name" if named else ""
            lines.append(f"  {one['leads']['matched']} of {one['leads']['leads']} leads matched to accounts{by}")
        lines += [f"  note: {warning}" for warning in one.get("warnings", [])]
    return printable("\n".join(lines))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")


def notes_text(report: Mapping[str, Any]) -> str:
    """What became of the notes of one run."""
    counts = ", ".join(f"{report[name]} {name}" for name in ("read", "added", "updated", "unchanged", "chunks"))
    lines = [f"Notes: {counts}, {len(report['skipped'])} skipped"]
    lines += [f"  {one['path']}: {one['why']}" for one in report["skipped"][:20]]
    lines += [f"  and {len(report['skipped']) - 20} more"] if len(report["skipped"]) > 20 else []
    if alone := [one["path"] for one in report["unassigned"]]:
        lines.append(f"  {len(alone)} belong to no account: {_listed(alone)}")
    if guessed := [f"{one['path']} -> {one['account']}" for one in report["assigned"] if one["by"] == "name"]:
        lines.append(f"  {len(guessed)} are of the account that their text names: {_listed(guessed)}")
    if undated := [f"{one['path']} ({one['as_of']})" for one in report["undated"]]:
        lines.append(f"  {len(undated)} name no date and are as old as their files: {_listed(undated)}")
    return printable("\n".join(lines))


def warnings_text(warnings: Sequence[Mapping[str, str]]) -> str:
    """What was not understood about notes that were kept."""
    lines = [f"Warning: {one['path']}: {one['why']}" for one in warnings[:20]]
    lines += [f"and {len(warnings) - 20} more warnings"] if len(warnings) > 20 else []
    return printable("\n".join(lines))


def hits_text(hits: Sequence[Mapping[str, Any]]) -> str:
    """Passages that a search found."""
    if not hits:
        return "Nothing was found."
    parts = [
        f"{number}. {hit['source']}{' [' + hit['account'] + ']' if hit['account'] else ''}  ({hit['score']:.4f})\n"
        f"   {cut(' '.join(hit['text'].split()), 300)}"
        for number, hit in enumerate(hits, start=1)
    ]
    return printable("\n".join(parts))


def checks_text(checks: Sequence[Mapping[str, Any]]) -> str:
    """What the doctor found, a line each."""
    lines = []
    for one in checks:
        lines.append(f"{'ok ' if one['ok'] else 'BAD'}  {one['name']}: {one['what']}")
        if not one["ok"] and one["advice"]:
            lines.append(f"     {one['advice']}")
    return printable("\n".join(lines))
