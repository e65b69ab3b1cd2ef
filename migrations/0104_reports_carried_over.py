"""From which version a report was carried over while it was being filled."""

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite adds columns in place; copying the table would cut what refers to its rows.
    db.execute_sql('ALTER TABLE "report" ADD COLUMN "carried_from" INTEGER')


def down(migrator: SchemaMigrator, db: Database) -> None:
    db.execute_sql('ALTER TABLE "report" DROP COLUMN "carried_from"')
