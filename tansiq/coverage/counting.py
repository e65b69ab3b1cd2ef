"""Counting presence and people in one statement.

    site_row --+-- by intervention -- by organisation -- presence of a cell
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

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import CTE, SQL, Case, Select, fn

from tansiq.models import PopulationGroup

Relation = Any
PEOPLE = ("targeted", "reached", "planned")
COUNTS = ("organizations", "interventions", "planned_count", "ongoing_count", "completed_count")


def grouped(relation: Relation, keys: Sequence[str], *measures: Any) -> Select:
    """One row for each combination of `keys`, with the measures (aliased aggregates)."""
    columns = [relation.c[key] for key in keys]
    return Select([relation], [*columns, *measures]).group_by(*columns)


def presence(rows: CTE, keys: Sequence[str]) -> Select:
    """Distinct organisations and interventions by status; two steps, which costs less than DISTINCT thrice."""
    inner = grouped(rows, [*keys, "organization", "intervention"], fn.MIN(rows.c.status).alias("status"))
    each = _placed(rows, inner, keys).alias("each_intervention")
    statuses = [fn.SUM(Case(each.c.status, [(code, 1)], 0)).alias(f"{code.lower()}_count") for code in _STATUSES]
    per = grouped(each, [*keys, "organization"], fn.COUNT(SQL("*")).alias("interventions"), *statuses)
    org = per.alias("each_organization")
    sums = [big(fn.SUM(org.c[name])).alias(name) for name in COUNTS[1:]]
    return grouped(org, keys, fn.COUNT(SQL("*")).alias("organizations"), *sums)


_STATUSES = ("PLANNED", "ONGOING", "COMPLETED")


def _placed(rows: CTE, query: Select, keys: Iterable[str]) -> Select:
    """Only dated rows; and where cells are asked for, only rows that lie in one."""
    query = query.where(rows.c.is_dated == 1)
    return query.where(rows.c.cell.is_null(False)) if "cell" in keys else query


def site_units(rows: CTE, keys: Sequence[str]) -> Select:
    """People per unit and measure: the greatest of the interventions, plus those of distinct people."""
    planned = Case(rows.c.status, [("PLANNED", rows.c.targeted)], None)
    sums = [
        fn.SUM(each).alias(name) for name, each in zip(PEOPLE, (rows.c.targeted, rows.c.reached, planned), strict=True)
    ]
    inner = grouped(rows, [*keys, "intervention", "is_distinct"], *sums).where(rows.c.is_dated == 1)
    part = inner.alias("part")
    return grouped(part, keys, *[_greatest_and_distinct(part, name).alias(name) for name in PEOPLE])


def _greatest_and_distinct(part: Relation, name: str) -> Any:
    shared = fn.MAX(Case(part.c.is_distinct, [(0, part.c[name])], None))
    distinct = fn.SUM(Case(part.c.is_distinct, [(1, part.c[name])], None))
    return big(fn.COALESCE(shared + distinct, shared, distinct))


def need_units(rows: CTE, keys: Sequence[str]) -> Select:
    """People in need per unit: the greatest of sources and periods."""
    measures = [fn.MAX(rows.c[name]).alias(name) for name in ("in_need", "severity")]
    return grouped(rows, keys, *measures)


def fold(units: Relation, keys: Sequence[str], wanted: Sequence[str], names: Sequence[str]) -> Select:
    """Units added up to `wanted` keys: over groups, then over sectors, then over areas."""
    relation = units
    left = [key for key in keys if key != "group" or "group" in wanted]
    if "group" not in wanted:
        relation = _over_groups(relation, left, names).alias("area_sector")
    if "sector" not in wanted:
        left = [key for key in left if key != "sector"]
        relation = grouped(relation, left, *[fn.MAX(relation.c[n]).alias(n) for n in names]).alias("whole_area")
    query = grouped(relation, wanted, *[_total(relation, name).alias(name) for name in names])
    return query.where(relation.c.cell.is_null(False)) if "cell" in wanted else query


def _over_groups(units: Relation, keys: Sequence[str], names: Sequence[str]) -> Select:
    """Groups are different people and add up; "everybody" may overlap with them, so the greater counts."""
    everybody = PopulationGroup.select(PopulationGroup.id).where(PopulationGroup.code == "ALL")
    measures = []
    for name in names:
        whole = fn.MAX(Case(None, [(units.c.group == everybody, units.c[name])], None))
        groups = Case(None, [(units.c.group != everybody, units.c[name])], None)
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
