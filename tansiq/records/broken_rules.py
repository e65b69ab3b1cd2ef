"""Stored rows that break rules which came after them: found and told, never changed, like those of `wrong_rows`.

Asked in plain SQL of columns that have been there from the first release on, so that a migration can ask it too.
"""

from collections.abc import Iterator

from tansiq.language.currencies import is_currency
from tansiq.platform.database import db

_STANDING = "i.is_published AND i.archived_at IS NULL"
_RULES: dict[tuple[str, str, str], str] = {
    # Rows of sheets that split one number by sex or age are sites of one place, and add up.
    ("site", "area", "SITE_TWICE"): """SELECT s.id FROM site s WHERE s.archived_at IS NULL AND EXISTS (
        SELECT 1 FROM site o WHERE o.intervention_id = s.intervention_id AND o.area_id = s.area_id AND o.id < s.id
        AND o.population_group_id = s.population_group_id AND o.archived_at IS NULL
    ) AND NOT EXISTS (SELECT 1 FROM imported_row r WHERE r.site_id = s.id) ORDER BY s.id""",
    ("intervention", "subsector", "OTHER_SECTOR"): """SELECT i.id FROM intervention i
        JOIN sector p ON p.id = i.subsector_id
        WHERE p.parent_id IS NULL OR p.parent_id <> i.sector_id ORDER BY i.id""",
    ("intervention", "sector", "SECTOR_IS_PART"): """SELECT i.id FROM intervention i
        JOIN sector p ON p.id = i.sector_id WHERE p.parent_id IS NOT NULL ORDER BY i.id""",
    ("intervention", "title_ar", "MISSING"): f"""SELECT i.id FROM intervention i
        WHERE {_STANDING} AND i.title_ar = '' AND i.title_en = '' AND i.activity_type_id IS NULL ORDER BY i.id""",
    ("intervention", "starts_on", "MISSING"): f"""SELECT i.id FROM intervention i
        WHERE {_STANDING} AND i.starts_on IS NULL ORDER BY i.id""",
    ("intervention", "sites", "MISSING"): f"""SELECT i.id FROM intervention i
        WHERE {_STANDING} AND i.status <> 'CANCELLED' AND NOT EXISTS (
        SELECT 1 FROM site s WHERE s.intervention_id = i.id AND s.archived_at IS NULL) ORDER BY i.id""",
}
"""By table, column and code of the fault: the ids of the rows that break the rule."""
_TABLES = ("site", "intervention", "sector", "imported_row", "project")


def find_broken_rules() -> Iterator[tuple[str, str, str, list[int]]]:
    """(table, column, code, ids) of each rule that stored rows break; none before the tables are there."""
    if not all(map(db.table_exists, _TABLES)):
        return
    for (table, column, code), statement in _RULES.items():
        if ids := [row_id for (row_id,) in db.execute_sql(statement)]:
            yield table, column, code, ids
    for table in ("intervention", "project"):
        found = db.execute_sql(f"SELECT id, currency FROM {table} WHERE currency <> '' ORDER BY id")
        if ids := [row_id for row_id, currency in found if not is_currency(str(currency))]:
            yield table, "currency", "UNKNOWN_CODE", ids
