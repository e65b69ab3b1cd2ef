"""Who is let in: a portal by a token that holds, in the header alone; what its limits are, and how often it asks."""

from datetime import timedelta
from typing import Any

import pytest
from peewee import Database

from tansiq.accounts import portals
from tansiq.models import PortalToken
from tansiq.models.record import now
from tansiq.platform.mailing import Outbox
from tansiq.proposals import registering
from tansiq.records import changes
from tests.api.portal import Portal, body
from tests.api.portal_clients import bearer, enter_client, token_of
from tests.api.tiny_schema import tiny_portal
from tests.applications import application
from tests.logs import heard
from tests.people import SALMA
from tests.register import Register

WHO = "{ viewer { kind name } }"
ANYBODY = {"viewer": {"kind": "ANONYMOUS", "name": ""}}
REGISTER = """mutation ($input: RegistrationInput!) { organizationRegister(input: $input) {
    ... on Refusal { faults { code } } } }"""
HELLO = "{ greeting }"


def _code(response: Any) -> str | None:
    return next((error["extensions"]["code"] for error in body(response).get("errors", ())), None)


@pytest.fixture
def closed(database: Database) -> Portal:
    """A register that is not open to anonymous readers."""
    return Portal(application(anonymous_access=False).test_client())


def test_a_token_says_who_asks(portal: Portal, register: Register) -> None:
    known = portal.ask(WHO, token_of(enter_client()))
    assert body(known)["data"] == {"viewer": {"kind": "PORTAL", "name": "Aden portal"}}
    assert known.headers["Cache-Control"] == "private, no-cache"
    assert "Authorization" in known.headers["Vary"]
    assert body(portal.ask(WHO))["data"] == ANYBODY


def test_a_closed_register_answers_those_with_a_token(closed: Portal, register: Register) -> None:
    refused = closed.ask("{ sectors { code } }")
    assert (refused.status_code, _code(refused)) == (401, "SIGN_IN_NEEDED")
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="tansiq"'
    answer = closed.ask("{ sectors { code } }", token_of(enter_client()))
    assert len(body(answer)["data"]["sectors"]) == 3


@pytest.mark.parametrize(
    "given", ["Bearer tsq_unknown", "Bearer ", "Bearer", "Basic dTpw", "tsq_x", "Bearer tsq_x y", "Bearer \u00e9\u00e9"]
)
def test_whatever_is_no_token_that_holds_is_refused_alike(portal: Portal, database: Database, given: str) -> None:
    response = portal.ask(WHO, {"Authorization": given})
    assert (response.status_code, _code(response)) == (401, "TOKEN_INVALID")
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="tansiq", error="invalid_token"'
    assert response.headers["Cache-Control"] == "no-store"
    assert "data" not in body(response)


