"""What a row of a sheet was resolved to, and the id it has in its sender's system."""

from peewee import BlobField, CharField, Database
from playhouse.migrate import SchemaMigrator, migrate

TABLES = ("imported_row", "proposed_row")


def up(migrator: SchemaMigrator, db: Database) -> None:
    for table in TABLES:
        migrate(
            migrator.add_column(table, "said", BlobField(null=True, index=True)),
            migrator.add_column(table, "source_id", CharField(max_length=255, null=True)),
        )


def down(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite drops columns in place; copying a table would cut what refers to its rows.
    for table in TABLES:
        db.execute_sql(f'DROP INDEX IF EXISTS "{table.replace("_", "")}_said"')
        db.execute_sql(f'DROP INDEX IF EXISTS "{table}_said"')
        for name in ("source_id", "said"):
            db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "{name}"')
