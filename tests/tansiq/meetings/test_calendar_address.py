"""The secret address of a calendar: one for each account, its digest alone is kept, and it reads one's own meetings."""

import pytest
from ical.calendar_stream import IcsCalendarStream

from tansiq.faults import Refused
from tansiq.meetings.calendar_address import address_of, calendar_of, renew, stop, viewer_by_secret
from tansiq.meetings.own_meetings import own_calendar, own_meetings
from tansiq.models import Account, Meeting, MeetingCalendar
from tansiq.platform.mailing import Outbox
from tests.people import NOBODY
from tests.tansiq.conftest import People
from tests.tansiq.meetings.conftest import cancelled


def test_an_address_opens_the_calendar_of_its_owner_and_another_one_closes_it(people: People) -> None:
    first = renew(people.said)
    assert first not in str(list(MeetingCalendar.select().dicts()))
    assert [found and found.account_id for found in [viewer_by_secret(first)]] == [people.said.account_id]
    second = renew(people.said)
    assert viewer_by_secret(first) is None
    assert viewer_by_secret(second) is not None
    assert calendar_of(people.said) is not None
    assert calendar_of(people.salma) is None
    stop(people.said)
    assert viewer_by_secret(second) is None
    assert MeetingCalendar.select().count() == 0


def test_nobody_without_an_account_has_one(people: People) -> None:
    for deed in (renew, stop):
        with pytest.raises(Refused, match="FORBIDDEN"):
            deed(NOBODY)


def test_the_address_of_a_closed_account_opens_nothing(people: People) -> None:
    secret = renew(people.khaled)
    Account.update(active=False).where(Account.id == people.khaled.account_id).execute()
    assert viewer_by_secret(secret) is None
    assert viewer_by_secret("") is None


def test_a_calendar_holds_the_meetings_to_which_one_is_invited(people: People, meeting: Meeting) -> None:
    seen = {
        viewer.name: [row.id for row in own_meetings(viewer)]
        for viewer in (people.said, people.khaled, people.huda, people.salma, people.nadia)
    }
    assert seen == {"Said": [meeting.id], "Khaled": [meeting.id], "Huda": [], "Salma": [], "Nadia": []}
    assert own_meetings(NOBODY) == []
    cancelled(meeting)
    (event,) = IcsCalendarStream.calendar_from_ics(own_calendar(people.said).decode()).events
    assert (event.status, event.summary, event.attendees) == ("CANCELLED", "Coordination of Abyan", [])


def test_an_address_stands_on_the_public_address_of_the_register(outbox: Outbox) -> None:
    path = "/admin/calendar/meetings.ics?token=x"
    assert address_of("x", "http://10.0.0.1/") == f"https://tansiq.example{path}"


def test_without_one_it_stands_where_the_browser_is() -> None:
    assert address_of("x", "http://10.0.0.1/") == "http://10.0.0.1/admin/calendar/meetings.ics?token=x"
