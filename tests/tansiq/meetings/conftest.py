"""A meeting in Abyan that is to come, with all kinds of attendees."""

from datetime import timedelta

import pytest

from tansiq.models import Meeting, MeetingAttendee
from tansiq.models.record import now
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.conftest import People


@pytest.fixture
def meeting(register: Register, people: People) -> Meeting:
    """Of Abyan, in ten days, to which NRA (Khaled), Said himself and a guest are invited."""
    begins = now() + timedelta(days=10)
    row = changes.save(
        SALMA,
        Meeting(
            meeting_kind="QUARTERLY",
            name_ar="اجتماع التنسيق الفصلي",
            name_en="Coordination of Abyan",
            area=register.areas["YE12"].id,
            starts_at=begins,
            ends_at=begins + timedelta(hours=2),
            place="Zinjibar",
        ),
    )
    attend(row, organization=register.organization("NRA").id)
    attend(row, account=people.said.account_id)
    attend(row, guest="Sara", email="Sara@Example.org")
    return row


def attend(meeting: Meeting, **who: object) -> MeetingAttendee:
    """Somebody more who is invited."""
    return changes.save(SALMA, MeetingAttendee(meeting=meeting.id, **who))


def moved(meeting: Meeting) -> Meeting:
    """The same an hour later, as whoever plans meetings leaves it."""
    later, sequence = timedelta(hours=1), Meeting.get_by_id(meeting.id).calendar_sequence
    known = {"starts_at": meeting.starts_at + later, "ends_at": meeting.ends_at + later}
    Meeting.update(**known, calendar_sequence=sequence + 1).where(Meeting.id == meeting.id).execute()
    found: Meeting = Meeting.get_by_id(meeting.id)
    return found


def cancelled(meeting: Meeting) -> Meeting:
    """The same, cancelled."""
    sequence = Meeting.get_by_id(meeting.id).calendar_sequence + 1
    known = {"meeting_state": "CANCELLED", "calendar_sequence": sequence}
    Meeting.update(**known).where(Meeting.id == meeting.id).execute()
    found: Meeting = Meeting.get_by_id(meeting.id)
    return found
