"""Loading the demonstration into the database in use: whole or not at all, and once."""

from dataclasses import dataclass, replace

from tansiq.demo import SOURCE, day, hodeidah, khanfar, mukalla, other_districts
from tansiq.demo.base_records import enter_organizations, enter_projects, enter_settlements
from tansiq.demo.codes import Codes, read_codes
from tansiq.demo.entered_plans import read_references
from tansiq.demo.interventions import RECORD, EnteredRows, enter_interventions
from tansiq.demo.licences import enter_licences_and_boards
from tansiq.demo.needs import needs
from tansiq.demo.places import COUNTRY, Places, read_places
from tansiq.demo.plan_demands import enter_demands
from tansiq.demo.plan_months import live_through
from tansiq.demo.plans import enter_plans, written_plans
from tansiq.demo.specs import InterventionSpec, NeedSpec
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
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


def is_loaded() -> bool:
    """Whether the register of the demonstration stands in the database in use."""
    return bool(Intervention.select().where(Intervention.record_id == RECORD.format(1)).exists())


def load(viewer: Viewer) -> Loaded | None:
    """Enter the demonstration as `viewer`, or what of it is not there yet; None where all of it was.

    Raises Refused: REFERENCE_MISSING where Yemen's areas or the sectors were not loaded, or FORBIDDEN.
    """
    with changes.together():
        found = Loaded() if is_loaded() else _enter(viewer)
        found = _enter_plans(viewer, found)
    return None if found == Loaded() else found


def intervention_specs(places: Places, codes: Codes, wanted: list[NeedSpec]) -> list[InterventionSpec]:
    """All interventions: the three stories first, then the country, district by district."""
    stories = [*khanfar.interventions(), *mukalla.interventions(places), *hodeidah.interventions(places)]
    return [*stories, *other_districts.interventions(places, wanted, codes.top_sectors())]


def _enter(viewer: Viewer) -> Loaded:
    codes = read_codes(viewer)
    enter_settlements(viewer, _reference(viewer, codes))
    places = read_places(viewer)
    wanted = needs(places)
    specs = intervention_specs(places, codes, wanted)
    organizations = enter_organizations(viewer, places, codes)
    enter_licences_and_boards(viewer, organizations)
    projects = enter_projects(viewer, [spec.project for spec in specs if spec.project], organizations, codes)
    interventions, sites = enter_interventions(viewer, EnteredRows(places, codes, organizations, projects), specs)
    bulk.enter(viewer, [_need(need, places, codes) for need in wanted])
    return Loaded(len(organizations), len(projects), interventions, sites, len(wanted))


def _enter_plans(viewer: Viewer, loaded: Loaded) -> Loaded:
    known = read_references(viewer)
    plans = enter_plans(viewer, written_plans(COUNTRY), known)
    if not plans:
        return loaded
    demands = enter_demands(viewer, plans, known)
    commitments = live_through(viewer, plans, demands, known)
    items = sum(len(plan.items) for plan in plans)
    return replace(loaded, plans=len(plans), plan_items=items, demands=len(demands), commitments=commitments)


def _reference(viewer: Viewer, codes: Codes) -> Places:
    places = read_places(viewer)
    if not (places.by_pcode and codes.sectors and codes.activities and codes.groups):
        text = say("The areas of Yemen or the sectors are missing. Run first: %(command)s", command=REFERENCE)
        raise Refused(Fault("REFERENCE_MISSING", "", text))
    return places


REFERENCE = "tansiq reference load yemen"


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
