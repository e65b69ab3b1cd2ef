"""An expression as a piece of SQL, for all rows at once: a Peewee node in which every value is bound.

PostgreSQL reckons with decimals, as Python does. SQLite has binary fractions: they hold fifteen digits, and the
rounding that stands in the tree takes away what they add. A half may fall short of itself by their last bits, so what
is rounded is made larger by two thousand million millionths first.

SQLite's parser keeps a hundred things in mind at most. What would be deeper becomes a step of its own:

    (WITH expression_1 (v) AS (SELECT ...), expression_2 (v) AS (SELECT ... (SELECT v FROM expression_1) ...)
        SELECT ...)
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import peewee

from tansiq.expressions.fields import Kind
from tansiq.expressions.tree import SURE_DECIMALS, Node
from tansiq.platform.database import is_postgres

Column = Callable[[int], peewee.Node]
"""What gives the value of a field by its number, as SQL: a number (numeric or whole on PostgreSQL, integer or real on
SQLite), a text, a day or month as ISO text, yes or no (boolean; 1 or 0 on SQLite), several choices as a JSON array of
their codes (jsonb on PostgreSQL). What is missing or malformed is NULL, never an empty text or array."""


@dataclass(frozen=True)
class Columns:
    """Where values come from: those of the row, those of the period before where there is one, and the day."""

    of: Column
    today: date
    previous: Column | None = None


def written(tree: Node, columns: Columns) -> peewee.NodeList:
    """An expression as SQL of the database in use; yes or no is a boolean there, and 1 or 0 on SQLite.

    Raises ValueError where it asks for the period before and `columns` has none, or for the units below.
    """
    return _Writer(columns, is_postgres()).whole(tree)


_SHARED: Mapping[str, str] = {
    **{sign: f"({{0}} {sign} {{1}})" for sign in ("+", "-", "*", "=", "<", "<=", ">", ">=")},
    "!=": "({0} <> {1})",
    "and": "({0} AND {1})",
    "or": "({0} OR {1})",
    "not": "(NOT {0})",
    "negative": "(- {0})",
    "if": "CASE WHEN {0} THEN {1} ELSE {2} END",
}
_POSTGRES: Mapping[str, str] = {
    **_SHARED,
    # The quotient has as many decimals as its sides, and by itself sixteen digits alone.
    "div": "(ROUND({0}, 24) / NULLIF({1}, 0))",
    "mod": "MOD({0}, NULLIF({1}, 0))",
    "round": "ROUND({0}, {1})",
    "round half": f"ROUND(ROUND({{0}}, {SURE_DECIMALS}), {{1}})",
    "days-between": "CAST(CAST({1} AS date) - CAST({0} AS date) AS numeric)",
    "selected": "({0} @> to_jsonb({1}))",
}
_SQLITE: Mapping[str, str] = {
    **_SHARED,
    "div": "(1.0 * {0} / NULLIF({1}, 0))",
    "mod": "({0} % NULLIF({1}, 0))",
    "round": "ROUND({0}, {1})",
    "round half": "ROUND({0} * 1.000000000000002, {1})",
    "days-between": "CAST(julianday({1}) - julianday({0}) AS INTEGER)",
    "selected": "CASE WHEN {0} IS NOT NULL THEN EXISTS (SELECT 1 FROM json_each({0}) WHERE json_each.value = {1}) END",
}
_AGGREGATES = {"sum": "SUM", "min": "MIN", "max": "MAX"}
_DEEP = 35
"""What a piece may ask of SQLite's parser; around it stand the rest of the expression and the statement."""
_ASKS = {"if": 6, "count": 7, "sum": 13, "min": 13, "max": 13, "div": 7, "selected": 12}
_ASKS_ELSE, _STEP_ASKS = 5, 8


class _Piece(NamedTuple):
    """Words and nodes of SQL in a row, and how many things SQLite's parser has to keep in mind for them."""

    words: tuple[peewee.Node, ...]
    asks: int = 1


