"""Answers that a portal already has: 304 without reading, a new answer as soon as anything differs."""

import gzip
from datetime import date

# Brotli ships no types; one function of it is called here.
import brotli  # type: ignore[import-untyped]
import orjson
import pytest

from tansiq.accounts import portals
from tansiq.models import PortalArea, PortalClient, PortalToken
from tansiq.records import changes
from tests.api.portal import STRICT, Portal
from tests.api.portal_clients import enter_client, token_of
from tests.people import SALMA
from tests.register import Register

AREAS = '{ areas(within: "YE", first: 100) { edges { node { pcode nameAr nameEn name population latitude } } } }'


def test_the_same_question_again_costs_one_short_statement(portal: Portal, register: Register) -> None:
    first = portal.ask(AREAS)
    assert first.headers["ETag"].startswith('W/"')
    again = portal.ask(AREAS, {"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert len(portal.statements) == 1


def test_a_change_of_the_data_makes_a_new_answer(portal: Portal, register: Register) -> None:
    etag = portal.ask(AREAS).headers["ETag"]
    area = register.areas["YE12"]
    area.name_en = "Abyan Governorate"
    changes.save(SALMA, area)
    again = portal.ask(AREAS, {"If-None-Match": etag})
    assert again.status_code == 200
    assert "Abyan Governorate" in again.text


@pytest.mark.parametrize(
    "headers", [{"Accept-Language": "ar"}, {"Accept": "application/json"}], ids=["language", "media type"]
)
def test_another_form_of_the_answer_has_another_mark(
    portal: Portal, register: Register, headers: dict[str, str]
) -> None:
    etag = portal.ask(AREAS).headers["ETag"]
    assert portal.ask(AREAS, {**headers, "If-None-Match": etag}).status_code == 200


def test_another_question_has_another_mark(portal: Portal, register: Register) -> None:
    query = "query ($code: String!) { area(pcode: $code) { name } }"
    etag = portal.ask(query, code="YE12").headers["ETag"]
    assert portal.ask(query, {"If-None-Match": etag}, code="YE1211").status_code == 200
    assert portal.ask(query, {"If-None-Match": f'"other", {etag}'}, code="YE12").status_code == 304


def test_another_day_has_another_mark(portal: Portal, register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    etag = portal.ask(AREAS).headers["ETag"]
    monkeypatch.setattr("tansiq.platform.clock.today", lambda: date(2099, 1, 1))
    assert portal.ask(AREAS, {"If-None-Match": etag}).status_code == 200


def test_an_answer_with_errors_is_not_to_be_kept(portal: Portal, register: Register) -> None:
    response = portal.ask('{ areas(within: "XX") { totalCount } }')
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("media", [STRICT, "application/json"])
@pytest.mark.parametrize(("encoding", "unpack"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_answers_are_compressed_and_stay_comparable(
    portal: Portal, register: Register, media: str, encoding: str, unpack: object
) -> None:
    plain = portal.ask(AREAS, {"Accept": media})
    assert len(plain.data) > 500
    packed = portal.ask(AREAS, {"Accept": media, "Accept-Encoding": encoding})
    assert packed.headers["Content-Encoding"] == encoding
    assert callable(unpack)
    assert orjson.loads(unpack(packed.data)) == orjson.loads(plain.data)
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    known = {"Accept": media, "Accept-Encoding": encoding, "If-None-Match": packed.headers["ETag"]}
    assert portal.ask(AREAS, known).status_code == 304


def test_a_browser_may_ask_again_by_get(portal: Portal, register: Register) -> None:
    options = {"query": AREAS}
    etag = portal.send("GET", query_string=options, headers={"Accept-Encoding": "br"}).headers["ETag"]
    again = portal.send("GET", query_string=options, headers={"Accept-Encoding": "br", "If-None-Match": etag})
    assert again.status_code == 304


ASKING = "{ viewer { name tokenExpiresAt areas { pcode } } }"


def test_portals_never_share_a_mark_whatever_their_limits(portal: Portal, register: Register) -> None:
    here, there = (register.areas[pcode].id for pcode in ("YE12", "YE19"))
    clients = [
        enter_client("First", areas=[here]),
        enter_client("Second", areas=[here]),
        enter_client("Third", areas=[there]),
    ]
    headers = [token_of(client) for client in clients]
    headers.append(token_of(clients[0]))
    for query in (ASKING, AREAS):
        marks = [portal.ask(query, each).headers["ETag"] for each in headers]
        assert len(set(marks)) == len(headers)
        for each, mark in zip(headers, marks, strict=True):
            answers = [portal.ask(query, {**other, "If-None-Match": mark}).status_code for other in headers]
            assert answers == [304 if other is each else 200 for other in headers]
            assert portal.ask(query, {"If-None-Match": mark}).status_code == 200


def test_what_no_longer_holds_is_refused_whatever_it_has_already(portal: Portal, register: Register) -> None:
    for end in (_revoke, _close):
        client = enter_client(f"Ended by {end.__name__}")
        header = token_of(client)
        mark = portal.ask(AREAS, header).headers["ETag"]
        assert portal.ask(AREAS, {**header, "If-None-Match": mark}).status_code == 304
        end(client)
        refused = portal.ask(AREAS, {**header, "If-None-Match": mark})
        assert (refused.status_code, "ETag" in refused.headers) == (401, False)


def _revoke(client: PortalClient) -> None:
    portals.revoke_token(SALMA, PortalToken.get(PortalToken.client == client.id))


def _close(client: PortalClient) -> None:
    stored = PortalClient.get_by_id(client.id)
    stored.active = False
    changes.save(SALMA, stored)


def test_other_limits_have_another_mark(portal: Portal, register: Register) -> None:
    client = enter_client(areas=[register.areas["YE12"].id])
    header = token_of(client)
    mark = portal.ask(AREAS, header).headers["ETag"]
    changes.replace_parts(SALMA, PortalClient.get_by_id(client.id), PortalArea, [{"area": register.areas["YE19"].id}])
    again = portal.ask(AREAS, {**header, "If-None-Match": mark})
    assert (again.status_code, "YE1927" in again.text) == (200, True)
