"""What reports come to: figures of items over areas and periods, with how many of the expected reports are in them."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.context import Context
from api.enums import Level, ReportState
from api.field_paths import faults_at
from api.filters.arguments import Info, Within, says, takes
from api.filters.lookup import area_by_pcode
from api.planner.computed_rows import ComputedRows
from api.planner.fields import column, computed, refers_to
from api.planner.rows import planned
from api.types.area import Area
from api.types.form import FormKey, form_with_key
from api.types.unit import Unit
from tansiq import models
from tansiq.faults import Fault, Refused
from tansiq.forms.asked_items import AskedItem, items_named
from tansiq.forms.figure_question import RollUp
from tansiq.forms.inhabitants import BASES
from tansiq.forms.rates import Rate
from tansiq.forms.rolling_up import roll_up
from tansiq.forms.typed_formula import formula_item
from tansiq.language.vocabulary import LEVEL_NAMES
from tansiq.language.words import say
from tansiq.models.area import ANCESTORS
from tansiq.models.report import COUNTED_STATES
from tansiq.reporting_period import ReportingPeriod, period_named

WEIGHT = 5_000
"""Values for which the question counts (api/http/cost.py): it adds up the figures of all units."""
USUAL = 500
"""Figures that an answer is reckoned to have."""
MOST = 10_000


def _key(item: AskedItem) -> str:
    return item.one.key


def _period(period: ReportingPeriod | None) -> str | None:
    return None if period is None else period.key


def _rate(rate: Rate) -> float | None:
    return rate.value


def _population(rate: Rate) -> int | None:
    return None if rate.of is None else rate.of.people


def _population_year(rate: Rate) -> int | None:
    return rate.of.years[0] if rate.of and rate.of.years else None


@strawberry.type(
    description="""What reports come to for one item, as it says: added up, the highest, an average, the latest. Empty
is not known, or does not go together; zero is zero. Shares are reckoned from what their parts come to."""
)
class Figure:
    item: str = computed("item", by=_key, description="Key of the item; empty for the formula.")
    cell: str = column(
        "cell",
        "Code of the answer by which it is broken down, with two lists one of each and a space between; empty: all of "
        "it.",
    )
    area: Area | None = refers_to(
        "area_id", models.Area, "Where; empty where no level is asked for, or for units in charge of more than that."
    )
    unit: Unit | None = refers_to("unit_id", models.Unit, "Whose; empty where units are not told apart.")
    period: str | None = computed(
        "period", by=_period, description="Key of the period; empty where periods are not told apart."
    )
    value: float | None = column("value", "What it comes to.")
    reported: int = column("reported", "Reports that are in it, one for each unit and period: 11 of 14.")
    expected: int = column("expected", "Reports that are expected by today, of units that you see.")
    rate: float | None = computed(
        "rate",
        by=_rate,
        description="By so many inhabitants as the question says, of the areas of those units that reported. Empty "
        "where it says nothing of that, where this is not known, for shares and averages, where a unit did not report "
        "that is in charge in one of these areas, and where one left out a period of those that are added up.",
    )
    population: int | None = computed(
        "rate", by=_population, description="Inhabitants by whom the rate is told: persons. Empty: not known."
    )
    population_year: int | None = computed(
        "rate",
        by=_population_year,
        description="Year of the population, the earliest where those of several areas differ. Empty: not known.",
    )


@strawberry.enum(description="What figures may be told by.")
class FigureDimension(Enum):
    UNIT = strawberry.enum_value("UNIT", description="Each unit by itself.")
    PERIOD = strawberry.enum_value("PERIOD", description="Each period by itself.")
    CELL = strawberry.enum_value("CELL", description="Each answer of the lists by which an item is broken down, too.")


@dataclass(frozen=True)
class FigureFilters:
    """What may be asked of figures."""

    form: FormKey
    items: Annotated[list[str], says("Keys of items that are numbers, reported or calculated; former ones too.")]
    from_: Annotated[
        str, strawberry.argument(name="from", description="Key of the first period, such as 2026-Q1 or 2026.")
    ]
    to: Annotated[str, says("Key of the last period, such as 2026-Q4 or 2026.")]
    within: Within = None
    level: Annotated[Level | None, says("By areas of this level; left out: all together.")] = None
    by: Annotated[list[FigureDimension] | None, says("What is told apart besides.")] = None
    state: Annotated[list[ReportState] | None, says("APPROVED, as where it is left out, SUBMITTED, or both.")] = None
    formula: Annotated[
        str | None,
        says(
            "A formula over items, such as ${collected} div ${population} * 1000: told after them, of the units that "
            "reported all that it names, from what these come to."
        ),
    ] = None
    per: Annotated[int | None, says("Tell rates of so many inhabitants as well: 100, 1000, 10000 or 100000.")] = None

    def question(self, context: Context) -> RollUp:
        """The question as the domain knows it. Raises Refused."""
        form = form_with_key(context, self.form)
        with faults_at("from"):
            first = period_named(self.from_).begins
        with faults_at("to"):
            last = period_named(self.to).ends
        within = None if self.within is None else area_by_pcode(context, self.within)
        by = frozenset(one.name for one in self.by or ())
        asked = RollUp(form, self._items(form), first, last, within, self._level(), by, self._states())
        return replace(asked, per=self._per())

    def _items(self, form: models.TypeDefinition) -> list[AskedItem]:
        typed = [] if self.formula is None else [formula_item(form, self.formula)]
        return items_named(form, self.items) + typed

    def _per(self) -> int | None:
        if self.per is not None and self.per not in BASES:
            text = say("Rates are told of 100, 1,000, 10,000 or 100,000 inhabitants.")
            raise Refused(Fault("INVALID", "per", text))
        return self.per

    def _level(self) -> int | None:
        level = None if self.level is None else LEVEL_NAMES.index(self.level.value)
        if level is not None and level >= len(ANCESTORS):
            raise Refused(Fault("OUT_OF_RANGE", "level", say("Figures are told by sub-district or above.")))
        return level

    def _states(self) -> frozenset[str]:
        states = frozenset(one.value for one in self.state or [ReportState.APPROVED])
        if not states <= COUNTED_STATES:
            text = say("Reports that are submitted or approved have figures, and no others.")
            raise Refused(Fault("INVALID", "state", text))
        return states


@takes(FigureFilters)
def figures(info: Info[Any, Any], asked: FigureFilters) -> list[Figure]:
    """What the reports of a form come to: by item, then by area, unit and period where these are told apart. A place of
    which nothing was reported is told as not known, with what is expected of it."""
    question = replace(asked.question(info.context), most=MOST)
    return planned(ComputedRows(roll_up(info.context.viewer, question)))
