"""Entering the works: each sketch becomes an intervention with its sites and its partners."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tansiq.demo import SOURCE, tables
from tansiq.demo.chance import Dice, rounded
from tansiq.demo.codes import Codes
from tansiq.demo.ground import Ids
from tansiq.demo.places import Places
from tansiq.demo.reach import households, split
from tansiq.demo.sketches import InterventionSketch, SiteSketch, status_on_day
from tansiq.models import Intervention, Partnership, Site
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk, changes, denormalised

RECORD = "DEMO-{:05}"
"""How the record ids of the demonstration read."""


@dataclass(frozen=True)
class Ground:
    """What works stand on, by P-code, code and key."""

    places: Places
    codes: Codes
    organizations: Ids
    projects: Ids


def enter_works(viewer: Viewer, ground: Ground, sketches: Sequence[InterventionSketch]) -> tuple[int, int]:
    """Enter all works; returns how many interventions and how many sites they are."""
    rows = [_intervention(number, sketch, ground) for number, sketch in enumerate(sketches, 1)]
    bulk.enter(viewer, rows)
    for row, sketch in zip(rows, sketches, strict=True):
        _enter_partners(viewer, row, sketch, ground.organizations)
    sites = [site for row, sketch in zip(rows, sketches, strict=True) for site in _sites(row, sketch, ground)]
    bulk.enter(viewer, sites)
    return len(rows), len(sites)


def _intervention(number: int, sketch: InterventionSketch, ground: Ground) -> Intervention:
    facts = tables.activities()[sketch.activity]
    sector, subsector = ground.codes.sectors_of(sketch.activity)
    title_ar, title_en = sketch.title or _usual_title(sketch, ground.places)
    people = sum(site.targeted for site in sketch.sites)
    cost = people * facts.dollars * Dice(f"cost {number}").around(1.0)
    return Intervention(
        record_id=RECORD.format(number),
        organization=ground.organizations[sketch.organization],
        project=ground.projects[sketch.project] if sketch.project else None,
        sector=sector,
        subsector=subsector,
        activity_type=ground.codes.activities[sketch.activity].id,
        title_ar=title_ar,
        title_en=title_en,
        status=sketch.status or status_on_day(sketch.dates),
        modality=facts.modality,
        starts_on=sketch.dates[0],
        ends_on=sketch.dates[1],
        budget=Decimal(rounded(cost, 100)),
        currency="USD",
        remarks=SOURCE,
    )


def _usual_title(sketch: InterventionSketch, places: Places) -> tuple[str, str]:
    """The activity's title at the one place of the work, or at the area that its places share."""
    facts = tables.activities()[sketch.activity]
    area = places[sketch.sites[0].pcode]
    place_ar, place_en = places.written(area if len(sketch.sites) == 1 else places.parent(area))
    return facts.title_ar.format(place=place_ar), facts.title_en.format(place=place_en)


def _enter_partners(viewer: Viewer, row: Intervention, sketch: InterventionSketch, organizations: Ids) -> None:
    if sketch.partners:
        partners = [{"organization": organizations[key], "role": role} for key, role in sketch.partners]
        changes.replace_parts(viewer, row, Partnership, partners)


def _sites(row: Intervention, sketch: InterventionSketch, ground: Ground) -> Iterator[Site]:
    for number, plan in enumerate(sketch.sites, 1):
        site = _site(number, plan, ground)
        site.intervention_id = row.id
        denormalised.copy_to_site(site, row, ground.places[plan.pcode])
        site.organization_id = row.organization_id
        yield site


def _site(number: int, plan: SiteSketch, ground: Ground) -> Site:
    """Nothing is split that was not reported."""
    area = ground.places[plan.pcode]
    known = {f"targeted_{part}": people for part, people in split(plan.targeted).items()}
    parts = split(plan.reached) if plan.reached is not None else dict.fromkeys(split(0))
    return Site(
        intervention=None,
        number=number,
        area=area.id,
        population_group=ground.codes.groups[plan.group].id,
        targeted=plan.targeted,
        reached=plan.reached,
        households_targeted=households(plan.targeted),
        households_reached=None if plan.reached is None else households(plan.reached),
        latitude=area.latitude,
        longitude=area.longitude,
        **known,
        **{f"reached_{part}": people for part, people in parts.items()},
    )
