"""Filtering a list by a period: two days in the address (?from=2026-03-01&to=2026-03-31), both included.

They may be typed in either calendar; the address holds them as above once they are understood.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from admin.panel.filters import FilterValue
from admin.panel.typed_day import typed_day
from admin.words.formatting import day_text
from tansiq.language.words import Sentence, gettext
from tansiq.period import Period


@dataclass(frozen=True)
class PeriodFilter:
    """Rows whose dates share a day with the period; either end may be left open."""

    label: Sentence
    name: str = "period"
    widget = "period"
    names = ("from", "to")

    def read(self, given: Mapping[str, str]) -> FilterValue:
        typed = {name: typed_day(given.get(name, "")) for name in self.names}
        days = {name: one.day for name, one in typed.items() if one.day is not None}
        if wrong := " ".join(one.wrong for one in typed.values() if one.wrong):
            return FilterValue(days=typed, fault=wrong)
        if not days:
            return FilterValue(days=typed)
        period = Period(days.get("from", date.min), days.get("to", date.max))
        if period.ends < period.begins:
            fault = gettext("The end is before the beginning.")
            return FilterValue(days={**typed, "to": replace(typed["to"], wrong=fault)}, fault=fault)
        values = {name: found.isoformat() for name, found in days.items()}
        return FilterValue(values, _period_text(days), period, days=typed)

    def condition_of(self, table: Any, value: FilterValue) -> Any:
        return value.meant.meets(table) if value.meant else None


def _period_text(days: Mapping[str, date]) -> str:
    if len(days) == 2:
        return gettext("%(first)s to %(last)s", first=day_text(days["from"]), last=day_text(days["to"]))
    if "from" in days:
        return gettext("from %(first)s on", first=day_text(days["from"]))
    return gettext("until %(last)s", last=day_text(days["to"]))
