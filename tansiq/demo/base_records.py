"""Entering what interventions refer to: settlements, organisations with where and in what they work, projects."""

from collections.abc import Iterable
from typing import Any

from tansiq.demo import DAY, SOURCE, YEAR, day, tables
from tansiq.demo.codes import Codes
from tansiq.demo.countries import YEMEN
from tansiq.demo.organizations import donors_in, organizations
from tansiq.demo.places import Places
from tansiq.demo.random_numbers import Dice, rounded
from tansiq.demo.tables import OrganizationFacts, SettlementFacts
from tansiq.models import (
    Area,
    AreaClosure,
    Organization,
    OrganizationArea,
    OrganizationSector,
    Project,
    ProjectDonor,
)
from tansiq.models.area import ANCESTORS
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import area_tree, bulk, bulk_parts, changes

Ids = dict[str, int]
"""Ids of rows by the keys of the demonstration."""


def enter_settlements(viewer: Viewer, places: Places) -> None:
    """The settlements, under their real sub-districts."""
    rows = [_settlement(facts, places[facts.parent_pcode]) for facts in tables.settlements()]
    bulk.enter(viewer, rows)
    bulk.insert(AreaClosure, area_tree.closure_rows(rows))


def _settlement(facts: SettlementFacts, parent: Area) -> Area:
    return Area(
        level=4,
        pcode=facts.pcode,
        parent=parent.id,
        name_ar=facts.name_ar,
        name_en=facts.name_en,
        latitude=facts.latitude,
        longitude=facts.longitude,
        population=facts.population,
        population_year=YEAR,
        population_source=SOURCE,
        **{name: getattr(parent, f"{name}_id") for name in ANCESTORS},
    )


def enter_organizations(viewer: Viewer, places: Places, codes: Codes) -> Ids:
    """All organisations that work in the country, by key; whoever worked in another one before works here too."""
    known = organizations(places.country.pcode)
    ids = organization_ids(viewer, places.country.pcode)
    rows = {key: _organization(facts, places) for key, facts in known.items() if key not in ids}
    bulk.enter(viewer, [*rows.values()])
    for key, row in rows.items():
        _say_where_and_what(viewer, row, known[key], places, codes)
    _say_where_as_well(viewer, ids.values(), places)
    return ids | {key: row.id for key, row in rows.items()}


def organization_ids(viewer: Viewer, country: str) -> Ids:
    """Those that stand already, by key."""
    names = {facts.name_ar: key for key, facts in organizations(country).items()}
    found: Any = visible(Organization, viewer).where(Organization.name_ar.in_(list(names)))
    return {names[row.name_ar]: row.id for row in found}


def _say_where_as_well(viewer: Viewer, ids: Iterable[int], places: Places) -> None:
    rows = list(Organization.select().where(Organization.id.in_(list(ids)), Organization.kind != "DONOR"))
    here = {"area": places[places.country.pcode].id}
    stored = bulk_parts.parts_of_all(OrganizationArea, rows)
    bulk_parts.replace_parts(viewer, OrganizationArea, [(row, [*stored[row.id], here]) for row in rows])


def _organization(facts: OrganizationFacts, places: Places) -> Organization:
    return Organization(
        name_ar=facts.name_ar,
        name_en=facts.name_en,
        acronym=facts.acronym,
        acronym_ar=facts.acronym_ar,
        kind=facts.kind,
        registration_number=facts.registration_number or None,
        home_area=places[facts.home].id if facts.home in places.by_pcode else None,
    )


def _say_where_and_what(
    viewer: Viewer, row: Organization, facts: OrganizationFacts, places: Places, codes: Codes
) -> None:
    """Internationals work in the whole country, the others at home."""
    where = places.country.pcode if facts.is_international else facts.home
    areas = [{"area": places[where].id}] if where else []
    changes.replace_parts(viewer, row, OrganizationArea, areas)
    sectors = [{"sector": codes.sectors[code].id} for code in facts.works_in]
    changes.replace_parts(viewer, row, OrganizationSector, sectors)


def enter_projects(viewer: Viewer, keys: Iterable[str], ids: Ids, places: Places, codes: Codes) -> Ids:
    """The umbrellas that interventions name; a key is "organisation-sector", such as "WFP-FSC"."""
    rows = {key: _project(key, ids, places, codes) for key in sorted(set(keys))}
    bulk.enter(viewer, [*rows.values()])
    for key, row in rows.items():
        donor = Dice(f"donor {key}").choice(donors_in(places.country.pcode))
        changes.replace_parts(viewer, row, ProjectDonor, [{"organization": ids[donor]}])
    return {key: row.id for key, row in rows.items()}


def _project(key: str, ids: Ids, places: Places, codes: Codes) -> Project:
    organization, _, sector = key.rpartition("-")
    country, name = places.country, places[places.country.pcode]
    facts = organizations(country.pcode)[organization]
    where_ar, where_en = ("", "") if country == YEMEN else (f" – {name.name_ar}", f" – {name.name_en}")
    return Project(
        code=f"{country.prefix}-{key}",
        title_ar=f"برنامج {codes.sectors[sector].name_ar} – {facts.name_ar}{where_ar}",
        title_en=f"{codes.sectors[sector].name_en} programme – {facts.name_en}{where_en}",
        organization=ids[organization],
        budget=rounded(Dice(f"project {key}").around(2_400_000, 0.6), 10_000),
        currency="USD",
        starts_on=day(1, 1, years=DAY.year - YEAR - 1),
        ends_on=day(12, 31, years=1),
    )
