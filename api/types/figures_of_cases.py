"""What became of cases of duplication, by area and month, as GraphQL."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, NamedTuple

import strawberry

from api.enums import Level
from api.filters.arguments import Info, Period, Within, says, takes
from api.filters.lookup import area_by_pcode
from api.planner.computed_rows import ComputedRows
from api.planner.fields import column, computed, refers_to
from api.planner.rows import planned
from api.types.area import Area
from api.types.coverage_figures import MOST_PEOPLE
from tansiq import models
from tansiq.cases.figures import CaseFigures as Figures
from tansiq.cases.figures import case_figures as figures_by_area
from tansiq.faults import Fault, Refused
from tansiq.language.vocabulary import LEVEL_NAMES
from tansiq.language.words import say
from tansiq.models.area import ANCESTORS

WEIGHT = 5_000
"""Values for which the question counts (api/http/cost.py): it counts the cases of a period."""
USUAL = 1_000
"""Areas and months that an answer is reckoned to have."""
MOST = 10_000


class _Told(NamedTuple):
    """The figures of one area and month."""

    area_id: int | None
    month: date
    figures: Figures


def _opened(figures: Figures) -> int:
    return figures.opened


def _settled(figures: Figures) -> int:
    return figures.settled


def _avoided(figures: Figures) -> int:
    return figures.avoided


def _days(figures: Figures) -> float | None:
    return figures.days_to_settle


def _freed(figures: Figures) -> int:
    return min(figures.people_freed, MOST_PEOPLE)


@strawberry.type(description="What became of cases of duplication in one area and month.")
class CaseFigures:
    area: Area | None = refers_to("area_id", models.Area, "The area; empty for cases located above the level.")
    month: date = column("month", "The first day of the month.")
    opened: int = computed("figures", by=_opened, description="Cases that were found in it.")
    settled: int = computed("figures", by=_settled, description="Cases that were settled or dismissed in it.")
    avoided: int = computed(
        "figures",
        by=_avoided,
        description="Overlaps of which somebody was warned while they entered an intervention, and did not enter. Not "
        "counted for a token that is limited to organisations.",
    )
    days_to_settle: float | None = computed(
        "figures", by=_days, description="Days from finding to settling, the median of the settled ones."
    )
    people_freed: int = computed(
        "figures",
        by=_freed,
        description="Persons targeted by the sites that left the place of a case because it was so arranged.",
    )


@dataclass(frozen=True)
class CaseFiguresFilters:
    """What may be asked of figures of cases."""

    period: Annotated[Period, says("Only what happened on a day of this period.")]
    within: Within = None
    level: Annotated[Level, says("Figures are told by areas of this level.")] = Level.DISTRICT


@takes(CaseFiguresFilters)
def case_figures(info: Info[Any, Any], asked: CaseFiguresFilters) -> list[CaseFigures]:
    """What became of cases of duplication: opened, settled, avoided at entry, days to settle and people freed, by area
    and month, those with anything to tell. The earliest month comes first."""
    context, level = info.context, LEVEL_NAMES.index(asked.level.value)
    if level >= len(ANCESTORS):
        raise Refused(Fault("OUT_OF_RANGE", "level", say("Figures are told by sub-district or above.")))
    places = () if asked.within is None else (area_by_pcode(context, asked.within).id,)
    found = figures_by_area(context.viewer, asked.period.checked(), level, places)
    if len(found) > MOST:
        text = say("That would be more than %(count)s figures. Ask about less.", count=MOST)
        raise Refused(Fault("TOO_MANY_CELLS", "level", text))
    keys = sorted(found, key=lambda key: (key[1], key[0] or 0))
    return planned(ComputedRows([_Told(*key, found[key]) for key in keys]))
