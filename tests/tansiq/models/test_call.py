"""What stands against a call, an invitation to it, and an answer."""

from datetime import timedelta
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Call, CallAnswer, CallAsk, CallInvitation, Organization, PlanItem
from tansiq.platform import clock
from tansiq.records import changes
from tests.called import a_call, an_answer, invited, line, wells
from tests.people import SALMA
from tests.register import Register


def _faults(deed: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        deed()
    return [(fault.code, fault.field) for fault in refused.value.faults]


def _answer(register: Register, call: Call, acronym: str = "NRA") -> list[tuple[str, str]]:
    return _faults(lambda: an_answer(register, call, acronym))


def test_a_call_says_what_is_asked_and_ends_after_it_begins(register: Register) -> None:
    today = clock.today()
    days = {"opens_on": today, "closes_on": today - timedelta(days=1)}
    found = _faults(lambda: changes.save(SALMA, Call(item=wells(register).id, **days)))
    assert found == [("TEXT_MISSING", "text_ar"), ("DATES_REVERSED", "closes_on")]


@pytest.mark.parametrize(
    ("values", "code"),
    [({"item_state": "DONE", "progress": 100}, "ITEM_DONE"), ({"item_state": "CANCELLED"}, "ITEM_GONE")],
)
def test_nobody_is_asked_for_an_item_that_is_done_or_cancelled(
    register: Register, values: dict[str, Any], code: str
) -> None:
    item = wells(register, **values)
    assert _faults(lambda: a_call(item)) == [(code, "item")]


def test_nobody_is_asked_for_an_item_that_is_archived_or_was_meanwhile(register: Register) -> None:
    item = wells(register)
    call = a_call(item, call_state="PREPARED")
    changes.archive(SALMA, item)
    assert _faults(lambda: a_call(PlanItem.get_by_id(item.id))) == [("ITEM_GONE", "item")]
    call.call_state = "OPEN"
    assert _faults(lambda: changes.save(SALMA, call)) == [("ITEM_GONE", "item")]


def test_a_call_about_a_draft_is_prepared_and_not_opened(register: Register) -> None:
    item = wells(register, register.plan(is_published=False))
    call = a_call(item, call_state="PREPARED")
    call.call_state = "OPEN"
    assert _faults(lambda: changes.save(SALMA, call)) == [("NOT_PUBLISHED", "item")]


def test_a_call_goes_from_preparation_to_open_to_closed_and_may_be_opened_again(register: Register) -> None:
    call = a_call(wells(register), call_state="PREPARED")
    call.call_state = "CLOSED"
    assert _faults(lambda: changes.save(SALMA, call)) == [("STATE_SKIPPED", "call_state")]
    for state in ("OPEN", "CLOSED", "OPEN"):
        call.call_state = state
        changes.save(SALMA, call)
    other = wells(register)
    call.item = other
    assert _faults(lambda: changes.save(SALMA, call)) == [("FIXED", "item")]


def test_an_organisation_is_invited_once_and_to_an_open_call(register: Register) -> None:
    call = a_call(wells(register))
    invited(register, call, "NRA")
    assert _faults(lambda: invited(register, call, "NRA")) == [("INVITED_ALREADY", "organization")]
    prepared = a_call(wells(register), call_state="PREPARED")
    assert _faults(lambda: invited(register, prepared, "NRA")) == [("NOT_OPEN", "call")]


@pytest.mark.parametrize(
    ("name", "code"), [("suspended_on", "SUSPENDED"), ("dissolved_on", "ORGANIZATION_GONE"), ("", "ORGANIZATION_GONE")]
)
def test_nobody_is_invited_or_answers_who_was_archived_suspended_or_dissolved(
    register: Register, name: str, code: str
) -> None:
    call = a_call(wells(register))
    invited(register, call, "NRA")
    row = register.organization("NRA")
    if name:
        setattr(row, name, clock.today())
        row.standing_reason = "By decision of the ministry"
        changes.save(SALMA, row)
    else:
        changes.archive(SALMA, row)
    assert _answer(register, call) == [(code, "organization")]
    other = a_call(wells(register))
    assert _faults(lambda: invited(register, other, "NRA")) == [(code, "organization")]


def test_whoever_is_not_invited_does_not_answer(register: Register) -> None:
    call = a_call(wells(register))
    assert _answer(register, call) == [("NOT_INVITED", "organization")]
    [invitation] = invited(register, call, "NRA")
    changes.archive(SALMA, invitation)
    assert _answer(register, call) == [("NOT_INVITED", "organization")]
    assert CallInvitation.select().count() == 1


def test_an_organisation_that_was_merged_answers_by_the_name_it_was_invited_by(register: Register) -> None:
    call = a_call(wells(register))
    invited(register, call, "NRA")
    register.organization("NRW", canonical=register.organization("NRA").id)
    assert an_answer(register, call, "NRW").answer_state == "OFFERED"


@pytest.mark.parametrize(
    ("begins", "ends", "state", "code"),
    [(1, 7, "OPEN", "TOO_EARLY"), (-7, -1, "OPEN", "TOO_LATE"), (-1, 7, "CLOSED", "NOT_OPEN")],
)
def test_a_call_is_answered_on_its_days_while_it_is_open(
    register: Register, begins: int, ends: int, state: str, code: str
) -> None:
    today = clock.today()
    days = {"opens_on": today + timedelta(days=begins), "closes_on": today + timedelta(days=ends)}
    call = a_call(wells(register), **days)
    invited(register, call, "NRA")
    if state == "CLOSED":
        call.call_state = state
        changes.save(SALMA, call)
    assert _answer(register, call) == [(code, "call")]


def test_an_answer_is_not_changed_afterwards_and_a_refusal_says_why(register: Register) -> None:
    call = a_call(wells(register))
    invited(register, call, "NRA")
    row = an_answer(register, call, "NRA")
    row.note = "We meant something else."
    assert _faults(lambda: changes.save(SALMA, row)) == [("FIXED", "note")]
    row = CallAnswer.get_by_id(row.id)
    row.answer_state = "REFUSED"
    assert _faults(lambda: changes.save(SALMA, row)) == [("REASON_MISSING", "reason")]
    row.reason = "Others bring more."
    assert changes.save(SALMA, row).answer_state == "REFUSED"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (line("STAFF", -1), "NEGATIVE"),
        (line("STAFF", "50%"), "INVALID"),
        (line("MONEY", 10**15, "USD"), "OUT_OF_RANGE"),
        (line("MONEY", 10), "CONFLICT"),
    ],
)
def test_an_amount_is_a_number_above_nothing_and_money_has_its_currency(
    register: Register, given: dict[str, Any], code: str
) -> None:
    call = a_call(wells(register))
    assert _faults(lambda: changes.replace_parts(SALMA, call, CallAsk, [given]))[0][0] == code
    assert Organization.select().count() == 0
