"""Narrowing a list: a choice beside the search box, kept in the address (?status=ONGOING&archived=only)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from peewee import Model, ModelSelect

from admin.labels import code_choices, label
from admin.lookups import Lookup
from tansiq.words import N_, Sentence, gettext

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Narrowing:
    """One choice: its name in the address, what it is called, what it offers, and the condition it sets.

    The condition is on the list's own columns. `start` is what holds where nothing was chosen.
    """

    name: str
    label: Sentence
    choices: Callable[[], Choices]
    condition: Callable[[Any, str], Any]
    start: str = ""

    def chosen(self, given: str | None) -> str:
        """The value in force for what the address says; what it does not offer counts as not given."""
        return given if given is not None and given in dict(self.choices()) else self.start

    def apply(self, query: ModelSelect, given: str | None) -> ModelSelect:
        """The query under this choice."""
        value = self.chosen(given)
        condition = self.condition(query.model, value) if value else None
        return query if condition is None else query.where(condition)


def by_code(name: str) -> Narrowing:
    """Rows with one code of a vocabulary."""
    return Narrowing(
        name, label(name), lambda: [("", gettext("All")), *code_choices(name)], lambda table, v: _equal(table, name, v)
    )


def by_row(name: str, model: type[Model], only: Callable[[Any], Any] | None = None) -> Narrowing:
    """Rows that refer to one row of a short table."""
    lookup = Lookup(name, model, only)

    def choices() -> Choices:
        return [("", gettext("All")), *((str(row_id), text) for row_id, text in lookup.offered())]

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
