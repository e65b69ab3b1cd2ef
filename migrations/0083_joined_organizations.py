"""What a joined organisation stood for, and its sites, count for the one that counts: they counted for one in between."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

_JOINED = 'SELECT "id" FROM "organization" WHERE "canonical_id" IS NOT NULL'
_AGAIN = f'FROM "organization" WHERE "canonical_id" IN ({_JOINED})'
_ONE_STEP = f"""
UPDATE "organization" SET "canonical_id" =
    (SELECT "above"."canonical_id" FROM "organization" AS "above" WHERE "above"."id" = "organization"."canonical_id")
WHERE "canonical_id" IN ({_JOINED})
"""
_SITES = f"""
UPDATE "site" SET "organization_id" =
    (SELECT COALESCE("own"."canonical_id", "own"."id") FROM "intervention"
     JOIN "organization" AS "own" ON "own"."id" = "intervention"."organization_id"
     WHERE "intervention"."id" = "site"."intervention_id")
WHERE "organization_id" IN ({_JOINED})
"""
_COUNTED = """UPDATE "data_version" SET "number" = "number" + 1 WHERE "name" IN ('organization', 'site')"""


def up(migrator: SchemaMigrator, db: Database) -> None:
    while db.execute_sql(f"SELECT COUNT(*) {_AGAIN}").fetchone()[0]:
        db.execute_sql(_ONE_STEP)
    if db.execute_sql(_SITES).rowcount:
        db.execute_sql(_COUNTED)


def down(migrator: SchemaMigrator, db: Database) -> None:
    """What was right before stays right."""
