"""Surveys of the tests: what became of those who were trained, asked by whoever has the link."""

from datetime import date, timedelta
from typing import Any

from tansiq.models import Entry, Feedback, FieldDefinition, Survey, TypeDefinition
from tansiq.platform import clock
from tansiq.records import changes
from tansiq.surveys.answering import Sender, answer, new_entry
from tests.definitions import answers, field, name_of, record_type
from tests.people import SALMA

CODES = ("EMPLOYED", "GROUP", "NOTHING")


def outcomes(**values: Any) -> TypeDefinition:
    """The record type that is asked: outcomes of trainings, with an area unless said otherwise."""
    return record_type(
        values.pop("key", "outcome"), **{"policy": "OFFICERS", "has_area": True, "has_organization": False, **values}
    )


def question(of: TypeDefinition, key: str, value_type: str = "TEXT", **values: Any) -> FieldDefinition:
    """A field of the record type, in use."""
    return field(key, value_type, "entry", record_type=of.id, **values)


def work_question(of: TypeDefinition, **values: Any) -> FieldDefinition:
    """What somebody does now: one answer of a list."""
    return question(of, "work", "CHOICE", choice_list=answers(*CODES).id, **values)


def survey(of: TypeDefinition, **values: Any) -> Survey:
    """A survey that takes answers since yesterday, unreviewed and by one address for all unless said otherwise."""
    given = {"title_en": "After the training", "title_ar": "بعد التدريب", "starts_on": yesterday()}
    return changes.save(SALMA, Survey(record_type=of.id, **{**given, "is_reviewed": False, **values}))


def yesterday() -> date:
    return clock.today() - timedelta(days=1)


def answer_with(to: Survey, values: dict[FieldDefinition, Any], sender: Sender | None = None, **columns: Any) -> Entry:
    """Send an answer that says this; the entry as it was sent."""
    row = filled(to, values, **columns)
    answer(to, row, sender or Sender())
    return row


def filled(to: Survey, values: dict[FieldDefinition, Any], **columns: Any) -> Entry:
    """An answer that is not sent yet."""
    row = new_entry(to)
    for name, value in {**{name_of(one): value for one, value in values.items()}, **columns}.items():
        row.enter(name, value)
    return row


def complaints(**values: Any) -> TypeDefinition:
    """The record type of what citizens tell: everybody may read what is published of it."""
    return outcomes(**{"key": "complaint", "policy": "PUBLIC", **values})


def feedback_survey(of: TypeDefinition, **values: Any) -> Survey:
    """A survey whose answers are replied to within ten days."""
    return survey(
        of, **{"title_en": "Tell us", "title_ar": "أخبرنا", "reply_days": 10, "retention_months": 6, **values}
    )


def feedback_with(
    to: Survey, values: dict[FieldDefinition, Any], sender: Sender | None = None, **columns: Any
) -> Feedback:
    """Send feedback that says this."""
    return Feedback.get(Feedback.entry == answer_with(to, values, sender, **columns).id)
