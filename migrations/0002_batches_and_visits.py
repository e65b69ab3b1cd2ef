"""Changes made together, and when people last looked at what is new."""

from datetime import datetime

from peewee import CharField, Check, Database, DateTimeField, ForeignKeyField, Model
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class HistoryEntry(Table):
    pass


class Batch(Table):
    kind = CharField(max_length=10, constraints=[Check("kind IN ('ARCHIVE', 'RESTORE', 'CHANGE', 'IMPORT', 'UNDO')")])
    title = CharField(max_length=300, default="")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    at = DateTimeField(default=datetime.now)
    undone_at = DateTimeField(null=True)
    undoes = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")


class BatchEntry(Table):
    batch = ForeignKeyField(Batch, backref="+", on_delete="RESTRICT")
    entry = ForeignKeyField(HistoryEntry, backref="+", on_delete="RESTRICT", unique=True)


class Visit(Table):
    account = ForeignKeyField(Account, backref="+", on_delete="CASCADE", index=False)
    page = CharField(max_length=40)
    at = DateTimeField(default=datetime.now)
    before = DateTimeField(null=True)

    class Meta:
        indexes = ((("account", "page"), True),)


TABLES = (Batch, BatchEntry, Visit)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
