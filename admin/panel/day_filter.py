"""The day of which a list tells (?on=2026-03-31), typed in either calendar; without one it tells of today."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from admin.panel.filters import FilterValue
from admin.panel.typed_day import typed_day
from tansiq.language.words import Sentence


@dataclass(frozen=True)
class DayFilter:
    """It leaves no row out by itself: the list reads the day and says what is so on it."""

    name: str
    label: Sentence
    hint: Sentence
    widget = "day"

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def read(self, given: Mapping[str, str]) -> FilterValue:
        typed = typed_day(given.get(self.name, ""))
        days = {self.name: typed}
        if typed.day is None:
            return FilterValue(days=days, fault=typed.wrong)
        return FilterValue({self.name: typed.iso}, typed.text, typed.day, days=days)

    def condition_of(self, table: Any, value: FilterValue) -> Any:
        return None
