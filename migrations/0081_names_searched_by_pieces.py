"""The index of names by pieces of three letters, and the triggers that note which rows it does not know yet."""

from peewee import BlobField, CharField, Database, IntegerField, Model, SqliteDatabase
from playhouse.migrate import SchemaMigrator

from tansiq.records.search_index import build

WATCHED = ("intervention", "entry", "project", "plan_item", "demand")


class Table(Model):
    class Meta:
        legacy_table_names = False


class SearchPiece(Table):
    record_table = CharField(max_length=40)
    piece = CharField(max_length=3)
    block = IntegerField()
    places = BlobField()

    class Meta:
        indexes = ((("record_table", "piece", "block"), True),)


class SearchDue(Table):
    record_table = CharField(max_length=40)
    row_id = IntegerField()

    class Meta:
        indexes = ((("record_table", "row_id"), False),)


TABLES = (SearchPiece, SearchDue)

_FUNCTION = """
CREATE FUNCTION note_search_due() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
INSERT INTO "search_due" ("record_table", "row_id") VALUES (TG_TABLE_NAME, NEW."id"); RETURN NULL;
END $$
"""
_POSTGRES = (
    'CREATE TRIGGER "{0}_search_new" AFTER INSERT ON "{0}" FOR EACH ROW EXECUTE FUNCTION note_search_due()',
    'CREATE TRIGGER "{0}_search_changed" AFTER UPDATE OF "search" ON "{0}" FOR EACH ROW'
    ' WHEN (OLD."search" <> NEW."search") EXECUTE FUNCTION note_search_due()',
)
_NOTE = """BEGIN INSERT INTO "search_due" ("record_table", "row_id") VALUES ('{0}', NEW."id"); END"""
_SQLITE = (
    'CREATE TRIGGER "{0}_search_new" AFTER INSERT ON "{0}" ' + _NOTE,
    'CREATE TRIGGER "{0}_search_changed" AFTER UPDATE OF "search" ON "{0}" WHEN OLD."search" <> NEW."search" ' + _NOTE,
)


def up(migrator: SchemaMigrator, db: Database) -> None:
    is_sqlite = isinstance(db, SqliteDatabase)
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)
    if not is_sqlite:
        db.execute_sql(_FUNCTION)
    for table in WATCHED:
        for definition in _SQLITE if is_sqlite else _POSTGRES:
            db.execute_sql(definition.format(table))
        build(table)


def down(migrator: SchemaMigrator, db: Database) -> None:
    is_sqlite = isinstance(db, SqliteDatabase)
    for table in WATCHED:
        for name in ("new", "changed"):
            on = "" if is_sqlite else f' ON "{table}"'
            db.execute_sql(f'DROP TRIGGER "{table}_search_{name}"{on}')
    if not is_sqlite:
        db.execute_sql("DROP FUNCTION note_search_due()")
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
