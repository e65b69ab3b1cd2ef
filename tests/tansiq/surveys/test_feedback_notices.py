"""Officers are told of feedback in their areas: when it came in, and once when it is late."""

from datetime import timedelta
from typing import Any

import pytest

from tansiq.accounts.people import Rights, enter_person
from tansiq.models import Account, Feedback, Notice, Survey
from tansiq.notices.rounds import tell_due
from tansiq.platform import clock
from tansiq.surveys.feedback_notices import FEEDBACK
from tansiq.surveys.replying import hand_over, reply
from tests.people import SALMA
from tests.register import Register
from tests.surveys import complaints, feedback_survey, feedback_with


@pytest.fixture
def asked(register: Register) -> Survey:
    for name, pcode in (("Nadia", "YE12"), ("Said", "YE19")):
        rights = Rights(frozenset({"OFFICER"}), area_ids=frozenset({register.areas[pcode].id}))
        enter_person(SALMA, Account(email=f"{name.lower()}@example.org", name=name), None, rights)
    return feedback_survey(complaints())


def _told(name: str) -> list[str]:
    tell_due()
    own = Notice.select().join(Account).where(Account.name == name, Notice.kind == FEEDBACK.code)
    return [row.event for row in own.order_by(Notice.id)]


def _due(feedback: Feedback, days: int) -> None:
    due: Any = clock.today() + timedelta(days=days)
    Feedback.update(due_on=due).where(Feedback.id == feedback.id).execute()


def test_the_officers_of_the_area_are_told_once_that_it_came_and_once_that_it_is_late(
    asked: Survey, register: Register
) -> None:
    sent = feedback_with(asked, {}, area=register.areas["YE1211"].id)
    assert [_told(name) for name in ("Nadia", "Said", "Nadia")] == [["CAME"], [], ["CAME"]]
    _due(sent, -1)
    assert [_told(name) for name in ("Nadia", "Nadia")] == [["CAME", "LATE"]] * 2
    _due(sent, -61)
    Notice.delete().execute()
    assert _told("Nadia") == []


def test_nobody_is_told_of_what_was_replied_to(asked: Survey, register: Register) -> None:
    sent = feedback_with(asked, {}, area=register.areas["YE1211"].id)
    reply(SALMA, sent, "Done.")
    _due(sent, -1)
    assert _told("Nadia") == []


def test_those_to_whom_it_is_handed_over_are_told(asked: Survey, register: Register) -> None:
    sent = feedback_with(asked, {}, area=register.areas["YE1211"].id)
    hand_over(SALMA, sent, register.areas["YE1927"].id)
    assert (_told("Said"), _told("Nadia")) == (["CAME"], [])
