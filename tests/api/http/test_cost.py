"""What an answer may hold, reckoned from the query alone."""

from contextlib import nullcontext

import pytest
from graphql import OperationDefinitionNode, parse

from api.http.cost import MOST_VALUES, check_cost
from api.http.document_cache import Document
from api.http.query_limits import check_size
from api.http.rate_limits import VALUES_OF_ONE
from api.schema import schema
from api.types.coverage import WEIGHT
from api.types.plan_figures import WEIGHT_OF_PLAN
from tansiq.faults import Refused
from tests.api.plan_documents import OPEN, PLAN, PLAN_COVERAGE, PLANS
from tests.api.tiny_schema import SCHEMA


def _cost(query: str, **variables: object) -> int:
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
        ("{ heavy { word } a: heavy { word } }", 2 * (1000 + 2)),
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


WIDE = '{ coverage(within: "YE", level: %s, by: [%s]) { cells { state area { pcode } } } }'


@pytest.mark.parametrize(
    ("level", "by", "cells"),
    [
        ("COUNTRY", "", 1),
        ("GOVERNORATE", "SECTOR", 25 * 12),
        ("DISTRICT", "SECTOR", 350 * 12),
        ("SETTLEMENT", "SECTOR, POPULATION_GROUP, ORGANIZATION_KIND", 4200),
    ],
)
def test_a_coverage_costs_by_its_cells(level: str, by: str, cells: int) -> None:
    [operation] = Document(parse(WIDE % (level, by))).operations.values()
    assert check_cost(schema._schema, operation, {}, {}) == WEIGHT + 1 + cells * 4


def test_no_more_than_seven_questions_about_a_country_are_asked_at_once() -> None:
    asked = 'a%d: overlaps(within: "YE") { totalCount }'
    for count, is_refused in ((7, False), (8, True)):
        [operation] = Document(parse("{" + " ".join(asked % i for i in range(count)) + "}")).operations.values()
        with pytest.raises(Refused) if is_refused else nullcontext():
            check_cost(schema._schema, operation, {}, {})


@pytest.mark.parametrize(("query", "is_heavy"), [(PLANS, False), (PLAN, True), (PLAN_COVERAGE, True), (OPEN, False)])
def test_the_questions_about_plans_fit_and_those_about_all_items_are_heavy(query: str, is_heavy: bool) -> None:
    document = Document(parse(query))
    [operation] = document.operations.values()
    assert isinstance(operation, OperationDefinitionNode)
    check_size(document.node)
    assert (check_cost(schema._schema, operation, document.fragments, {}) > VALUES_OF_ONE) == is_heavy


def test_figures_of_many_plans_count_for_the_items_that_are_read() -> None:
    [operation] = Document(parse("{ plans(first: 100) { edges { node { progress } } } }")).operations.values()
    assert check_cost(schema._schema, operation, {}, {}) == 1 + 100 * (1 + 1 + 1 + WEIGHT_OF_PLAN)


def test_the_refusal_tells_what_was_reckoned() -> None:
    with pytest.raises(Refused) as refusal:
        _cost("{ node { page(first: 100) { nodes { page(first: 100) { nodes { three { three { word } } } } } } } }")
    [fault] = refusal.value.faults
    assert fault.sentence.values == {"found": 1 + 1 + 100 * (1 + 1 + 100 * (1 + 3 * (1 + 3 * 2))), "most": MOST_VALUES}
