"""The endpoint over HTTP: who may send what, in which form answers come, and what is never told."""

import re

import pytest
from peewee import Database

from app import create_app
from tests.api.portal import STRICT, Portal, body
from tests.api.tiny_schema import SECRET, tiny_portal
from tests.logs import heard
from tests.register import Register

HELLO = '{"query": "{ greeting }"}'


@pytest.fixture
def tiny(database: Database) -> Portal:
    return tiny_portal()


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (STRICT, STRICT),
        ("application/json", "application/json"),
        ("*/*", STRICT),
        ("", STRICT),
        (f"{STRICT}, application/json;q=0.9", STRICT),
        ("application/json, text/plain, */*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
    ],
)
def test_the_form_of_the_answer_is_the_one_accepted(tiny: Portal, accept: str, media: str) -> None:
    response = tiny.ask("{ greeting }", {"Accept": accept})
    assert body(response) == {"data": {"greeting": "Hello world"}}
    assert response.content_type == f"{media}; charset=utf-8"


def test_a_query_may_come_by_get(tiny: Portal) -> None:
    options = {"query": "query ($n: String!) { greeting(name: $n) }", "variables": '{"n": "Aden"}'}
    assert body(tiny.send("GET", query_string=options)) == {"data": {"greeting": "Hello Aden"}}


def test_a_change_comes_by_post_alone(tiny: Portal) -> None:
    assert tiny.data("mutation { nothing }") == {"nothing": "done"}
    response = tiny.send("GET", query_string={"query": "mutation { nothing }"})
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, POST, OPTIONS")


@pytest.mark.parametrize(
    ("content_type", "sent", "status", "code"),
    [
        ("application/json", HELLO, 200, None),
        ("application/json; charset=utf-8", HELLO, 200, None),
        ("application/json; charset=utf-16", HELLO, 415, "UNSUPPORTED"),
        ("text/plain", HELLO, 415, "UNSUPPORTED"),
        ("application/x-www-form-urlencoded", "query={greeting}", 415, "UNSUPPORTED"),
        ("multipart/form-data; boundary=x", HELLO, 415, "UNSUPPORTED"),
        ("application/graphql", "{ greeting }", 415, "UNSUPPORTED"),
        ("", HELLO, 415, "UNSUPPORTED"),
        ("application/json", "", 400, "BAD_JSON"),
        ("application/json", "{", 400, "BAD_JSON"),
        ("application/json", "[" * 3000, 400, "BAD_JSON"),
        ("application/json", '{"query": "{ greeting(name: \\"\\ud800\\") }"}', 400, "BAD_JSON"),
        ("application/json", b'{"query": "\xff"}', 400, "BAD_JSON"),
        ("application/json", f"[{HELLO}, {HELLO}]", 400, "BAD_REQUEST"),
        ("application/json", "{}", 400, "BAD_REQUEST"),
        ("application/json", '{"query": 1}', 400, "BAD_REQUEST"),
        ("application/json", '{"query": "  "}', 400, "BAD_REQUEST"),
        ("application/json", '{"query": "{ greeting }", "variables": [1]}', 400, "BAD_REQUEST"),
        ("application/json", '{"query": "{ greeting }", "operationName": {"a": 1}}', 400, "BAD_REQUEST"),
        ("application/json", '{"query": "{ greeting(name: \\"\\u0000\\") }"}', 400, "BAD_CHARACTER"),
        ("application/json", '{"query": "{ greeting(name: \\"\\\\u{000}\\") }"}', 400, "BAD_CHARACTER"),
        ("application/json", HELLO + " " * 70_000, 413, "TOO_LONG"),
    ],
)
def test_what_a_request_may_be(
    tiny: Portal, content_type: str, sent: str | bytes, status: int, code: str | None
) -> None:
    response = tiny.send("POST", data=sent, content_type=content_type)
    errors = body(response).get("errors", [])
    assert (response.status_code, [error["extensions"]["code"] for error in errors]) == (status, [code] if code else [])
    assert len(tiny.statements) == (0 if code else 1)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_are_told_what_to_do(tiny: Portal, method: str) -> None:
    response = tiny.send(method, data=HELLO, content_type="application/json")
    assert response.status_code == 405
    assert body(response)["errors"][0]["message"] == "Send queries by POST or GET, and everything else by POST."


