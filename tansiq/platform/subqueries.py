"""A statement within a statement is written once.

Peewee asks of all that stands after IN whether it is empty, and writes a whole subquery to see that it is not: one in
another is written four times, one in that eight times. Conditions of what officers see lie five deep.
"""

from typing import Any

from peewee import Context, Expression, SelectBase

# Its own method, of which the stubs know nothing.
_asked_of_lists = Expression._is_rhs_empty  # type: ignore[attr-defined]


def _is_empty(self: Expression, rhs: Any, ctx: Context) -> bool:
    """Whether nothing stands after IN; a subquery is something, whatever it finds."""
    return not isinstance(rhs, SelectBase) and bool(_asked_of_lists(self, rhs, ctx))


def write_once() -> None:
    """Have every statement of this process written so. The text stays the same."""
    Expression._is_rhs_empty = _is_empty  # type: ignore[attr-defined]  # The same.
