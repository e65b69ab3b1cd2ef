"""Entering the interventions: of each spec one, with its sites and its partners."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tansiq.demo import SOURCE, tables
from tansiq.demo.base_records import Ids
from tansiq.demo.codes import Codes
from tansiq.demo.countries import Country
from tansiq.demo.people_reached import by_month, households, split_by_sex_and_age
from tansiq.demo.places import Places
from tansiq.demo.random_numbers import Dice, rounded
from tansiq.demo.specs import InterventionSpec, SiteSpec, status_on_day
from tansiq.models import Intervention, Partnership, Site
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk, changes, denormalised


def record_id(country: Country, number: int) -> str:
    """How the record ids of the demonstration read."""
    return f"{country.prefix}-{number:05}"


@dataclass(frozen=True)
class EnteredRows:
    """The rows that interventions refer to, entered before them, by P-code, code and key."""

    places: Places
    codes: Codes
    organizations: Ids
    projects: Ids


def enter_interventions(viewer: Viewer, entered: EnteredRows, specs: Sequence[InterventionSpec]) -> tuple[int, int]:
    """Enter all interventions; returns how many they are, and how many sites."""
    rows = [_intervention(number, spec, entered) for number, spec in enumerate(specs, 1)]
    bulk.enter(viewer, rows)
    for row, spec in zip(rows, specs, strict=True):
        _enter_partners(viewer, row, spec, entered.organizations)
    sites = [site for row, spec in zip(rows, specs, strict=True) for site in _sites(row, spec, entered)]
    bulk.enter(viewer, sites)
    return len(rows), len(sites)


def _intervention(number: int, spec: InterventionSpec, entered: EnteredRows) -> Intervention:
    facts = tables.activities()[spec.activity]
    sector, subsector = entered.codes.sectors_of(spec.activity)
    title_ar, title_en = spec.title or _usual_title(spec, entered.places)
    people = sum(site.targeted for site in spec.sites)
    cost = people * facts.dollars * Dice(f"cost {number}").around(1.0)
    return Intervention(
        record_id=record_id(entered.places.country, number),
        organization=entered.organizations[spec.organization],
        project=entered.projects[spec.project] if spec.project else None,
        sector=sector,
        subsector=subsector,
        activity_type=entered.codes.activities[spec.activity].id,
        title_ar=title_ar,
        title_en=title_en,
        status=spec.status or status_on_day(spec.dates),
        modality=facts.modality,
        starts_on=spec.dates[0],
        ends_on=spec.dates[1],
        budget=Decimal(rounded(cost, 100)),
        currency="USD",
        remarks=SOURCE,
    )


def _usual_title(spec: InterventionSpec, places: Places) -> tuple[str, str]:
    """The activity's title at the one place of the work, or at the area that its places share."""
    facts = tables.activities()[spec.activity]
    area = places[spec.sites[0].pcode]
    place_ar, place_en = places.written(area if len(spec.sites) == 1 else places.parent(area))
    return facts.title_ar.format(place=place_ar), facts.title_en.format(place=place_en)


def _enter_partners(viewer: Viewer, row: Intervention, spec: InterventionSpec, organizations: Ids) -> None:
    if spec.partners:
        partners = [{"organization": organizations[key], "role": role} for key, role in spec.partners]
        changes.replace_parts(viewer, row, Partnership, partners)


def _sites(row: Intervention, spec: InterventionSpec, entered: EnteredRows) -> Iterator[Site]:
    for number, plan in enumerate(spec.sites, 1):
        site = _site(number, plan, entered)
        if plan.reached is not None:
            site.figures_by_month = by_month(Dice(f"months {row.record_id} {number}"), plan.reached, spec.dates)
        site.intervention_id = row.id
        denormalised.copy_to_site(site, row, entered.places[plan.pcode])
        site.organization_id = row.organization_id
        yield site


def _site(number: int, plan: SiteSpec, entered: EnteredRows) -> Site:
    """Nothing is split that was not reported."""
    area = entered.places[plan.pcode]
    known = {f"targeted_{part}": people for part, people in split_by_sex_and_age(plan.targeted).items()}
    parts = split_by_sex_and_age(plan.reached) if plan.reached is not None else dict.fromkeys(split_by_sex_and_age(0))
    return Site(
        intervention=None,
        number=number,
        area=area.id,
        population_group=entered.codes.groups[plan.group].id,
        targeted=plan.targeted,
        reached=plan.reached,
        households_targeted=households(plan.targeted),
        households_reached=None if plan.reached is None else households(plan.reached),
        latitude=area.latitude,
        longitude=area.longitude,
        **known,
        **{f"reached_{part}": people for part, people in parts.items()},
    )
