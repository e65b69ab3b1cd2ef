"""Surveys are carried with the record types that they ask: open wherever they come to, without answers or links."""

from typing import Any

import pytest

from tansiq.definition_documents.collecting import collect
from tansiq.definition_documents.document import read_document, written
from tansiq.definition_documents.ready_made import load, ready_made
from tansiq.definition_documents.taking_over import take_over
from tansiq.definition_documents.telling import lines
from tansiq.faults import Refused
from tansiq.models import Entry, Survey, SurveyInvitation, TypeDefinition
from tansiq.platform import clock
from tansiq.records import changes
from tansiq.surveys.answering import Sender
from tansiq.surveys.inviting import invite
from tansiq.surveys.opening import closed_fault
from tests.people import SALMA
from tests.register import Register
from tests.surveys import answer_with, complaints, feedback_survey, survey


def _elsewhere(document: bytes) -> list[str]:
    """Take it over as on another server."""
    Survey.update(archived_at=clock.today(), title_en="Gone", title_ar="").execute()
    TypeDefinition.update(archived_at=TypeDefinition.created_at, key=TypeDefinition.key + "Gone").execute()
    return list(lines(take_over(SALMA, read_document(document))))


def test_a_survey_stands_elsewhere_with_its_questions_and_without_its_answers(register: Register) -> None:
    of = complaints()
    given = feedback_survey(of, area=register.areas["YE1211"].id, ends_on=clock.today())
    answer_with(given, {}, Sender())
    invite(SALMA, survey(of, link_kind="PAPER"), 2)
    document = written(collect(["complaint"]))
    assert b"digest" not in document
    assert given.address.encode() not in document
    assert "Survey “Tell us”: new" in _elsewhere(document)
    made = Survey.get(Survey.archived_at.is_null(), Survey.title_en == "Tell us")
    assert (made.reply_days, made.area_id, made.ends_on) == (10, register.areas["YE1211"].id, clock.today())
    assert made.address != given.address
    assert (Entry.select().count(), SurveyInvitation.select().count()) == (1, 2)


def test_taken_over_again_it_is_the_same_and_follows_what_changed(register: Register) -> None:
    given = feedback_survey(complaints())
    document = written(collect(["complaint"]))
    assert "Survey “Tell us”: as before" in list(lines(take_over(SALMA, read_document(document))))
    given = Survey.get_by_id(given.id)
    given.title_en, given.reply_days = "Say it", 20
    changes.save(SALMA, given)
    take_over(SALMA, read_document(document))
    assert [(one.title_en, one.reply_days) for one in Survey.select()] == [("Tell us", 10)]


def test_what_is_wrong_with_one_is_told_at_its_place(register: Register) -> None:
    feedback_survey(complaints(), area=register.areas["YE1211"].id)
    document = (
        written(collect(["complaint"]))
        .replace(b'"YE1211"', b'"YE9999"')
        .replace(b'"reply_days": 10', b'"reply_days": 0')
    )
    with pytest.raises(Refused) as refusal:
        take_over(SALMA, read_document(document))
    assert {fault.field for fault in refusal.value.faults} == {"surveys[0].area", "surveys[0].reply_days"}


def test_one_that_comes_along_takes_answers_at_once_and_stays_as_the_office_has_it(register: Register) -> None:
    [name] = [one.name for one in ready_made() if one.document.surveys]
    load(SALMA, name)
    made: Any = Survey.get()
    assert closed_fault(made, clock.today()) is None
    assert (made.starts_on, made.is_reviewed, made.has_public_results) == (clock.today(), False, True)
    made.title_ar, made.title_en = "عنواننا", "Ours"
    changes.save(SALMA, made)
    assert {one.outcome for one in load(SALMA, name)} == {"SAME"}
    changes.archive(SALMA, Survey.get_by_id(made.id))
    load(SALMA, name)
    assert Survey.select().count() == 1
