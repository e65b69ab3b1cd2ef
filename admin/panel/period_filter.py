"""Narrowing a list to a period: two days in the address (?from=2026-03-01&to=2026-03-31), both included."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from admin.panel.filters import Chosen
from admin.words.formatting import day
from tansiq.language.arabic import fold
from tansiq.language.words import Sentence, gettext
from tansiq.period import Period


@dataclass(frozen=True)
class ByPeriod:
    """Rows whose dates share a day with the period; either end may be left open."""

    label: Sentence
    name: str = "period"
    looks = "period"
    names = ("from", "to")

    def read(self, given: Mapping[str, str]) -> Chosen:
        typed = {name: given.get(name, "").strip()[:40] for name in self.names}
        try:
            days = {name: _day(text) for name, text in typed.items() if text}
        except ValueError as wrong:
            return Chosen(typed=typed, fault=str(wrong))
        if not days:
            return Chosen(typed=typed)
        period = Period(days.get("from", date.min), days.get("to", date.max))
        if period.ends < period.begins:
            return Chosen(typed=typed, fault=gettext("The end is before the beginning."))
        values = {name: found.isoformat() for name, found in days.items()}
        return Chosen(values, _said(days), period, typed=values)

    def condition_of(self, table: Any, chosen: Chosen) -> Any:
        return chosen.meant.meets(table) if chosen.meant else None


def _day(text: str) -> date:
    """A day written as 2026-03-31, in any digits. Raises ValueError with a sentence for people."""
    try:
        return date.fromisoformat("-".join(fold(text).split()))
    except ValueError:
        said = gettext("“%(given)s” is not a date. Write it like this: 2026-03-31", given=text)
        raise ValueError(said) from None


def _said(days: Mapping[str, date]) -> str:
    if len(days) == 2:
        return gettext("%(first)s to %(last)s", first=day(days["from"]), last=day(days["to"]))
    if "from" in days:
        return gettext("from %(first)s on", first=day(days["from"]))
    return gettext("until %(last)s", last=day(days["to"]))
