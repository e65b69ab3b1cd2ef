"""What an arrangement would do, told before anybody agrees to it: it is done, coverage is asked, and it is taken back.

coverage of the places -> change_records in a transaction -> coverage, what still overlaps -> taken back
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tansiq.cases.agreed_changes import change_records, leaving
from tansiq.cases.members import pair_ids
from tansiq.cases.terms import Step, Terms, require_right
from tansiq.coverage.answer import coverage
from tansiq.coverage.figures import Totals
from tansiq.coverage.question import CoverageQuestion
from tansiq.language.words import say
from tansiq.models import Area, OverlapCase, Sector, Site
from tansiq.period import Period
from tansiq.platform import clock
from tansiq.policy.viewer import OPERATOR, Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes

BY_AGREEMENT = say("Agreed between the organisations of a case of duplication.")
"""Why it is right although a rule of the ministry warns of it."""


@dataclass(frozen=True)
class AreaEffect:
    """The figures of coverage of one area before and after, of the sector of the case over the period of the effect;
    what follows from them, such as the gap, tansiq.coverage.figures says."""

    area_id: int
    before: Totals
    after: Totals


@dataclass(frozen=True)
class Effect:
    """What carrying out an arrangement would do.

    `people_freed` are the persons targeted in the place of the case by those who would leave it; None where nobody says
    how many, and for whoever does not see all of these sites. `areas` are the place of the case, and then each to which
    something moves, as far as the viewer sees them. `is_ended` says that nothing of the case would overlap any more.
    """

    period: Period
    people_freed: int | None
    areas: tuple[AreaEffect, ...]
    is_ended: bool


def effect(viewer: Viewer, case: OverlapCase, kind: str, steps: Sequence[Step], lead_id: int | None = None) -> Effect:
    """What an arrangement would do, as the page of coverage shows it to the viewer before and then after.

    Raises Refused with what is wrong with the terms, or why the records cannot be changed so.
    """
    terms = Terms.of(kind, steps, lead_id)
    require_right(case, terms)
    period = year_of(case)
    order = _place_ids(case, terms)
    places = sorted(visible(Area, viewer).where(Area.id.in_(order)), key=lambda area: order.index(area.id))
    before = _figures(viewer, case, places, period)
    freed = _targeted(viewer, leaving(case, terms))
    with changes.together(), changes.together() as trial:
        change_records(OPERATOR.giving(str(BY_AGREEMENT)), case, terms)
        after = _figures(viewer, case, places, period)
        is_ended = not pair_ids(case)
        trial.rollback()
    areas = (AreaEffect(area.id, *figures) for area, *figures in zip(places, before, after, strict=True))
    return Effect(period, freed, tuple(areas), is_ended)


def year_of(case: OverlapCase) -> Period:
    """The current calendar year, or where the overlap meets no day of it, the year in which that begins."""
    this = clock.today().year
    year = Period(date(this, 1, 1), date(this, 12, 31))
    begins, ends = case.overlaps_from, case.overlaps_to
    if begins is None or (begins <= year.ends and (ends is None or ends >= year.begins)):
        return year
    return Period(date(begins.year, 1, 1), date(begins.year, 12, 31))


def _place_ids(case: OverlapCase, terms: Terms) -> list[int]:
    moved = [step.area_id for step in terms.steps if step.area_id is not None]
    return list(dict.fromkeys([case.area_id, *moved]))


def _figures(viewer: Viewer, case: OverlapCase, places: Iterable[Area], period: Period) -> list[Totals]:
    sectors = (Sector.get_by_id(case.sector_id).code,)
    questions = [CoverageQuestion(area, area.level, period=period, sectors=sectors) for area in places]
    return [coverage(viewer.counting(), question).totals for question in questions]


def _targeted(viewer: Viewer, sites: Sequence[Site]) -> int | None:
    seen = visible(Site, viewer.counting()).where(Site.id.in_([site.id for site in sites]))
    known = [site.targeted for site in sites if site.targeted is not None]
    return sum(known) if (known or not sites) and seen.count() == len(sites) else None
