"""Who ordered what the worker does for a workbook, and what a registrant is still to be mailed."""

from peewee import CharField, Database, IntegerField
from playhouse.migrate import SchemaMigrator, migrate

COLUMNS = (("import_run", "ordered_by"), ("import_run", "order_language"), ("registration", "unmailed"))


def up(migrator: SchemaMigrator, db: Database) -> None:
    fields = (IntegerField(null=True), CharField(max_length=8, default=""), CharField(max_length=12, default=""))
    migrate(*(migrator.add_column(*place, field) for place, field in zip(COLUMNS, fields, strict=True)))


def down(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite drops columns in place; copying the tables would cut what refers to their rows.
    for table, column in COLUMNS:
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
