"""Fields that a ministry defined, in lists: as columns, in the order of a list, as filters.

Without an index a list is sorted and filtered by them only as long as it is not long. What the reader may not see of
every row is neither shown nor sorted nor filtered by: it could be guessed from that.
"""

from collections.abc import Iterator
from typing import Any

from flask import g
from peewee import Case, Model

from admin.current_viewer import viewer
from admin.panel.filters import ChoiceFilter, Choices, with_all
from admin.panel.own_fields import NOT_TYPED
from admin.words.labels import label
from admin.words.naming import table_of
from tansiq.language.bilingual import pick
from tansiq.language.words import gettext
from tansiq.models import FieldDefinition
from tansiq.models.definitions import known
from tansiq.models.extra import extra_name, number_of
from tansiq.policy.seen_fields import may_see_field
from tansiq.records.extra_sql import is_answered, value_of
from tansiq.records.own_lists import LONG, ORDERING
from tansiq.records.table_size import has_more_than

_FILTERED = frozenset({"CHOICE", "CHOICES", "YES_NO"})


def _fields(model: type[Model]) -> list[FieldDefinition]:
    """The fields of a table's rows that lists may show the reader."""
    fields = [one for one in known().of((table_of(model), None)) if one.value_type not in NOT_TYPED]
    return [one for one in fields if may_see_field(viewer(), extra_name(one.number), model)]


def own_columns(model: type[Model]) -> list[str]:
    """The names of all own columns that a list offers."""
    return [extra_name(one.number) for one in _fields(model)]


def listed_columns(model: type[Model]) -> list[str]:
    """Of these, the columns that it shows unless somebody chose others."""
    return [extra_name(one.number) for one in _fields(model) if one.is_listed]


def is_own_sortable(model: type[Model], name: str) -> bool:
    """Whether a list may be sorted by the own column of this name."""
    number = number_of(name)
    found = (one for one in _fields(model) if one.number == number) if number is not None else iter(())
    return any(one.value_type in ORDERING and _is_quick(model, one) for one in found)


def own_order(model: Any, number: int) -> Any:
    """What a list is sorted by that is sorted by an own column: answers by their place, numbers as numbers."""
    one = known().fields[number]
    if one.value_type == "CHOICE":
        codes = list(known().answers_to(one))
        places = [(code, place) for place, code in enumerate(codes)]
        return Case(value_of(model, one), places, len(codes)) if places else value_of(model, one)
    return value_of(model, one)


def filters_of_fields(model: type[Model]) -> Iterator[ChoiceFilter]:
    """A filter for each own field that is answered with yes or no, or out of a list."""
    for one in _fields(model):
        if one.value_type in _FILTERED and _is_quick(model, one):
            yield _filter(one)


def _is_quick(model: type[Model], one: FieldDefinition) -> bool:
    return one.is_indexed or not _is_long(model)


def _is_long(model: type[Model]) -> bool:
    """Whether a list is long, asked of the database once a page."""
    known_lists: dict[type[Model], bool] = g.setdefault("long_lists", {})
    if model not in known_lists:
        known_lists[model] = has_more_than(model, LONG)
    return known_lists[model]


def _filter(one: FieldDefinition) -> ChoiceFilter:
    name = extra_name(one.number)
    is_question = one.value_type == "YES_NO"

    def choices() -> Choices:
        answers = [(code, pick(row, "label")) for code, row in known().answers_to(one).items()]
        return with_all([("yes", gettext("Yes")), ("no", gettext("No"))] if is_question else answers)

    def condition(table: Any, value: str) -> Any:
        return value_of(table, one) == (value == "yes") if is_question else is_answered(table, one, value)

    return ChoiceFilter(name, label(name), choices, condition)
