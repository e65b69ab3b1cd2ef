"""Counting presence and people in one statement.

    site_row --+-- presence of a cell: distinct organisations and interventions
               |
               +-- parts: one intervention in a unit; its sites add up
                     |
                   units: area x sector x group; the greatest intervention, plus those of distinct people
                     |        need_row -- need units: the greatest source
                   area x sector: max(everybody, sum of the groups)
                     |
                   area: the greatest sector          (left out where cells are by sector)
                     |
                   cell: the areas add up             (needs: per level of their area, then the greatest level)

The relations are plain subqueries; each function takes one and gives the next, `keys` being the names of
the columns that identify its rows.
"""

from collections.abc import Sequence
from typing import Any

from peewee import CTE, SQL, Case, NodeList, Select, fn

Relation = Any
PEOPLE = ("targeted", "reached", "planned")
COUNTS = ("organizations", "interventions", "planned_count", "ongoing_count", "completed_count")


FOLLOWING = {"area": ("cell", "level"), "group": ("everybody",)}
"""Columns that follow from a key: no need to sort by them where it is one."""
YES, NO = SQL("1"), SQL("0")
"""Written out, not bound: only expressions that read alike are computed once."""


def grouped(relation: Relation, keys: Sequence[str], *measures: Any) -> Select:
    """One row for each combination of `keys`, with the measures (aliased aggregates)."""
    follows = {name for key in keys for name in FOLLOWING.get(key, ())}
    columns = [fn.MIN(relation.c[key]).alias(key) if key in follows else relation.c[key] for key in keys]
    query = Select([relation], [*columns, *measures])
    return query.group_by(*(relation.c[key] for key in keys if key not in follows))


def presence(rows: CTE, keys: Sequence[str]) -> Select:
    """Distinct organisations and interventions of each cell, by status; without cells those above them too."""
    measures = _counted(rows, rows.c.organization, rows.c.intervention)
    found = grouped(rows, keys, *measures).where(rows.c.dated.is_null(False))
    return found.where(rows.c.cell.is_null(False)) if "cell" in keys else found


def whole_presence(rows: CTE) -> Select:
    """The same of everything, and the interventions above the level of the cells and of unknown start."""
    dated = rows.c.dated.is_null(False)
    work = rows.c.intervention
    measures = _counted(rows, Case(None, [(dated, rows.c.organization)]), Case(None, [(dated, work)]))
    above = _distinct(Case(None, [(dated & rows.c.cell.is_null(), work)])).alias("above_level")
    undated = _distinct(Case(None, [(rows.c.dated.is_null(), work)])).alias("undated")
    return grouped(rows, (), *measures, above, undated)


def _counted(rows: CTE, organization: Any, intervention: Any) -> list[Any]:
    by_status = [Case(rows.c.status, [(code, intervention)]) for code in ("PLANNED", "ONGOING", "COMPLETED")]
    counts = (organization, intervention, *by_status)
    return [_distinct(each).alias(name) for name, each in zip(COUNTS, counts, strict=True)]


def _distinct(value: Any) -> Any:
    return fn.COUNT(NodeList((SQL("DISTINCT"), value)))


def site_units(rows: CTE, keys: Sequence[str]) -> Select:
    """People per unit and measure: the greatest of the interventions, plus those of distinct people."""
    planned = Case(rows.c.status, [("PLANNED", rows.c.targeted)], None)
    sums = [
        fn.SUM(each).alias(name) for name, each in zip(PEOPLE, (rows.c.targeted, rows.c.reached, planned), strict=True)
    ]
    inner = grouped(rows, [*keys, "intervention", "is_distinct"], *sums).where(rows.c.dated.is_null(False))
    part = inner.alias("part")
    return grouped(part, keys, *[_greatest_and_distinct(part, name).alias(name) for name in PEOPLE])


def _greatest_and_distinct(part: Relation, name: str) -> Any:
    shared = fn.MAX(Case(part.c.is_distinct, [(NO, part.c[name])]))
    distinct = fn.SUM(Case(part.c.is_distinct, [(YES, part.c[name])]))
    return big(fn.COALESCE(shared + distinct, shared, distinct))


def need_units(rows: CTE, keys: Sequence[str]) -> Select:
    """People in need per unit: the greatest of sources and periods."""
    measures = [fn.MAX(rows.c[name]).alias(name) for name in ("in_need", "severity")]
    return grouped(rows, keys, *measures)


def fold(units: Relation, keys: Sequence[str], wanted: Sequence[str], names: Sequence[str]) -> Select:
    """Units added up to `wanted` keys: over groups, then over sectors, then over areas.

    What was added up already has no such keys: `over_groups` and `over_sectors` may have come before.
    """
    relation = units
    left = [key for key in keys if key not in {"group", "everybody"} or "group" in wanted]
    if left != list(keys):
        relation = over_groups(relation, left, names).alias("area_sector")
    if "sector" in left and "sector" not in wanted:
        left = [key for key in left if key != "sector"]
        relation = over_sectors(relation, left, names).alias("whole_area")
    query = grouped(relation, wanted, *[_total(relation, name).alias(name) for name in names])
    return query.where(relation.c.cell.is_null(False)) if "cell" in wanted else query


def over_sectors(relation: Relation, keys: Sequence[str], names: Sequence[str]) -> Select:
    """People are never added up across sectors: the greatest counts."""
    return grouped(relation, keys, *[fn.MAX(relation.c[name]).alias(name) for name in names])


def over_groups(units: Relation, keys: Sequence[str], names: Sequence[str]) -> Select:
    """Groups are different people and add up; "everybody" may overlap with them, so the greater counts."""
    measures = []
    for name in names:
        whole = fn.MAX(Case(units.c.everybody, [(YES, units.c[name])]))
        groups = Case(units.c.everybody, [(NO, units.c[name])])
        sum_or_max = fn.MAX(groups) if name == "severity" else fn.SUM(groups)
        measures.append(big(greater(whole, sum_or_max)).alias(name))
    return grouped(units, keys, *measures)


def _total(relation: Relation, name: str) -> Any:
    return fn.MAX(relation.c[name]) if name == "severity" else big(fn.SUM(relation.c[name]))


def greater(one: Any, other: Any) -> Any:
    """The greater of two values, or the one that is known."""
    return Case(None, [(one.is_null() | (other > one), other)], one)


def big(value: Any) -> Any:
    """As a whole number: PostgreSQL adds big integers up to numerics."""
    return value.cast("BIGINT")
