"""Keys by which names and titles are ordered, in Arabic and in English."""

from peewee import CharField, Database
from playhouse.migrate import SchemaMigrator, migrate

STEMS = {
    "area": "name",
    "organization": "name",
    "sector": "name",
    "activity_type": "name",
    "population_group": "name",
    "project": "title",
    "intervention": "title",
}
COLUMNS = tuple((table, f"{stem}_order_{language}") for table, stem in STEMS.items() for language in ("ar", "en"))


def up(migrator: SchemaMigrator, db: Database) -> None:
    migrate(*(migrator.add_column(table, column, CharField(max_length=60, null=True)) for table, column in COLUMNS))


def down(migrator: SchemaMigrator, db: Database) -> None:
    # SQLite drops columns in place; copying the tables would cut what refers to their rows.
    for table, column in COLUMNS:
        db.execute_sql(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
