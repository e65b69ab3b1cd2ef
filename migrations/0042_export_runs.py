"""Long files that the worker writes: who asked for which, and where they lie until they are fetched."""

from peewee import CharField, Check, Database, DateTimeField, ForeignKeyField, Model, TextField
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class ExportRun(Table):
    account = ForeignKeyField(Account, backref="+", on_delete="CASCADE")
    address = TextField()
    language = CharField(max_length=8)
    what = CharField(max_length=255)
    state = CharField(
        max_length=12,
        index=True,
        constraints=[Check("state IN ('WAITING', 'READY', 'FAILED', 'CANCELLED', 'REMOVED')")],
    )
    stored = CharField(max_length=64, default="")
    disposition = TextField(default="")
    media_type = CharField(max_length=100, default="")
    rights = CharField(max_length=64, default="")
    error = TextField(default="")
    created_at = DateTimeField()
    changed_at = DateTimeField()


TABLES = (ExportRun,)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
