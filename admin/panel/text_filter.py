"""Filtering a list by words that a text holds (?extra.12=wells): every word, folded as all that is searched."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from admin.panel.filters import FilterValue
from admin.panel.search import searched
from tansiq.language.arabic import fold
from tansiq.language.cleaning import clean_line
from tansiq.language.folded_search import MOST_WORDS, folded, holds
from tansiq.language.words import Sentence


@dataclass(frozen=True)
class TextFilter:
    """Rows in whose text every word stands that is typed, by `value(table)`; with `is_exact` those that say the very
    text, which an index finds."""

    name: str
    label: Sentence
    value: Callable[[Any], Any]
    is_exact: bool = False
    hint: Sentence | None = None
    widget = "text"

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def read(self, given: Mapping[str, str]) -> FilterValue:
        text = clean_line(searched(given.get(self.name, "")))
        meant = text if self.is_exact else fold(text)
        return FilterValue({self.name: text}, text, meant, {"text": text}) if meant else FilterValue()

    def condition_of(self, table: Any, value: FilterValue) -> Any:
        if not value.meant:
            return None
        text = self.value(table)
        if self.is_exact:
            return text == value.meant
        return reduce(and_, [holds(folded(text), word) for word in value.meant.split()[:MOST_WORDS]])
