"""What a statement is like without its values.

    status IN ("ONGOING") AND id > 40      shape: AND, IN, status, 1 value, >, id, a value     bound: ONGOING, 40

A shape names everything that the text of a statement depends on but no value. It is one row of marks, each node of the
statement telling what it is and how many follow, so that no two statements have the same. What Peewee knows by its
identity, such as an alias, is called by when it was met first.
"""

from collections.abc import Callable, Collection
from types import GeneratorType
from typing import Any

from peewee import (
    OP,
    SQL,
    Alias,
    Case,
    Cast,
    Column,
    Expression,
    Field,
    FieldAlias,
    Function,
    Join,
    Model,
    ModelAlias,
    ModelCompoundSelectQuery,
    ModelSelect,
    Negated,
    Node,
    NodeList,
    Ordering,
    Select,
    SelectBase,
    Value,
    WrappedNode,
)
from peewee import CompoundSelectQuery as Compound

Converter = Callable[[Any], Any] | None

_LISTS = (list, tuple, set, frozenset, range)
_NO_VALUES = (Node, type, GeneratorType, *_LISTS)
"""What Peewee writes in a way of its own, a table among them."""
_OF_LISTS, _OF_LACKS = {OP.IN, OP.NOT_IN}, {OP.IS, OP.IS_NOT}
_UNKNOWN_PARTS = ("_cte_list", "_windows", "_for_update", "_lateral")
"""What no statement has that has a shape here."""


class NoShape(Exception):  # noqa: N818  It is no fault: Peewee writes such a statement itself.
    """The statement holds what has no shape here."""


class Shape:
    """The marks of a statement, and its values in the order of its text."""

    def __init__(self) -> None:
        self.marks: list[Any] = []
        self.bound: list[Any] = []
        self._met: dict[int, int] = {}
        self._is_source = False
        """Whether what is told now stands where names are given, which is where Peewee writes what has one."""

    def statement(self, query: Any) -> None:
        """Tell a SELECT, or several that are joined; whatever stands around it converts nothing in it."""
        if type(query) in (Compound, ModelCompoundSelectQuery):
            self._compound(query)
        elif type(query) in (Select, ModelSelect):
            self._select(query)
        else:
            raise NoShape

    def node(self, node: Any, converter: Converter = None) -> None:
        """Tell whatever stands in a statement; values are bound as `converter` gives them."""
        tell = _TELLERS.get(type(node))
        if tell is not None:
            tell(self, node, converter)
        elif isinstance(node, SelectBase):
            self.statement(node)
        elif isinstance(node, Field):
            self._field(node)
        elif isinstance(node, _LISTS):
            self.each("values", node, converter)
        else:
            self.marks.append("value")
            self.bind(node, converter)

    def bind(self, value: Any, converter: Converter) -> None:
        """Bind a plain value as Peewee would."""
        kept = converter(value) if converter else value
        if kept is None or isinstance(kept, _NO_VALUES) or isinstance(value, Node):
            raise NoShape
        self.bound.append(kept)

    def source(self, source: Any) -> None:
        """Tell a table, an alias or a statement that is read from."""
        if isinstance(source, type) and issubclass(source, Model):
            self.marks += ("table", source)
        elif type(source) is ModelAlias:
            self.named("aliased", source, source.alias)
            self.marks.append(source.model)
        elif type(source) is Join:
            self._join(source)
        else:
            self.statement(source)

    def _join(self, join: Any) -> None:
        self.marks.append(join.join_type)
        self.source(join.lhs)
        self.source(join.rhs)
        self._part(join._on)

    def _select(self, query: Any) -> None:
        if any(getattr(query, part) is not None for part in _UNKNOWN_PARTS) or _lacks_limit(query):
            raise NoShape
        outside, self._is_source = self._is_source, False
        self.named("select", query, query._alias)
        # Within others Peewee writes the key alone of a query that names no columns.
        self.marks += (type(query), query.model if getattr(query, "_is_default", False) else None)
        self.marks.append(bool(query._simple_distinct or query._distinct is not None))
        self.each("distinct", query._distinct or ())
        self._is_source = True
        self.each("columns", query._returning)
        self.marks.append(len(query._from_list))
        for source in query._from_list:
            self.source(source)
        self._is_source = False
        self._part(query._where)
        self.each("group", query._group_by or ())
        self._part(query._having)
        self.each("order", query._order_by or ())
        self._part(query._limit)
        self._part(query._offset)
        self._is_source = outside

    def _part(self, part: Any) -> None:
        if part is None:
            self.marks.append(None)
        else:
            self.node(part)

    def _compound(self, query: Any) -> None:
        # What orders and limits several is written in a way of its own.
        if query._order_by or query._limit is not None or query._offset is not None or query._cte_list:
            raise NoShape
        self.named(query.op, query, query._alias)
        self.marks.append(type(query))
        self.statement(query.lhs)
        self.statement(query.rhs)

    def named(self, mark: str, thing: Any, alias: str | None) -> None:
        """Tell something that Peewee knows by its identity."""
        self.marks += (mark, alias, self._met.setdefault(id(thing), len(self._met)))

    def each(self, mark: str, nodes: Collection[Any], converter: Converter = None) -> None:
        """Tell several nodes, or values, one after another."""
        self.marks += (mark, len(nodes))
        for node in nodes:
            self.node(node, converter)

    def _field(self, field: Any) -> None:
        if isinstance(field, FieldAlias):
            self.named("field", field.source, field.source.alias)
            self.marks += (field.source.model, field.field.name)
        elif type(field).__sql__ is Field.__sql__:
            self.marks += (field.model, field.name)
        else:
            raise NoShape

    def alias(self, node: Any, converter: Converter) -> None:
        """Tell what has a name: by the name alone where it is not given."""
        self.marks += ("alias", node._alias)
        if self._is_source:
            self.node(node.node, converter)