@dataclass
class _Writer:
    columns: Columns
    is_postgres: bool
    steps: list[_Piece] = field(default_factory=list)

    def whole(self, tree: Node) -> peewee.NodeList:
        """The node of an expression, after the steps that it needs."""
        top = self.piece(tree)
        if self.steps:
            named = ", ".join(f"{_name(place)} (v) AS (SELECT {{{place}}})" for place in range(len(self.steps)))
            top = _filled(f"(WITH {named} SELECT {{{len(self.steps)}}})", [*self.steps, top])
        return peewee.NodeList(top.words)

    def piece(self, node: Node) -> _Piece:
        """The SQL of a node."""
        if node.operation in {"literal", "today", "field", "previous", "below"}:
            return self._leaf(node)
        pieces = [self.piece(argument) for argument in node.arguments]
        if node.operation in {"round", "selected"}:
            pieces.append(self._bound(node.value))
        filled = _filled(self._template(node), pieces)
        piece = _Piece(filled.words, filled.asks + _ASKS.get(node.operation, _ASKS_ELSE))
        return piece if self.is_postgres or piece.asks <= _DEEP else self._step(piece)

    def _step(self, piece: _Piece) -> _Piece:
        self.steps.append(piece)
        return _Piece((peewee.SQL(f"(SELECT v FROM {_name(len(self.steps) - 1)})"),), _STEP_ASKS)

    def _template(self, node: Node) -> str:
        slots = [f"{{{place}}}" for place in range(len(node.arguments))]
        if node.operation == "coalesce":
            return f"COALESCE({', '.join(slots)})"
        if node.operation == "count":
            return f"({' + '.join(f'CASE WHEN {slot} IS NULL THEN 0 ELSE 1 END' for slot in slots)})"
        if node.operation in _AGGREGATES:
            rows = " UNION ALL SELECT ".join([f"{slots[0]} AS v", *slots[1:]])
            return f"(SELECT {_AGGREGATES[node.operation]}(v) FROM (SELECT {rows}) AS given)"
        templates = _POSTGRES if self.is_postgres else _SQLITE
        return templates["round half" if node.rounds_halves else node.operation]

    def _leaf(self, node: Node) -> _Piece:
        if node.operation == "today":
            return self._bound(self.columns.today.isoformat())
        if node.operation == "literal":
            return self._bound(node.value)
        if node.operation == "below":
            raise ValueError("There are no values of the units below here.")
        column = self.columns.of if node.operation == "field" else self.columns.previous
        if column is None:
            raise ValueError("There are no values of the period before here.")
        is_cast = self.is_postgres and node.kind is Kind.NUMBER
        return _filled("CAST({0} AS numeric)" if is_cast else "({0})", [_Piece((column(int(str(node.value))),), 4)])

    def _bound(self, value: object) -> _Piece:
        """A value as the database takes it; PostgreSQL has to be told what a text is where nothing else says so."""
        if isinstance(value, bool):
            return _Piece((peewee.SQL("TRUE" if value else "FALSE"),))
        if self.is_postgres and isinstance(value, str):
            return _filled("CAST({0} AS text)", [_Piece((_value(value),), 2)])
        return _Piece((_value(value if self.is_postgres else _binary(value)),))


def _name(step: int) -> str:
    return f"expression_{step + 1}"


def _value(value: object) -> peewee.Node:
    # Without a converter, else a column beside it would have its say.
    return peewee.Value(value, converter=False)


def _binary(value: object) -> object:
    """SQLite has no decimals: a number that is whole stays so, any other is the nearest fraction."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _filled(template: str, pieces: Sequence[_Piece]) -> _Piece:
    """SQL whose slots {0}, {1} ... are filled with pieces; the rest of it is written in this module alone."""
    words: list[peewee.Node] = []
    for place, word in enumerate(re.split(r"\{(\d+)\}", template)):
        words += pieces[int(word)].words if place % 2 else [peewee.SQL(word.strip())] if word.strip() else []
    return _Piece(tuple(words), max(piece.asks for piece in pieces))
