"""By which own fields lists are narrowed and ordered; long ones by those alone that are kept in order."""

from typing import Any

from tansiq.models import Entry, FieldDefinition
from tansiq.models.definitions import Holder
from tansiq.models.field_definition import FROM_LISTS, NUMERIC
from tansiq.models.record_type import type_named
from tansiq.records.table_size import has_more_than

LONG = 50_000
"""Rows from which on a list is narrowed and ordered by what is kept in order alone: anything else reads all rows."""
ORDERING = frozenset({"TEXT", "DAY", "MONTH", "YES_NO", "CHOICE", "PCODE", *NUMERIC})
"""Types of fields that lists are ordered by."""
NARROWING = ORDERING | FROM_LISTS | {"REFERENCE"}
"""Types of fields that lists are narrowed by."""


def is_quick(one: FieldDefinition) -> bool:
    """Whether a list of a field's records is narrowed and ordered by it in time: it is kept in order, or the list is
    not long. References have keys of their own, which are kept in order as they are."""
    return one.is_indexed or one.value_type == "REFERENCE" or not is_long(one.holder)


def is_long(holder: Holder) -> bool:
    """Whether there are more records than LONG; entries are counted on those of their own record type."""
    table, type_id = holder
    is_more = has_more_than(type_named(table).model, LONG)
    if type_id is None or not is_more:
        return is_more
    rows: Any = Entry.select(Entry.id).where(Entry.record_type == type_id)
    return bool(rows.offset(LONG).limit(1).exists())
