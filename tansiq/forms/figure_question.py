"""What may be asked of the figures of a form: which items, of when and where, and what is told apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tansiq.faults import Fault, Refused
from tansiq.forms.asked_items import AskedItem
from tansiq.language.words import say
from tansiq.models import Area, TypeDefinition
from tansiq.reporting_period import ReportingPeriod, period_of, periods_between

MOST_PERIODS = 600
"""Fifty years of months."""
MOST_TOLD = 100_000
"""Figures of one answer."""
UNIT, PERIOD, CELL = "UNIT", "PERIOD", "CELL"


@dataclass(frozen=True)
class RollUp:
    """Some items of a form over the periods that end from one day to another, both included.

    `level` (0-3) tells them by areas of that level, None all together; `by` by UNIT, PERIOD and CELL besides. `states`
    are those of the reports that count, of COUNTED_STATES. `per` asks for the rate of so many inhabitants as well; an
    answer of more than `most` figures is refused.
    """

    form: TypeDefinition
    items: Sequence[AskedItem]
    first: date
    last: date
    within: Area | None = None
    level: int | None = None
    by: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset({"APPROVED"})
    per: int | None = None
    most: int = MOST_TOLD

    @cached_property
    def periods(self) -> Sequence[ReportingPeriod]:
        """The periods asked about, the earliest first. Raises Refused: DATES_REVERSED, TOO_MANY_PERIODS."""
        if self.last < self.first:
            raise Refused(Fault("DATES_REVERSED", "to", say("The end is before the beginning.")))
        kind = self.form.period_type
        if (self.last.year - self.first.year) * 12 > MOST_PERIODS:
            text = say("At most %(most)s periods are told at once. Ask about fewer.", most=MOST_PERIODS)
            raise Refused(Fault("TOO_MANY_PERIODS", "from", text))
        return list(periods_between(kind, period_of(kind, self.first).begins, self.last))

    @property
    def needs_units(self) -> bool:
        """Whether it is told of which units figures are: rates and formulas that are typed ask who reported."""
        return self.per is not None or any(item.typed is not None for item in self.items)

    @property
    def is_by_period(self) -> bool:
        """Whether no figures of several periods are put together."""
        return PERIOD in self.by or len(self.periods) == 1
