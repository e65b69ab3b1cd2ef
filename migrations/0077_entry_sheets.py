"""Of which own record type a workbook is that holds entries of one."""

from peewee import Database, IntegerField
from playhouse.migrate import SchemaMigrator, migrate


def up(migrator: SchemaMigrator, db: Database) -> None:
    migrate(migrator.add_column("import_run", "for_type", IntegerField(null=True)))


def down(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite drops columns in place; copying the table would cut what refers to its rows.
    db.execute_sql('ALTER TABLE "import_run" DROP COLUMN "for_type"')
