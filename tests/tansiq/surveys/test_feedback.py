"""Feedback as it comes in: a code of its own, a day on which the reply is due, and nothing of the person told on."""

from datetime import timedelta

import pytest

from tansiq.faults import Refused
from tansiq.models import Entry, Feedback, Survey, TypeDefinition
from tansiq.models.survey import LETTERS
from tansiq.platform import clock
from tansiq.proposals.registering import digest_of
from tansiq.records import changes
from tansiq.surveys.answering import Sender, answer
from tansiq.surveys.feedback import code_for, feedback_by_code
from tansiq.surveys.purging import purge_overdue
from tests.people import SALMA
from tests.register import Register
from tests.surveys import complaints, feedback_survey, feedback_with, filled, question, survey


@pytest.fixture
def told(register: Register) -> TypeDefinition:
    return complaints()


@pytest.fixture
def asked(told: TypeDefinition, register: Register) -> Survey:
    return feedback_survey(told, area=register.areas["YE1211"].id)


def _codes(row: Survey) -> set[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        changes.save(SALMA, row)
    return {(fault.code, fault.field) for fault in refusal.value.faults}


def test_feedback_waits_until_its_day_and_is_looked_up_by_its_code(asked: Survey) -> None:
    row = filled(asked, {})
    code = answer(asked, row, Sender())
    assert (len(code), set(code) <= set(LETTERS)) == (10, True)
    found = Feedback.get()
    today = clock.today()
    assert (found.entry_id, found.due_on) == (row.id, today + timedelta(days=10))
    assert code not in (found.digest, found.email)
    assert [found.state(today + timedelta(days=days)) for days in (10, 11)] == ["WAITING", "LATE"]
    typed = [code, f" {code[:5].upper()}-{code[5:]} ", code[:9], ""]
    assert [feedback_by_code(one, "192.0.2.7") == found for one in typed] == [True, True, False, False]
    assert not Entry.get_by_id(row.id).is_published


def test_the_same_form_sent_again_is_one_piece_of_feedback_with_one_code(asked: Survey) -> None:
    codes = {answer(asked, filled(asked, {}), Sender(key="the form's own")) for _sending in range(2)}
    assert codes == {code_for("the form's own")}
    assert [one.digest for one in Feedback.select()] == [digest_of(*codes)]
    assert code_for("another form") not in codes
    assert len({code_for("") for _call in range(2)}) == 2


def test_guesses_of_codes_are_counted(asked: Survey) -> None:
    code = answer(asked, filled(asked, {}), Sender())
    for _try in range(20):
        assert feedback_by_code("abcdefghjk", "192.0.2.7") is None
    with pytest.raises(Refused, match="TOO_MANY_REQUESTS"):
        feedback_by_code(code, "192.0.2.7")
    assert feedback_by_code(code, "198.51.100.7") is not None


def test_whoever_wishes_no_reply_is_owed_none(asked: Survey) -> None:
    found = feedback_with(asked, {}, Sender(wishes_reply=False, email="amal@example.org"))
    assert (found.due_on, found.email) == (None, "")
    assert found.state(clock.today() + timedelta(days=99)) == "NOT_ASKED"


def test_an_address_is_one_or_is_told_to_be_none(asked: Survey, told: TypeDefinition) -> None:
    assert feedback_with(asked, {}, Sender(email=" Amal@Example.org ")).email == "amal@example.org"
    for to, email in ((asked, "amal at home"), (survey(told, area=asked.area_id), "amal@example.org")):
        with pytest.raises(Refused) as refusal:
            answer(to, filled(to, {}), Sender(email=email))
        assert [(fault.code, fault.field) for fault in refusal.value.faults] == [("EMAIL_INVALID", "email")]


def test_answers_of_a_survey_that_nobody_replies_to_are_no_feedback(told: TypeDefinition, asked: Survey) -> None:
    other = survey(told, area=asked.area_id)
    assert answer(other, filled(other, {}), Sender()) == ""
    assert not Feedback.select().exists()


@pytest.mark.parametrize("text", ["x" * 2_001, "so\x00so"])
def test_words_are_not_longer_than_people_write_and_can_be_stored(
    told: TypeDefinition, asked: Survey, text: str
) -> None:
    said = question(told, "said", "LONG_TEXT")
    with pytest.raises(Refused) as refusal:
        answer(asked, filled(asked, {said: text}), Sender())
    assert {fault.code for fault in refusal.value.faults} <= {"TOO_LONG", "BAD_CHARACTER"}
    answer(asked, filled(asked, {said: "x" * 2_000}), Sender())


def test_what_such_a_survey_cannot_do_without_is_told(register: Register, told: TypeDefinition) -> None:
    given = {"record_type": told.id, "title_en": "Tell us", "starts_on": clock.today(), "reply_days": 10}
    assert _codes(Survey(**given)) == {("REVIEWED", "is_reviewed"), ("MISSING", "retention_months")}
    nowhere = complaints(key="nowhere", has_area=False)
    given |= {"is_reviewed": False, "retention_months": 6}
    assert _codes(Survey(**{**given, "record_type": nowhere.id})) == {("NOT_FILLED", "reply_days")}
    assert _codes(Survey(**{**given, "reply_days": 0})) == {("OUT_OF_RANGE", "reply_days")}
    # Its figures are public while it goes on, so that it needs no last day for them.
    assert changes.save(SALMA, Survey(**given, has_public_results=True)).id


def test_an_address_is_forgotten_after_the_months_of_the_survey(asked: Survey) -> None:
    found = feedback_with(asked, {}, Sender(email="amal@example.org"))
    Feedback.update(is_unmailed=True).execute()
    purge_overdue(clock.today() + timedelta(days=100))
    assert Feedback.get_by_id(found.id).email == "amal@example.org"
    purge_overdue(clock.today() + timedelta(days=200))
    stored = Feedback.get_by_id(found.id)
    assert (stored.email, stored.is_unmailed) == ("", False)
