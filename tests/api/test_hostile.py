"""Hostile values and documents at the whole application: a refusal or an answer, never an accident."""

import pytest
from graphql import get_introspection_query
from hypothesis import given
from hypothesis import strategies as st
from peewee import Database

from tests.api.portal import Portal
from tests.applications import application
from tests.register import Register

QUESTIONS = {
    "$text: String": [
        "areas(within: $text) { totalCount }",
        "areas(parent: $text) { totalCount }",
        "areas(search: $text) { totalCount }",
        "organizations(search: $text) { totalCount }",
        "organizations(sector: $text) { totalCount }",
        "interventions(search: $text) { totalCount }",
        "needs(sector: $text) { totalCount }",
    ],
    "$text: String!": ["area(pcode: $text) { id }", "coverage(within: $text, level: SETTLEMENT) { cells { gap } }"],
    "$id: ID!": [
        "organization(id: $id) { id }",
        "intervention(id: $id) { id }",
    ],
    "$after: String, $first: Int!": [
        "areas(first: $first, after: $after) { edges { cursor } }",
        "areas(first: $first, after: $after, orderBy: POPULATION) { edges { cursor } }",
        "organizations(first: $first, after: $after, direction: DESC) { edges { cursor } }",
        "interventions(first: $first, after: $after, orderBy: STARTS_ON) { edges { cursor } }",
        "needs(first: $first, after: $after) { edges { cursor } }",
        'gaps(within: "YE", level: DISTRICT, first: $first, after: $after) { edges { cursor } }',
    ],
    "$codes: [String!]": ['coverage(within: "YE", level: DISTRICT, sectors: $codes) { cells { gap } }'],
    "$from: Date!, $to: Date!": [
        "interventions(period: {from: $from, to: $to}) { totalCount }",
        'coverage(within: "YE", level: DISTRICT, period: {from: $from, to: $to}) { totals { state } }',
    ],
}
QUERIES = [f"query ({variables}) {{ {question} }}" for variables, asked in QUESTIONS.items() for question in asked]
CALM: dict[str, object] = {
    "text": None, "id": "1", "after": None, "first": 5, "codes": None, "from": "2026-01-01", "to": "2026-12-31"
}  # fmt: skip
HOSTILE: list[dict[str, object]] = [
    {"text": "' OR 1=1; DROP TABLE area; --"},
    {"text": "%_\\[^]*?"},
    {"text": "\u202e\u2066خنفر\u2069\u200f"},
    {"text": "😀" * 5000},
    {"text": "أ" * 5_000},
    {"text": "ض" * 25_000},
    {"text": "n" * 60_000},
    {"text": "ﷺ" * 15_000},
    {"text": "a\x1fb\ufffe"},
    {"text": " ".join(f"w{i}" for i in range(3000))},
    {"text": ""},
    {"id": "٣"},
    {"id": "9" * 400},
    {"id": "9" * 30},
    {"id": str(2**31)},
    {"id": str(2**63)},
    {"id": "-1"},
    {"id": 2**31 - 1},
    {"first": 2**31 - 1},
    {"first": 0},
    {"after": "e30"},
    {"after": "WyJQQ09ERSIsIlxcdTAwMDAiLDFd"},
    {"after": "WyJQQ09ERSIsIlx1MDAwMCIsMV0"},
    {"after": "WyJQQ09ERSIsICJZRSIsIDk5OTk5OTk5OTk5OTk5OTk5OTk5XQ"},
    {"after": "WyJQQ09ERSIsICJZRSIsIDE4NDQ2NzQ0MDczNzA5NTUxNjE1XQ"},
    {"after": "WyJJRCIsIDE4NDQ2NzQ0MDczNzA5NTUxNjE1LCAxODQ0Njc0NDA3MzcwOTU1MTYxNV0"},
    {"codes": ["WSH"] * 3000},
    {"codes": ["'; --"]},
    {"codes": [f"C{i}" for i in range(5000)]},
    {"codes": [""]},
    {"from": "0001-01-01", "to": "9999-12-31"},
    {"from": "9999-12-31", "to": "0001-01-01"},
]


