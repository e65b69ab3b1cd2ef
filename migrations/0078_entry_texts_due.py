"""Which own record types are due to have their entries called and found anew."""

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    db.execute_sql('ALTER TABLE "type_definition" ADD COLUMN "texts_due" INTEGER NOT NULL DEFAULT 0')


def down(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite drops columns in place; copying the table would cut what refers to its rows.
    db.execute_sql('ALTER TABLE "type_definition" DROP COLUMN "texts_due"')
