"""A form that met an ended session or a lost cookie: told in the reader's language, and nothing typed is lost."""

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from admin.signing_in.session_keeping import ID
from tansiq.accounts import sessions
from tansiq.language.words import speaking
from tansiq.models import Account, Project
from tests.admin.conftest import Reader

NEW = "/admin/project/new/"
TYPED = {"title_en": 'Wells & "pumps"', "title_ar": "آبار", "budget": "٥٠٠", "currency": "USD", "code": "P-7"}
OURS = {"Origin": "http://localhost"}


def _send(reader: Reader, token: str, **more: Any) -> TestResponse:
    return reader.client.post(NEW, data={**TYPED, "csrf_token": token, **more}, headers=OURS)


def _held(page: str) -> dict[str, str]:
    """What a page holds to be sent again, its token included."""
    areas = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.S)
    token = re.search(rf'action="{NEW}">\s*<input type="hidden" name="csrf_token" value="([^"]+)"', page)
    return {name: unescape(value) for name, value in areas} | ({"csrf_token": token[1]} if token else {})


def _forget_cookies(client: FlaskClient) -> None:
    client.delete_cookie("tansiq")
    with client.session_transaction() as session:
        session["language"] = "en"


def test_a_form_sent_after_the_session_ended_waits_on_its_page_for_a_new_one(salma: Reader, account: Account) -> None:
    token = salma.token("project/new/")
    with salma.client.session_transaction() as session:
        sessions.end_session(session[ID])
    answer = _send(salma, token)
    assert answer.status_code == 403
    assert "You are not signed in any more." in answer.text
    assert "/admin/sign-in?next=/admin/project/new/" in unescape(answer.text)
    held = _held(answer.text)
    assert {name: held[name] for name in TYPED} == TYPED
    assert not Project.select().exists()
    salma.become(account)
    assert salma.client.post(NEW, data=held, headers=OURS).status_code == 302
    assert Project.get().title_en == TYPED["title_en"]


def test_a_lost_cookie_is_said_and_the_form_is_sent_again(salma: Reader, account: Account) -> None:
    token = salma.token("project/new/")
    _forget_cookies(salma.client)
    answer = _send(salma, token)
    assert answer.status_code == 400
    assert "Your browser no longer sent what ties this form to your session." in answer.text
    held = _held(answer.text)
    salma.become(account)
    assert salma.client.post(NEW, data=held, headers=OURS).status_code == 302
    assert Project.get().code == "P-7"


def test_who_is_signed_in_still_sends_it_again_at_once(salma: Reader) -> None:
    answer = _send(salma, "worn out")
    assert (answer.status_code, "You are signed in. Send the form once more." in answer.text) == (400, True)
    assert salma.client.post(NEW, data=_held(answer.text), headers=OURS).status_code == 302


def test_it_is_said_in_the_reader_s_language(salma: Reader) -> None:
    with salma.client.session_transaction() as session:
        session["language"] = "ar"
    page = _send(salma, "worn out").text
    assert '<html lang="ar" dir="rtl">' in page
    with speaking("ar"):
        assert "أرسِل النموذج مرة أخرى" in page


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}])
def test_values_from_another_site_are_not_offered_to_be_sent(salma: Reader, headers: dict[str, str]) -> None:
    answer = salma.client.post(NEW, data={**TYPED, "csrf_token": "forged"}, headers=headers)
    assert answer.status_code == 400
    assert "Wells" not in answer.text


def test_passwords_are_never_written_into_a_page(nobody: Reader) -> None:
    data = {"email": "salma@example.org", "password": "a long walk", "csrf_token": "worn out"}
    answer = nobody.client.post("/admin/sign-in", data=data, headers=OURS)
    assert answer.status_code == 400
    assert "a long walk" not in answer.text
    assert "cookies are not allowed" in answer.text


def test_a_program_without_a_session_is_sent_to_sign_in_as_before(nobody: Reader) -> None:
    answer = nobody.client.post(NEW, data={**TYPED, "csrf_token": nobody.token("sign-in")})
    assert answer.status_code == 302
    assert "/admin/sign-in" in answer.headers["Location"]
