"""The tables as declared, the migrations and the number in `Database` say the same."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import storage
from storage.audience import register_labels
from storage.database import SCHEMA_HEAD, Database
from storage.errors import DatabaseUnavailable
from storage.tables import Base

CONFIG = Config()
CONFIG.set_main_option("script_location", str(Path(storage.__file__).parent / "migrations"))
SCRIPTS = ScriptDirectory.from_config(CONFIG)
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions("base", "heads")][::-1]


@pytest.fixture
def database(tmp_path):
    opened = Database(f"sqlite:///{tmp_path / 'abmbot.db'}")
    yield opened
    opened.close()


def bring_to(database, revision):
    config = Config()
    config.set_main_option("script_location", CONFIG.get_main_option("script_location"))
    with database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def differences(database):
    def is_declared(_object, name, type_, _reflected, _compared):
        return not (type_ == "table" and name.startswith("note_chunks_fts"))  # FTS5 keeps shadow tables of its own

    with database.read() as connection:
        options = {"compare_type": True, "include_object": is_declared}
        return compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)


def test_there_is_one_line_of_migrations_and_its_end_is_the_head_that_the_program_knows():
    assert SCRIPTS.get_heads() == [SCHEMA_HEAD]
    assert len(SCRIPTS.get_bases()) == 1
    assert sorted(REVISIONS) == REVISIONS, "revisions are compared as text: their numbers rise"


def test_migrations_make_the_tables_that_are_declared(database):
    database.upgrade()
    assert differences(database) == []
    assert database.schema_version() == SCHEMA_HEAD


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_database_of_every_earlier_version_upgrades_by_itself_and_keeps_its_rows(database, revision):
    bring_to(database, revision)
    assert database.schema_version() == revision
    with database.write() as connection:
        register_labels(connection, {"team:Enterprise"})
    database.upgrade()
    assert database.schema_version() == SCHEMA_HEAD
    assert differences(database) == []
    with database.read() as connection:
        assert connection.execute(text("SELECT label FROM visibility_labels")).scalars().all() == ["team:Enterprise"]


def test_an_upgrade_of_an_up_to_date_database_changes_nothing(database):
    database.upgrade()
    with database.write() as connection:
        register_labels(connection, {"team:Enterprise"})
    database.upgrade()
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM visibility_labels")).scalar() == 1


def test_a_database_of_a_newer_program_is_refused_and_left_as_it_was(database):
    database.upgrade()
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnavailable, match=r"newer abmbot \(schema 9999.*Nothing was changed"):
        database.upgrade()
    assert database.schema_version() == "9999"


def test_an_upgrade_that_fails_half_way_leaves_the_database_empty(database, monkeypatch):
    from alembic.operations import Operations

    made = []
    create = Operations.create_table

    def fail_at_the_tenth(self, name, *columns, **options):
        made.append(name)
        if len(made) == 10:
            raise RuntimeError("the power went out")
        return create(self, name, *columns, **options)

    monkeypatch.setattr(Operations, "create_table", fail_at_the_tenth)
    with pytest.raises(RuntimeError):
        database.upgrade()
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar() == 0