def test_an_answer_in_a_form_that_is_not_given_is_refused(tiny: Portal) -> None:
    assert tiny.ask("{ greeting }", {"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(("media", "status"), [(STRICT, 400), ("application/json", 200)])
def test_a_query_that_is_not_valid_is_shown_where(tiny: Portal, media: str, status: int) -> None:
    response = tiny.ask("{ greting }", {"Accept": media})
    assert response.status_code == status
    assert body(response) == {
        "errors": [
            {
                "message": "The query is not valid: Cannot query field 'greting' on type 'Query'. "
                "Did you mean 'greeting'?",
                "locations": [{"line": 1, "column": 3}],
                "extensions": {"code": "BAD_QUERY"},
            }
        ]
    }
    assert tiny.statements == []


def test_variables_that_do_not_fit_are_a_refusal_of_the_whole(tiny: Portal) -> None:
    response = tiny.ask("query ($n: String!) { greeting(name: $n) }", n=10**15)
    assert (response.status_code, body(response)["errors"][0]["extensions"]["code"]) == (400, "BAD_QUERY")
    assert "data" not in body(response)


def test_a_document_of_several_operations_says_which_is_meant(tiny: Portal) -> None:
    both = "query A { greeting } query B { areas }"
    assert tiny.codes(both) == ["NO_OPERATION"]
    asked = {"query": both, "operationName": "A"}
    assert body(tiny.send("POST", json=asked)) == {"data": {"greeting": "Hello world"}}
    assert tiny.send("POST", json=asked | {"operationName": "C"}).status_code == 400


def test_a_refusal_keeps_its_code_its_field_and_its_place(tiny: Portal) -> None:
    response = tiny.ask("{ refused greeting }")
    assert response.status_code == 200
    assert body(response)["data"] == {"refused": None, "greeting": "Hello world"}
    [error] = body(response)["errors"]
    assert error["extensions"] == {"code": "OUT_OF_RANGE", "field": "first"}
    assert (error["path"], error["message"]) == (["refused"], "A score lies between 0 and 1.")


def test_an_accident_is_masked_and_told_to_the_log(tiny: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    with heard() as told:
        response = tiny.ask("{ broken }")
    assert SECRET not in response.text
    [error] = body(response)["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert [(entry["event"], str(entry["exc_info"])) for entry in told] == [("accident", SECRET)]


def test_a_database_that_does_not_answer_is_an_accident_without_its_address() -> None:
    app = create_app(environment="test", database_url="postgresql://nobody:hush@127.0.0.1:1/none")
    response = Portal(app.test_client()).ask("{ areas { totalCount } }")
    assert response.status_code == 500
    assert body(response)["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert "127.0.0.1" not in response.text


def test_refusals_speak_arabic_unless_english_is_asked_for(tiny: Portal) -> None:
    messages = {
        language: tiny.ask("{ refused }", {"Accept-Language": language}).headers["Content-Language"]
        for language in ("", "fr", "ar-YE", "en-GB", "fr, en;q=0.5")
    }
    assert messages == {"": "ar", "fr": "ar", "ar-YE": "ar", "en-GB": "en", "fr, en;q=0.5": "en"}


def test_a_closed_register_answers_nobody_without_a_sign_in(database: Database) -> None:
    portal = tiny_portal(anonymous_access=False)
    response = portal.ask("{ areas }")
    assert (response.status_code, body(response)["errors"][0]["extensions"]["code"]) == (401, "SIGN_IN_NEEDED")
    assert portal.statements == []


def test_every_answer_of_a_demonstration_says_that_it_is_invented(database: Database) -> None:
    answer = body(tiny_portal(is_demo=True).ask("{ greeting }"))
    assert answer["extensions"]["notice"].startswith("These data are synthetic")


def test_the_headers_keep_answers_private_and_fresh(tiny: Portal) -> None:
    headers = tiny.ask("{ greeting }").headers
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["Vary"] == "Accept, Accept-Language, Accept-Encoding, Authorization, Origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert tiny.ask("{ broken }").headers["Cache-Control"] == "no-store"


def test_a_signed_in_session_changes_no_answer(portal: Portal, register: Register) -> None:
    register.intervention("SEC", is_published=False)
    query = "{ interventions { totalCount } }"
    plain = portal.ask(query)
    portal.client.set_cookie("session", "whoever-signed-in")
    with portal.client.session_transaction() as session:
        session["_user_id"] = "1"
    known = portal.ask(query)
    assert not any('"account"' in statement for statement in portal.statements), "nobody is looked up for a session"
    assert body(known) == body(plain) == {"data": {"interventions": {"totalCount": 0}}}
    assert known.headers["ETag"] == plain.headers["ETag"]
    assert "Set-Cookie" not in plain.headers


def test_the_same_text_is_read_once(database: Database) -> None:
    tiny = tiny_portal(kept_answers_mb=0)
    assert tiny.data("{ areas }") == tiny.data("{ areas }")
    assert len(tiny.statements) == 2, "the stamps and the count"


def test_a_person_with_a_browser_gets_a_page(tiny: Portal) -> None:
    response = tiny.send(
        "GET", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "ar"}
    )
    assert response.content_type == "text/html; charset=utf-8"
    assert '<html lang="ar" dir="rtl">' in response.text
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert not re.search(r"(src|href|url)\s*[=(]\s*[\"']?(https?:)?//", response.text)
    assert "<script" not in response.text
    assert "TOO_COSTLY" in response.text


def test_the_page_of_a_demonstration_says_so(database: Database) -> None:
    response = tiny_portal(is_demo=True).send("GET", headers={"Accept": "text/html"})
    assert 'class="notice"' in response.text


def test_the_page_of_a_closed_register_says_so(database: Database) -> None:
    response = tiny_portal(anonymous_access=False).send("GET", headers={"Accept": "text/html"})
    assert "This register is not open to anonymous readers." in response.text


def test_a_program_without_a_question_is_told_how_to_ask(tiny: Portal) -> None:
    assert body(tiny.send("GET"))["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


def test_the_schema_can_be_read_as_text(tiny: Portal) -> None:
    response = tiny.client.get("/graphql/schema")
    assert "type Query {" in response.text
    again = tiny.client.get("/graphql/schema", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
