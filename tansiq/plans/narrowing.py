"""What items of plans, and commitments, are narrowed by: where they are carried out and in which sector."""

from typing import Any

from tansiq.geography.within import lies_in
from tansiq.models import Area, Demand, Plan, PlanItem, PlanItemArea, PlanItemSector, Sector


def is_carried_out_in(table: Any, area: Area) -> Any:
    """The condition that an item has an area of its own in `area`, or without any, that its plan's lies there."""
    within = Area.select(Area.id).where(lies_in(Area, area))
    placed = PlanItemArea.select(PlanItemArea.item)
    plans = Plan.select(Plan.id).where(Plan.area.in_(within))
    near = placed.where(PlanItemArea.area.in_(within))
    return table.id.in_(near) | (table.id.not_in(placed) & table.plan.in_(plans))


def is_of_sector(table: Any, sector_id: int) -> Any:
    """The condition that an item is carried out in a sector, or in a part of it."""
    own = PlanItemSector.select(PlanItemSector.item).where(PlanItemSector.sector.in_(_with_parts(sector_id)))
    return table.id.in_(own)


def is_commitment_in(table: Any, area: Area) -> Any:
    """The condition that a commitment is to an item that is carried out in `area`, or to a demand from there."""
    items = PlanItem.select(PlanItem.id).where(is_carried_out_in(PlanItem, area))
    demands = Demand.select(Demand.id).where(Demand.area.in_(Area.select(Area.id).where(lies_in(Area, area))))
    return table.item.in_(items) | table.demand.in_(demands)


def is_commitment_of_sector(table: Any, sector_id: int) -> Any:
    """The condition that a commitment is to an item, or a demand, of a sector or of a part of it."""
    items = PlanItem.select(PlanItem.id).where(is_of_sector(PlanItem, sector_id))
    demands = Demand.select(Demand.id).where(Demand.sector.in_(_with_parts(sector_id)))
    return table.item.in_(items) | table.demand.in_(demands)


def _with_parts(sector_id: int) -> Any:
    return Sector.select(Sector.id).where((Sector.id == sector_id) | (Sector.parent == sector_id))
