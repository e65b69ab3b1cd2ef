"""Why the rows of a workbook are right of which rules warn."""

from peewee import Database, TextField
from playhouse.migrate import SchemaMigrator, migrate


def up(migrator: SchemaMigrator, db: Database) -> None:
    migrate(migrator.add_column("import_run", "reason", TextField(null=True)))


def down(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite drops columns in place; copying the table would cut what refers to its rows.
    db.execute_sql('ALTER TABLE "import_run" DROP COLUMN "reason"')
