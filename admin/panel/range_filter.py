"""Filtering a list from one value to another: numbers, days, months (?extra.12-from=40&extra.12-to=100), both included.

Either end may be left open. The address holds what was understood. Where one end is not understood the list is not
narrowed by either: that would be another list.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_
from typing import Any

from admin.panel.filters import FilterValue
from admin.panel.typed_end import END_OF_KIND, TypedEnd
from tansiq.language.cleaning import clean_line
from tansiq.language.words import Sentence, gettext

ENDS = ("from", "to")
LONGEST = 60
"""Letters of a text that may be an end."""


@dataclass(frozen=True)
class RangeFilter:
    """Rows whose value lies between two ends; `value(table)` is what is compared, `kind` one of END_OF_KIND, and
    `for_sql` makes of an end what the database compares with."""

    name: str
    label: Sentence
    kind: str
    value: Callable[[Any], Any]
    for_sql: Callable[[Any], Any] = lambda end: end
    widget = "range"

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.parameter(end) for end in ENDS)

    def parameter(self, end: str) -> str:
        """How the address calls one of ENDS."""
        return f"{self.name}-{end}"

    def read(self, given: Mapping[str, str]) -> FilterValue:
        ends = {end: self._read(given.get(self.parameter(end), "")) for end in ENDS}
        low, high = ends["from"].value, ends["to"].value
        if low is not None and high is not None and high < low:
            ends["to"] = replace(ends["to"], wrong=self._reversed())
        if wrong := " ".join(one.wrong for one in ends.values() if one.wrong):
            return FilterValue(ends=ends, fault=wrong)
        values = {self.parameter(end): one.spelled for end, one in ends.items() if one.value is not None}
        return FilterValue(values, _said(ends), (low, high) if values else None, ends=ends)

    def condition_of(self, table: Any, value: FilterValue) -> Any:
        if value.meant is None:
            return None
        low, high = value.meant
        compared = self.value(table)
        least = [compared >= self.for_sql(low)] if low is not None else []
        most = [compared <= self.for_sql(high)] if high is not None else []
        return reduce(and_, [*least, *most])

    def _reversed(self) -> str:
        is_number = self.kind == "number"
        return gettext("The most is less than the least.") if is_number else gettext("The end is before the beginning.")

    def _read(self, given: str) -> TypedEnd:
        text = clean_line(given.replace("\x00", ""))[:LONGEST]
        return END_OF_KIND[self.kind](text) if text else TypedEnd()


def _said(ends: Mapping[str, TypedEnd]) -> str:
    first, last = ends["from"].said, ends["to"].said
    if first and last:
        return gettext("%(first)s to %(last)s", first=first, last=last)
    return gettext("from %(first)s on", first=first) if first else gettext("until %(last)s", last=last) if last else ""
