"""Coverage in short, on the page of an area or a need: this area as a whole, with what is lacking."""

from dataclasses import dataclass
from datetime import date

from admin.coverage.measures import SHOWN, shown
from admin.current_viewer import viewer
from admin.words.formatting import number_text
from tansiq.coverage import CoverageQuestion, Totals, coverage, gap, state, unmet_need
from tansiq.faults import Refused
from tansiq.language.vocabulary import COVERAGE_STATES
from tansiq.language.words import gettext
from tansiq.models import Area
from tansiq.period import Period
from tansiq.platform import clock

NOT_KNOWN = "—"


@dataclass(frozen=True)
class Figure:
    """One number with its name; `wants` marks those that call for help."""

    label: str
    text: str
    wants: bool = False


@dataclass(frozen=True)
class Brief:
    """The state of the cell (a code of COVERAGE_STATES), what it is called, and its figures; people are persons."""

    state: str
    label: str
    figures: list[Figure]


def this_year() -> Period:
    """From the first to the last day of the present year."""
    year = clock.today().year
    return Period(date(year, 1, 1), date(year, 12, 31))


def brief(area: Area, period: Period, sectors: tuple[str, ...] = ()) -> Brief | None:
    """Coverage of an area over a period, in these top-level sectors (all if none); None where it is refused."""
    try:
        totals = coverage(viewer(), CoverageQuestion(area, area.level, period=period, sectors=sectors)).totals
    except Refused:
        return None
    code = state(totals)
    return Brief(code, COVERAGE_STATES.label(code), figures_of(totals))


def figures_of(totals: Totals) -> list[Figure]:
    """The figures of an area as a whole, always the same ones in the same order."""
    people = [
        (gettext("People in need"), totals.people_in_need, False),
        (gettext("People targeted"), totals.people_targeted, False),
        (gettext("People reached"), totals.people_reached, False),
        (gettext("Gap: targeted and not reached"), gap(totals), True),
        (gettext("Unmet need: in need and not reached"), unmet_need(totals), True),
    ]
    return [
        Figure(gettext("Organisations at work"), number_text(totals.organization_count)),
        Figure(gettext("Interventions"), number_text(totals.intervention_count)),
        *(Figure(label, _count_text(value), calls and bool(value)) for label, value, calls in people),
        *(Figure(SHOWN.label(show), shown(totals, show).line) for show in ("reached", "need", "target")),
    ]


def _count_text(value: int | None) -> str:
    return NOT_KNOWN if value is None else number_text(value)
