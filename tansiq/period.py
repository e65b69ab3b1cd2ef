"""Periods: from one day to another, both included."""

from datetime import date
from typing import Any, NamedTuple

from tansiq.faults import Fault, Refused
from tansiq.language.words import say


class Period(NamedTuple):
    """From `begins` to `ends`, both days included."""

    begins: date
    ends: date

    def check(self) -> None:
        """Raise Refused(DATES_REVERSED) where the end is before the beginning."""
        if self.ends < self.begins:
            raise Refused(Fault("DATES_REVERSED", "period", say("The end is before the beginning.")))

    def meets(self, table: Any) -> Any:
        """The SQL condition that a row's dates and this period share a day.

        An open end still runs; an unknown start meets no period.
        """
        return (table.starts_on <= self.ends) & (table.ends_on.is_null() | (table.ends_on >= self.begins))
