"""The migrations lead to exactly what the models say, and back to nothing."""

import re

from peewee import Database

from tansiq import models
from tansiq.platform.database import is_postgres
from tansiq.records import migrating

_SQLITE = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'schema_migration%'"
_POSTGRES = """
SELECT c.table_name || ' ' || c.column_name || ' ' || c.data_type || ' ' || c.is_nullable || ' '
       || coalesce(c.character_maximum_length, 0) || ' ' || coalesce(c.numeric_precision, 0)
FROM information_schema.columns c WHERE c.table_schema = 'public'
UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""
_BY_MIGRATIONS_ALONE = ("CREATE TRIGGER", "CREATE OR REPLACE FUNCTION")
"""What a model cannot say; tests/tansiq/records/test_search_index.py holds what these do."""


_KEY_OF_COLUMN = re.compile(r'"(\w+)" INTEGER( REFERENCES "\w+" \("id"\) ON DELETE \w+)')


def _definition(database: Database) -> list[str]:
    """Everything the database knows of its tables, as sorted text, without the migrations' own table."""
    rows = database.execute_sql(_POSTGRES if is_postgres() else _SQLITE).fetchall()
    return sorted(_keys_last(re.sub(r"\s+", " ", row[0])) for row in rows if "schema_migration" not in row[0])


def _keys_last(text: str) -> str:
    """A table of SQLite with the keys of columns that came later told where those are that it began with."""
    told = [f'FOREIGN KEY ("{one[1]}"){one[2]}' for one in _KEY_OF_COLUMN.finditer(text)]
    bare = _KEY_OF_COLUMN.sub(r'"\1" INTEGER', text)
    # They follow the keys that are there, and go before what the table checks as a whole.
    last = bare.rindex("ON DELETE ") + len("ON DELETE RESTRICT") if told else 0
    return ", ".join([bare[:last], *told]) + bare[last:] if told else text


def test_migrations_define_what_the_models_define(empty_database: Database) -> None:
    empty_database.create_tables(models.ALL)
    by_models = _definition(empty_database)
    empty_database.drop_tables(models.ALL)
    migrating.up()
    by_migrations = _definition(empty_database)
    assert [text for text in by_migrations if not text.startswith(_BY_MIGRATIONS_ALONE)] == by_models
    assert len(by_models) > len(models.ALL)


def test_migrations_go_down_to_nothing_and_up_again(empty_database: Database) -> None:
    names = migrating.up()
    full = _definition(empty_database)
    migrating.down(names[0])
    assert _definition(empty_database) == []
    assert migrating.pending() == names
    migrating.up()
    assert _definition(empty_database) == full
    assert migrating.pending() == []
