"""A second factor beside the password: its secret, when it came into force, and the codes to recover with."""

from peewee import CharField, Database, DateTimeField, ForeignKeyField, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator, migrate


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class SecondFactor(Table):
    account = ForeignKeyField(Account, unique=True, backref="+", on_delete="CASCADE")
    secret = CharField(max_length=255)
    confirmed_at = DateTimeField(null=True)
    last_step = IntegerField(default=0)
    recovery = TextField(default="")


TABLES = (SecondFactor,)


def up(migrator: SchemaMigrator, db: Database) -> None:
    migrate(migrator.add_column("account", "second_factor_at", DateTimeField(null=True)))
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
    # SQLite drops columns in place; copying the table would cut what refers to its rows.
    db.execute_sql('ALTER TABLE "account" DROP COLUMN "second_factor_at"')
