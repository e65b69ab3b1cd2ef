"""The sums of the matrix, by area and column, added up in the database from the leaves of plans (leaf_statement)."""

from collections.abc import Sequence
from operator import add
from typing import Any, NamedTuple

from tansiq.models import Area
from tansiq.models.area import ANCESTORS
from tansiq.plans.leaf_statement import PlansAsOf

ELSEWHERE = -1
"""The row of what lies outside of the area asked about; ids begin at 1."""
ALL_COLUMNS = -1
"""The column of a row's total."""


class Sums(NamedTuple):
    """What is added up of some leaves. `weight` is by which they count in a cell, `share` in the total of a row; what
    is `known` is of leaves with a snapshot."""

    items: int = 0
    done: int = 0
    late: int = 0
    now: float = 0
    weight: float = 0
    weighted: float = 0
    share: float = 0
    shared: float = 0
    known: int = 0
    change: float = 0
    known_weight: float = 0
    weighted_change: float = 0
    known_share: float = 0
    shared_change: float = 0

    def plus(self, other: "Sums") -> "Sums":
        """Both together."""
        return Sums(*map(add, self, other))


class Found(NamedTuple):
    """The sums of an area and a column. The area None is that of leaves in no row; the column None has no axis or
    sector, ALL_COLUMNS is the total of a row. What stands in several rows is `is_first` in one of them."""

    area_id: int | None
    column: int | None
    is_first: bool
    sums: Sums


class Leaf(NamedTuple):
    """An item at the end of a tree: its id, the days by which it is late, and how far it is, in hundredths."""

    id: int
    late_days: int
    progress: float


class CellPlace(NamedTuple):
    """Which cell: the id of its area, and the ids of its column, none for what has no axis or sector; a row as a whole
    is no column."""

    area_id: int
    column_ids: Sequence[int] = ()
    is_column: bool = True


_PLACED = """
, whereabouts AS MATERIALIZED (
  SELECT item, cell, ROW_NUMBER() OVER (PARTITION BY item ORDER BY cell DESC) AS place FROM (
    SELECT DISTINCT x.item_id AS item, CASE WHEN a.{within} = :within THEN {cell} ELSE -1 END AS cell
    FROM plan_row p JOIN area r ON r.id = p.area JOIN plan_item i ON i.plan_id = p.plan
    JOIN plan_item_area x ON x.item_id = i.id
    JOIN area_closure c ON c.ancestor_id = p.area AND c.descendant_id = x.area_id JOIN area a ON a.id = x.area_id
    WHERE {cell_of_plan} IS NULL) there WHERE cell IS NOT NULL
), placed AS MATERIALIZED (
  SELECT s.*, COALESCE({cell_of_plan}, w.cell) AS cell, CASE WHEN w.place > 1 THEN 0 ELSE 1 END AS is_first
  FROM standing s JOIN area r ON r.id = s.area LEFT JOIN whereabouts w ON w.item = s.id
)
"""
_SUMS = """
SELECT s.cell, {column}, s.is_first, COUNT(*), SUM(CASE s.state WHEN 'DONE' THEN 1 ELSE 0 END),
       SUM(CASE WHEN s.late_days > 0 THEN 1 ELSE 0 END), SUM(s.now),
       SUM({weight}), SUM(({weight}) * s.now), SUM(s.share), SUM(s.share * s.now),
       COUNT(s.before), SUM(s.now - s.before), SUM(CASE WHEN s.before IS NOT NULL THEN {weight} END),
       SUM(({weight}) * (s.now - s.before)), SUM(CASE WHEN s.before IS NOT NULL THEN s.share END),
       SUM(s.share * (s.now - s.before))
FROM placed s {joined} GROUP BY 1, 2, 3
"""
_LEAVES = """
SELECT s.id, s.late_days, s.now FROM placed s {joined} WHERE s.cell = :cell {narrowed}
ORDER BY s.late_days DESC, s.plan, s.id
"""
_SECTORS = """LEFT JOIN (
  SELECT DISTINCT x.item_id AS item, COALESCE(o.parent_id, o.id) AS sector
  FROM plan_item_sector x JOIN sector o ON o.id = x.sector_id) d ON d.item = s.id"""
_COLUMNS = {
    "AXIS": {
        "column": "CASE s.root_kind WHEN 'AXIS' THEN s.root END",
        "weight": "CASE s.root_kind WHEN 'AXIS' THEN s.part ELSE s.share END",
        "joined": "",
    },
    "SECTOR": {"column": "d.sector", "weight": "s.share", "joined": _SECTORS},
    "PLAN": {"column": "s.plan", "weight": "s.share", "joined": ""},
}
"""By dimension: what tells the columns apart, and by what a leaf counts in its cell."""
_IN_ONE_COLUMN = {"column": f"CAST({ALL_COLUMNS} AS BIGINT)", "weight": "s.share", "joined": ""}


def matrix_sums(area: Area, level: int, by: str, asked: PlansAsOf) -> list[Found]:
    """The sums of the leaves of some plans, by area of a level within `area` and by column; one statement."""
    statement = _placed(area, level) + _SUMS.format(**_COLUMNS[by])
    if by == "SECTOR":
        # An item in several sectors counts in each of them, and once in the row.
        statement += "UNION ALL" + _SUMS.format(**_IN_ONE_COLUMN)
    rows = asked.ask(statement, within=area.id)
    found = [_found(row) for row in rows if row[0] != ELSEWHERE]
    return found if by == "SECTOR" else [*found, *(one._replace(column=ALL_COLUMNS) for one in found)]


def matrix_leaves(area: Area, level: int, by: str, asked: PlansAsOf, place: CellPlace) -> list[Leaf]:
    """The leaves that a cell counts, the latest first; one statement."""
    known = _COLUMNS[by if place.is_column else "PLAN"]
    ids = ", ".join(map(str, place.column_ids))
    narrowed = (
        (f"AND {known['column']} IN ({ids})" if ids else f"AND {known['column']} IS NULL") if place.is_column else ""
    )
    statement = _placed(area, level) + _LEAVES.format(joined=known["joined"], narrowed=narrowed)
    return [Leaf(*row) for row in asked.ask(statement, within=area.id, cell=place.area_id)]


def _found(row: tuple[Any, ...]) -> Found:
    cell, column, is_first, *sums = row
    return Found(cell, column, bool(is_first), Sums(*(value or 0 for value in sums)))


def _placed(area: Area, level: int) -> str:
    names = {"cell": _ancestor("a", level), "cell_of_plan": _ancestor("r", level), "within": _key(area.level)}
    return _PLACED.format(**names)


def _key(level: int) -> str:
    """The column of the ancestor of a level; a settlement contains only itself."""
    return f"{ANCESTORS[level]}_id" if level < len(ANCESTORS) else "id"


def _ancestor(table: str, level: int) -> str:
    """The area of a level in which an area lies; empty for one above it."""
    own = f"{table}.{_key(level)}"
    return own if level < len(ANCESTORS) else f"CASE {table}.level WHEN {level} THEN {own} END"
