"""What stands on an agenda: put there, and left open by earlier meetings."""

import pytest

from tansiq.faults import Refused
from tansiq.meetings.agenda import coming_meetings, put_on
from tansiq.meetings.following import save_decision
from tansiq.meetings.planning import save_meeting
from tansiq.models import AgendaItem, Meeting, MeetingDecision
from tansiq.records import changes
from tests.meetings import decision, meeting, meeting_facts, soon
from tests.people import SALMA, people_of
from tests.register import Register


def _agenda(of: Meeting) -> list[tuple[str, int | None]]:
    rows = AgendaItem.select().where(AgendaItem.meeting == of.id).order_by(AgendaItem.position, AgendaItem.id)
    return [(row.about_kind, row.about_id) for row in rows]


def test_something_is_put_on_an_agenda_once_as_the_last_item(register: Register) -> None:
    of, need = meeting(register), register.need("YE1211", "WSH", 100)
    nra = register.organization("NRA").id
    put_on(SALMA, of, ("NEED", need.id))
    put_on(SALMA, of, ("ORGANIZATION", nra))
    assert _agenda(of) == [("NEED", need.id), ("ORGANIZATION", nra)]
    with pytest.raises(Refused, match="ON_AGENDA_ALREADY"):
        put_on(SALMA, of, ("NEED", need.id))
    area, water, food = (register.areas["YE1211"].id, register.sectors["WSH"].id, register.sectors["FSC"].id)
    put_on(SALMA, of, ("GAP", area), water)
    put_on(SALMA, of, ("GAP", area), food)
    with pytest.raises(Refused, match="ON_AGENDA_ALREADY"):
        put_on(SALMA, of, ("GAP", area), food)


def test_what_an_officer_does_not_see_is_not_put_on_an_agenda(register: Register) -> None:
    nadia, of = people_of(register)["officer"], meeting(register)
    hidden = register.need("YE1927", "WSH", 100, is_published=False)
    with pytest.raises(Refused, match="NOT_FOUND"):
        put_on(nadia, of, ("NEED", hidden.id))


def test_the_meetings_that_are_offered_are_planned_and_in_charge(register: Register) -> None:
    people = people_of(register)
    second, first = meeting(register, starts_at=soon(20)), meeting(register, starts_at=soon(10))
    meeting(register, starts_at=soon(15), meeting_state="CANCELLED")
    meeting(register, starts_at=soon(-2), meeting_state="HELD")
    there = meeting(register, "YE1927", starts_at=soon(5))
    assert [row.id for row in coming_meetings(SALMA)] == [there.id, first.id, second.id]
    assert [row.id for row in coming_meetings(people["officer"])] == [first.id, second.id]
    assert coming_meetings(people["partner"]) == coming_meetings(people["auditor"]) == []


def test_what_is_open_stands_on_the_agenda_of_the_next_meeting_by_itself(register: Register) -> None:
    held = meeting(register, starts_at=soon(-3), meeting_state="HELD")
    one, two = decision(held), decision(held, decision_state="DONE")
    following = save_meeting(SALMA, Meeting(**meeting_facts(register)))
    assert _agenda(following) == [("DECISION", one.id)]
    three = save_decision(SALMA, MeetingDecision(meeting=held.id, title_en="Dig a well"))
    assert _agenda(following) == [("DECISION", one.id), ("DECISION", three.id)]
    save_meeting(SALMA, Meeting.get_by_id(following.id))
    assert len(_agenda(following)) == 2
    assert two.id


def test_a_decision_is_carried_to_the_next_meeting_of_its_kind_and_area_alone(register: Register) -> None:
    held = meeting(register, starts_at=soon(-3), meeting_state="HELD")
    later = meeting(register, starts_at=soon(60))
    sooner = meeting(register, starts_at=soon(30))
    others = [meeting(register, "YE1210"), meeting(register, meeting_kind="WORKSHOP")]
    one = save_decision(SALMA, MeetingDecision(meeting=held.id, title_en="Dig a well"))
    assert _agenda(sooner) == [("DECISION", one.id)]
    assert [_agenda(row) for row in (later, *others)] == [[], [], []]


def test_an_item_that_is_taken_off_can_be_put_on_again(register: Register) -> None:
    of, need = meeting(register), register.need("YE1211", "WSH", 100)
    changes.archive(SALMA, put_on(SALMA, of, ("NEED", need.id)))
    assert put_on(SALMA, of, ("NEED", need.id)).id
