"""Rows of one table made at once of what the database tells, instead of a call for each of fifty columns.

Peewee sets each value as an attribute, which for a plain column keeps it under its name and no more, and forgets
afterwards that anything was set. Where a query names something else than plain columns, Peewee makes the row.
"""

from functools import lru_cache
from inspect import getattr_static
from typing import Any

import peewee
from peewee import FieldAccessor, ForeignKeyAccessor, Model, ModelDictCursorWrapper, ModelObjectCursorWrapper

_by_peewee = ModelObjectCursorWrapper.process_row


def make_at_once() -> None:
    """Have the rows of this process made so. They are the same."""
    ModelObjectCursorWrapper.process_row = _process_row  # type: ignore[method-assign]  # Its own method.


@lru_cache(maxsize=512)
def plain_names(table: type[Model]) -> frozenset[str]:
    """The columns of which a row keeps what it is given, and no more."""
    own = {FieldAccessor, ForeignKeyAccessor}
    return frozenset(name for name in table._meta.fields if type(getattr_static(table, name)) in own)


@lru_cache(maxsize=512)
def _is_made_plainly(table: type[Model]) -> bool:
    return getattr_static(table, "__init__") is getattr_static(peewee.Model, "__init__")


def _process_row(self: Any, row: Any) -> Any:
    model = self.constructor
    if not (self.is_model and _is_made_plainly(model) and plain_names(model).issuperset(self.unique_columns)):
        return _by_peewee(self, row)  # type: ignore[no-untyped-call]  # The library tells no types.
    made = model(__no_default__=1)
    made.__data__.update(ModelDictCursorWrapper.process_row(self, row))
    return made
