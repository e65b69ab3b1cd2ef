"""What is known of organisations that might carry out an item: one statement for each kind of work, however many they
are, merged organisations counted as one.

sites in and around the item's areas   presence
sites of the item's sectors            size
interventions                          how many, of the sectors, on the item's days
interventions with partners            work together with those who answer for the item
what they say of themselves            areas and sectors of work
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from peewee import JOIN, Case, fn

from tansiq.models import (
    AreaClosure,
    Intervention,
    Organization,
    OrganizationArea,
    OrganizationSector,
    Partnership,
    Sector,
    Site,
)
from tansiq.partnerships.wanted import Wanted
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

AHEAD = ("PLANNED", "ONGOING")
"""Statuses of work that takes somebody's hands."""


@dataclass
class PastWork:
    """What one organisation did since a few years before the item begins, cancelled work left out: counts of sites
    (`here`, `around`, `near`, `in_sector`) and of interventions (all others). `running` are planned or ongoing on the
    item's days; `together` were carried out with those who answer for the item."""

    here: int = 0
    around: int = 0
    near: int = 0
    in_sector: int = 0
    works: int = 0
    sector_works: int = 0
    running: int = 0
    together: int = 0
    says_area: bool = False
    says_sector: bool = False

    @property
    def is_candidate(self) -> bool:
        """Whether it works there or in the sector, or says that it does."""
        return bool(self.here or self.around or self.near or self.sector_works or self.says_area or self.says_sector)


def past_work(viewer: Viewer, asked: Wanted) -> dict[int, PastWork]:
    """By canonical organisation: what is known of those that work there or in the sector, as far as `viewer` sees."""
    found: dict[int, PastWork] = {}

    def of(organization_id: int) -> PastWork:
        return found.setdefault(organization_id, PastWork())

    for key, here, around, near in _presence(viewer, asked):
        row = of(key)
        row.here, row.around, row.near = here, around - here, near
    for key, count in _sites_of_sector(viewer, asked):
        of(key).in_sector = count
    for key, works, sector_works, running in _works(viewer, asked):
        row = of(key)
        row.works, row.sector_works, row.running = works, sector_works, running
    for key, count in _together(viewer, asked):
        of(key).together = count
    for key in _saying(OrganizationArea, OrganizationArea.area.in_(_areas_around(asked))):
        of(key).says_area = True
    for key in _saying(OrganizationSector, OrganizationSector.sector.in_(_sectors(asked))):
        of(key).says_sector = True
    return {key: row for key, row in found.items() if row.is_candidate}


def _stands(viewer: Viewer, asked: Wanted) -> Any:
    """The sites that count, as a query."""
    query: Any = visible(Site, viewer).where(
        Site.status != "CANCELLED", Site.archived_at.is_null(), Site.intervention_archived_at.is_null()
    )
    return query.where(Site.ends_on.is_null() | (Site.ends_on >= asked.since))


def _sum(condition: Any) -> Any:
    return fn.COALESCE(fn.SUM(Case(None, [(condition, 1)], 0)), 0)


def _presence(viewer: Viewer, asked: Wanted) -> Iterator[tuple[int, int, int, int]]:
    """Of each organisation: its sites in the item's areas, in those around these and in their neighbours."""
    places = asked.places
    here = places.is_here(Site)
    around = places.is_within(Site, places.around) if places.around else here
    near = places.is_within(Site, places.near)
    query = _stands(viewer, asked).select(Site.organization, _sum(here), _sum(here | around), _sum(near))
    return iter(query.where(places.is_anywhere(Site)).group_by(Site.organization).tuples())


def _sites_of_sector(viewer: Viewer, asked: Wanted) -> Iterator[tuple[int, int]]:
    query = _stands(viewer, asked).select(Site.organization, fn.COUNT(Site.id))
    return iter(query.where(_is_of_sector(Site, asked)).group_by(Site.organization).tuples())


def _is_of_sector(table: Any, asked: Wanted) -> Any:
    """An item without sectors is of any."""
    if not asked.sector_ids:
        return table.sector.is_null(False)
    return among(table.sector, id_list(sorted(asked.sector_ids)))


def _standing_for() -> Any:
    return fn.COALESCE(Organization.canonical, Organization.id)


def _works(viewer: Viewer, asked: Wanted) -> Iterator[tuple[int, int, int, int]]:
    """Of each organisation: its interventions, those of the sectors, and those that run on the item's days."""
    work = Intervention
    runs = work.status.in_(AHEAD) & (work.ends_on.is_null() | (work.ends_on >= asked.begins))
    if asked.ends is not None:
        runs &= work.starts_on <= asked.ends
    counted = (_sum(_is_of_sector(work, asked)), _sum(runs))
    query: Any = visible(work, viewer).select(_standing_for(), fn.COUNT(work.id), *counted)
    query = query.join(Organization, JOIN.INNER, on=work.organization == Organization.id)
    query = query.where(work.status != "CANCELLED", work.archived_at.is_null())
    query = query.where(work.ends_on.is_null() | (work.ends_on >= asked.since))
    return iter(query.group_by(_standing_for()).tuples())


def _together(viewer: Viewer, asked: Wanted) -> Iterator[tuple[int, int]]:
    """Of each organisation: the interventions that it carried out with one of those who answer for the item."""
    if not asked.partner_ids:
        return iter(())
    named = Organization.alias("named")
    canonical = fn.COALESCE(named.canonical, named.id)
    theirs = named.select(named.id).where(among(canonical, id_list(sorted(asked.partner_ids))))
    shown = (
        visible(Intervention, viewer)
        .select(Intervention.id)
        .where(Intervention.status != "CANCELLED", Intervention.archived_at.is_null())
    )
    part, led = Partnership.alias("their_part"), Intervention.alias("their_work")
    shared = part.select(part.intervention).where(part.organization.in_(theirs))
    own = led.select(led.id).where(led.organization.in_(theirs))
    # With their part in the work of another one, or another one's part in theirs.
    led_by: Any = Intervention.select(Intervention.organization.alias("who"), Intervention.id.alias("work"))
    parts_in: Any = Partnership.select(Partnership.organization.alias("who"), Partnership.intervention.alias("work"))
    pairs = led_by.where(Intervention.id.in_(shared), Intervention.id.in_(shown)) | parts_in.where(
        Partnership.intervention.in_(own) | Partnership.intervention.in_(shared), Partnership.intervention.in_(shown)
    )
    told = pairs.alias("told")
    query: Any = Organization.select(_standing_for(), fn.COUNT(told.c.work.distinct()))
    query = query.join(told, JOIN.INNER, on=told.c.who == Organization.id)
    query = query.where(~among(_standing_for(), id_list(sorted(asked.partner_ids))))
    return iter(query.group_by(_standing_for()).tuples())


def _areas_around(asked: Wanted) -> Any:
    """The item's areas with all that lies in them or around them."""
    ids = id_list(area.id for area in asked.places.areas)
    within = AreaClosure.select(AreaClosure.descendant).where(among(AreaClosure.ancestor, ids))
    return within | AreaClosure.select(AreaClosure.ancestor).where(among(AreaClosure.descendant, ids))


def _sectors(asked: Wanted) -> Any:
    ids = id_list(sorted(asked.sector_ids))
    return Sector.select(Sector.id).where(among(Sector.id, ids) | among(Sector.parent, ids))


def _saying(part: Any, condition: Any) -> Iterator[int]:
    """The organisations that say so of themselves."""
    query: Any = part.select(_standing_for()).join(Organization, JOIN.INNER).where(condition).distinct()
    return (found for (found,) in query.tuples())
