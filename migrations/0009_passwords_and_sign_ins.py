"""When a password was set, and when a person last signed in."""

from peewee import Database, DateTimeField
from playhouse.migrate import SchemaMigrator, migrate

COLUMNS = ("password_set_at", "last_sign_in_at")


def up(migrator: SchemaMigrator, db: Database) -> None:
    migrate(*(migrator.add_column("account", name, DateTimeField(null=True)) for name in COLUMNS))


def down(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite drops columns in place; copying the table would cut what refers to its rows.
    for name in COLUMNS:
        db.execute_sql(f'ALTER TABLE "account" DROP COLUMN "{name}"')
