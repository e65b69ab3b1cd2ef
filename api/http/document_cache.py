"""Documents read once: parsed, measured and validated, then kept for the next request with the same text."""

from dataclasses import dataclass, field
from functools import lru_cache

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    parse,
    validate,
)

from api.http.cost import Variables, check_cost
from api.http.limits import MOST_COMMENTS, MOST_DEPTH, MOST_WORDS, check_size
from api.http.refusals import refuse

KEPT = 128
"""Documents kept at most; the largest allowed takes under a megabyte."""
MOST_ERRORS = 10


class Invalid(Exception):  # noqa: N818  It is told to the caller, not handled.
    """A document that is not valid here, with graphql-core's errors."""

    def __init__(self, *errors: GraphQLError) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


@dataclass
class Document:
    """A valid document within the limits. The same object comes back for the same text while it is kept."""

    node: DocumentNode
    operations: dict[str, OperationDefinitionNode] = field(init=False)
    fragments: dict[str, FragmentDefinitionNode] = field(init=False)
    costs: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        definitions = self.node.definitions
        self.operations = {_name(each): each for each in definitions if isinstance(each, OperationDefinitionNode)}
        self.fragments = {each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)}

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation of this name, or the only one. Raises Refused(NO_OPERATION)."""
        if name:
            found = self.operations.get(name)
        else:
            found = next(iter(self.operations.values())) if len(self.operations) == 1 else None
        if found is None:
            raise refuse("NO_OPERATION", "operationName")
        return found

    def check_cost(self, schema: GraphQLSchema, operation: OperationDefinitionNode, given: Variables) -> None:
        """Raise Refused(TOO_COSTLY) where the answer could grow too large; reckoned once if nothing varies."""
        name = _name(operation)
        if name in self.costs:
            return
        cost = check_cost(schema, operation, self.fragments, given)
        if not operation.variable_definitions:
            self.costs[name] = cost


def _name(operation: OperationDefinitionNode) -> str:
    return operation.name.value if operation.name else ""


class Documents:
    """The documents of one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self.read = lru_cache(maxsize=KEPT)(self._read)

    def _read(self, text: str) -> Document:
        """The document of this text. Raises Invalid, or Refused where it is beyond the limits."""
        node = _parse(text)
        check_size(node)
        errors = validate(self.schema, node, max_errors=MOST_ERRORS)
        if errors:
            raise Invalid(*errors)
        return Document(node)


def _parse(text: str) -> DocumentNode:
    try:
        return parse(text, max_lexical_tokens=MOST_WORDS, max_comments=MOST_COMMENTS)
    except GraphQLSyntaxError as broken:
        if not broken.message.endswith("Parsing aborted."):
            raise Invalid(broken) from None
        if "nested" in broken.message:
            raise refuse("TOO_DEEP", most=MOST_DEPTH) from None
        raise refuse("TOO_MANY_WORDS", most=MOST_WORDS) from None
