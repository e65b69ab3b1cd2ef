"""Invitations are answered, and answered anew."""

import pytest

from tansiq.faults import Refused
from tansiq.meetings.answering import answer, own_invitations
from tansiq.models import Meeting, MeetingAttendee
from tests.meetings import attendee, meeting, soon
from tests.people import people_of
from tests.register import Register


def test_an_invitation_that_is_answered_twice_holds_the_last_answer(register: Register) -> None:
    khaled, of = people_of(register)["partner"], meeting(register)
    attendee(of, organization=register.organization("NRA").id)
    attendee(of, organization=register.organization("ADR").id)
    [own] = own_invitations(khaled, of)
    answer(khaled, own, "ACCEPTED")
    version = own.version
    assert answer(khaled, own, "ACCEPTED").version == version
    answer(khaled, own, "DECLINED")
    assert MeetingAttendee.get_by_id(own.id).invitation_answer == "DECLINED"
    assert MeetingAttendee.get_by_id(own.id).answered_at is not None


def test_an_answer_is_refused_where_it_is_not_theirs_or_no_answer_or_too_late(register: Register) -> None:
    people, of = people_of(register), meeting(register)
    row = attendee(of, organization=register.organization("NRA").id)
    with pytest.raises(Refused, match="FORBIDDEN"):
        answer(people["another partner"], MeetingAttendee.get_by_id(row.id), "ACCEPTED")
    with pytest.raises(Refused, match="UNKNOWN_CODE"):
        answer(people["partner"], MeetingAttendee.get_by_id(row.id), "OF COURSE")
    Meeting.update(starts_at=soon(-2), ends_at=soon(-1)).where(Meeting.id == of.id).execute()
    with pytest.raises(Refused, match="MEETING_OVER"):
        answer(people["partner"], MeetingAttendee.get_by_id(row.id), "ACCEPTED")
