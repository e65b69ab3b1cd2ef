"""The two sides of a pair of sites: stored ones, and those of an intervention that is being entered."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import CTE, Case, Join, ModelSelect, Select, Value, ValuesList, fn

from tansiq.duplication.decided_facts import facts_as_entered, facts_of
from tansiq.models import Area, Intervention, Organization, PopulationGroup, Site
from tansiq.models.area import ANCESTORS
from tansiq.platform.database import is_postgres
from tansiq.platform.kept_statements import slot


@dataclass
class Side:
    """SQL expressions for one of two sites; `facts` are its intervention's (decided_facts).

    Its area has a `level`; an empty `ends_on` still runs.

    `group` is empty where it is everybody or not said. `intervention` and `site` of one being entered for
    the first time are 0 and the site's place in the form.
    """

    site: Any
    intervention: Any
    facts: Any
    organization: Any
    sector: Any
    subsector: Any
    area: Any
    level: Any
    starts_on: Any
    ends_on: Any
    activity: Any
    group: Any
    modality: Any


def stored_side(site: Any, intervention: Any) -> Side:
    """The side of a stored site, read through aliases of Site and Intervention."""
    return Side(
        site=site.id,
        intervention=site.intervention,
        facts=facts_of(intervention),
        organization=site.organization,
        sector=site.sector,
        subsector=intervention.subsector,
        area=site.area,
        level=_level(site),
        starts_on=site.starts_on,
        ends_on=site.ends_on,
        activity=intervention.activity_type,
        group=_group(site.population_group),
        modality=intervention.modality,
    )


def _level(site: Any) -> Any:
    """The level of a site's area, told from the copies of its ancestors."""
    found = [(site.area == getattr(site, name), level) for level, name in enumerate(ANCESTORS)]
    return Case(None, found, len(ANCESTORS))


def _group(group: Any) -> Any:
    everybody = PopulationGroup.select(PopulationGroup.id).where(PopulationGroup.code == "ALL")
    return fn.NULLIF(group, everybody)


def entered_sites(count: int) -> tuple[CTE, CTE]:
    """So many sites of an intervention as a form holds them, stored or not, as the relation `mine`.

    It comes second and is read from the first; a statement needs both. It has the columns of Side, and the
    ancestors of each area by the names in ANCESTORS. What the form holds stands in slots, which `entered_values` fills.
    """
    places = [tuple(slot((name, place)) for name in _GIVEN) for place in range(1, count + 1)]
    given = CTE("given", ValuesList(places), columns=_GIVEN)
    facts = {
        "intervention": slot("intervention").cast("BIGINT"),
        "facts": slot("facts").cast("TEXT"),
        "organization": canonical_ids([slot("organization")]),
        "sector": slot("sector").cast("BIGINT"),
        "subsector": slot("subsector").cast("BIGINT"),
        "starts_on": _date("starts_on"),
        "ends_on": _date("ends_on"),
        "activity": slot("activity").cast("BIGINT"),
        "modality": slot("modality").cast("TEXT"),
        "site": given.c.site.cast("BIGINT"),
        "area": Area.id,
        "level": Area.level,
        "group": _group(given.c.group.cast("BIGINT")),
        **{name: getattr(Area, name) for name in ANCESTORS},
    }
    query = Select([Join(given, Area, on=(Area.id == given.c.area))], [f.alias(name) for name, f in facts.items()])
    return given, query.cte("mine", materialized=True)


_GIVEN = ("site", "area", "group")


def entered_values(intervention: Intervention, sites: Sequence[Site]) -> dict[Hashable, Any]:
    """What an intervention and its sites, as a form holds them, put into the slots of `entered_sites`."""
    found: dict[Hashable, Any] = {
        "intervention": intervention.__data__.get("id") or 0,
        "facts": facts_as_entered(intervention, sites),
        "organization": intervention.organization_id,
        "sector": intervention.sector_id,
        "subsector": intervention.subsector_id,
        "starts_on": intervention.starts_on,
        "ends_on": intervention.ends_on,
        "activity": intervention.activity_type_id,
        "modality": intervention.modality,
    }
    for place, site in enumerate(sites, 1):
        told = (site.id or -place, site.area_id, site.population_group_id)
        found |= {(name, place): value for name, value in zip(_GIVEN, told, strict=True)}
    return found


def side_of(mine: CTE) -> Side:
    """The relation of `entered_sites` as a side."""
    return Side(**{name: getattr(mine.c, name) for name in Side.__dataclass_fields__})


def canonical_ids(organizations: "Sequence[Value] | ModelSelect[Organization]") -> "ModelSelect[Organization]":
    """The ids of the organisations that these (slots of ids, or a query of ids) stand for, as a subquery."""
    stands_for = fn.COALESCE(Organization.canonical, Organization.id)
    query: ModelSelect[Organization] = Organization.select(stands_for).where(Organization.id.in_(organizations))
    return query


def _date(name: str) -> Any:
    """SQLite keeps dates as text, which a cast would cut down to the year."""
    return slot(name).cast("DATE") if is_postgres() else slot(name)
