"""graphql-core's executor, which answers planned rows by a plan and walks everything else as usual."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    Node,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from api.planner import codegen, column_texts
from api.planner.plan import Plan
from api.planner.plan_builder import PlanBuilder
from api.planner.rows import Planned
from tansiq.models import definitions
from tansiq.platform.database import db
from tansiq.platform.lru import LruCache

_plans: LruCache[Plan] = LruCache(512)
_needs: LruCache["Needs"] = LruCache(512)
OWN_FIELDS = "extra"
"""The field below which stands what the ministry defined."""


class Needs(NamedTuple):
    """What the plan for a selection depends on beside its nodes: these variables, and what the ministry defined."""

    variables: tuple[str, ...]
    has_own_fields: bool


class PlannedExecution(StrawberryGraphQLCoreExecutionContext):
    """The execution context class of our schema."""

    def complete_value(
        self, return_type: Any, field_details_list: Any, info: Any, path: Any, result: Any, *rest: Any
    ) -> Any:
        """Answer `Planned` results as a whole; an absent single record goes on as null."""
        if isinstance(result, Planned):
            result = self._answer(return_type, field_details_list, result)
            if result is not None:
                return result
        return super().complete_value(return_type, field_details_list, info, path, result, *rest)

    def _answer(self, return_type: Any, details: Any, question: Planned) -> Any:
        plan = self._plan(get_named_type(return_type), details, question)
        is_list = is_list_type(get_nullable_type(return_type))
        if is_list and plan.fields is not None and question.in_columns is not None:
            return column_texts.written(plan.fields, question.in_columns, self.context_value)
        found = question.fetch(plan.sources, plan.wants)
        answer = plan.answer(found.rows, found, self.context_value)
        if question.is_page or is_list:
            return answer
        return answer[0] if answer else None

    def _plan(self, named: Any, details: Any, question: Planned) -> Plan:
        """The plan for these nodes: the nodes of a document that is kept stay the same, and so does their plan.

        Variables count where they stand within the selection; the field's own arguments are in the question.
        """
        viewer = self.context_value.viewer
        nodes = tuple(detail.node for detail in details)
        node_ids = tuple(map(id, nodes))
        needs = _needs.get(node_ids, lambda: self._needs_of(nodes), nodes)
        values = tuple(repr(self.variable_values.coerced.get(name)) for name in needs.variables)
        defined = self.context_value.stamps_of(definitions.TABLES) if needs.has_own_fields else ()
        key = (node_ids, values, named.name, question.variant, viewer.scope, viewer.language, defined, db.obj)
        return _plans.get(key, lambda: self._make_plan(named, details, question), nodes)

    def _make_plan(self, named: GraphQLObjectType, details: Any, question: Planned) -> Plan:
        builder = PlanBuilder(self, question)
        plan = builder.finish(codegen.PAGE if question.is_page else codegen.LIST, builder.object(named, details))
        if question.in_columns is None:
            return plan
        return replace(plan, fields=builder.written_fields(named, details))

    def _needs_of(self, nodes: tuple[Any, ...]) -> Needs:
        within = list(self._nodes_within(nodes))
        variables = {node.name.value for node in within if isinstance(node, VariableNode)}
        has_own_fields = any(isinstance(node, FieldNode) and node.name.value == OWN_FIELDS for node in within)
        return Needs(tuple(sorted(variables)), has_own_fields)

    def _nodes_within(self, nodes: tuple[Any, ...]) -> Iterator[Node]:
        """All nodes in the selections of these, those of their fragments included."""
        waiting: list[Node] = [node.selection_set for node in nodes if node.selection_set]
        spread: set[str] = set()
        while waiting:
            node = waiting.pop()
            yield node
            if isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
                spread.add(node.name.value)
                waiting.append(self.fragment_definitions[node.name.value])
            waiting += _children(node)


def _children(node: Node) -> Iterator[Node]:
    for name in node.keys:
        value = getattr(node, name)
        for child in value if isinstance(value, (list, tuple)) else (value,):
            if isinstance(child, Node):
                yield child
