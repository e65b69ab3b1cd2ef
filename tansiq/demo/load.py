"""Loading the demonstration into the database in use: whole or not at all, and once."""

from dataclasses import dataclass, replace

from tansiq.demo import SOURCE, day, hodeidah, khanfar, mukalla, other_districts
from tansiq.demo.annual_plans import annual_plans
from tansiq.demo.base_records import enter_organizations, enter_projects, enter_settlements
from tansiq.demo.codes import Codes, read_codes
from tansiq.demo.countries import COUNTRIES, YEMEN, Country
from tansiq.demo.entered_plans import read_references
from tansiq.demo.interventions import EnteredRows, enter_interventions, record_id
from tansiq.demo.licences import enter_licences_and_boards
from tansiq.demo.needs import needs
from tansiq.demo.own_registers import enter_own_registers
from tansiq.demo.places import Places, read_places
from tansiq.demo.plan_demands import enter_demands
from tansiq.demo.plan_months import live_through
from tansiq.demo.plans import enter_plans, written_plans
from tansiq.demo.specs import InterventionSpec, NeedSpec
from tansiq.demo.units import enter_units
from tansiq.faults import Fault, Refused
from tansiq.language.words import AsWritten, say
from tansiq.models import Intervention, Need
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk, changes


@dataclass(frozen=True)
class Loaded:
    """How many rows were entered."""

    organizations: int = 0
    projects: int = 0
    interventions: int = 0
    sites: int = 0
    needs: int = 0
    plans: int = 0
    plan_items: int = 0
    demands: int = 0
    commitments: int = 0
    units: int = 0
    entries: int = 0
    assignments: int = 0
    reports: int = 0


def is_loaded(country: Country = YEMEN) -> bool:
    """Whether the register of a country stands in the database in use."""
    return bool(Intervention.select().where(Intervention.record_id == record_id(country, 1)).exists())


def load(viewer: Viewer, name: str = "yemen") -> Loaded | None:
    """Enter the demonstration of one of COUNTRIES as `viewer`, or what of it is not there yet; None where all was.

    Raises Refused: REFERENCE_MISSING where its areas or the sectors were not loaded, or FORBIDDEN.
    """
    country = COUNTRIES[name]
    with changes.together():
        found = Loaded() if is_loaded(country) else _enter(viewer, name)
        found = _enter_plans(viewer, country, found)
        units = enter_units(viewer, country)
        own = enter_own_registers(viewer, name)
        found = replace(found, units=units + own.units, entries=own.entries, assignments=own.assignments)
        found = replace(found, reports=own.reports)
    return None if found == Loaded() else found


def intervention_specs(places: Places, codes: Codes, wanted: list[NeedSpec]) -> list[InterventionSpec]:
    """All interventions: in Yemen the three stories first, then the country, district by district."""
    stories = _stories(places) if places.country == YEMEN else []
    return [*stories, *other_districts.interventions(places, wanted, codes.top_sectors())]


def _stories(places: Places) -> list[InterventionSpec]:
    return [*khanfar.interventions(), *mukalla.interventions(places), *hodeidah.interventions(places)]


def _enter(viewer: Viewer, name: str) -> Loaded:
    codes, country = read_codes(viewer), COUNTRIES[name]
    places = _reference(viewer, codes, name)
    if country == YEMEN:
        enter_settlements(viewer, places)
        places = read_places(viewer)
    wanted = needs(places)
    specs = intervention_specs(places, codes, wanted)
    organizations = enter_organizations(viewer, places, codes)
    enter_licences_and_boards(viewer, organizations, country.pcode)
    named = [spec.project for spec in specs if spec.project]
    projects = enter_projects(viewer, named, organizations, places, codes)
    interventions, sites = enter_interventions(viewer, EnteredRows(places, codes, organizations, projects), specs)
    bulk.enter(viewer, [_need(need, places, codes) for need in wanted])
    return Loaded(len(organizations), len(projects), interventions, sites, len(wanted))


def _enter_plans(viewer: Viewer, country: Country, loaded: Loaded) -> Loaded:
    known = read_references(viewer, country.pcode)
    plans = enter_plans(viewer, [*written_plans(country.pcode), *annual_plans(country.pcode)], known)
    if not plans:
        return loaded
    demands = enter_demands(viewer, plans, known)
    commitments = live_through(viewer, plans, demands, known)
    items = sum(len(plan.items) for plan in plans)
    return replace(loaded, plans=len(plans), plan_items=items, demands=len(demands), commitments=commitments)


def _reference(viewer: Viewer, codes: Codes, name: str) -> Places:
    places = read_places(viewer, COUNTRIES[name])
    if not (places.by_pcode and codes.sectors and codes.activities and codes.groups):
        command = AsWritten(f"tansiq reference load {name}")
        text = say("The areas of this country or the sectors are missing. Run first: %(command)s", command=command)
        raise Refused(Fault("REFERENCE_MISSING", "", text))
    return places


def _need(need: NeedSpec, places: Places, codes: Codes) -> Need:
    return Need(
        area=places[need.pcode].id,
        sector=codes.sectors[need.sector].id,
        population_group=codes.groups["ALL"].id,
        people_affected=need.affected,
        people_in_need=need.people,
        severity=need.severity,
        starts_on=day(1, 1),
        ends_on=day(12, 31),
        source=SOURCE,
    )
