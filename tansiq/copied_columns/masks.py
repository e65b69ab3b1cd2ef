"""The conditions of the policy and of questions, asked of copied columns: one rule, two ways of looking.

    Site.is_published & Site.area.in_(within) --> SQL                      a query adds it
                                              '-> [True, False, ...]      `mask` works it out, row by row

What SQL calls unknown is no here. That is the same for all that conditions are made of, since none denies a part of
itself; whatever is not known here is refused, and the question goes to the database.
"""

import operator
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from peewee import OP, Expression, Field, ModelSelect, Node

from tansiq.copied_columns.tables import CopiedTable, Numbers, UncopiedError, empty_of, number_of
from tansiq.models.data_stamps import stamps_of_now
from tansiq.platform.database import db
from tansiq.platform.lru import LruCache
from tansiq.policy.belonging import NOBODY

Mask = NDArray[Any]
"""True or False for each row."""

_ids: LruCache[Numbers] = LruCache(4_000_000, lambda ids: 100 + len(ids))
"""Ids that conditions name by a query, under its text, its values and the stamps; 8 bytes each."""


class Columns(Protocol):
    """Whatever has columns by name: all rows of a table, or some."""

    @property
    def table(self) -> CopiedTable: ...
    def column(self, name: str) -> Numbers: ...
    def __len__(self) -> int: ...


def mask(condition: Any, rows: Columns) -> Mask:
    """Which rows meet a Peewee condition on their table; None is met by all. Raises UncopiedError."""
    if condition is None:
        return np.ones(len(rows), np.bool_)
    if condition is NOBODY:
        return np.zeros(len(rows), np.bool_)
    if isinstance(condition, Field):
        return np.equal(_column(condition, rows), 1)
    if isinstance(condition, Expression):
        return _expression(condition, rows)
    raise UncopiedError(type(condition).__name__)


def _expression(condition: Expression, rows: Columns) -> Mask:
    if condition.op == OP.AND:
        return np.logical_and(mask(condition.lhs, rows), mask(condition.rhs, rows))
    if condition.op == OP.OR:
        return np.logical_or(mask(condition.lhs, rows), mask(condition.rhs, rows))
    if not isinstance(condition.lhs, Field):
        raise UncopiedError(repr(condition.op))
    if condition.op in (OP.IS, OP.IS_NOT) and condition.rhs is None:
        found: Mask = np.equal(_emptiness(condition.lhs, rows), condition.op == OP.IS)
        return found
    if condition.op == OP.IN:
        return _is_among(condition.lhs, condition.rhs, rows)
    if condition.op in _COMPARED and not isinstance(condition.rhs, Node):
        return _compared(condition, rows)
    raise UncopiedError(repr(condition.op))


_COMPARED: Mapping[Any, Callable[[Any, Any], Any]] = {
    OP.EQ: operator.eq,
    OP.NE: operator.ne,
    OP.LT: operator.lt,
    OP.LTE: operator.le,
    OP.GT: operator.gt,
    OP.GTE: operator.ge,
}


def _compared(condition: Expression, rows: Columns) -> Mask:
    """An empty value is neither equal to, nor before, nor after anything."""
    field, values = condition.lhs, _column(condition.lhs, rows)
    found: Mask = _COMPARED[condition.op](values, number_of(field, condition.rhs)) & (values != empty_of(field))
    return found


def _emptiness(field: "Field[Any]", rows: Columns) -> Mask:
    found: Mask = _column(field, rows) == empty_of(field)
    return found


def _is_among(field: "Field[Any]", wanted: Any, rows: Columns) -> Mask:
    values = _column(field, rows)
    ids = _asked(wanted) if isinstance(wanted, ModelSelect) else np.array([number_of(field, one) for one in wanted])
    return among(values, ids)


def among(values: Numbers, wanted: Numbers) -> Mask:
    """Which of the values are among some ids; empty ones are not."""
    if not len(values) or not len(wanted):
        return np.zeros(len(values), np.bool_)
    highest = max(int(wanted.max()), int(values.max()))
    if highest > _LONGEST_TABLE:
        return np.isin(values, wanted)
    # One place more than ids: what is empty is -1, and leads to the last, where nothing is wanted.
    is_wanted = np.zeros(highest + 2, np.bool_)
    is_wanted[wanted[wanted >= 0]] = True
    found: Mask = is_wanted.take(values)
    return found


_LONGEST_TABLE = 50_000_000
"""Ids up to which a table of all of them is made, a byte each, instead of sorting."""


def _asked(query: Any) -> Numbers:
    """The ids that a query finds."""
    text, bound = query.sql()
    key = (db.obj, text, tuple(bound), tuple(sorted(stamps_of_now().items())))
    return _ids.get(key, lambda: _fetched(text, bound))


def _fetched(text: str, bound: Any) -> Numbers:
    found = [number for (number,) in db.execute_sql(text, bound).fetchall() if number is not None]
    return np.array(found, np.int64)


def _column(field: "Field[Any]", rows: Columns) -> Numbers:
    if field.model is not rows.table.model:
        raise UncopiedError(f"{field.model.__name__}.{field.name}")
    return rows.column(str(field.name))
