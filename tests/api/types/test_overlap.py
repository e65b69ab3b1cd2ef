"""What is done twice, over GraphQL: the contract as written, pages, groups, and every refusal."""

from typing import Any

import pytest

from tansiq.records import changes
from tests.api.portal import Portal, body
from tests.people import SALMA
from tests.register import Register

CONTRACT = """
query Overlaps { overlaps(within: "YE1211", minScore: 0.2, first: 20) { totalCount pageInfo { hasNextPage endCursor }
  edges { node { score reason(language: AR) area { pcode } sector { code } overlapsFrom overlapsTo
                 first { id organization { name } } second { id organization { name } } } } } }
"""
PAGE = """
query ($first: Int!, $after: String) { overlaps(within: "YE", first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } edges { cursor node { first { id } second { id } } } } }
"""


@pytest.fixture
def khanfar(register: Register) -> Register:
    """Three organisations bring water to Ja'ar at the same time."""
    for acronym in ("NRA", "ADR", "BKC"):
        register.site(register.intervention(acronym), "YE121121")
    return register


def test_the_contract_query_works_as_written(portal: Portal, khanfar: Register) -> None:
    answer = portal.data(CONTRACT)["overlaps"]
    assert answer["totalCount"] == 3
    assert answer["pageInfo"]["hasNextPage"] is False
    node = answer["edges"][0]["node"]
    assert 0.2 <= node["score"] <= 1
    assert node["area"] == {"pcode": "YE121121"}
    assert node["sector"] == {"code": "WSH"}
    assert (node["overlapsFrom"], node["overlapsTo"]) == ("2026-03-01", "2026-03-31")
    names = {side["organization"]["name"] for edge in answer["edges"] for side in _sides(edge["node"])}
    assert names == {"NRA Aid", "ADR Aid", "BKC Aid"}


def _sides(node: dict[str, Any]) -> tuple[Any, Any]:
    return node["first"], node["second"]


def test_the_reason_is_told_in_the_language_asked_for(portal: Portal, khanfar: Register) -> None:
    query = """{ overlaps(within: "YE", first: 1) { edges { node {
        ar: reason(language: AR) en: reason(language: EN) own: reason daysInCommon } } } }"""
    node = portal.data(query)["overlaps"]["edges"][0]["node"]
    assert node["en"] == node["own"]
    assert node["daysInCommon"] == 31
    assert "جعار" in node["ar"]
    assert "Ja'ar" in node["en"]
    arabic = body(portal.ask(query, {"Accept-Language": "ar"}))["data"]["overlaps"]["edges"][0]["node"]
    assert arabic["own"] == node["ar"]


def test_pages_hold_every_pair_once(portal: Portal, khanfar: Register) -> None:
    pairs, after, has_next = [], None, True
    while has_next:
        page = portal.data(PAGE, first=1, after=after)["overlaps"]
        pairs += [tuple(side["id"] for side in _sides(edge["node"])) for edge in page["edges"]]
        assert page["edges"][-1]["cursor"] == page["pageInfo"]["endCursor"]
        after, has_next = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert len(pairs) == len(set(pairs)) == 3


def test_many_pairs_cost_no_more_statements_than_few(portal: Portal, khanfar: Register) -> None:
    portal.data(CONTRACT)
    few = len(portal.statements)
    for number in range(8):
        khanfar.site(khanfar.intervention(f"ORG{number}"), "YE121121")
    assert portal.data(CONTRACT)["overlaps"]["totalCount"] == 11 * 10 / 2
    assert len(portal.statements) <= few


def test_an_intervention_that_is_not_published_overlaps_with_nothing(portal: Portal, khanfar: Register) -> None:
    row = khanfar.intervention("SEC", is_published=False)
    khanfar.site(row, "YE121121")
    assert portal.data(CONTRACT)["overlaps"]["totalCount"] == 3


def test_a_hidden_organisation_is_null(portal: Portal, khanfar: Register) -> None:
    hidden = khanfar.organization("NRA")
    hidden.is_published = False
    changes.save(SALMA, hidden)
    query = """{ overlaps(within: "YE") { edges { node {
        firstOrganization { acronym } secondOrganization { acronym } first { organization { acronym } } } } } }"""
    nodes = [edge["node"] for edge in portal.data(query)["overlaps"]["edges"]]
    told = [node[side] for node in nodes for side in ("firstOrganization", "secondOrganization")]
    assert sorted(str(each and each["acronym"]) for each in told) == ["ADR", "ADR", "BKC", "BKC", "None", "None"]
    assert "NRA" not in str(nodes)


def test_the_filters_narrow_the_pairs(portal: Portal, khanfar: Register) -> None:
    query = """query ($ids: ID, $sectors: [String!], $least: Float! = 0, $from: Date! = "2026-03-01") {
      overlaps(within: "YE", organization: $ids, sectors: $sectors, minScore: $least,
               period: {from: $from, to: "2027-01-01"}) { totalCount } }"""

    def count(**variables: Any) -> int:
        found: int = portal.data(query, **variables)["overlaps"]["totalCount"]
        return found

    assert count() == 3
    assert count(ids=khanfar.organization("NRA").id) == 2
    assert count(ids="x") == 0
    assert count(sectors=["FSC"]) == 0
    assert count(least=1) == 0
    assert count(**{"from": "2026-06-01"}) == 0


def test_pairs_are_counted_by_area_and_sector(portal: Portal, khanfar: Register) -> None:
    query = """{ overlapGroups(within: "YE", level: GOVERNORATE) {
        area { pcode } sector { code } pairCount bestScore } }"""
    [group] = portal.data(query)["overlapGroups"]
    assert (group["area"]["pcode"], group["sector"]["code"], group["pairCount"]) == ("YE12", "WSH", 3)
    assert 0 < group["bestScore"] <= 1


@pytest.mark.parametrize(
    ("question", "code", "field"),
    [
        ('overlaps(within: "YE99") { totalCount }', "NOT_FOUND", "within"),
        ('overlaps(within: "YE", minScore: 1.5) { totalCount }', "OUT_OF_RANGE", "minScore"),
        ('overlaps(within: "YE", minScore: -1) { totalCount }', "OUT_OF_RANGE", "minScore"),
        ('overlaps(within: "YE", first: 0) { totalCount }', "OUT_OF_RANGE", "first"),
        ('overlaps(within: "YE", first: 101) { totalCount }', "OUT_OF_RANGE", "first"),
        ('overlaps(within: "YE", after: "x") { totalCount }', "BAD_CURSOR", "after"),
        ('overlaps(within: "YE", sectors: ["X"]) { totalCount }', "UNKNOWN_CODE", "sectors"),
        (
            'overlaps(within: "YE", period: {from: "2026-02-01", to: "2026-01-01"}) { totalCount }',
            "DATES_REVERSED",
            "period",
        ),
        ('overlapGroups(within: "YE", level: SETTLEMENT) { pairCount }', "OUT_OF_RANGE", "level"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_field(
    portal: Portal, khanfar: Register, question: str, code: str, field: str
) -> None:
    [error] = body(portal.ask(f"{{ {question} }}"))["errors"]
    assert (error["extensions"]["code"], error["extensions"]["field"]) == (code, field)
