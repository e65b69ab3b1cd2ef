"""Errors are told in the reader's language and in the dress of the panel, to people; programs get what they read."""

import pytest
from flask import Flask, abort
from peewee import InterfaceError

from admin.pages.error_pages import ADVICE, ERROR_TEXTS
from tests import applications
from tests.admin.conftest import Reader

CODES = (400, 403, 404, 405, 410, 413, 429, 500, 503)


@pytest.fixture(scope="module")
def failing() -> Flask:
    """An application of its own, with a page for each error, below /admin/ and elsewhere."""
    made = applications.own_application(log_level="ERROR")
    made.add_url_rule("/fails/<int:code>", "fails", abort)
    made.add_url_rule("/admin/fails/<int:code>", "panel_fails", abort)
    return made


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("place", ["/fails", "/admin/fails"])
@pytest.mark.usefixtures("database")
def test_every_error_is_told_in_the_readers_language_and_dress(failing: Flask, place: str, code: int) -> None:
    for language, begin in (("en", '<html lang="en" dir="ltr">'), ("ar", '<html lang="ar" dir="rtl">')):
        client = failing.test_client()
        with client.session_transaction() as session:
            session["language"] = language
        answer = client.get(f"{place}/{code}")
        assert answer.status_code == code
        assert begin in answer.text
        assert "panel.css" in answer.text
        assert "Werkzeug" not in answer.text
        if language == "en":
            assert ERROR_TEXTS[code] in answer.text
            assert ADVICE[code] in answer.text


def test_a_page_that_is_nowhere_is_told_with_the_menu_of_whoever_is_signed_in(salma: Reader) -> None:
    answer = salma.client.get("/nope")
    assert answer.status_code == 404
    assert "There is no such page or record." in answer.text
    assert 'id="menu"' in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_whoever_is_not_signed_in_is_shown_the_way_from_a_page_that_is_nowhere(nobody: Reader, salma: Reader) -> None:
    way = 'href="/admin/sign-in"'
    assert way not in salma.client.get("/admin/nope").text
    with nobody.client.session_transaction() as session:
        session.clear()
    assert way in nobody.client.get("/admin/nope").text


def test_programs_get_no_page(salma: Reader) -> None:
    for address in ("/graphql/nope", "/healthz/nope", "/admin/own/nope.css"):
        answer = salma.client.get(address)
        assert answer.status_code == 404
        assert "panel.css" not in answer.text
    assert salma.client.get("/graphql?query={nope}").is_json


def test_an_error_is_told_where_the_database_does_not_answer(salma: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> None:
        raise InterfaceError("connection already closed")

    monkeypatch.setattr("admin.current_viewer.as_viewer", broken)
    answer = salma.client.get("/nope")
    assert answer.status_code == 404
    assert "panel.css" in answer.text
    assert 'id="menu"' not in answer.text


def test_every_error_that_is_told_has_its_advice() -> None:
    assert set(ERROR_TEXTS) == set(ADVICE)
    assert set(CODES) <= set(ERROR_TEXTS)