@pytest.mark.parametrize("values", HOSTILE, ids=lambda values: str(values)[:40])
def test_a_hostile_value_is_answered_or_refused(portal: Portal, register: Register, values: dict[str, object]) -> None:
    assert _accidents(portal, {**CALM, **values}) == []


def _accidents(portal: Portal, values: dict[str, object]) -> list[str]:
    """The questions that met with an accident."""
    return [query for query in QUERIES if "INTERNAL" in portal.codes(query, **values)]


@pytest.mark.parametrize("query", QUERIES)
def test_a_calm_value_is_answered(portal: Portal, register: Register, query: str) -> None:
    text = "WSH" if "sector: $text" in query else "YE12"
    assert portal.codes(query, **{**CALM, "text": text, "codes": ["WSH"]}) == []


@pytest.mark.parametrize(
    "values",
    [{"first": 10**30}, {"first": "5"}, {"first": True}, {"first": 1.5}, {"first": None}, {"after": {"a": 1}}],
    ids=str,
)
def test_a_value_of_the_wrong_kind_is_shown_before_the_register_is_read(
    portal: Portal, register: Register, values: dict[str, object]
) -> None:
    query = "query ($first: Int!, $after: String) { areas(first: $first, after: $after) { totalCount } }"
    assert portal.codes(query, **{**CALM, **values}) == ["BAD_QUERY"]
    assert len(portal.statements) <= 1, "the stamps of the data at most"


@pytest.mark.parametrize(
    "day",
    ["2026-02-30", "0000-00-00", "10000-01-01", "-001-01-01", "٢٠٢٦-٠١-٠١", "", 20260101, None, "2026-01-01T00:00:00Z"],
)
def test_a_day_that_is_none_is_shown(portal: Portal, register: Register, day: object) -> None:
    query = "query ($day: Date!) { interventions(period: {from: $day, to: $day}) { totalCount } }"
    assert portal.codes(query, day=day) == ["BAD_QUERY"]


@pytest.fixture
def unhurried(database: Database) -> Portal:
    """A portal that may ask so often within a minute that every question is answered."""
    return Portal(application(anonymous_requests_a_minute=1_000_000).test_client())


@given(text=st.text(max_size=40), after=st.text(max_size=40), row_id=st.text(max_size=12))
def test_no_text_is_an_accident(unhurried: Portal, register: Register, text: str, after: str, row_id: str) -> None:
    assert _accidents(unhurried, {**CALM, "text": text, "after": after, "id": row_id}) == []


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ areas { edges { node " + "{ parent " * 30 + "{ id }" + "}" * 33, "TOO_DEEP"),
        ("{" + " ".join(f"a{i}: areas {{ totalCount }}" for i in range(50)) + "}", "TOO_MANY_ROOTS"),
        ("{ areas(first: 100) { edges { node " + "{ children " * 4 + "{ id name }" + "}" * 7, "TOO_COSTLY"),
        ("{ interventions { edges { node { id } } } ...A } fragment A on Query { ...A }", "BAD_QUERY"),
        ("mutation { deleteEverything }", "BAD_QUERY"),
        ("{ accounts { email } }", "BAD_QUERY"),
        ("{ organizations { edges { node { version } } } }", "BAD_QUERY"),
    ],
)
def test_a_hostile_document_costs_the_database_nothing(portal: Portal, query: str, code: str) -> None:
    assert portal.codes(query) == [code]
    assert portal.statements == []


def test_the_schema_may_be_asked_for(portal: Portal) -> None:
    types = portal.data(get_introspection_query())["__schema"]["types"]
    assert {"Area", "CoverageCell", "Intervention"} <= {each["name"] for each in types}
    assert len(portal.statements) == 1, "the stamps of the data"
