"""How many values an answer may hold at most: rows times fields, reckoned from the query alone.

    interventions(first: 100) { edges { node { title  sites { area { pcode } } } } }
                    100 edges x  (node + title + 10 sites x (site + area + pcode))

Every field is one value each time its parent occurs. A list is as long as `first` says; else as its field
declares (metadata `expected`, a number or a function of the arguments); else ten. What an object field says
in this way holds for the lists right below it: edges of a page, cells of a coverage. A question that reads much
to answer little declares so (metadata `weight`, in values), and so does a figure.
"""

from collections.abc import Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
    value_from_ast_untyped,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

from api.planner.pages import LONGEST_PAGE
from api.refusals import refuse

MOST_VALUES = 150_000
"""In one answer: 335 districts x 12 sectors x 37 values, or 100 rows of 1,500 values each."""
ORDINARY_LIST = 10
INTROSPECTED = {"types": 50, "fields": 10, "inputFields": 3, "args": 2, "enumValues": 4, "directives": 6}
"""How long the lists of an introspection are here on average, roughly."""

Variables = Mapping[str, Any]
Fragments = Mapping[str, FragmentDefinitionNode]


def check_cost(
    schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Fragments, given: Variables
) -> int:
    """The values an operation of a validated document may give at most. Raises Refused(TOO_COSTLY)."""
    values = _CostCounter(schema, fragments, _variables(operation, given)).operation(operation)
    if values > MOST_VALUES:
        raise refuse("TOO_COSTLY", found=values, most=MOST_VALUES)
    return values


def _variables(operation: OperationDefinitionNode, given: Variables) -> Variables:
    """The given variables over the defaults that the operation declares."""
    declared = {
        definition.variable.name.value: value_from_ast_untyped(definition.default_value)
        for definition in operation.variable_definitions or ()
        if definition.default_value
    }
    return {**declared, **given}


class _CostCounter:
    """Reckons one operation, each fragment once per length of the lists it stands in."""

    def __init__(self, schema: GraphQLSchema, fragments: Fragments, given: Variables) -> None:
        self.schema = schema
        self.fragments = fragments
        self.given = given
        self.fragment_costs: dict[tuple[str, int], int] = {}

    def operation(self, operation: OperationDefinitionNode) -> int:
        root = self.schema.get_root_type(operation.operation)
        return self._selection(operation.selection_set, root, 0)

    def _selection(self, selections: SelectionSetNode | None, parent: GraphQLNamedType | None, page: int) -> int:
        """Values of one occurrence of the parent, in which a list without its own length has `page` entries."""
        if selections is None:
            return 0
        return sum(self._node(node, parent, page) for node in selections.selections)

    def _node(self, node: SelectionNode, parent: GraphQLNamedType | None, page: int) -> int:
        if isinstance(node, FieldNode):
            return self._field(node, parent, page)
        if isinstance(node, FragmentSpreadNode):
            return self._fragment(node.name.value, page)
        assert isinstance(node, InlineFragmentNode)  # noqa: S101  There is no fourth kind of selection.
        condition = node.type_condition
        inner = self.schema.get_type(condition.name.value) if condition else parent
        return self._selection(node.selection_set, inner, page)

    def _fragment(self, name: str, page: int) -> int:
        key = (name, page)
        if key not in self.fragment_costs:
            fragment = self.fragments[name]
            parent = self.schema.get_type(fragment.type_condition.name.value)
            self.fragment_costs[key] = self._selection(fragment.selection_set, parent, page)
        return self.fragment_costs[key]

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None, page: int) -> int:
        field = self.schema.get_field(parent, node.name.value) if is_composite_type(parent) else None
        if field is None:
            return 1
        if node.selection_set is None:
            return 1 + int(_declared(field, "weight"))
        own, weight = self._size(node, field, parent), int(_declared(field, "weight"))
        if is_list_type(get_nullable_type(field.type)):
            times = own or page or ORDINARY_LIST
            return weight + times * (1 + self._selection(node.selection_set, get_named_type(field.type), 0))
        return weight + 1 + self._selection(node.selection_set, get_named_type(field.type), own)

    def _size(self, node: FieldNode, field: GraphQLField, parent: GraphQLNamedType | None) -> int:
        """How long a list field is, or the lists right below an object field; 0 where nothing says so."""
        arguments = {argument.name.value: self._value(argument.value) for argument in node.arguments or ()}
        if "first" in field.args:
            first = arguments.get("first", field.args["first"].default_value)
            # A value that will be refused counts as the longest page.
            return first if isinstance(first, int) and 1 <= first <= LONGEST_PAGE else LONGEST_PAGE
        if parent is not None and parent.name.startswith("__"):
            return INTROSPECTED.get(node.name.value, 0)
        declared = _declared(field, "expected")
        return int(declared(arguments) if callable(declared) else declared)

    def _value(self, node: Any) -> Any:
        if isinstance(node, VariableNode):
            return self.given.get(node.name.value)
        return value_from_ast_untyped(node, dict(self.given))


def _declared(field: GraphQLField, name: str) -> Any:
    """One piece of metadata of the field in Python that this field was made from; 0 where it says nothing."""
    source = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    return source.metadata.get(name, 0) if source else 0
