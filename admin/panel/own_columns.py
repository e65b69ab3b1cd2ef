"""Fields that a ministry defined, in lists: as columns, and in the order of a list.

Without an index a list is sorted and filtered by them only as long as it is not long. What the reader may not see of
every row is neither shown nor sorted nor filtered by: it could be guessed from that.
"""

from typing import Any

from flask import g
from peewee import Case

from admin.current_viewer import viewer
from admin.panel.own_fields import NOT_TYPED
from tansiq.language.field_vocabulary import FILES
from tansiq.models import FieldDefinition
from tansiq.models.definitions import Holder, known
from tansiq.models.extra import extra_name, number_of
from tansiq.models.record_type import type_named
from tansiq.policy.seen_fields import may_see_field
from tansiq.records import own_lists
from tansiq.records.extra_sql import value_of
from tansiq.records.own_indexes import numbers_in_order
from tansiq.records.own_lists import ORDERING


def seen_fields(holder: Holder) -> list[FieldDefinition]:
    """The fields of some records that lists may show the reader."""
    model = type_named(holder[0]).model
    fields = [one for one in known().of(holder) if one.value_type not in NOT_TYPED]
    return [one for one in fields if may_see_field(viewer(), extra_name(one.number), model)]


def own_columns(holder: Holder) -> list[str]:
    """The names of all own columns that a list offers."""
    return [extra_name(one.number) for one in seen_fields(holder)]


def listed_columns(holder: Holder) -> list[str]:
    """Of these, the columns that it shows unless somebody chose others."""
    return [extra_name(one.number) for one in seen_fields(holder) if one.is_listed]


def is_own_sortable(holder: Holder, name: str) -> bool:
    """Whether a list may be sorted by the own column of this name."""
    number = number_of(name)
    found = (one for one in seen_fields(holder) if one.number == number) if number is not None else iter(())
    return any(one.value_type in ORDERING and is_quick(holder, one) for one in found)


def own_order(model: Any, number: int) -> Any:
    """What a list is sorted by that is sorted by an own column: answers by their place, numbers as numbers."""
    one = known().fields[number]
    # An index has answers in the order of their codes.
    if one.value_type == "CHOICE" and not is_long(one.holder):
        codes = list(known().answers_to(one))
        places = [(code, place) for place, code in enumerate(codes)]
        return Case(value_of(model, one), places, len(codes)) if places else value_of(model, one)
    return value_of(model, one)


def is_quick(holder: Holder, one: FieldDefinition) -> bool:
    """Whether a list is narrowed and ordered by a field in time: it is not long, or the field is kept in order.
    References have keys of their own, which are."""
    return one.value_type == "REFERENCE" or not is_long(holder) or (one.is_indexed and one.number in _kept_in_order())


def slow_fields(holder: Holder) -> list[FieldDefinition]:
    """The fields that the reader sees, and by which the list is neither narrowed nor ordered as it is long."""
    fields = [one for one in seen_fields(holder) if one.value_type not in {"POINT", *FILES}]
    return [one for one in fields if not is_quick(holder, one)] if fields and is_long(holder) else []


def _kept_in_order() -> frozenset[int]:
    """The numbers of the fields whose index stands, asked of the database once a page."""
    if "fields_in_order" not in g:
        g.fields_in_order = numbers_in_order()
    found: frozenset[int] = g.fields_in_order
    return found


def is_long(holder: Holder) -> bool:
    """Whether a list is long, asked of the database once a page."""
    known_lists: dict[Holder, bool] = g.setdefault("long_lists", {})
    if holder not in known_lists:
        known_lists[holder] = own_lists.is_long(holder)
    return known_lists[holder]