def _lacks_limit(query: Any) -> bool:
    """Whether there is an offset without a limit, for which SQLite wants a limit too."""
    return query._offset is not None and query._limit is None


def _expression(shape: Shape, node: Expression, _converter: Converter) -> None:
    left, right = node.lhs, node.rhs
    column = left.unwrap() if isinstance(left, WrappedNode) else left
    converter = column.db_value if isinstance(column, Field) and left._coerce else None
    shape.marks += (node.op, node.flat)
    shape.node(left, converter)
    if right is None and node.op in _OF_LACKS:
        shape.marks.append("null")
    elif node.op in _OF_LISTS and _is_empty(right):
        raise NoShape
    else:
        shape.node(right, converter)


def _is_empty(values: Any) -> bool:
    listed = values.values if isinstance(values, Value) and values.multi else values
    return isinstance(listed, _LISTS) and not listed


def _value(shape: Shape, node: Any, converter: Converter) -> None:
    if node.multi:
        shape.each("values", node.values, converter)
        return
    shape.marks.append("value")
    shape.bind(node.value, converter if node.converter is None else node.converter)


def _function(shape: Shape, node: Any, converter: Converter) -> None:
    if node._order_by:
        raise NoShape
    shape.marks += ("function", node.name, len(node.arguments), node._filter is not None)
    for argument in node.arguments:
        # A function converts nothing that it is given as it is.
        shape.node(argument, converter if isinstance(argument, Node) else None)
    if node._filter is not None:
        shape.node(node._filter, converter)


def _sql(shape: Shape, node: SQL, _converter: Converter) -> None:
    shape.marks += ("sql", node.sql)
    for value in node.params or ():
        shape.bind(value, None)


def _column(shape: Shape, node: Any, _converter: Converter) -> None:
    source: Any = node.source
    if isinstance(source, SelectBase):
        shape.named("column", source, vars(source)["_alias"])
    elif type(source) is ModelAlias:
        shape.named("column", source, source.alias)
    else:
        raise NoShape
    shape.marks.append(node.name)


def _case(shape: Shape, node: Any, converter: Converter) -> None:
    cases = [part for case in node.expression_tuples for part in case]
    shape.marks += ("case", node.predicate is not None, node.default is not None)
    if node.predicate is not None:
        shape.node(node.predicate, converter)
    shape.each("cases", cases, converter)
    if node.default is not None:
        shape.node(node.default, converter)


def _ordering(shape: Shape, node: Any, converter: Converter) -> None:
    if node.nulls:
        raise NoShape
    shape.marks += (node.direction, node.collation)
    shape.node(node.node, converter)


def _node_list(shape: Shape, node: Any, converter: Converter) -> None:
    shape.marks += (node.glue, node.parens)
    shape.each("nodes", node.nodes, converter)


def _marked(*marks: str) -> Callable[[Shape, Any, Converter], None]:
    """Tells what stands around one node: these marks, or attributes of it."""

    def tell(shape: Shape, node: Any, converter: Converter) -> None:
        shape.marks += (type(node), *(getattr(node, mark) for mark in marks))
        shape.node(node.node, converter)

    return tell


_TELLERS: dict[type, Callable[[Shape, Any, Converter], None]] = {
    Alias: Shape.alias,
    Case: _case,
    Cast: _marked("_cast"),
    Column: _column,
    Expression: _expression,
    Function: _function,
    Negated: _marked(),
    NodeList: _node_list,
    Ordering: _ordering,
    SQL: _sql,
    Value: _value,
}
