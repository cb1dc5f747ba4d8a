"""Whether the database is whole: its file, its references, and the full-text index of the notes.

Nothing is changed, and what is looked through is read from one consistent state: it can run beside a working bot.
"""

from __future__ import annotations

from sqlalchemy import Connection

_SHOWN = 5


def try_writing(connection: Connection) -> None:
    """Ask for the right to write without making use of it: beginning a transaction does not yet tell."""
    connection.exec_driver_sql("DELETE FROM alembic_version WHERE 0 = 1")


def damage(connection: Connection) -> list[str]:
    """What is damaged in the file itself; empty when all is well."""
    found = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA quick_check({_SHOWN})")]
    return [] if found == ["ok"] else found


def lost_references(connection: Connection) -> list[str]:
    """Rows that refer to a row that is not there, counted by table."""
    counts: dict[tuple[str, str], int] = {}
    for table, _row, parent, _key in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        counts[table, parent] = counts.get((table, parent), 0) + 1
    return [f"{count} of {table} refer to {parent} that are not there" for (table, parent), count in counts.items()]


def unindexed_passages(connection: Connection) -> int:
    """Passages that the full-text index lacks, and entries of it whose passage is gone."""
    query = """SELECT COUNT(*) FROM (
        SELECT id FROM note_chunks EXCEPT SELECT id FROM note_chunks_fts_docsize) UNION ALL SELECT COUNT(*) FROM (
        SELECT id FROM note_chunks_fts_docsize EXCEPT SELECT id FROM note_chunks)"""
    return sum(int(row[0]) for row in connection.exec_driver_sql(query))
