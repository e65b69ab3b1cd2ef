"""How much a document may ask, counted before it is validated: nothing here touches the schema or the database.

    { a { ...F } b: a }        fragment F on T { c d }      depth 3 (a, F, c); fields a c d b; one alias

Fragments are counted where they are used, once measured, so a small document that unfolds into a huge one
is refused without being unfolded.
"""

from dataclasses import dataclass, replace

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from api.http.refusals import refuse

MOST_BYTES = 65_536
"""Of a request: query and variables together."""
MOST_WORDS = 2_000
"""Lexical tokens of a document."""
MOST_COMMENTS = 100
MOST_DEPTH = 20
"""Levels of braces and fragments. The usual introspection query has 18."""
MOST_FIELDS = 300
"""Fields with every fragment unfolded, over all operations; graphql-core compares them pair by pair.

The usual introspection query has 220."""
MOST_ALIASES = 30
MOST_ROOTS = 10


@dataclass(frozen=True)
class Size:
    """What a selection holds, its fragments unfolded; `roots` are the fields at its own level."""

    fields: int = 0
    aliases: int = 0
    depth: int = 0
    roots: int = 0

    def __add__(self, other: "Size") -> "Size":
        return Size(
            self.fields + other.fields,
            self.aliases + other.aliases,
            max(self.depth, other.depth),
            self.roots + other.roots,
        )


def check_size(document: DocumentNode) -> None:
    """Raise Refused (TOO_DEEP, TOO_MANY_FIELDS, TOO_MANY_ALIASES, TOO_MANY_ROOTS) for a document beyond the limits."""
    measure = _Measure(document)
    total = Size()
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            size = measure.selection(definition.selection_set, 1)
            _check("TOO_MANY_ROOTS", size.roots, MOST_ROOTS)
            total += size
        elif isinstance(definition, FragmentDefinitionNode):
            _check("TOO_MANY_FIELDS", measure.fragment(definition.name.value, 1).fields, MOST_FIELDS)
    _check("TOO_MANY_FIELDS", total.fields, MOST_FIELDS)
    _check("TOO_MANY_ALIASES", total.aliases, MOST_ALIASES)


def _check(code: str, found: int, most: int) -> None:
    if found > most:
        raise refuse(code, found=found, most=most)


class _Measure:
    """Measures the selections of one document, each fragment once."""

    def __init__(self, document: DocumentNode) -> None:
        self.fragments = {
            definition.name.value: definition.selection_set
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self.measured: dict[str, Size] = {}

    def selection(self, selections: SelectionSetNode | None, depth: int) -> Size:
        if selections is None:
            return Size()
        _check_depth(depth)
        total = Size()
        for node in selections.selections:
            total += self._one(node, depth + 1)
        return replace(total, depth=total.depth + 1)

    def _one(self, node: SelectionNode, depth: int) -> Size:
        if isinstance(node, FragmentSpreadNode):
            return self.fragment(node.name.value, depth)
        inner = self.selection(getattr(node, "selection_set", None), depth)
        if not isinstance(node, FieldNode):
            return inner
        return Size(inner.fields + 1, inner.aliases + int(node.alias is not None), inner.depth, roots=1)

    def fragment(self, name: str, depth: int) -> Size:
        """The size of a fragment; one that is being measured counts nothing: validation refuses its circle."""
        if name not in self.measured:
            self.measured[name] = Size()
            self.measured[name] = self.selection(self.fragments.get(name), depth)
        size = self.measured[name]
        _check_depth(depth + size.depth - 1)
        return size


def _check_depth(depth: int) -> None:
    if depth > MOST_DEPTH:
        raise refuse("TOO_DEEP", most=MOST_DEPTH)
