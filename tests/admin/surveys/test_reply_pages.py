"""Coming back for the reply: the code is shown once, and leads to how the feedback stands and what was replied."""

import re
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from tansiq.models import Entry, Feedback, Survey, TypeDefinition
from tansiq.platform import clock
from tansiq.platform.mailing import Outbox
from tansiq.surveys.replying import reply
from tests.admin.conftest import Reader
from tests.admin.panel.test_form_keys import key_on
from tests.admin.surveys.test_public_pages import loaded
from tests.definitions import answers, name_of
from tests.people import SALMA
from tests.register import Register
from tests.surveys import complaints, feedback_survey, feedback_with, question


@pytest.fixture
def told(register: Register) -> TypeDefinition:
    return complaints()


@pytest.fixture
def asked(told: TypeDefinition, register: Register) -> Survey:
    return feedback_survey(told, area=register.areas["YE1211"].id, has_public_results=True)


def _send(nobody: Reader, to: Survey, **typed: Any) -> str:
    """Send feedback; the code on the page of thanks."""
    page = f"answer/to/{to.address}"
    answer = nobody.post(page, page, **{"wishes_reply": "y", **typed})
    assert answer.location.endswith("/admin/answer/sent"), answer.text
    found = re.search(r'class="shown-code" dir="ltr">([^<]+)<', nobody.get("answer/sent").text)
    assert found is not None
    return found[1]


def _look_up(nobody: Reader, code: str) -> Any:
    return nobody.post("answer/reply", "answer/reply", code=code)


def test_the_code_is_shown_once_and_leads_to_the_reply(nobody: Reader, asked: Survey) -> None:
    code = _send(nobody, asked)
    assert "shown-code" not in nobody.get("answer/sent").text
    assert _look_up(nobody, code.upper()).location.endswith("/admin/answer/replied")
    page = nobody.get("answer/replied").text
    assert "Waiting for a reply" in page
    assert "A reply is due until" in page
    reply(SALMA, Feedback.get(), "The pump runs again.\n<b>Thanks</b>")
    page = nobody.get("answer/replied").text
    assert "The pump runs again." in page
    assert "&lt;b&gt;Thanks" in page
    assert 'lang="ar" dir="rtl"' in _arabic(nobody).text


def _arabic(nobody: Reader) -> Any:
    with nobody.client.session_transaction() as session:
        session["language"] = "ar"
    return nobody.get("answer/replied")


def test_a_form_that_is_sent_again_shows_the_same_code(nobody: Reader, asked: Survey) -> None:
    key = key_on(nobody, f"answer/to/{asked.address}")
    assert len({_send(nobody, asked, form_key=key) for _sending in range(2)}) == 1
    assert Feedback.select().count() == 1


def test_a_wrong_code_is_told_and_many_make_a_pause(nobody: Reader, asked: Survey) -> None:
    code = _send(nobody, asked)
    assert nobody.get("answer/replied").location.endswith("/admin/answer/reply")
    page = _look_up(nobody, "abc<").text
    assert "There is no such code" in page
    assert 'value="abc&lt;"' in page
    for _try in range(20):
        _look_up(nobody, "abcdefghjk")
    assert _look_up(nobody, code).status_code == 429


def test_late_feedback_and_that_which_wishes_no_reply_say_so(nobody: Reader, asked: Survey) -> None:
    _look_up(nobody, _send(nobody, asked))
    late: Any = clock.today() - timedelta(days=1)
    Feedback.update(due_on=late).execute()
    assert "The reply is late" in nobody.get("answer/replied").text
    _look_up(nobody, _send(nobody, asked, wishes_reply=""))
    assert "You wished no reply" in nobody.get("answer/replied").text


def test_an_address_is_asked_where_the_register_mails(nobody: Reader, asked: Survey, outbox: Outbox) -> None:
    page = f"answer/to/{asked.address}"
    assert 'type="email"' in nobody.get(page).text
    wrong = nobody.post(page, page, wishes_reply="y", email="amal at home").text
    assert 'href="#email"' in wrong
    assert 'value="amal at home"' in wrong
    assert not Entry.select().exists()
    _send(nobody, asked, email="amal@example.org")
    assert Feedback.get().email == "amal@example.org"


def test_without_mail_no_address_is_asked(nobody: Reader, asked: Survey) -> None:
    assert 'name="email"' not in nobody.get(f"answer/to/{asked.address}").text


def test_what_a_program_fills_in_is_kept_nowhere(nobody: Reader, asked: Survey) -> None:
    page = f"answer/to/{asked.address}"
    assert nobody.post(page, page, website="https://example.org").location.endswith("/sent")
    assert not Feedback.select().exists()


def test_figures_are_public_for_the_surveys_that_say_so(
    nobody: Reader, told: TypeDefinition, asked: Survey, register: Register
) -> None:
    subject = question(told, "subject", "CHOICE", choice_list=answers("WATER", "ROADS").id, is_published=True)
    for _number in range(6):
        feedback_with(asked, {subject: "WATER"})
    last_month = clock.today().replace(day=1) - timedelta(days=3)
    Feedback.update(received_at=clock.stored(datetime.combine(last_month, time(12)))).execute()
    page = nobody.get(f"answer/figures/{asked.address}").text
    assert re.findall(r"<dd>([^<]*)</dd>", page)[0] == "5"
    assert "Roads" in page
    assert nobody.get(f"answer/figures/{feedback_survey(told).address}").status_code == 404


def test_the_form_leads_to_the_reply_and_the_figures(nobody: Reader, told: TypeDefinition, asked: Survey) -> None:
    page = nobody.get(f"answer/to/{asked.address}").text
    assert 'href="/admin/answer/reply"' in page
    assert f'href="/admin/answer/figures/{asked.address}"' in page
    assert "answer/figures" not in nobody.get(f"answer/to/{feedback_survey(told).address}").text


def test_its_pages_are_light(nobody: Reader, told: TypeDefinition, register: Register, outbox: Outbox) -> None:
    question(told, "said", "LONG_TEXT", is_required=True)
    asked = feedback_survey(told, area=register.areas["YE"].id, intro_ar="مقدمة " * 100)
    assert loaded(nobody.client, f"/admin/answer/to/{asked.address}") < 40_000
    assert loaded(nobody.client, "/admin/answer/reply") < 14_000


def test_what_was_told_stands_on_no_page_that_a_code_opens(nobody: Reader, told: TypeDefinition, asked: Survey) -> None:
    said = question(told, "said", "LONG_TEXT")
    _look_up(nobody, _send(nobody, asked, **{name_of(said): "Nobody comes."}))
    assert "Nobody comes." not in nobody.get("answer/replied").text
