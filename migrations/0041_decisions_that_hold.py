"""Decisions that held until now, while neither intervention had changed in any way, hold for what both are like now."""

from peewee import Database, SqliteDatabase
from playhouse.migrate import SchemaMigrator

FACTS = """
    CAST(work.organization_id AS TEXT) || '|' || CAST(work.sector_id AS TEXT)
    || '|' || COALESCE(CAST(work.subsector_id AS TEXT), '') || '|' || COALESCE(CAST(work.activity_type_id AS TEXT), '')
    || '|' || COALESCE(work.modality, '') || '|' || COALESCE(CAST(work.starts_on AS TEXT), '')
    || '|' || COALESCE(CAST(work.ends_on AS TEXT), '')
    || '|' || CASE WHEN work.status = 'CANCELLED' THEN 'CANCELLED' ELSE '' END
    || '|' || COALESCE((SELECT {joined}(place.name, ',') FROM (
        SELECT CAST(site.area_id AS TEXT) || '.' || CAST(site.population_group_id AS TEXT) AS name
        FROM site WHERE site.intervention_id = work.id AND site.archived_at IS NULL
        ORDER BY site.area_id, site.population_group_id) AS place), '')
"""
COUNT = "work.version + (SELECT COALESCE(SUM(site.version), 0) FROM site WHERE site.intervention_id = overlap_decision.{side}_id)"


def up(migrator: SchemaMigrator, db: Database) -> None:
    joined = "group_concat" if isinstance(db, SqliteDatabase) else "string_agg"
    held = " AND ".join(
        f"{side}_version = (SELECT {COUNT.format(side=side)} FROM intervention AS work WHERE work.id = {side}_id)"
        for side in ("first", "second")
    )
    facts = ", ".join(
        f"{side}_facts = (SELECT {FACTS.format(joined=joined)} FROM intervention AS work WHERE work.id = {side}_id)"
        for side in ("first", "second")
    )
    db.execute_sql(f"UPDATE overlap_decision SET {facts} WHERE {held}")


def down(migrator: SchemaMigrator, db: Database) -> None:
    """The versions that told it before were kept beside."""
