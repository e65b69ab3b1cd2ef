"""The columns that people chose for their lists, and states of lists under a name."""

from datetime import datetime

from peewee import CharField, Database, DateTimeField, ForeignKeyField, Model, TextField
from playhouse.migrate import SchemaMigrator


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class ChosenColumns(Table):
    account = ForeignKeyField(Account, backref="+", on_delete="CASCADE", index=False)
    list_name = CharField(max_length=40)
    names = TextField()

    class Meta:
        indexes = ((("account", "list_name"), True),)


class SavedView(Table):
    account = ForeignKeyField(Account, backref="+", on_delete="CASCADE", index=False)
    list_name = CharField(max_length=40)
    title = CharField(max_length=80)
    address = TextField(default="")
    at = DateTimeField(default=datetime.now)

    class Meta:
        indexes = ((("account", "list_name", "title"), True),)


TABLES = (ChosenColumns, SavedView)


def up(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
