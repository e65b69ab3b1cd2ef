"""Narrowing a list: choices beside the search box, kept in the address (?status=ONGOING&archived=only).

    address --read--> Chosen(values in force, how that reads, what was not understood) --condition--> rows

Here are choices from a short list; typed look-ups and periods have modules of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from peewee import Model

from admin.panel.lookups import Lookup
from admin.words.labels import code_choices, label
from tansiq.language.words import N_, Sentence, gettext, say

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Chosen:
    """What an address says of one narrowing.

    `values` are its parameters in force, none where nothing narrows; `text` is how they read; `meant` is what
    the condition is made of; `typed` is what stands in the fields; `fault` says what was not understood.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    meant: Any = None
    typed: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    offers: Choices = field(default_factory=list)


class Narrows(Protocol):
    """Whatever narrows a list; `looks` names the macro that draws it."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> Sentence: ...

    @property
    def looks(self) -> str: ...

    @property
    def names(self) -> tuple[str, ...]:
        """All parameters of an address that it reads."""

    def read(self, given: Mapping[str, str]) -> Chosen:
        """What an address says; nothing in it makes this fail."""

    def condition_of(self, table: Any, chosen: Chosen) -> Any:
        """The SQL condition on the list's own table; None where nothing narrows."""


@dataclass(frozen=True)
class Narrowing:
    """One choice: its name in the address, what it is called, what it offers, and the condition it sets.

    `start` is what holds where nothing was chosen; what is not offered counts as not given.
    """

    name: str
    label: Sentence
    choices: Callable[[], Choices]
    condition: Callable[[Any, str], Any]
    start: str = ""
    looks = "choice"

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def read(self, given: Mapping[str, str]) -> Chosen:
        offers, value = self.choices(), given.get(self.name, self.start)
        texts = dict(offers)
        if value not in texts or value == self.start:
            return Chosen(meant=self.start, offers=offers)
        return Chosen({self.name: value}, texts[value], value, offers=offers)

    def condition_of(self, table: Any, chosen: Chosen) -> Any:
        return self.condition(table, chosen.meant) if chosen.meant else None


def any_of(choices: Choices) -> Choices:
    """The choices, with all of them before."""
    return [("", gettext("All")), *choices]


def by_code(name: str) -> Narrowing:
    """Rows with one code of a vocabulary."""
    return Narrowing(name, label(name), lambda: any_of(code_choices(name)), lambda table, v: _equal(table, name, v))


def by_row(name: str, model: type[Model], only: Callable[[Any], Any] | None = None) -> Narrowing:
    """Rows that refer to one row of a short table."""
    lookup = Lookup(name, model, only)

    def choices() -> Choices:
        return any_of([(str(row_id), text) for row_id, text in lookup.offered()])

    return Narrowing(name, label(name), choices, lambda table, v: _equal(table, name, v))


def _equal(table: Any, name: str, value: str) -> Any:
    return getattr(table, name) == value


def _archived(table: Any, value: str) -> Any:
    if value == "with":
        return None
    return table.archived_at.is_null(value != "only")


ARCHIVED = Narrowing(
    "archived",
    Sentence(N_("Archived records")),
    lambda: [("without", gettext("Not shown")), ("with", gettext("Shown")), ("only", gettext("Only these"))],
    _archived,
    start="without",
)
"""Every list leaves archived rows out until they are asked for."""

PUBLISHED = Narrowing(
    "published",
    say("Publication"),
    lambda: any_of([("yes", gettext("Published")), ("no", gettext("Not published"))]),
    lambda table, value: table.is_published == (value == "yes"),
)
"""For those who enter rows; everybody else sees what is published alone."""
