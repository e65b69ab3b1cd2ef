"""Figures of feedback in the endpoint: what everybody may know, and nothing of who sent it."""

from datetime import timedelta
from typing import Any

import pytest

from tansiq.models import Entry, Feedback, FieldDefinition, Survey, TypeDefinition
from tansiq.platform import clock
from tansiq.platform.mailing import Outbox
from tansiq.surveys.answering import Sender
from tansiq.surveys.replying import publish, reply
from tests.api.all_questions import answered
from tests.definitions import answers
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.statements import told as statements_told
from tests.surveys import complaints, feedback_survey, feedback_with, question

FIGURES = "{ received answered answeredInTime medianDays }"
PERSONAL = {"consent_en": "I agree."}


@pytest.fixture
def told(register: Register) -> TypeDefinition:
    return complaints()


@pytest.fixture
def subject(told: TypeDefinition) -> FieldDefinition:
    return question(told, "subject", "CHOICE", choice_list=answers("WATER", "ROADS").id, is_published=True)


@pytest.fixture
def asked(told: TypeDefinition, subject: FieldDefinition, register: Register) -> Survey:
    """Eight pieces of feedback of last month from Khanfar, six of them replied to after two days."""
    found = feedback_survey(told, has_public_results=True)
    for number in range(8):
        values = {subject: "WATER" if number < 6 else "ROADS"}
        sent = feedback_with(found, values, area=register.areas["YE1211"].id)
        at = sent.received_at - timedelta(days=clock.today().day + 5)
        when = at + timedelta(days=2) if number < 6 else None
        Feedback.update(received_at=at, replied_at=when).where(Feedback.id == sent.id).execute()
    return found


def _ask(arguments: str, more: str = "") -> Any:
    return answered(f"{{ feedback({arguments}) {{ until total {FIGURES} {more} }} }}", NOBODY)


def test_everybody_reads_how_much_came_in_and_was_replied_to(asked: Survey) -> None:
    groups = f"groups {{ key label figures {FIGURES} }}"
    found = _ask(f'survey: "{asked.address}", by: DISTRICT', groups)["data"]["feedback"]
    figures = {"received": 10, "answered": 5, "answeredInTime": 5, "medianDays": 2.0}
    assert found["total"] == figures
    assert [(one["key"], one["figures"]) for one in found["groups"]] == [("YE1211", figures)]
    assert found["until"] == (clock.today().replace(day=1) - timedelta(days=1)).isoformat()
    by_subject = _ask(f'survey: "{asked.address}", field: "subject"', groups)["data"]["feedback"]["groups"]
    assert [(one["key"], one["figures"]["received"]) for one in by_subject] == [("WATER", 5), ("ROADS", None)]
    elsewhere = _ask(f'survey: "{asked.address}", within: "YE19"')["data"]["feedback"]
    assert elsewhere["total"]["received"] == 0


def test_any_days_may_be_asked(asked: Survey) -> None:
    usual = _ask(f'survey: "{asked.address}"')["data"]["feedback"]["total"]
    for days in ('from: "0001-01-01", to: "9999-12-31"', 'to: "9999-12-01"', 'from: "0001-01-01"'):
        assert _ask(f'survey: "{asked.address}", {days}')["data"]["feedback"]["total"] == usual
    none = _ask(f'survey: "{asked.address}", from: "9999-12-31"')["data"]["feedback"]["total"]
    assert none["received"] == 0


def test_what_cannot_be_asked_is_refused_and_what_is_not_public_is_not_there(
    asked: Survey, told: TypeDefinition
) -> None:
    address = asked.address
    wrong = {
        f'survey: "{address}", from: "2026-02-01", to: "2026-01-01"': "DATES_REVERSED",
        f'survey: "{address}", field: "called"': "UNKNOWN_CODE",
        f'survey: "{address}", field: "subject", by: MONTH': "INVALID",
        f'survey: "{address}", within: "NOWHERE"': "NOT_FOUND",
    }
    for arguments, code in wrong.items():
        [error] = _ask(arguments)["errors"]
        assert error["extensions"]["code"] == code
    for one in (feedback_survey(told).address, "nowhere"):
        assert _ask(f'survey: "{one}"')["data"]["feedback"] is None


def test_published_feedback_tells_nothing_of_the_person(
    told: TypeDefinition, register: Register, outbox: Outbox
) -> None:
    said, called = question(told, "said", "LONG_TEXT", is_published=True), question(told, "called", is_personal=True)
    asked = feedback_survey(told, **PERSONAL)
    sender = Sender(has_agreed=True)
    sent = feedback_with(
        asked, {said: "The pump stands still.", called: "Amal"}, sender, area=register.areas["YE1211"].id
    )
    Feedback.update(email="amal@example.org").execute()
    records = '{ records(type: "complaint", first: 5) { edges { node { title extra { values { key text } } } } } }'
    assert answered(records, NOBODY)["data"]["records"]["edges"] == []
    reply(SALMA, Feedback.get_by_id(sent.id), "We are on it.")
    publish(SALMA, Feedback.get_by_id(sent.id))
    answer = str(answered(records, NOBODY))
    assert "The pump stands still." in answer
    assert not [word for word in ("Amal", "amal", "called", "example.org") if word in answer]
    assert Entry.get().is_published


def test_however_much_came_in_it_is_the_same_statements(asked: Survey, register: Register) -> None:
    question_asked = f'survey: "{asked.address}", by: GOVERNORATE'
    _ask(question_asked)
    counts = []
    for _more in range(2):
        feedback_with(asked, {}, area=register.areas["YE1210"].id)
        with statements_told() as sent:
            _ask(question_asked)
        counts.append(len([one for one in sent if '"feedback"' in one or '"area_closure"' in one]))
    assert counts == [2, 2]
