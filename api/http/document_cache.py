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
from api.http.query_limits import MOST_COMMENTS, MOST_DEPTH, MOST_WORDS, check_size
from api.refusals import refuse

MOST_DOCUMENTS = 128
"""Documents kept at most; the largest allowed takes under a megabyte."""
MOST_ERRORS = 10


class InvalidDocument(Exception):  # noqa: N818  It is told to the caller, not handled.
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

    def check_cost(self, schema: GraphQLSchema, operation: OperationDefinitionNode, given: Variables) -> int:
        """The values that the answer may hold at most; reckoned once if nothing varies. Raises Refused(TOO_COSTLY)."""
        name = _name(operation)
        if name in self.costs:
            return self.costs[name]
        cost = check_cost(schema, operation, self.fragments, given)
        if not operation.variable_definitions:
            self.costs[name] = cost
        return cost


def _name(operation: OperationDefinitionNode) -> str:
    return operation.name.value if operation.name else ""


class DocumentCache:
    """The documents of one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self.read = lru_cache(maxsize=MOST_DOCUMENTS)(self._read)

    def _read(self, text: str) -> Document:
        """The document of this text. Raises InvalidDocument, or Refused where it is beyond the limits."""
        node = _parse(text)
        check_size(node)
        errors = validate(self.schema, node, max_errors=MOST_ERRORS)
        if errors:
            raise InvalidDocument(*errors)
        return Document(node)


def _parse(text: str) -> DocumentNode:
    try:
        return parse(text, max_lexical_tokens=MOST_WORDS, max_comments=MOST_COMMENTS)
    except GraphQLSyntaxError as broken:
        if not broken.message.endswith("Parsing aborted."):
            raise InvalidDocument(broken) from None
        if "nested" in broken.message:
            raise refuse("TOO_DEEP", most=MOST_DEPTH) from None
        raise refuse("TOO_MANY_WORDS", most=MOST_WORDS) from None
