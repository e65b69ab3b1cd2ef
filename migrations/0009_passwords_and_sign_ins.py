"""When a password was set and a person last signed in; failures to sign in; browsers that are signed in."""

from datetime import datetime

from peewee import CharField, Database, DateTimeField, ForeignKeyField, IntegerField, Model
from playhouse.migrate import SchemaMigrator, migrate


class Table(Model):
    class Meta:
        legacy_table_names = False


class Account(Table):
    pass


class SignInFailure(Table):
    key = CharField(max_length=64, unique=True)
    count = IntegerField(default=0)
    since = DateTimeField(default=datetime.now)
    until = DateTimeField(null=True)


class AccountSession(Table):
    account = ForeignKeyField(Account, backref="+", on_delete="CASCADE")
    key = CharField(max_length=64, unique=True)
    browser = CharField(max_length=60, default="")
    begun_at = DateTimeField(default=datetime.now)
    seen_at = DateTimeField(default=datetime.now)


COLUMNS = ("password_set_at", "last_sign_in_at")
TABLES = (SignInFailure, AccountSession)


def up(migrator: SchemaMigrator, db: Database) -> None:
    migrate(*(migrator.add_column("account", name, DateTimeField(null=True)) for name in COLUMNS))
    with db.bind_ctx(TABLES):
        db.create_tables(TABLES, safe=False)


def down(migrator: SchemaMigrator, db: Database) -> None:
    with db.bind_ctx(TABLES):
        db.drop_tables(TABLES)
    # SQLite drops columns in place; copying the table would cut what refers to its rows.
    for name in COLUMNS:
        db.execute_sql(f'ALTER TABLE "account" DROP COLUMN "{name}"')
