"""Pages of other sites: browsers ask first without the token, and read the answers of their own client alone."""

from typing import Any

import pytest
from peewee import Database

from tansiq.records import changes
from tests.api.clients import bearer, enter_client, token_of
from tests.api.portal import Portal
from tests.api.tiny import tiny_portal
from tests.people import SALMA

HELLO = "{ greeting }"
OURS, THEIRS, STRANGE = "https://aden.example", "https://taiz.example", "https://evil.example"
ALLOWED = "Access-Control-Allow-Origin"


@pytest.fixture
def tiny(database: Database) -> Portal:
    return tiny_portal()


def _preflight(portal: Portal, origin: str) -> Any:
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    return portal.send("OPTIONS", headers={**asked, "Access-Control-Request-Headers": "authorization"})


def test_a_browser_that_asks_first_is_answered_for_the_origins_of_all_clients(tiny: Portal) -> None:
    enter_client("Aden", origins=OURS)
    gone = enter_client("Gone", origins=STRANGE, active=False)
    answers = {origin: _preflight(tiny, origin) for origin in (OURS, THEIRS, STRANGE, "null", "")}
    assert {origin for origin, answer in answers.items() if ALLOWED in answer.headers} == {OURS}
    answer = answers[OURS]
    assert (answer.status_code, answer.data, answer.headers[ALLOWED]) == (204, b"", OURS)
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Origin" in answer.headers["Vary"]
    gone.active = True
    changes.save(SALMA, gone)
    assert ALLOWED in _preflight(tiny, STRANGE).headers


def test_an_answer_is_read_by_the_pages_of_its_own_client_alone(tiny: Portal) -> None:
    aden, taiz = (token_of(enter_client(name, origins=name)) for name in (OURS, THEIRS))
    for headers, expected in ((aden, OURS), (taiz, None), ({}, None)):
        answer = tiny.ask(HELLO, {**headers, "Origin": OURS})
        assert (answer.status_code, answer.headers.get(ALLOWED)) == (200, expected)
    answer = tiny.ask(HELLO, {**aden, "Origin": OURS})
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    known = tiny.ask(HELLO, {**aden, "Origin": OURS, "If-None-Match": answer.headers["ETag"]})
    assert (known.status_code, known.headers[ALLOWED]) == (304, OURS)


def test_a_page_can_read_that_its_token_is_not_valid(tiny: Portal) -> None:
    enter_client("Aden", origins=OURS)
    for origin, expected in ((OURS, OURS), (STRANGE, None)):
        answer = tiny.ask(HELLO, {**bearer("tsq_old"), "Origin": origin})
        assert (answer.status_code, answer.headers.get(ALLOWED)) == (401, expected)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, None),
        ({"anonymous_origins": (OURS,)}, OURS),
        ({"anonymous_origins": ("*",)}, OURS),
        ({"anonymous_origins": (THEIRS,)}, None),
        ({"anonymous_origins": ("*",), "anonymous_access": False}, None),
    ],
)
def test_anonymous_pages_are_let_read_as_the_setting_says(
    database: Database, settings: dict[str, Any], expected: str | None
) -> None:
    portal = tiny_portal(**settings)
    assert _preflight(portal, OURS).headers.get(ALLOWED) == expected
    assert portal.ask(HELLO, {"Origin": OURS}).headers.get(ALLOWED) == expected


def test_a_program_without_an_origin_is_told_nothing_of_them(tiny: Portal) -> None:
    assert ALLOWED not in tiny.ask(HELLO, token_of(enter_client(origins=OURS))).headers
