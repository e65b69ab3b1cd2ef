"""What is wrong with meetings, their agenda, who takes part, and what was decided."""

from datetime import date, timedelta
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Meeting, MeetingDecision
from tansiq.models.record_type import type_of
from tansiq.platform import clock
from tansiq.records import changes
from tests.meetings import agenda_item, attendee, decision, meeting, meeting_facts, somebody, soon
from tests.people import SALMA
from tests.register import Register


def _refused(deed: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        deed()
    return [(fault.code, fault.field) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"name_ar": "", "name_en": ""}, ("NAME_MISSING", "name_ar")),
        ({"meeting_kind": "PARTY"}, ("UNKNOWN_CODE", "meeting_kind")),
        ({"place": ""}, ("MISSING", "place")),
        ({"link": "meet me"}, ("BAD_ADDRESS", "link")),
        ({"ends_at": soon(29)}, ("DATES_REVERSED", "ends_at")),
        ({"ends_at": soon(60)}, ("TOO_LONG", "ends_at")),
        ({"starts_at": soon(-1)}, ("PAST", "starts_at")),
        ({"meeting_state": "HELD"}, ("DAY_AHEAD", "meeting_state")),
        ({"every": "MONTH"}, ("MISSING", "until_on")),
        ({"every": "MONTH", "until_on": date(2020, 1, 1)}, ("DATES_REVERSED", "until_on")),
        ({"every": "MONTH", "until_on": clock.today() + timedelta(days=366 * 6)}, ("TOO_MANY", "until_on")),
        ({"every": "DAY", "until_on": clock.today() + timedelta(days=366)}, ("UNKNOWN_CODE", "every")),
    ],
)
def test_a_meeting_is_refused_at_the_field_that_is_wrong(
    register: Register, values: dict[str, Any], told: tuple[str, str]
) -> None:
    assert _refused(lambda: meeting(register, **values)) == [told]


def test_a_meeting_that_was_held_may_lie_in_the_past_and_a_planned_one_becomes_past(register: Register) -> None:
    held = meeting(register, starts_at=soon(-3), meeting_state="HELD", minutes_ar="محضر")
    assert held.minutes_ar == "محضر"
    begun = meeting(register)
    moments = {"starts_at": soon(-1), "ends_at": soon(-1, 2)}
    Meeting.update(**moments).where(Meeting.id == begun.id).execute()
    later = Meeting.get_by_id(begun.id)
    later.place = "The other hall"
    assert changes.save(SALMA, later).place == "The other hall"


def test_an_item_says_in_words_or_by_a_row_what_it_is_about(register: Register) -> None:
    of, need = meeting(register), register.need("YE1211", "WSH", 100)
    about: dict[str, Any] = {"about_kind": "NEED", "about_id": need.id}
    assert agenda_item(of, title_en="", **about).about_id == need.id
    gap: dict[str, Any] = {"about_kind": "GAP", "about_id": register.areas["YE1211"].id}
    gap["about_sector"] = register.sectors["WSH"].id
    assert agenda_item(of, title_en="", **gap).about_kind == "GAP"
    wrong: list[tuple[dict[str, Any], tuple[str, str]]] = [
        ({"title_en": ""}, ("NAME_MISSING", "title_ar")),
        ({"about_kind": "MOON", "about_id": 1}, ("UNKNOWN_CODE", "about_kind")),
        ({"about_kind": "NEED"}, ("MISSING", "about_id")),
        ({"about_id": 3}, ("MISSING", "about_id")),
        ({"about_kind": "NEED", "about_id": 99_999}, ("NOT_FOUND", "about_id")),
        ({**gap, "about_sector": None}, ("MISSING", "about_sector")),
        ({**about, "about_sector": register.sectors["WSH"].id}, ("MISSING", "about_sector")),
    ]
    for values, told in wrong:
        assert _refused(lambda values=values: agenda_item(of, **values)) == [told], values


def test_a_participant_is_one_of_four_and_takes_part_once(register: Register) -> None:
    of, nra = meeting(register), register.organization("NRA").id
    attendee(of, organization=nra)
    attendee(of, guest="Eng. Saleh", email=" Saleh@Example.org ")
    assert attendee(meeting(register), organization=nra).organization_id == nra
    wrong: list[tuple[dict[str, Any], tuple[str, str]]] = [
        ({}, ("ONE_OF_TWO", "organization")),
        ({"organization": register.organization("ADR").id, "guest": "Saleh"}, ("ONE_OF_TWO", "organization")),
        ({"organization": nra}, ("INVITED_ALREADY", "organization")),
        ({"guest": "Saleh", "email": "saleh"}, ("INVALID", "email")),
        ({"guest": "Saleh", "invitation_answer": "YES"}, ("UNKNOWN_CODE", "invitation_answer")),
    ]
    for values, told in wrong:
        assert _refused(lambda values=values: attendee(of, **values)) == [told], values


def test_a_decision_is_followed_until_it_is_done_or_dropped(register: Register) -> None:
    of, today = meeting(register), clock.today()
    one = decision(of, due_on=today)
    assert (one.state(today), one.state(today + timedelta(days=1))) == ("OPEN", "OVERDUE")
    one.decision_state, one.settled_on = "DONE", today
    assert changes.save(SALMA, one).state(today + timedelta(days=9)) == "DONE"
    two = {"organization": register.organization("NRA").id, "account": somebody().id}
    wrong: list[tuple[dict[str, Any], tuple[str, str]]] = [
        ({"title_en": ""}, ("NAME_MISSING", "title_ar")),
        (two, ("ONE_OF_TWO", "organization")),
        ({"decision_state": "LOST"}, ("UNKNOWN_CODE", "decision_state")),
        ({"decision_state": "DROPPED"}, ("REASON_MISSING", "remark")),
        ({"decision_state": "DONE", "settled_on": today + timedelta(days=3)}, ("DAY_AHEAD", "settled_on")),
        ({"settled_on": today}, ("INVALID", "settled_on")),
    ]
    for values, told in wrong:
        assert _refused(lambda values=values: decision(of, **values)) == [told], values


def test_what_belongs_to_a_meeting_stays_with_it(register: Register) -> None:
    of, other = meeting(register), meeting(register)
    for row in (agenda_item(of), attendee(of, guest="Saleh"), decision(of)):
        row.meeting_id = other.id
        assert _refused(lambda row=row: changes.save(SALMA, row)) == [("FIXED", "meeting")]


def test_moments_in_the_history_are_moments_again(register: Register) -> None:
    begins = meeting_facts(register)["starts_at"]
    assert type_of(Meeting).typed("starts_at", begins.isoformat()) == begins
    assert type_of(MeetingDecision).typed("due_on", "2026-01-02") == date(2026, 1, 2)
