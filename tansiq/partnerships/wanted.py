"""What an item of a plan asks for, as organisations are held against it: where, in which sectors, on which days, and
with whom it is carried out already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from peewee import fn

from tansiq.geography.neighbours import neighbours_of
from tansiq.models import (
    Area,
    AreaClosure,
    Organization,
    Plan,
    PlanItem,
    PlanItemArea,
    PlanItemSector,
    PlanItemSupporter,
    Sector,
)
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer

LOOKED_BACK = 3
"""Years before an item begins whose work tells of an organisation."""
FINEST, COARSEST = 2, 1
"""Levels (district, governorate) whose areas have neighbours."""


@dataclass(frozen=True)
class Places:
    """Where an item is carried out: its areas, those of one level around them, and the neighbours of these. `level` is
    1 (governorate) or 2 (district); without any around, as for a whole country, there are no neighbours."""

    areas: tuple[Area, ...]
    level: int
    around: frozenset[int]
    near: frozenset[int]

    def is_here(self, site: Any) -> Any:
        """The condition that a site lies in one of the item's areas."""
        ids = id_list(area.id for area in self.areas)
        return site.area.in_(AreaClosure.select(AreaClosure.descendant).where(among(AreaClosure.ancestor, ids)))

    def is_within(self, site: Any, area_ids: Iterable[int]) -> Any:
        """The condition that a site lies in one of some areas of the level."""
        return among(site.district if self.level == FINEST else site.governorate, id_list(sorted(area_ids)))

    def is_anywhere(self, site: Any) -> Any:
        """The condition that a site lies in the item's areas, around them or in a neighbour."""
        found = [self.is_here(site)]
        if self.around:
            found.append(self.is_within(site, self.around | self.near))
        return reduce(or_, found)


@dataclass(frozen=True)
class Wanted:
    """One item, as organisations are held against it. `sector_ids` are top-level sectors; without any, all count.
    `ends` is None where neither the item nor its plan says. `partner_ids` are the organisations that answer for the
    item or support it, or whose plan it is: canonical ones; `responsible_id` is the one that answers for it."""

    item: PlanItem
    places: Places
    sector_ids: frozenset[int]
    begins: date
    ends: date | None
    partner_ids: frozenset[int]
    responsible_id: int | None

    @property
    def since(self) -> date:
        """The day from which on work tells of an organisation."""
        return self.begins.replace(year=self.begins.year - LOOKED_BACK, day=1)


def wanted(viewer: Viewer, item: PlanItem) -> Wanted:
    """What a visible item asks for; a few statements."""
    plan = Plan.get_by_id(item.plan_id)
    areas = _areas_of(item, plan)
    partners = _partners_of(item, plan)
    return Wanted(
        item,
        _places(viewer, areas),
        _sectors_of(item),
        item.starts_on or plan.starts_on,
        item.ends_on or plan.ends_on,
        frozenset(partners.values()),
        partners.get(item.organization_id or 0),
    )


def _areas_of(item: PlanItem, plan: Plan) -> tuple[Area, ...]:
    own = Area.select().join(PlanItemArea, on=PlanItemArea.area == Area.id).where(PlanItemArea.item == item.id)
    return tuple(own.order_by(Area.id)) or (Area.get_by_id(plan.area_id),)


def _places(viewer: Viewer, areas: tuple[Area, ...]) -> Places:
    """Around the areas stand their districts, or their governorates where one of them is larger than a district."""
    level = FINEST if all(area.district_id for area in areas) else COARSEST
    keys = [area.district_id if level == FINEST else area.governorate_id for area in areas]
    around = frozenset(key for key in keys if key is not None) if all(keys) else frozenset[int]()
    return Places(areas, level, around, neighbours_of(viewer, around, level))


def _sectors_of(item: PlanItem) -> frozenset[int]:
    """Work is of top-level sectors: a sub-sector stands for the one that it is part of."""
    whole = fn.COALESCE(Sector.parent, Sector.id)
    own: Any = Sector.select(whole).join(PlanItemSector, on=PlanItemSector.sector == Sector.id)
    return frozenset(found for (found,) in own.where(PlanItemSector.item == item.id).tuples())


def _partners_of(item: PlanItem, plan: Plan) -> dict[int, int]:
    """By id: the canonical organisation that each of those stands for who answer for the item, or support it."""
    supporters: Any = PlanItemSupporter.select(PlanItemSupporter.organization).where(PlanItemSupporter.item == item.id)
    ids = {found for found in (item.organization_id, plan.organization_id) if found is not None}
    ids |= {found for (found,) in supporters.tuples()}
    named: Any = Organization.select(Organization.id, fn.COALESCE(Organization.canonical, Organization.id))
    return dict(iter(named.where(among(Organization.id, id_list(sorted(ids)))).tuples()))
