"""Which open items of plans ask for what lacks in an area and a sector: what stands beside a gap of coverage.

cells (area, sector) -- four statements, however many cells and items --> by cell: its items, the nearest first

sector   the item's is that of the cell, or a part of it
area     the item's lies in that of the cell, or contains it; an item without areas is anywhere in its plan's
days     those of the item, or else of its plan, share a day with the period
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from peewee import JOIN, fn

from tansiq.models import Area, AreaClosure, Plan, PlanItem, PlanItemArea, PlanItemSector, Sector
from tansiq.models.area import ANCESTORS
from tansiq.period import Period
from tansiq.plans.coverage_of_items import coverage_of_items
from tansiq.plans.open_items import is_open
from tansiq.plans.serving import shares_a_day
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

Place = tuple[int, int]
"""The ids of an area and of a sector that is part of no other one."""


@dataclass(frozen=True)
class AskingItem:
    """An open item, its plan read with it; `open` is what nobody committed to of what it requires, in its unit, None
    where it asks for no quantity."""

    item: PlanItem
    open: Decimal | None


@dataclass(frozen=True)
class Asked:
    """The open items of a cell: the first of them, those of the smallest areas and then those that are to end first,
    and how many there are."""

    first: Sequence[AskingItem] = ()
    count: int = 0


class _Found(NamedTuple):
    item_id: int
    ends_on: date | None
    sector_id: int
    area_id: int
    level: int
    above: tuple[int | None, ...]


def items_asking(
    viewer: Viewer, cells: Iterable[Place], period: Period | None = None, most: int | None = None
) -> dict[Place, Asked]:
    """By cell that has any: the open items that `viewer` may see; of each cell the first `most` alone are read."""
    wanted = set(cells)
    areas, sectors = {area for area, _ in wanted}, {sector for _, sector in wanted}
    found = _found(viewer, areas, sectors, period) if wanted else []
    inside = _inside(areas) if found else {}
    places: dict[Place, dict[int, int]] = {}
    for one in found:
        for area_id in {*inside.get(one.area_id, ()), *(area for area in one.above if area in areas)} - {None}:
            if (place := (area_id, one.sector_id)) in wanted:
                levels = places.setdefault(place, {})
                levels[one.item_id] = max(levels.get(one.item_id, 0), one.level)
    ends = {one.item_id: one.ends_on for one in found}
    first = {place: _ordered(levels, ends)[:most] for place, levels in places.items()}
    rows = _items(viewer, {item_id for ids in first.values() for item_id in ids})
    coverage = coverage_of_items(viewer, rows.values())
    return {
        place: Asked([AskingItem(rows[item_id], coverage[item_id].open) for item_id in ids], len(places[place]))
        for place, ids in first.items()
    }


def _found(viewer: Viewer, areas: Collection[int], sectors: Collection[int], period: Period | None) -> list[_Found]:
    """The open items of these sectors that lie in, or around, these areas, once for each area and sector of theirs."""
    whole = fn.COALESCE(Sector.parent, Sector.id)
    query: Any = visible(PlanItem, viewer).join(Plan, JOIN.INNER, on=PlanItem.plan == Plan.id)
    query = query.join(PlanItemSector, JOIN.INNER, on=PlanItemSector.item == PlanItem.id)
    query = query.join(Sector, JOIN.INNER, on=PlanItemSector.sector == Sector.id)
    query = query.join(PlanItemArea, JOIN.LEFT_OUTER, on=PlanItemArea.item == PlanItem.id)
    query = query.join(Area, JOIN.INNER, on=Area.id == fn.COALESCE(PlanItemArea.area, Plan.area))
    around = AreaClosure.select(AreaClosure.ancestor).where(AreaClosure.descendant.in_(areas))
    within = AreaClosure.select(AreaClosure.descendant).where(AreaClosure.ancestor.in_(areas))
    query = query.where(is_open(PlanItem), whole.in_(sectors), Area.id.in_(around) | Area.id.in_(within))
    if period is not None:
        query = query.where(shares_a_day(period.begins, period.ends))
    above = [Area._meta.fields[name] for name in ANCESTORS]
    rows = query.select(PlanItem.id, PlanItem.ends_on, whole, Area.id, Area.level, *above).tuples()
    return [_Found(row[0], row[1], row[2], row[3], row[4], (*row[5:], row[3])) for row in rows]


def _inside(areas: Collection[int]) -> Mapping[int, list[int]]:
    """By area: those of `areas` that lie in it, itself included."""
    found: dict[int, list[int]] = {}
    rows: Any = AreaClosure.select(AreaClosure.ancestor, AreaClosure.descendant).where(
        AreaClosure.descendant.in_(areas)
    )
    for ancestor, descendant in rows.tuples():
        found.setdefault(ancestor, []).append(descendant)
    return found


def _items(viewer: Viewer, ids: Collection[int]) -> dict[int, PlanItem]:
    """These items by id, each with its plan."""
    if not ids:
        return {}
    query: Any = visible(PlanItem, viewer).where(PlanItem.id.in_(ids))
    return {row.id: row for row in query.select(PlanItem, Plan).join(Plan, JOIN.INNER, on=PlanItem.plan == Plan.id)}


def _ordered(levels: Mapping[int, int], ends: Mapping[int, date | None]) -> list[int]:
    def key(item_id: int) -> tuple[int, bool, str, int]:
        return -levels[item_id], ends[item_id] is None, str(ends[item_id] or ""), item_id

    return sorted(levels, key=key)
