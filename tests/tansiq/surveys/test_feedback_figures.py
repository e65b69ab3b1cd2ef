"""Figures of feedback: exact to those who see it, rounded and of months that are over to everybody."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from tansiq.models import Entry, Feedback, FieldDefinition, Survey, TypeDefinition
from tansiq.platform import clock
from tansiq.records import changes
from tansiq.surveys.feedback_figures import (
    Asked,
    Figures,
    Told,
    answered_fields,
    figures,
    last_day_told,
    public_figures,
    public_overview,
)
from tests.definitions import answers
from tests.people import NOBODY, SALMA, officer
from tests.register import Register
from tests.statements import told as statements_told
from tests.surveys import complaints, feedback_survey, feedback_with, question

NO_FIGURES = Figures(None, None, None, None)


@pytest.fixture
def told(register: Register) -> TypeDefinition:
    return complaints()


@pytest.fixture
def subject(told: TypeDefinition) -> FieldDefinition:
    return question(told, "subject", "CHOICE", choice_list=answers("WATER", "ROADS", "HEALTH").id)


@pytest.fixture
def asked(told: TypeDefinition, subject: FieldDefinition) -> Survey:
    return feedback_survey(told, has_public_results=True)


def _in_month(back: int, day: int = 10) -> date:
    """The tenth of the month so many months ago."""
    found = clock.today()
    for _month in range(back):
        found = found.replace(day=1) - timedelta(days=1)
    return found.replace(day=day)


def _send(to: Survey, register: Register, count: int, pcode: str = "YE1211", **given: Any) -> None:
    """So much feedback that came in on one day, `replied` of it the given days later."""
    on, replied = given.pop("on", _in_month(1)), given.pop("replied", ())
    for number in range(count):
        sent = feedback_with(to, given.get("values", {}), area=register.areas[pcode].id)
        at = clock.stored(datetime.combine(on, time(12)))
        when = at + timedelta(days=replied[number]) if number < len(replied) else None
        due: Any = on + timedelta(days=10)
        Feedback.update(received_at=at, due_on=due, replied_at=when).where(Feedback.id == sent.id).execute()


def _groups(found: Told | None) -> Sequence[tuple[str | None, int | None]]:
    assert found is not None
    return [(one.key, one.figures.received) for one in found.groups]


def test_what_was_replied_to_and_in_time_and_how_long_it_took(asked: Survey, register: Register) -> None:
    _send(asked, register, 4, replied=(2, 10, 11))
    found = figures(SALMA, asked, Asked())
    assert (found.total, found.groups) == (Figures(4, 3, 2, 10.0), [])
    assert figures(SALMA, asked, Asked(last=_in_month(2))).total == Figures(0, 0, 0, None)


def test_a_viewer_counts_what_they_see(asked: Survey, register: Register) -> None:
    _send(asked, register, 2)
    _send(asked, register, 1, "YE1927")
    seen = [figures(who, asked, Asked()).total.received for who in (SALMA, officer(register.areas["YE12"].id), NOBODY)]
    assert seen == [3, 2, 0]
    changes.archive(SALMA, Entry.select().first())
    assert figures(SALMA, asked, Asked()).total.received == 2


def test_they_are_told_apart_by_place_month_and_answer(
    asked: Survey, subject: FieldDefinition, register: Register
) -> None:
    _send(asked, register, 2, values={subject: "WATER"})
    _send(asked, register, 1, "YE1210", on=_in_month(2))
    _send(asked, register, 3, "YE1927", on=_in_month(0, 1), values={subject: "ROADS"})
    months = [f"{_in_month(back):%Y-%m}" for back in (2, 1, 0)]
    assert _groups(figures(SALMA, asked, Asked(by="MONTH"))) == list(zip(months, (1, 2, 3), strict=True))
    assert _groups(figures(SALMA, asked, Asked(by="GOVERNORATE"))) == [("YE12", 3), ("YE19", 3)]
    assert _groups(figures(SALMA, asked, Asked(by="DISTRICT"))) == [("YE1210", 1), ("YE1211", 2), ("YE1927", 3)]
    within = Asked(register.areas["YE12"].id, by="DISTRICT")
    assert _groups(figures(SALMA, asked, within)) == [("YE1210", 1), ("YE1211", 2)]
    by_subject = figures(SALMA, asked, Asked(field=subject))
    assert _groups(by_subject) == [("WATER", 2), ("ROADS", 3), ("HEALTH", 0), (None, 1)]
    assert _groups(figures(SALMA, asked, replace(within, by="MONTH", first=_in_month(1)))) == [(months[1], 2)]


def test_what_is_public_is_rounded_and_tells_of_no_few(asked: Survey, register: Register) -> None:
    _send(asked, register, 13, replied=(1,) * 7)
    _send(asked, register, 4, "YE1210")
    _send(asked, register, 5, on=_in_month(0, 1))
    found = public_figures(asked, Asked(by="DISTRICT"))
    assert found is not None
    assert found.total == Figures(15, 5, 5, 1.0)
    assert [(one.key, one.figures) for one in found.groups] == [
        ("YE1210", NO_FIGURES),
        ("YE1211", Figures(15, 5, 5, 1.0)),
    ]
    # What came in this month is told once it is over, however it is asked.
    assert public_figures(asked, Asked(last=clock.today())) == public_figures(asked, Asked())
    assert last_day_told().month != clock.today().month


def test_no_two_public_questions_tell_of_few_people(asked: Survey, register: Register) -> None:
    """All of Abyan less one district of it, all months less one: each difference of two figures may be of nobody."""
    _send(asked, register, 9)
    _send(asked, register, 2, "YE1210")
    _send(asked, register, 8, on=_in_month(2))
    abyan, khanfar = register.areas["YE12"].id, register.areas["YE1211"].id
    whole, part = (public_figures(asked, Asked(area_id, _in_month(1))) for area_id in (abyan, khanfar))
    assert whole is not None
    assert part is not None
    assert (whole.total.received, part.total.received) == (10, 10)


def test_of_a_survey_that_tells_nobody_nothing_is_public(
    told: TypeDefinition, asked: Survey, register: Register
) -> None:
    silent = feedback_survey(told)
    _send(silent, register, 6)
    assert public_figures(silent, Asked()) is None
    changes.archive(SALMA, asked)
    assert public_figures(Survey.get_by_id(asked.id), Asked()) is None


def test_answers_by_which_they_are_told_apart_are_for_everybody(told: TypeDefinition, subject: FieldDefinition) -> None:
    codes = answers("A", "B").id
    question(told, "inner", "CHOICE", choice_list=codes, is_published=False)
    question(told, "own", "CHOICE", choice_list=codes, is_personal=True)
    question(told, "said", "LONG_TEXT")
    asked = feedback_survey(told, consent_en="I agree.", has_public_results=True)
    assert [one.key for one in answered_fields(asked, is_public=True)] == ["subject"]
    assert [one.key for one in answered_fields(asked, is_public=False)] == ["subject", "inner"]


def test_a_day_is_that_of_the_country(asked: Survey, register: Register) -> None:
    """Half past nine in the evening of the last day, UTC, is the first day of the next month in Aden."""
    _send(asked, register, 1)
    first = _in_month(1, 1)
    midnight = clock.stored(datetime.combine(first, time()))
    Feedback.update(received_at=midnight - timedelta(minutes=1)).execute()
    assert figures(SALMA, asked, Asked(first=first)).total.received == 0
    Feedback.update(received_at=midnight).execute()
    assert figures(SALMA, asked, Asked(first=first)).total.received == 1


def test_however_much_came_in_it_is_two_statements(asked: Survey, register: Register) -> None:
    for count in (5, 6):
        _send(asked, register, count)
        with statements_told() as sent:
            public_figures(asked, Asked(by="GOVERNORATE"))
        assert len(sent) == 2


def test_until_the_end_of_all_time_and_from_its_beginning_is_all(asked: Survey, register: Register) -> None:
    _send(asked, register, 6)
    every = figures(SALMA, asked, Asked(by="MONTH"))
    for first, last in ((date.min, date.max), (None, date(9999, 12, 1)), (date(1, 1, 2), None)):
        assert figures(SALMA, asked, Asked(first=first, last=last, by="MONTH")) == every
        assert public_figures(asked, Asked(first=first, last=last)) == public_figures(asked, Asked())
    assert figures(SALMA, asked, Asked(first=date.max)).total.received == 0


def test_what_too_little_came_in_of_is_not_told_apart(
    asked: Survey, subject: FieldDefinition, register: Register
) -> None:
    """Where four people wrote it is not told from which districts, of what and when, by those who wrote nothing too."""
    _send(asked, register, 2, values={subject: "WATER"})
    _send(asked, register, 2, "YE1210", on=_in_month(2), values={subject: "ROADS"})
    for question_asked in (*(Asked(by=by) for by in ("MONTH", "GOVERNORATE", "DISTRICT")), Asked(field=subject)):
        assert public_figures(asked, question_asked) == Told(NO_FIGURES, [])
    overview = public_overview(asked)
    assert overview is not None
    assert (overview.total, overview.groups) == (NO_FIGURES, {})
    _send(asked, register, 4, "YE1927", on=_in_month(3), values={subject: "HEALTH"})
    overview = public_overview(asked)
    assert overview is not None
    # Eight in all, and nothing by subject or district that would be a table of dashes.
    assert (overview.total.received, list(overview.groups)) == (10, [])
    # Whoever may see the feedback sees all of it.
    assert len(figures(SALMA, asked, Asked(by="DISTRICT")).groups) == 3
