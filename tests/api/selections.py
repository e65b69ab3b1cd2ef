"""Every path of the schema: queries that follow all fields of a type, and all that they lead to, and so on.

A type occurs a few times at most on one path, or it would have no end.
"""

import base64
from collections import Counter
from collections.abc import Iterator
from typing import Any

from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType, get_named_type

TIMES = 2
DEEPEST = 5


def selection(kind: GraphQLObjectType | GraphQLInterfaceType, passed: Counter[str], times: int = TIMES) -> str:
    """All fields of `kind`, each followed as far as it goes."""
    passed = passed + Counter([kind.name])
    parts = ["__typename", *filter(None, (_part(name, field, passed, times) for name, field in kind.fields.items()))]
    return "{ " + " ".join(parts) + " }"


def _part(name: str, field: GraphQLField, passed: Counter[str], times: int) -> str:
    inner = get_named_type(field.type)
    if not isinstance(inner, GraphQLObjectType | GraphQLInterfaceType):
        return name
    if passed[inner.name] >= times or passed.total() >= DEEPEST:
        return ""
    return f"{name} {selection(inner, passed, times)}"


def text_of(answer: Any) -> str:
    """All that an answer tells, its cursors read as their bearer can."""
    return " ".join(_texts(answer))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner)
            if name in {"cursor", "endCursor"} and inner:
                yield base64.urlsafe_b64decode(inner + "=" * (-len(inner) % 4)).decode()
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    else:
        yield str(value)
