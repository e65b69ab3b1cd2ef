"""Organisations that registered themselves: the sender and the link of each proposal."""

from datetime import datetime

from peewee import CharField, Database, DateTimeField, ForeignKeyField, Model
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Proposal(Table):
    pass


class Registration(Table):
    proposal = ForeignKeyField(Proposal, unique=True, backref="+", on_delete="CASCADE")
    email = CharField(max_length=255, index=True)
    name = CharField(max_length=200, default="")
    language = CharField(max_length=2, default="ar")
    digest = CharField(max_length=64, unique=True)
    created_at = DateTimeField(default=datetime.now)
    confirmed_at = DateTimeField(null=True)


TABLES = (Registration,)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
