"""Statements of pages whose text is put together once for each shape, with their values bound anew each time.

    status IN ("ONGOING") AND id > 40      shape: (AND, (IN, status, 1 value), (>, id, value))     bound: ONGOING, 40

Peewee takes as long to write the statement of a page as SQLite to answer it. A shape names everything that the text
depends on but no value, so that the text of one viewer's question serves another's, and carries nothing of it. What has
no shape here, such as a condition with a statement of its own, Peewee writes each time.
"""

from collections.abc import Callable, Hashable
from typing import Any

from peewee import OP, SQL, Expression, Field, FieldAlias, Model, ModelSelect, Node
from peewee import Ordering as Ordered

from tansiq.platform.database import is_postgres
from tansiq.platform.lru import LruCache

_texts: LruCache[str] = LruCache(512)
Converter = Callable[[Any], Any] | None
_LISTS = (list, tuple, set, frozenset)
_PLAIN_PARTS = ("_cte_list", "_group_by", "_having", "_windows", "_offset", "_for_update", "_distinct")
"""What a statement has none of that has a shape here."""


class _NoShape(Exception):  # noqa: N818  It is no fault: Peewee writes such a statement itself.
    pass


def written(query: "ModelSelect[Any]") -> tuple[str, list[Any]]:
    """The text of a query about one table and the values bound in it: those that `query.sql()` gives."""
    bound: list[Any] = []
    try:
        shape = _statement(query, bound)
    except _NoShape:
        text, values = query.sql()
        return text, list(values)
    return _texts.get((is_postgres(), shape), lambda: str(query.sql()[0])), bound


def _statement(query: Any, bound: list[Any]) -> Hashable:
    """The shape of a statement; its values are added to `bound` in the order of its text."""
    model = query.model
    is_of_one_table = len(query._from_list) == 1 and query._from_list[0] is model
    if not is_of_one_table or query._simple_distinct or any(getattr(query, part) is not None for part in _PLAIN_PARTS):
        raise _NoShape
    selected = tuple(_node(one, model, bound) for one in query._returning)
    where = None if query._where is None else _node(query._where, model, bound)
    order = tuple(_node(one, model, bound) for one in query._order_by or ())
    has_limit = query._limit is not None
    if has_limit:
        bound.append(query._limit)
    return (model, selected, where, order, has_limit)


def _node(node: Any, model: type[Model], bound: list[Any]) -> Hashable:
    kind = type(node)
    if kind is Expression:
        left = _node(node.lhs, model, bound)
        if node.rhs is None and node.op in {OP.IS, OP.IS_NOT}:
            return (node.op, node.flat, left)
        converter = node.lhs.db_value if isinstance(node.lhs, Field) else None
        return (node.op, node.flat, left, _operand(node.rhs, model, bound, converter))
    if isinstance(node, Field):
        is_converting: bool = getattr(node, "_coerce", False)
        if kind is FieldAlias or node.model is not model or not is_converting:
            raise _NoShape
        return ("column", node.name)
    if kind is SQL:
        bound.extend(node.params or ())
        return ("text", node.sql)
    if kind is Ordered and not node.collation and not node.nulls:
        return (node.direction, _node(node.node, model, bound))
    raise _NoShape


def _operand(node: Any, model: type[Model], bound: list[Any], converter: Converter) -> Hashable:
    """The shape of what stands behind an operator, where values may stand, which the column before it converts."""
    if isinstance(node, _LISTS):
        for value in node:
            _bind(value, bound, converter)
        return ("values", len(node))
    if isinstance(node, Node):
        return _node(node, model, bound)
    _bind(node, bound, converter)
    return "value"


def _bind(value: Any, bound: list[Any], converter: Converter) -> None:
    """Bind a plain value as Peewee would."""
    kept = value if converter is None else converter(value)
    if isinstance(kept, (Node, *_LISTS)) or kept is None or isinstance(value, Node):
        raise _NoShape
    bound.append(kept)
