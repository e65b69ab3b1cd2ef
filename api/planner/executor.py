"""graphql-core's executor, which answers planned rows by a plan and walks everything else as usual."""

from collections.abc import Iterator
from typing import Any

from graphql import (
    FragmentSpreadNode,
    GraphQLObjectType,
    Node,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from api.planner import build
from api.planner.plan import Plan, Writer
from api.planner.rows import Planned
from tansiq.platform.database import db
from tansiq.platform.lru import Recent

_plans: Recent[Plan] = Recent(512)
_variables: Recent[tuple[str, ...]] = Recent(512)


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
        found = question.fetch(plan.sources, plan.wants)
        answer = plan.answer(found.rows, found, self.context_value)
        if question.is_page or is_list_type(get_nullable_type(return_type)):
            return answer
        return answer[0] if answer else None

    def _plan(self, named: Any, details: Any, question: Planned) -> Plan:
        """The plan for these nodes: the nodes of a document that is kept stay the same, and so does their plan.

        Variables count where they stand within the selection; the field's own arguments are in the question.
        """
        viewer = self.context_value.viewer
        nodes = tuple(detail.node for detail in details)
        place = tuple(map(id, nodes))
        variables = _variables.get(place, lambda: tuple(sorted(self._variables_within(nodes))), nodes)
        values = tuple(repr(self.variable_values.coerced.get(name)) for name in variables)
        key = (place, values, named.name, question.variant, viewer.scope, viewer.language, db.obj)
        return _plans.get(key, lambda: self._make(named, details, question), nodes)

    def _make(self, named: GraphQLObjectType, details: Any, question: Planned) -> Plan:
        writer = Writer(self, question)
        return writer.finish(build.PAGE if question.is_page else build.LIST, writer.object(named, details))

    def _variables_within(self, nodes: tuple[Any, ...]) -> Iterator[str]:
        """The names of the variables in the selections of these nodes, those of their fragments included."""
        waiting: list[Node] = [node.selection_set for node in nodes if node.selection_set]
        spread: set[str] = set()
        while waiting:
            node = waiting.pop()
            if isinstance(node, VariableNode):
                yield node.name.value
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
