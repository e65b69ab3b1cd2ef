"""Pairs of organisations of which somebody said that they are not the same."""

from peewee import Check, Database, DateTimeField, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class Organization(Table):
    pass


class TwinDecision(Table):
    version = IntegerField(default=1)
    created_at = DateTimeField()
    changed_at = DateTimeField()
    archived_at = DateTimeField(null=True)
    first = ForeignKeyField(Organization, backref="+", on_delete="CASCADE", index=False)
    second = ForeignKeyField(Organization, backref="+", on_delete="CASCADE")
    note = TextField(default="")
    account = ForeignKeyField(Account, null=True, backref="+", on_delete="RESTRICT")
    decided_at = DateTimeField()

    class Meta:
        constraints = [Check("first_id < second_id")]
        indexes = ((("first", "second"), True),)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx((TwinDecision,)):
        db.create_tables((TwinDecision,), safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx((TwinDecision,)):
        db.drop_tables((TwinDecision,))