def test_expired_revoked_and_disabled_look_like_unknown(
    portal: Portal, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter_client()
    row, secret = portals.issue_token(SALMA, client, timedelta(days=30))
    unknown = portal.ask(WHO, bearer("tsq_unknown")).data
    with monkeypatch.context() as later:
        moment = now() + timedelta(days=31)
        later.setattr("tansiq.accounts.portals.now", lambda: moment)
        assert portal.ask(WHO, bearer(secret)).data == unknown
    assert portal.ask(WHO, bearer(secret)).status_code == 200
    client.active = False
    changes.save(SALMA, client)
    assert portal.ask(WHO, bearer(secret)).data == unknown
    client.active = True
    changes.save(SALMA, client)
    portals.revoke_token(SALMA, PortalToken.get_by_id(row.id))
    assert portal.ask(WHO, bearer(secret)).data == unknown


def test_both_tokens_hold_while_one_replaces_the_other(
    portal: Portal, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter_client()
    pair = [portals.issue_token(SALMA, client).secret, portals.rotate_tokens(SALMA, client).secret]
    assert [portal.ask(WHO, bearer(each)).status_code for each in pair] == [200, 200]
    moment = now() + timedelta(days=8)
    monkeypatch.setattr("tansiq.accounts.portals.now", lambda: moment)
    assert [portal.ask(WHO, bearer(each)).status_code for each in pair] == [401, 200]


@pytest.mark.parametrize("name", ["access_token", "token", "Authorization", "key"])
@pytest.mark.parametrize("media", ["text/html", "application/json"])
def test_a_token_in_the_address_is_refused_and_reaches_no_log(
    portal: Portal, database: Database, name: str, media: str
) -> None:
    secret = portals.issue_token(SALMA, enter_client()).secret
    with heard() as told:
        response = portal.send("GET", query_string={"query": WHO, name: secret}, headers={"Accept": media})
        without = portal.send("GET", query_string={name: secret}, headers={"Accept": media})
    assert (response.status_code, _code(response)) == (400, "TOKEN_MISPLACED")
    assert (without.status_code, _code(without)) == (400, "TOKEN_MISPLACED")
    assert told
    assert secret not in str(told)
    assert secret not in response.text
    assert PortalToken.get().last_used_at is None


def test_a_token_in_a_cookie_is_refused(portal: Portal, database: Database) -> None:
    portal.client.set_cookie("anything", portals.issue_token(SALMA, enter_client()).secret)
    assert _code(portal.ask(WHO)) == "TOKEN_MISPLACED"


def test_a_token_reaches_no_log_where_something_fails(database: Database) -> None:
    secret = portals.issue_token(SALMA, enter_client()).secret
    with heard() as told:
        tiny_portal().ask("{ broken }", bearer(secret))
    assert told
    assert secret not in str(told)


def test_a_client_asks_as_often_as_it_may(database: Database) -> None:
    portal = tiny_portal()
    few, many = token_of(enter_client(requests_a_minute=2)), token_of(enter_client("Other", requests_a_minute=50))
    assert [portal.ask(HELLO, few).status_code for _ in range(3)] == [200, 200, 429]
    refused = portal.ask(HELLO, {**few, "Accept": "application/json", "Accept-Language": "ar"})
    [error] = body(refused)["errors"]
    assert (refused.status_code, error["extensions"]["code"], error["extensions"]["most"]) == (
        429,
        "TOO_MANY_REQUESTS",
        2,
    )
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert error["extensions"]["retryAfter"] == int(refused.headers["Retry-After"])
    assert error["message"].startswith("يُجاب")
    assert portal.ask(HELLO, many).status_code == 200, "each is counted for itself"
    assert portal.ask(HELLO).status_code == 200


def test_two_tokens_of_a_client_are_counted_together(database: Database) -> None:
    portal, client = tiny_portal(), enter_client(requests_a_minute=2)
    pair = (token_of(client), token_of(client), token_of(client))
    assert [portal.ask(HELLO, each).status_code for each in pair] == [200, 200, 429]


def test_anonymous_readers_are_counted_by_their_address(database: Database) -> None:
    portal = tiny_portal(anonymous_requests_a_minute=2)
    assert [portal.ask(HELLO).status_code for _ in range(3)] == [200, 200, 429]
    elsewhere = {"environ_overrides": {"REMOTE_ADDR": "203.0.113.9"}}
    assert portal.send("GET", query_string={"query": HELLO}, **elsewhere).status_code == 200


def test_whoever_tries_tokens_is_slowed_down(database: Database) -> None:
    portal = tiny_portal(anonymous_requests_a_minute=2)
    with heard() as told:
        tried = [portal.ask(HELLO, bearer(f"tsq_{n}")).status_code for n in range(3)]
    assert tried == [401, 401, 429]
    refused = {"event": "token refused", "network": "127.0.0.1", "log_level": "warning"}
    assert [entry for entry in told if entry["event"] == "token refused"] == [refused] * 3
    assert "tsq_" not in str(told)


def test_behind_a_proxy_the_address_is_that_of_the_caller(database: Database) -> None:
    portal = Portal(application(proxies=1, anonymous_requests_a_minute=1).test_client())
    asked = [portal.ask(WHO, {"X-Forwarded-For": f"203.0.113.{n}"}).status_code for n in (1, 2, 2)]
    assert asked == [200, 200, 429]
    plain = tiny_portal(anonymous_requests_a_minute=1)
    assert [plain.ask(HELLO, {"X-Forwarded-For": f"203.0.113.{n}"}).status_code for n in (1, 2)] == [200, 429]


def test_a_store_of_limits_that_is_away_lets_this_process_count_alone(database: Database) -> None:
    portal = tiny_portal(limits_url="redis://127.0.0.1:1/0", anonymous_requests_a_minute=2)
    assert [portal.ask(HELLO).status_code for _ in range(3)] == [200, 200, 429]


def test_two_portals_with_other_limits_never_share_an_answer(portal: Portal, register: Register) -> None:
    for acronym, pcode in (("NRA", "YE1211"), ("ADR", "YE1927")):
        register.site(register.intervention(acronym), pcode, targeted=100)
    abyan, hadramawt = (token_of(enter_client(pcode, areas=[register.areas[pcode].id])) for pcode in ("YE12", "YE19"))
    query = """{ interventions { totalCount edges { node { organization { acronym } sites { area { pcode } } } } }
        coverage(within: "YE", level: GOVERNORATE) { cells { area { pcode } interventionCount } } }"""
    answers: dict[str, Any] = {}
    for _ in range(2):
        for name, headers in (("abyan", abyan), ("hadramawt", hadramawt), ("anybody", {})):
            response = portal.ask(query, headers)
            assert answers.setdefault(name, body(response)) == body(response)
    assert answers["abyan"]["data"]["interventions"]["edges"][0]["node"]["organization"] == {"acronym": "NRA"}
    assert answers["hadramawt"]["data"]["interventions"]["edges"][0]["node"]["organization"] == {"acronym": "ADR"}
    assert answers["abyan"]["data"]["coverage"]["cells"] == [{"area": {"pcode": "YE12"}, "interventionCount": 1}]
    assert answers["anybody"]["data"]["interventions"]["totalCount"] == 2
    etags = {portal.ask(query, headers).headers["ETag"] for headers in (abyan, hadramawt, {})}
    assert len(etags) == 3
    known = portal.ask(query, abyan).headers["ETag"]
    assert portal.ask(query, {**abyan, "If-None-Match": known}).status_code == 304
    assert portal.ask(query, {**hadramawt, "If-None-Match": known}).status_code == 200


def test_a_change_of_its_limits_holds_from_the_next_request_on(portal: Portal, register: Register) -> None:
    client = enter_client(scopes=["registry:read"], areas=[register.areas["YE12"].id])
    headers = token_of(client)
    asked = "{ organizations { totalCount } }"
    etag = portal.ask(asked, headers).headers["ETag"]
    client.scopes = ""
    changes.save(SALMA, client)
    again = portal.ask(asked, {**headers, "If-None-Match": etag})
    assert _code(again) == "SCOPE_MISSING"


def test_registrations_are_counted_by_the_network_they_come_from(
    portal: Portal, register: Register, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registering, "AN_HOUR", 2)
    told = []
    for number in range(4):
        given = {"nameAr": f"جمعية {number}", "kind": "ASSOCIATION", "homeArea": "YE1211", "contactName": "Sara"}
        sent = {"query": REGISTER, "variables": {"input": {**given, "contactEmail": f"sara{number}@example.org"}}}
        line = {"REMOTE_ADDR": f"2001:db8:1:2::{number + 1}"}
        answer = portal.send("POST", json=sent, environ_overrides=line)
        told.append([fault["code"] for fault in body(answer)["data"]["organizationRegister"].get("faults", ())])
    assert told == [[], [], ["TOO_MANY_REQUESTS"], ["TOO_MANY_REQUESTS"]]
