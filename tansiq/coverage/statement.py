"""The one statement: presence, people, needs and the empty cells, laid over each other.

Each branch fills its own columns and leaves the others empty; grouped by the keys of a cell, the greatest
value of a column is the only one there is. The totals are the row whose area is 0.
"""

from collections.abc import Sequence
from typing import Any

from peewee import CTE, SQL, Select, Value, fn

from tansiq.coverage.counting import (
    COUNTS,
    PEOPLE,
    big,
    fold,
    grouped,
    need_units,
    over_groups,
    over_sectors,
    presence,
    site_units,
    whole_presence,
)
from tansiq.coverage.question import CoverageQuestion
from tansiq.coverage.rows import grid, need_rows, site_rows
from tansiq.models import Area
from tansiq.policy.viewer import Viewer

KEYS = {"cell": "BIGINT", "sector": "BIGINT", "group": "BIGINT", "kind": "TEXT"}
DIMENSIONS = {"sector": "SECTOR", "group": "POPULATION_GROUP", "kind": "ORGANIZATION_KIND"}
_NEEDS = ("in_need", "severity")
_LEFT_OUT = ("above_level", "undated")
PLACE = ("cell", "area", "sector", "group", "everybody")
AREA_SECTOR, AREA = ("cell", "area", "sector"), ("cell", "area")
TOTALS = 0
"""The area of the row of totals; ids begin at 1, so it comes first."""


def statement(viewer: Viewer, question: CoverageQuestion, area: Area, limit: int) -> Select:
    """The statement for a checked question; its columns are those of Cell, then the two more of Totals."""
    keys = ["cell", *(key for key, code in DIMENSIONS.items() if code in question.by)]
    sites, needs = site_rows(viewer, question, area), need_rows(viewer, question, area)
    units, need_unit = _cte(site_units(sites, PLACE), "unit"), _cte(need_units(needs, [*PLACE, "level"]), "need_unit")
    area_sectors = _cte(over_groups(units, AREA_SECTOR, PEOPLE), "area_sector")
    areas = _cte(over_sectors(area_sectors, AREA, PEOPLE), "whole_area")
    branches = [
        _branch(whole_presence(sites), (), (*COUNTS, *_LEFT_OUT)),
        _branch(presence(sites, keys), keys, COUNTS),
        _branch(_people(sites, units, area_sectors, keys), keys, PEOPLE),
        _branch(fold(areas, AREA, (), PEOPLE), (), PEOPLE),
        *_needs(sites, need_unit, keys),
    ]
    if question.by <= {"SECTOR"}:
        branches.append(_branch(grid(viewer, question, area), keys, ()))
    if question.with_margins:
        branches.append(_branch(fold(areas, AREA, ("cell",), PEOPLE), ("cell",), PEOPLE))
        branches.append(_branch(fold(area_sectors, AREA_SECTOR, ("sector",), PEOPLE), ("sector",), PEOPLE))
        branches += _margins(sites, need_unit)
    return _laid_over(branches, limit).with_cte(sites, needs, units, area_sectors, areas, need_unit)


def _margins(sites: CTE, need_unit: CTE) -> list[Select]:
    """Presence and needs of each area, whose row has no sector, and of each sector, whose row has no area."""
    branches = []
    for keys in (["cell"], ["sector"]):
        branches.append(_branch(presence(sites, keys), keys, COUNTS))
        branches.append(_branch(_by_level(need_unit, keys), keys, _NEEDS))
    return branches


def _cte(query: Select, name: str) -> CTE:
    return query.cte(name, materialized=True)


def _people(sites: CTE, units: CTE, area_sectors: CTE, keys: Sequence[str]) -> Select:
    """People by cell. The kind of an organisation divides the units themselves; the totals know no kinds."""
    if "kind" in keys:
        place = (*PLACE, "kind")
        return fold(site_units(sites, place).alias("unit_of_kind"), place, keys, PEOPLE)
    if "group" in keys:
        return fold(units, PLACE, keys, PEOPLE)
    return fold(area_sectors, AREA_SECTOR, keys, PEOPLE)


def _needs(sites: CTE, units: CTE, keys: Sequence[str]) -> list[Select]:
    """One source may tell a need for an area and again for its parts: the greatest of the levels counts."""
    branches = []
    for wanted in ([key for key in keys if key != "kind"], []):
        found = _by_level(units, wanted)
        if wanted and "kind" in keys:
            found = _for_every_kind(found, sites, wanted)
        branches.append(_branch(found, keys if wanted else (), _NEEDS))
    return branches


def _by_level(units: CTE, keys: Sequence[str]) -> Select:
    levels = fold(units, [*PLACE, "level"], [*keys, "level"], _NEEDS).alias("need_level")
    return grouped(levels, keys, *[fn.MAX(levels.c[name]).alias(name) for name in _NEEDS])


def _for_every_kind(found: Select, sites: CTE, keys: Sequence[str]) -> Select:
    """A need is not divided by kinds of organisation: each kind that is present is compared with the whole."""
    kinds = Select([sites], [sites.c[key] for key in (*keys, "kind")]).distinct()
    present = kinds.where(sites.c.dated.is_null(False)).alias("present_kind")
    need = found.alias("need_cell")
    on = [need.c[key] == present.c[key] for key in keys]
    columns = [*[need.c[key] for key in keys], present.c.kind, *[need.c[name] for name in _NEEDS]]
    return Select([need, present], columns).where(*on)


def _branch(query: Any, keys: Sequence[str], names: Sequence[str]) -> Select:
    """The query with all columns of the answer, those that it does not know left empty."""
    known = query.alias("known")
    columns = [known.c[key] if key in keys else _empty(kind) for key, kind in KEYS.items()]
    if "cell" not in keys:
        columns[0] = Value(TOTALS).cast("BIGINT")
    figures = [known.c[name] if name in names else _empty("BIGINT") for name in _FIGURES]
    aliases = (*KEYS, *_FIGURES)
    return Select([known], [column.alias(name) for name, column in zip(aliases, (*columns, *figures), strict=True)])


_FIGURES = (*COUNTS, *PEOPLE, *_NEEDS, *_LEFT_OUT)


def _empty(kind: str) -> Any:
    return SQL(f"CAST(NULL AS {kind})")


def _laid_over(branches: Sequence[Select], limit: int) -> Select:
    union: Any = branches[0]
    for branch in branches[1:]:
        union = union.union_all(branch)
    every = union.alias("every")
    zero = {*COUNTS, *_LEFT_OUT}
    figures = []
    for name in _FIGURES:
        value = fn.MAX(every.c[name])
        figures.append(big(fn.COALESCE(value, 0) if name in zero else value))
    keys = [every.c[key] for key in KEYS]
    return Select([every], [*keys, *figures]).group_by(*keys).order_by(*keys).limit(limit)
