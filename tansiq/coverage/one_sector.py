"""People in need and people covered of one sector, by lowest known area: for a few areas, whatever the register holds.

The rules are those of the one statement (tansiq.coverage.counting); an area above these is the sum of its parts.
"""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from peewee import Case, Value, fn

from tansiq.coverage.counting import PEOPLE, greater, need_units, over_groups, site_units
from tansiq.coverage.rows import is_everybody
from tansiq.models import Area, Need, Sector, Site
from tansiq.models.area import ANCESTORS
from tansiq.period import Period
from tansiq.platform.database import db
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition

COMMITTED = ("PLANNED", "ONGOING")
"""The statuses of work that is still to reach those whom it targets."""
_UNIT = ("area", "group", "everybody")


class NeedOfArea(NamedTuple):
    """Persons in need that are told of one area, and the severity (1-5) of the gravest of these needs if known."""

    area_id: int
    people: int
    severity: int | None


def needs_in(viewer: Viewer, sector_id: int, governorate_ids: Collection[int], period: Period) -> Sequence[NeedOfArea]:
    """What is told of areas that lie in some governorates, or are one; the needs of a sub-sector are its sector's."""
    whole = fn.COALESCE(Sector.parent, Sector.id)
    query = Need.select(
        Need.area.alias("area"),
        Need.population_group.alias("group"),
        is_everybody(Need).alias("everybody"),
        Need.people_in_need.alias("in_need"),
        Need.severity.alias("severity"),
    )
    query = query.join(Area, on=(Need.area == Area.id)).switch(Need).join(Sector, on=(Need.sector == Sector.id))
    there = getattr(Area, ANCESTORS[1]).in_(sorted(governorate_ids))
    query = query.where(there, whole == sector_id, period.meets(Need), Need.archived_at.is_null())
    rows = _seen(query, condition(Need, viewer.counting())).cte("need_row")
    found = over_groups(need_units(rows, _UNIT).alias("unit"), ("area",), ("in_need", "severity")).with_cte(rows)
    return [NeedOfArea._make(row) for row in db.execute(found).fetchall()]


def covered_in(viewer: Viewer, sector_id: int, area_ids: Collection[int], period: Period) -> dict[int, int]:
    """By area, of those where somebody is at work: persons reached, or whom planned or ongoing work is to reach."""
    to_reach = Case(None, [(Site.status.in_(COMMITTED), greater(Site.targeted, Site.reached))], Site.reached)
    query = Site.select(
        Site.area.alias("area"),
        Site.population_group.alias("group"),
        is_everybody(Site).alias("everybody"),
        Site.intervention.alias("intervention"),
        Site.status.alias("status"),
        to_reach.alias("targeted"),
        Site.reached.alias("reached"),
        Case(None, [(Site.is_distinct_people, 1)], 0).alias("is_distinct"),
        Value(1).alias("dated"),
    )
    query = query.where(Site.sector == sector_id, among(Site.area, id_list(area_ids)), period.meets(Site))
    query = query.where(Site.status != "CANCELLED", Site.archived_at.is_null(), Site.intervention_archived_at.is_null())
    rows = _seen(query, condition(Site, viewer.counting())).cte("site_row")
    found = over_groups(site_units(rows, _UNIT).alias("unit"), ("area",), PEOPLE).with_cte(rows)
    return {area_id: people for area_id, people, *_ in db.execute(found).fetchall() if people is not None}


def _seen(query: Any, allowed: Any) -> Any:
    return query if allowed is None else query.where(allowed)
