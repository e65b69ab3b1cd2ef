"""Filters of a list: choices beside the search box, kept in the address (?status=ONGOING&archived=only).

    address --read--> FilterValue(values in force, how that reads, what was not understood) --condition--> rows

Here are choices from a short list; typed look-ups and periods have modules of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from peewee import Model

from admin.panel.lookups import Lookup
from admin.panel.typed_day import TypedDay
from admin.panel.typed_end import TypedEnd
from admin.words.coded_fields import code_choices
from admin.words.labels import label
from tansiq.language.words import N_, Sentence, gettext, say

Choices = list[tuple[str, str]]

AMONG = "among"
"""The parameter by which a list is narrowed to what a figure counts (admin.panel.counted_filter)."""


@dataclass(frozen=True)
class FilterValue:
    """What an address says of one filter.

    `values` are the parameters in force, none where the filter is off; `text` is how they read; `meant` is what
    the condition is made of; `typed` is what stands in the fields, `days` in those for days, `ends` in those for the
    two ends of a range; `fault` says what was not understood.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    meant: Any = None
    typed: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    days: Mapping[str, TypedDay] = field(default_factory=dict)
    ends: Mapping[str, TypedEnd] = field(default_factory=dict)
    options: Choices = field(default_factory=list)


class Filter(Protocol):
    """A filter of a list; `widget` names the macro that draws it."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> Sentence: ...

    @property
    def widget(self) -> str: ...

    @property
    def names(self) -> tuple[str, ...]:
        """All parameters of an address that it reads."""

    def read(self, given: Mapping[str, str]) -> FilterValue:
        """What an address says; nothing in it makes this fail."""

    def condition_of(self, table: Any, value: FilterValue) -> Any:
        """The SQL condition on the list's own table; None where the filter is off."""


@dataclass(frozen=True)
class ChoiceFilter:
    """One choice: its name in the address, what it is called, what it offers, and the condition it sets.

    `start` is what holds where nothing was chosen; what is not offered counts as not given. `is_plain` says that the
    rows are those whose own column of this name holds the choice.
    """

    name: str
    label: Sentence
    choices: Callable[[], Choices]
    condition: Callable[[Any, str], Any]
    start: str = ""
    is_plain: bool = False
    widget = "choice"

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def read(self, given: Mapping[str, str]) -> FilterValue:
        options, value = self.choices(), given.get(self.name, self.start)
        texts = dict(options)
        if value not in texts or value == self.start:
            return FilterValue(meant=self.start, options=options)
        return FilterValue({self.name: value}, texts[value], value, options=options)

    def condition_of(self, table: Any, value: FilterValue) -> Any:
        return self.condition(table, value.meant) if value.meant else None


def with_all(choices: Choices) -> Choices:
    """The choices, with all of them before."""
    return [("", gettext("All")), *choices]


def filter_by_code(name: str) -> ChoiceFilter:
    """Rows with one code of a vocabulary."""
    return ChoiceFilter(
        name,
        label(name),
        lambda: with_all(code_choices(name)),
        lambda table, v: _equal(table, name, v),
        is_plain=True,
    )


def filter_by_row(name: str, model: type[Model], only: Callable[[Any], Any] | None = None) -> ChoiceFilter:
    """Rows that refer to one row of a short table."""
    lookup = Lookup(name, model, only)

    def choices() -> Choices:
        return with_all([(str(row_id), text) for row_id, text in lookup.offered()])

    return ChoiceFilter(name, label(name), choices, lambda table, v: _equal(table, name, v), is_plain=True)


def _equal(table: Any, name: str, value: str) -> Any:
    return getattr(table, name) == value


def _archived_condition(table: Any, value: str) -> Any:
    if value == "with":
        return None
    return table.archived_at.is_null(value != "only")


ARCHIVED = ChoiceFilter(
    "archived",
    Sentence(N_("Archived records")),
    lambda: [("without", gettext("Not shown")), ("with", gettext("Shown")), ("only", gettext("Only these"))],
    _archived_condition,
    start="without",
)
"""Every list leaves archived rows out until they are asked for."""

PUBLISHED = ChoiceFilter(
    "published",
    say("Publication"),
    lambda: with_all([("yes", gettext("Published")), ("no", gettext("Not published"))]),
    lambda table, value: table.is_published == (value == "yes"),
)
"""For those who enter rows; everybody else sees what is published alone."""
