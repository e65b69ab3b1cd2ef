"""Pages: every record once, in order, whichever way, and only what was asked for."""

from datetime import date
from typing import Any

import pytest

from api.planner.pages import LONGEST_PAGE
from tansiq.models import Intervention
from tansiq.records import changes
from tests.api.portal import Portal
from tests.people import SALMA
from tests.register import Register

ENDS = [date(2026, 5, 1), None, date(2026, 4, 1), None, date(2026, 5, 1), date(2026, 6, 1), None]


@pytest.fixture
def ids(register: Register) -> list[int]:
    """The ids of seven interventions, some of which have no last day and some the same."""
    return [register.intervention("NRA", ends_on=end).id for end in ENDS]


def _walk(portal: Portal, arguments: str, first: int) -> list[int]:
    """The ids on all pages of a list, asked page by page."""
    query = f"""query ($after: String) {{ interventions({arguments}, first: {first}, after: $after)
        {{ pageInfo {{ hasNextPage endCursor }} edges {{ cursor node {{ id }} }} }} }}"""
    found: list[int] = []
    info: dict[str, Any] = {"hasNextPage": True, "endCursor": None}
    while info["hasNextPage"]:
        page = portal.data(query, after=info["endCursor"])["interventions"]
        assert len(page["edges"]) <= first
        found += [int(edge["node"]["id"]) for edge in page["edges"]]
        info = page["pageInfo"]
        assert info["endCursor"] == page["edges"][-1]["cursor"]
    return found


@pytest.mark.parametrize("first", [1, 2, 3, 7, 100])
@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("ID, direction: ASC", [0, 1, 2, 3, 4, 5, 6]),
        ("ID, direction: DESC", [6, 5, 4, 3, 2, 1, 0]),
        ("ENDS_ON, direction: ASC", [2, 0, 4, 5, 1, 3, 6]),
        ("ENDS_ON, direction: DESC", [5, 4, 0, 2, 6, 3, 1]),
        ("STARTS_ON, direction: ASC", [0, 1, 2, 3, 4, 5, 6]),
    ],
)
def test_pages_hold_every_record_once_and_those_without_the_value_last(
    portal: Portal, ids: list[int], order: str, expected: list[int], first: int
) -> None:
    assert _walk(portal, f"orderBy: {order}", first) == [ids[place] for place in expected]


def test_a_page_goes_on_behind_its_cursor_when_others_go(portal: Portal, ids: list[int]) -> None:
    query = "query ($after: String) { interventions(first: 2, after: $after) { edges { cursor node { id } } } }"
    cursor = portal.data(query)["interventions"]["edges"][1]["cursor"]
    changes.archive(SALMA, Intervention.get_by_id(ids[1]))
    edges = portal.data(query, after=cursor)["interventions"]["edges"]
    assert [edge["node"]["id"] for edge in edges] == [str(ids[2]), str(ids[3])]


@pytest.mark.parametrize(("asked", "counts"), [("totalCount", 1), ("pageInfo { hasNextPage }", 0), ("__typename", 0)])
def test_records_are_counted_only_when_asked(portal: Portal, ids: list[int], asked: str, counts: int) -> None:
    portal.data(f"{{ interventions {{ {asked} }} }}")
    assert sum("COUNT(" in statement for statement in portal.statements) == counts


def test_a_count_alone_reads_no_records(portal: Portal, ids: list[int]) -> None:
    assert portal.data("{ interventions(first: 2) { totalCount } }") == {"interventions": {"totalCount": len(ids)}}
    assert len(portal.statements) == 2, "the stamps of the data, and the count"


@pytest.mark.parametrize("first", [0, -1, LONGEST_PAGE + 1])
def test_a_page_holds_1_to_100_records(portal: Portal, first: int) -> None:
    assert portal.codes(f"{{ interventions(first: {first}) {{ totalCount }} }}") == ["OUT_OF_RANGE"]


def test_a_cursor_of_another_order_is_refused(portal: Portal, ids: list[int]) -> None:
    cursor = portal.data("{ interventions { pageInfo { endCursor } } }")["interventions"]["pageInfo"]["endCursor"]
    query = "query ($after: String) { interventions(orderBy: ENDS_ON, after: $after) { totalCount edges { cursor } } }"
    assert portal.codes(query, after=cursor) == ["BAD_CURSOR"]
