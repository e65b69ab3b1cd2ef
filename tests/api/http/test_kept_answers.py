"""Answers that are kept are those of who asks, as they would be found now; they cost one short statement."""

from typing import Any

# Brotli ships no types; one function of it is called here.
import brotli  # type: ignore[import-untyped]
import pytest
from peewee import Database

from api.http.kept_answers import BESIDE, MEGABYTE, KeptAnswers
from tansiq.records import changes
from tests.api.all_questions import all_questions
from tests.api.portal import Portal, body
from tests.api.portal_clients import enter_client, token_of
from tests.api.rows_outside import Facts, leaks
from tests.applications import application
from tests.people import SALMA
from tests.register import Register

AREAS = '{ areas(within: "YE", first: 100) { edges { node { pcode nameAr nameEn name population latitude } } } }'
MANY = 6_000
EACH = 5
"""One question in so many is asked: every path of the schema takes its time."""
FREELY: dict[str, Any] = {"anonymous_requests_a_minute": MANY}


@pytest.fixture
def portal(database: Database) -> Portal:
    """A portal at an application that keeps answers, as those of other tests do not."""
    return Portal(application().test_client())


def keeping_nothing() -> Portal:
    """A portal at an application that reads every answer anew."""
    return Portal(application(kept_answers_mb=0, **FREELY).test_client())


def keeping() -> Portal:
    """A portal at an application that keeps answers."""
    return Portal(application(**FREELY).test_client())


def test_the_same_question_again_is_answered_without_reading(portal: Portal, register: Register) -> None:
    first = portal.ask(AREAS)
    assert len(portal.statements) > 1
    again = portal.ask(AREAS)
    assert len(portal.statements) == 1
    assert again.data == first.data
    told = ("ETag", "Cache-Control", "Content-Type", "Content-Language", "Vary", "RateLimit-Cost")
    assert [again.headers[name] for name in told] == [first.headers[name] for name in told]
    assert int(again.headers["RateLimit-Remaining"]) == int(first.headers["RateLimit-Remaining"]) - 1


def test_a_change_is_told_at_the_next_question(portal: Portal, register: Register) -> None:
    portal.ask(AREAS)
    area = register.areas["YE12"]
    area.name_en = "Abyan Governorate"
    changes.save(SALMA, area)
    assert "Abyan Governorate" in portal.ask(AREAS).text


def test_an_answer_is_packed_once(portal: Portal, register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    packings: list[int] = []
    pack = brotli.compress

    def counted(content: bytes, *arguments: Any, **more: Any) -> Any:
        packings.append(len(content))
        return pack(content, *arguments, **more)

    monkeypatch.setattr("brotli.compress", counted)
    plain = portal.ask(AREAS)
    packed = [portal.ask(AREAS, {"Accept-Encoding": "br"}) for _ in range(3)]
    assert packings == [len(plain.data)]
    assert {brotli.decompress(each.data) for each in packed} == {plain.data}
    assert portal.ask(AREAS, {"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


def test_answers_with_errors_and_what_changes_something_are_carried_out_each_time(
    portal: Portal, register: Register
) -> None:
    for _ in range(2):
        assert portal.codes('{ areas(within: "XX") { totalCount } }') == ["NOT_FOUND"]
        assert len(portal.statements) > 1


def test_whoever_asks_too_often_is_not_answered_from_memory(register: Register) -> None:
    client = enter_client(requests_a_minute=10)
    portal = Portal(application().test_client())
    portal.headers |= token_of(client)
    statuses = [portal.ask(AREAS).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]


def test_a_portal_that_is_closed_is_not_answered_from_memory(portal: Portal, register: Register) -> None:
    client = enter_client()
    portal.headers |= token_of(client)
    assert portal.ask(AREAS).status_code == 200
    client.active = False
    changes.save(SALMA, client)
    assert body(portal.ask(AREAS))["errors"][0]["extensions"]["code"] == "TOKEN_INVALID"


def callers(register: Register) -> dict[str, dict[str, str]]:
    """The headers of an anonymous reader, and of portals of several scopes and of every limit."""
    abyan, association = [register.areas["YE12"].id], [register.organization("NRA").id]
    limits: dict[str, dict[str, Any]] = {code: {"scopes": [code]} for code in ("registry:read", "coverage:read")}
    limits |= {"widest": {}, "Abyan": {"areas": abyan}, "NRA": {"organizations": association}}
    limits["NRA in Abyan"] = {"areas": abyan, "organizations": association}
    tokens = {name: token_of(enter_client(name, **given, requests_a_minute=MANY)) for name, given in limits.items()}
    return {"anonymous": {}, **tokens}


def test_nobody_is_given_the_answer_of_another(outside: Facts, register: Register) -> None:
    """Rows outside the limits are marked, and everybody asks the same questions in turn, twice."""
    anew, kept, people = keeping_nothing(), keeping(), callers(register)
    differing, told = 0, dict.fromkeys(people, "")
    for question in all_questions(outside)[::EACH]:
        right = {name: anew.ask(question, headers).data for name, headers in people.items()}
        differing += len(set(right.values())) > 2
        for _ in range(2):
            for name, headers in people.items():
                given = kept.ask(question, headers)
                assert given.data == right[name], (name, question)
                told[name] += given.text
    assert differing > 5, "or the walk would prove nothing"
    assert leaks({"widest": told["widest"]})
    assert leaks({"Abyan": told["Abyan"]}) == []


def test_many_small_answers_take_no_more_than_was_allowed(database: Database) -> None:
    answers, many = KeptAnswers(1), 5_000
    for number in range(many):
        answers.keep(str(number), b"{}")
    kept = [number for number in range(many) if answers.find(str(number))]
    assert kept == list(range(many - len(kept), many)), "the latest"
    assert 0 < len(kept) * BESIDE <= MEGABYTE
