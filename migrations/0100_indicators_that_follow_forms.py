"""Of which item of a form the approved figures are what an indicator achieved."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

TABLE, COLUMN = "indicator", "form_item_id"


def up(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite adds columns in place; copying the table would cut what refers to its rows.
    kind = 'INTEGER REFERENCES "field_definition" ("id") ON DELETE RESTRICT'
    db.execute_sql(f'ALTER TABLE "{TABLE}" ADD COLUMN "{COLUMN}" {kind}')
    db.execute_sql(f'CREATE INDEX "{TABLE}_{COLUMN}" ON "{TABLE}" ("{COLUMN}")')


def down(migrator: SchemaMigrator, db: Database) -> None:
    db.execute_sql(f'DROP INDEX "{TABLE}_{COLUMN}"')
    db.execute_sql(f'ALTER TABLE "{TABLE}" DROP COLUMN "{COLUMN}"')
