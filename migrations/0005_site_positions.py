"""The order in which people want to see the sites of an intervention, apart from their numbers."""

from peewee import Database, IntegerField
from playhouse.migrate import SchemaMigrator, migrate


def up(migrator: SchemaMigrator, db: Database) -> None:
    migrate(migrator.add_column("site", "position", IntegerField(null=True)))


def down(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite drops the column in place; copying the table would cut what refers to its rows.
    db.execute_sql('ALTER TABLE "site" DROP COLUMN "position"')
