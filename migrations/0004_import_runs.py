"""Imports from the back office, and the mappings remembered for the next file of the same shape."""

from datetime import datetime

from peewee import (
    BooleanField,
    CharField,
    Check,
    Database,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class Batch(Table):
    pass


class ImportRun(Table):
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    actor = CharField(max_length=200, default="")
    file_name = CharField(max_length=255)
    stored = CharField(max_length=64, default="")
    digest = CharField(max_length=64)
    size = IntegerField()
    state = CharField(
        max_length=12,
        index=True,
        constraints=[
            Check(
                "state IN ('READING', 'UNDERSTOOD', 'PLANNING', 'PLANNED', 'APPLYING', 'APPLIED', 'UNDOING', 'UNDONE', 'REDOING', 'FAILED', 'DISCARDED')"
            )
        ],
    )
    sheet = CharField(max_length=255, default="")
    mapping = TextField(default="{}")
    country = CharField(max_length=60, default="")
    good_rows_only = BooleanField(default=False)
    understanding = TextField(default="")
    tally = TextField(default="")
    report = TextField(default="")
    agreed = CharField(max_length=64, default="")
    error = TextField(default="")
    left = TextField(default="")
    batch = ForeignKeyField(Batch, null=True, backref="+", on_delete="RESTRICT")
    created_at = DateTimeField(default=datetime.now)
    changed_at = DateTimeField(default=datetime.now)
    applied_at = DateTimeField(null=True)


class ImportMapping(Table):
    shape = CharField(max_length=64, unique=True)
    mapping = TextField(default="{}")
    country = CharField(max_length=60, default="")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    used_at = DateTimeField(default=datetime.now)


TABLES = (ImportRun, ImportMapping)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
