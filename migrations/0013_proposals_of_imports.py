"""Rows of imported sheets that wait as parts of proposals."""

from peewee import BlobField, CharField, Database, ForeignKeyField, IntegerField, Model
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Proposal(Table):
    pass


class ImportRun(Table):
    pass


class ProposedRow(Table):
    proposal = ForeignKeyField(Proposal, backref="+", on_delete="CASCADE")
    run = ForeignKeyField(ImportRun, null=True, backref="+", on_delete="RESTRICT")
    site = IntegerField()
    fingerprint = BlobField(index=True)
    identity = BlobField()
    file_name = CharField(max_length=255, default="")
    sheet = CharField(max_length=255, default="")
    row_number = IntegerField(null=True)


TABLES = (ProposedRow,)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
