"""Why the rows of a workbook are right of which rules warn; and of which fields of the ministry a long file tells."""

from peewee import Database, TextField
from playhouse.migrate import SchemaMigrator, migrate

COLUMNS = (("import_run", "reason"), ("export_run", "own_fields"))


def up(migrator: SchemaMigrator, db: Database) -> None:
    migrate(*(migrator.add_column(table, column, TextField(null=True)) for table, column in COLUMNS))


def down(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite drops columns in place; copying the table would cut what refers to its rows.
    for table, column in reversed(COLUMNS):
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
