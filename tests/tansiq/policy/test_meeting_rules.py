"""Who reads meetings, answers to them, and says how far their decisions are."""

from dataclasses import replace

import pytest

from tansiq.faults import Refused
from tansiq.models import AgendaItem, Meeting, MeetingAttendee, MeetingCalendar, MeetingDecision, MeetingMail
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible
from tansiq.records import changes
from tests.meetings import agenda_item, attendee, decision, meeting, somebody
from tests.people import AMIN, NOBODY, SALMA, people_of
from tests.register import Register

TABLES = (Meeting, AgendaItem, MeetingAttendee, MeetingDecision)


def _seen(viewer: Viewer) -> tuple[int, ...]:
    return tuple(visible(table, viewer).count() for table in TABLES)


def test_a_meeting_is_read_by_its_officers_and_by_those_who_are_invited(register: Register) -> None:
    people, of = people_of(register), meeting(register)
    agenda_item(of)
    attendee(of, organization=register.organization("NRA").id)
    attendee(of, guest="Saleh")
    decision(of)
    assert _seen(SALMA) == _seen(AMIN) == _seen(people["officer"]) == (1, 1, 2, 1)
    assert _seen(people["partner"]) == (1, 1, 1, 1)
    assert _seen(people["another partner"]) == _seen(NOBODY) == _seen(people["portal"]) == (0, 0, 0, 0)
    elsewhere = Viewer(roles=frozenset({"OFFICER"}), area_ids=frozenset({register.areas["YE1927"].id}))
    assert _seen(elsewhere) == (0, 0, 0, 0)


def test_a_published_meeting_is_read_without_those_who_take_part(register: Register) -> None:
    of = meeting(register, is_published=True)
    attendee(of, organization=register.organization("NRA").id)
    decision(of)
    assert _seen(NOBODY) == (1, 0, 0, 1)


def test_an_invitation_that_is_taken_back_opens_nothing(register: Register) -> None:
    khaled = people_of(register)["partner"]
    guest = attendee(meeting(register), organization=register.organization("NRA").id)
    changes.archive(SALMA, guest)
    assert _seen(khaled) == (0, 0, 0, 0)


def test_whoever_carries_a_decision_out_reads_it_and_proposes_how_far_it_is(register: Register) -> None:
    people, of = people_of(register), meeting(register)
    one = decision(of, organization=register.organization("NRA").id)
    assert _seen(people["partner"]) == (0, 0, 0, 1)
    assert [may(people["partner"], act, one) for act in ("CHANGE", "PROPOSE")] == [False, True]
    assert not may(people["another partner"], "PROPOSE", one)
    one.organization_id = register.organization("ADR").id
    assert not may(people["partner"], "PROPOSE", one)


def test_whoever_is_invited_says_whether_they_come_and_nothing_else(register: Register) -> None:
    people = people_of(register)
    guest = attendee(meeting(register), organization=register.organization("NRA").id)
    guest.invitation_answer = "ACCEPTED"
    assert changes.save(people["partner"], guest).invitation_answer == "ACCEPTED"
    guest.has_attended = True
    with pytest.raises(Refused, match="FORBIDDEN"):
        changes.save(people["partner"], guest)
    guest = MeetingAttendee.get_by_id(guest.id)
    guest.invitation_answer = "DECLINED"
    with pytest.raises(Refused, match="FORBIDDEN"):
        changes.save(people["another partner"], guest)


def test_somebody_with_an_account_reads_what_they_are_invited_to(register: Register) -> None:
    account = somebody()
    attendee(meeting(register), account=account.id)
    viewer = Viewer(account_id=account.id)
    assert _seen(viewer) == (1, 0, 1, 0)
    assert _seen(replace(viewer, account_id=account.id + 1)) == (0, 0, 0, 0)


def test_names_of_people_are_for_those_in_charge(register: Register) -> None:
    people, of = people_of(register), meeting(register)
    row = attendee(of, guest="Saleh")
    told = [may_see_field(viewer, "guest", row) for viewer in (SALMA, people["officer"], people["partner"], AMIN)]
    assert told == [True, True, False, False]


@pytest.mark.usefixtures("database")
def test_a_calendar_is_its_owners_alone() -> None:
    account = somebody()
    MeetingCalendar.create(account=account.id, digest="0" * 64)
    assert visible(MeetingCalendar, SALMA).count() == 0
    assert visible(MeetingCalendar, Viewer(account_id=account.id)).count() == 1
    assert visible(MeetingMail, SALMA).count() == 0
