"""Of which form and period the reports of a workbook are, and whether they are submitted."""

from peewee import BooleanField, CharField, Database, IntegerField
from playhouse.migrate import SchemaMigrator, migrate


def up(migrator: SchemaMigrator, db: Database) -> None:
    migrate(
        migrator.add_column("import_run", "for_form", IntegerField(null=True)),
        migrator.add_column("import_run", "for_period", CharField(max_length=7, null=True)),
        migrator.add_column("import_run", "submits", BooleanField(null=True)),
    )


def down(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite drops columns in place; copying the table would cut what refers to its rows.
    for name in ("submits", "for_period", "for_form"):
        db.execute_sql(f'ALTER TABLE "import_run" DROP COLUMN "{name}"')
