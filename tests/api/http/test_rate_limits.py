"""A question counts by its work: an ordinary one as one, a heavy one as several, and who asks is told what is left."""

import pytest
from flask.testing import FlaskClient
from peewee import Database

from api.http.heavy_questions import MOST_OF_ONE, HeavyQuestions
from api.http.rate_limits import Budget
from tests.api.portal import Portal, body
from tests.api.portal_clients import enter_client, token_of
from tests.api.tiny_schema import tiny_portal
from tests.register import Register

HELLO = "{ greeting }"
WIDE = "{ node { page(first: 100) { nodes { page(first: 99) { nodes { word } } } } } }"
"""2 + 100 x (2 + 99 x 2) = 20,002 values."""
COVERAGE = '{ coverage(within: "YE", level: GOVERNORATE, by: [SECTOR]) { cells { area { pcode } state } } }'


def _facts(portal: Portal, query: str, headers: dict[str, str] | None = None) -> tuple[int, str | None, str | None]:
    response = portal.ask(query, headers)
    return (
        response.status_code,
        response.headers.get("RateLimit-Cost"),
        response.headers.get("RateLimit-Remaining"),
    )


@pytest.mark.parametrize(("values", "questions"), [(1, 1), (10_000, 1), (10_001, 2), (150_000, 15)])
def test_a_question_counts_once_for_every_ten_thousand_values(values: int, questions: int) -> None:
    assert Budget("anybody", 60).share(values) == questions


def test_no_question_counts_more_than_the_whole_minute() -> None:
    assert Budget("anybody", 2).share(150_000) == 2


def test_who_asks_is_told_what_it_counted_and_what_is_left(database: Database) -> None:
    portal = tiny_portal(anonymous_requests_a_minute=10)
    assert _facts(portal, HELLO) == (200, "1", "9")
    assert _facts(portal, WIDE) == (200, "3", "6")
    assert _facts(portal, WIDE.replace("99", "$n").replace("{ node", "query ($n: Int = 99) { node", 1)) == (
        200,
        "3",
        "3",
    )
    assert _facts(portal, "{ nonsense }") == (400, None, "2")
    assert portal.ask(HELLO).headers["RateLimit-Limit"] == "10"
    refused = portal.ask(WIDE)
    assert (refused.status_code, refused.headers["RateLimit-Remaining"]) == (429, "0")
    [error] = body(refused)["errors"]
    assert (error["extensions"]["code"], error["extensions"]["most"]) == ("TOO_MANY_REQUESTS", 10)
    assert refused.headers["Retry-After"] == "60"


def test_a_portals_limit_holds_for_the_work_of_its_questions(database: Database) -> None:
    portal, client = tiny_portal(), token_of(enter_client(requests_a_minute=7))
    assert [_facts(portal, WIDE, client)[0] for _ in range(3)] == [200, 200, 429]
    other = token_of(enter_client("Other", requests_a_minute=2))
    assert _facts(portal, WIDE, other) == (200, "2", "0"), "even a narrow limit answers one heavy question a minute"
    assert _facts(portal, HELLO, other)[0] == 429


def test_an_answer_that_is_held_counts_as_one(portal: Portal, register: Register) -> None:
    first = portal.ask(COVERAGE)
    assert first.headers["RateLimit-Cost"] == "3"
    held = portal.ask(COVERAGE, {"If-None-Match": first.headers["ETag"]})
    assert held.status_code == 304
    assert int(first.headers["RateLimit-Remaining"]) - int(held.headers["RateLimit-Remaining"]) == 1


@pytest.mark.parametrize(
    ("one", "same", "another"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"),
        ("203.0.113.7", "::ffff:203.0.113.7", "203.0.113.8"),
    ],
)
def test_a_network_is_counted_as_one(database: Database, one: str, same: str, another: str) -> None:
    client = tiny_portal(anonymous_requests_a_minute=1).client
    assert [_from(client, address) for address in (one, same, another)] == [200, 429, 200]


def _from(client: FlaskClient, address: str) -> int:
    line = {"REMOTE_ADDR": address}
    return client.get("/graphql", query_string={"query": HELLO}, environ_overrides=line).status_code


def test_heavy_questions_that_find_no_place_are_told_when_to_come_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = HeavyQuestions()
    taken._callers["network:127.0.0.1"] = MOST_OF_ONE
    monkeypatch.setattr("api.http.endpoint.HeavyQuestions", lambda: taken)
    portal = tiny_portal()
    refused = portal.ask(WIDE)
    assert (refused.status_code, body(refused)["errors"][0]["extensions"]["code"]) == (429, "TOO_BUSY")
    assert refused.headers["Retry-After"] == "2"
    assert _facts(portal, HELLO)[0] == 200
