"""The one figure that each site has so far becomes the figure of a month.

It counts everybody reached until the end of the intervention where that is over; of one that still runs, until the
site was changed last. Version 0 says that nobody entered it for that month.
"""

from peewee import Database
from playhouse.migrate import SchemaMigrator

OVER = "ends_on IS NOT NULL AND ends_on < changed_at"
MONTHS = {
    True: f"CASE WHEN {OVER} THEN date_trunc('month', ends_on)::date ELSE date_trunc('month', changed_at)::date END",
    False: f"CASE WHEN {OVER} THEN date(ends_on, 'start of month') ELSE date(changed_at, 'start of month') END",
}
"""The first day of that month, on PostgreSQL and on SQLite."""


def up(migrator: SchemaMigrator, db: Database) -> None:
    month = MONTHS[db.param == "%s"]
    db.execute_sql(
        'INSERT INTO "reached_figure" ("version", "created_at", "changed_at", "site_id", "month", "people") '
        f'SELECT 0, "changed_at", "changed_at", "id", {month}, "reached" FROM "site" '
        'WHERE "reached" IS NOT NULL ORDER BY "id"'
    )


def down(migrator: SchemaMigrator, db: Database) -> None:
    """The site holds what its last figure says: nothing is to be brought back."""
    db.execute_sql('DELETE FROM "reached_figure"')
