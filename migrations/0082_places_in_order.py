"""Indexes that give the interventions of a place, and of an organisation, in the order of their ids."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

PLACES = ("governorate", "district", "subdistrict")
BEFORE = [("site", f"{place}_id", f"{place}_id") for place in PLACES]
BEFORE += [("intervention", "organization_id", "organization_id")]
AFTER = [("site", f"{place}_id_intervention_id", f'{place}_id", "intervention_id') for place in PLACES]
AFTER += [("intervention", "organization_id_id", 'organization_id", "id')]


def up(migrator: SchemaMigrator, db: Database) -> None:
    _change(db, BEFORE, AFTER)


def down(migrator: SchemaMigrator, db: Database) -> None:
    _change(db, AFTER, BEFORE)


def _change(db: Database, dropped: list[tuple[str, str, str]], made: list[tuple[str, str, str]]) -> None:
    for table, name, columns in made:
        db.execute_sql(f'CREATE INDEX "{table}_{name}" ON "{table}" ("{columns}")')
    for table, name, _ in dropped:
        db.execute_sql(f'DROP INDEX "{table}_{name}"')
