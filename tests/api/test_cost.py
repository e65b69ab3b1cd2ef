"""What an answer may hold, reckoned from the query alone."""

import pytest
from graphql import OperationDefinitionNode, parse

from api.cost import MOST_VALUES, check_cost
from tansiq.faults import Refused
from tests.api.tiny import SCHEMA


def _cost(query: str, **variables: object) -> int:
    from api.documents import Document

    document = Document(parse(query))
    [operation] = document.operations.values()
    assert isinstance(operation, OperationDefinitionNode)
    return check_cost(SCHEMA._schema, operation, document.fragments, variables)


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("{ areas }", 1),
        ("{ node { word } }", 2),
        ("{ node { three { word } } }", 1 + 3 * 2),
        ("{ node { page(first: 20) { nodes { word __typename } } } }", 1 + 1 + 20 * 3),
        ("{ node { page { nodes { word } } } }", 1 + 1 + 50 * 2),
        ("{ node { page(first: 0) { nodes { word } } } }", 1 + 1 + 100 * 2),
        ("{ node { page(first: 5) { nodes { three { word } } } } }", 1 + 1 + 5 * (1 + 3 * 2)),
        ("{ node { ...A a: same { ...A } } } fragment A on Node { three { word } }", 1 + 6 + 1 + 6),
        ("{ ... on Query { node { ... { word } } } }", 2),
    ],
)
def test_values_are_rows_times_fields(query: str, values: int) -> None:
    assert _cost(query) == values


def test_a_page_may_come_from_a_variable_or_its_default() -> None:
    query = "query ($n: Int = 7) { node { page(first: $n) { nodes { word } } } }"
    assert _cost(query) == 2 + 7 * 2
    assert _cost(query, n=9) == 2 + 9 * 2


def test_a_page_longer_than_any_counts_as_the_longest() -> None:
    assert _cost("query ($n: Int) { node { page(first: $n) { nodes { word } } } }", n=10**9) == 2 + 100 * 2


def test_the_refusal_tells_what_was_reckoned() -> None:
    with pytest.raises(Refused) as refusal:
        _cost("{ node { page(first: 100) { nodes { page(first: 100) { nodes { three { three { word } } } } } } } }")
    [fault] = refusal.value.faults
    assert fault.sentence.values == {"found": 1 + 1 + 100 * (1 + 1 + 100 * (1 + 3 * (1 + 3 * 2))), "most": MOST_VALUES}
