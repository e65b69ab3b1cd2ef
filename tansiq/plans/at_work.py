"""Who is at work where items of plans ask for it, and does not serve them yet.

items --> their sectors x the areas around and within theirs --> sites there, in their days --> their interventions
      --> without those committed to the item --> by item: organisations, each with how many interventions

It is the question of tansiq.plans.serving asked from the other side, with the same meaning of sector, area and days.
Work that is cancelled is none; of organisations that the viewer does not see nothing is told.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from peewee import JOIN, ModelSelect, fn

from tansiq.models import (
    AreaClosure,
    Commitment,
    Intervention,
    Organization,
    Plan,
    PlanItem,
    PlanItemArea,
    PlanItemSector,
    Sector,
    Site,
)
from tansiq.plans.coverage_of_items import stands
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible


@dataclass(frozen=True)
class AtWork:
    """An organisation, and how many interventions of it may serve an item and do not."""

    organization: Organization
    intervention_count: int


def at_work(viewer: Viewer, item_ids: Collection[int]) -> dict[int, list[AtWork]]:
    """By item that has any: the organisations at work there, those with most interventions first; one statement."""
    if not item_ids:
        return {}
    pairs = _pairs(viewer, item_ids).alias("pair")
    number = fn.COUNT(pairs.c.work)
    sums = Site.select(pairs.c.item, pairs.c.organization, number.alias("number")).from_(pairs)
    told = sums.group_by(pairs.c.item, pairs.c.organization).alias("told")
    query = visible(Organization, viewer).select(Organization, told.c.item.alias("item"), told.c.number.alias("number"))
    query = query.join(told, JOIN.INNER, on=(told.c.organization == Organization.id))
    rows: Any = query.order_by(told.c.number.desc(), Organization.id).objects()
    found: dict[int, list[AtWork]] = {}
    for row in rows:
        found.setdefault(row.item, []).append(AtWork(row, row.number))
    return found


def may_serve(table: Any, viewer: Viewer, item_id: int) -> Any:
    """The condition that an intervention is one of those that `at_work` counts for an item."""
    pairs = _pairs(viewer, [item_id]).alias("pair")
    return table.id.in_(Site.select(pairs.c.work).from_(pairs))


def _pairs(viewer: Viewer, item_ids: Collection[int]) -> "ModelSelect[Site]":
    """(item, work, organization): each intervention that may serve one of the items, as the canonical organisation
    carries it out."""
    places, sectors = _places(item_ids).alias("place"), _sectors(item_ids).alias("wanted")
    own = Commitment.alias("own")
    serves = own.select(own.id).where(own.item == PlanItem.id, own.intervention == Site.intervention, stands(own))
    query = Site.select(
        PlanItem.id.alias("item"), Site.intervention.alias("work"), Site.organization.alias("organization")
    )
    # From the few places to the sites there: left to itself SQLite begins with all sites. It keeps the order of cross
    # joins, which mean the same elsewhere.
    query = query.from_(places).join(sectors, JOIN.CROSS).join(Site, JOIN.CROSS)
    query = query.where(sectors.c.item == places.c.item)
    query = query.where(Site.sector == sectors.c.sector, Site.area == places.c.area)
    query = query.join(PlanItem, JOIN.INNER, on=(PlanItem.id == places.c.item))
    query = query.join(Plan, JOIN.INNER, on=(Plan.id == PlanItem.plan))
    query = query.join(Intervention, JOIN.INNER, on=(Intervention.id == Site.intervention))
    query = query.where(Site.archived_at.is_null(), Site.intervention_archived_at.is_null())
    query = query.where(Site.status != "CANCELLED", _meets_days(), ~fn.EXISTS(serves))
    for model in (Site, Intervention):
        if (allowed := condition(model, viewer)) is not None:
            query = query.where(allowed)
    return query.distinct()


def _places(item_ids: Collection[int]) -> Any:
    """(item, area): within and around the areas of items; of those without any, within their plan's."""
    given = PlanItemArea.item.in_(item_ids)
    area, near = PlanItemArea.area, AreaClosure
    within = PlanItemArea.select(PlanItemArea.item.alias("item"), near.descendant.alias("area")).where(given)
    around = PlanItemArea.select(PlanItemArea.item.alias("item"), near.ancestor.alias("area")).where(given)
    bare = PlanItem.select(PlanItem.id.alias("item"), near.descendant.alias("area"))
    bare = bare.where(
        PlanItem.id.in_(item_ids), PlanItem.id.not_in(PlanItemArea.select(PlanItemArea.item).where(given))
    )
    return (
        within.join(near, JOIN.INNER, on=(near.ancestor == area))
        | around.join(near, JOIN.INNER, on=(near.descendant == area))
        | bare.join(Plan, JOIN.INNER).join(near, JOIN.INNER, on=(near.ancestor == Plan.area))
    )


def _sectors(item_ids: Collection[int]) -> Any:
    """(item, sector): those of items, with their parts and with what they are parts of."""
    own, near = Sector.alias("own_sector"), Sector.alias("near_sector")
    is_near = (near.id == own.id) | (near.parent == own.id) | (near.id == own.parent)
    query = PlanItemSector.select(PlanItemSector.item.alias("item"), near.id.alias("sector"))
    query = query.join(own, JOIN.INNER, on=(own.id == PlanItemSector.sector)).join(near, JOIN.INNER, on=is_near)
    return query.where(PlanItemSector.item.in_(item_ids)).distinct()


def _meets_days() -> Any:
    """The condition that the days of an item, or else of its plan, share one with those of a site; none is open."""
    begins, ends = fn.COALESCE(PlanItem.starts_on, Plan.starts_on), fn.COALESCE(PlanItem.ends_on, Plan.ends_on)
    return (Site.ends_on.is_null() | (begins <= Site.ends_on)) & (Site.starts_on.is_null() | (ends >= Site.starts_on))
