"""Filtering a list by a period: two days in the address (?from=2026-03-01&to=2026-03-31), both included."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from admin.panel.filters import FilterValue
from admin.words.formatting import day_text
from tansiq.exchange.values.dates import read_typed_day
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
        typed = {name: given.get(name, "").strip()[:40] for name in self.names}
        try:
            days = {name: _day(text) for name, text in typed.items() if text}
        except ValueError as wrong:
            return FilterValue(typed=typed, fault=str(wrong))
        if not days:
            return FilterValue(typed=typed)
        period = Period(days.get("from", date.min), days.get("to", date.max))
        if period.ends < period.begins:
            return FilterValue(typed=typed, fault=gettext("The end is before the beginning."))
        values = {name: found.isoformat() for name, found in days.items()}
        return FilterValue(values, _period_text(days), period, typed=values)

    def condition_of(self, table: Any, value: FilterValue) -> Any:
        return value.meant.meets(table) if value.meant else None


def _day(text: str) -> date:
    """A day written as forms read it, in either calendar. Raises ValueError with a sentence for people."""
    found = read_typed_day(text)
    if isinstance(found, date):
        return found
    raise ValueError(gettext("“%(given)s” is not a date. Write it like this: 2026-03-31", given=text))


def _period_text(days: Mapping[str, date]) -> str:
    if len(days) == 2:
        return gettext("%(first)s to %(last)s", first=day_text(days["from"]), last=day_text(days["to"]))
    if "from" in days:
        return gettext("from %(first)s on", first=day_text(days["from"]))
    return gettext("until %(last)s", last=day_text(days["to"]))
