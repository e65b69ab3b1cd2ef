"""Which items of plans an intervention may serve, by sector, area and days; and committing it to them.

sector   one of the item's, part of one, or one that an item's is part of
area     one of the item's, within one or around one; an item without areas is anywhere in its plan's
days     those of the item, or else of its plan, share a day with the intervention
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from peewee import JOIN, fn

from tansiq.models import AreaClosure, Commitment, Intervention, Plan, PlanItem, PlanItemArea, PlanItemSector, Sector
from tansiq.plans.coverage_of_items import stands
from tansiq.plans.open_items import asks_for_something
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes

AT_ONCE = 5
"""Items that are offered for one intervention."""


def items_to_serve(
    viewer: Viewer, work: Intervention, area_ids: Collection[int], first: int = AT_ONCE
) -> list[PlanItem]:
    """The visible items that an intervention, stored or not, may serve in these areas and does not yet; those to which
    nobody has committed come first, then those that are to end first. One statement.

    Empty while its sector or all its areas are missing.
    """
    if not (work.sector_id and area_ids):
        return []
    query = visible(PlanItem, viewer).join(Plan, JOIN.INNER, on=PlanItem.plan == Plan.id)
    query = query.where(
        asks_for_something(PlanItem),
        _is_of_sector(work.sector_id),
        _is_near(area_ids),
        shares_a_day(work.starts_on, work.ends_on),
    )
    if work.__data__.get("id"):
        own = Commitment.select(Commitment.item).where(
            Commitment.intervention == work.id, Commitment.item.is_null(False)
        )
        query = query.where(PlanItem.id.not_in(own))
    given = Commitment.alias("given")
    is_given = fn.EXISTS(given.select(given.id).where(given.item == PlanItem.id, stands(given)))
    return list(query.order_by(is_given, PlanItem.ends_on.asc(nulls="LAST"), PlanItem.id).limit(first))


def _is_of_sector(sector_id: int) -> Any:
    own = Sector.alias("own_sector")
    whole = own.select(own.parent).where(own.id == sector_id, own.parent.is_null(False))
    parts = Sector.select(Sector.id).where(
        (Sector.id == sector_id) | (Sector.parent == sector_id) | Sector.id.in_(whole)
    )
    return PlanItem.id.in_(PlanItemSector.select(PlanItemSector.item).where(PlanItemSector.sector.in_(parts)))


def _is_near(area_ids: Collection[int]) -> Any:
    around = AreaClosure.select(AreaClosure.ancestor).where(AreaClosure.descendant.in_(area_ids))
    within = AreaClosure.select(AreaClosure.descendant).where(AreaClosure.ancestor.in_(area_ids))
    its = PlanItemArea.alias("its_area")
    placed = its.select(its.item)
    near = placed.where(its.area.in_(around) | its.area.in_(within))
    return PlanItem.id.in_(near) | (PlanItem.id.not_in(placed) & Plan.area.in_(around))


def shares_a_day(first: date | None, last: date | None) -> Any:
    """The condition on PlanItem, joined with Plan, that its days share one with those from `first` to `last`; None is
    open."""
    begins, ends = fn.COALESCE(PlanItem.starts_on, Plan.starts_on), fn.COALESCE(PlanItem.ends_on, Plan.ends_on)
    conditions = Plan.id.is_null(False)
    if last is not None:
        conditions &= begins <= last
    if first is not None:
        conditions &= ends >= first
    return conditions


def commit_to_items(viewer: Viewer, work: Intervention, item_ids: Iterable[int]) -> None:
    """Offer that a stored intervention serves items, where it does not yet. Raises Refused: NOT_FOUND, FORBIDDEN."""
    for item_id in dict.fromkeys(item_ids):
        item = changes.find(viewer, PlanItem, item_id)
        known = Commitment.select().where(Commitment.intervention == work.id, Commitment.item == item.id)
        if not known.where(stands(Commitment)).exists():
            facts = {"organization": work.organization_id, "intervention": work.id, "offered_on": clock.today()}
            changes.save(viewer, Commitment(item=item.id, **facts))
