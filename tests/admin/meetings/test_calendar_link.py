"""What a calendar is answered under a secret address, without a session; and how its owner makes and stops one."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from ical.calendar_stream import IcsCalendarStream

from tansiq.models import Account, Meeting, MeetingAttendee, MeetingCalendar
from tansiq.models.record import now
from tansiq.platform.mailing import Outbox
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register
from tests.statements import told


@pytest.fixture
def meeting(register: Register, khaled: Reader) -> Meeting:
    """One in Abyan to which NRA, for which Khaled speaks, is invited."""
    begins = now() + timedelta(days=10)
    known = {"starts_at": begins, "ends_at": begins + timedelta(hours=1), "place": "Zinjibar"}
    area = register.areas["YE12"].id
    row = changes.save(SALMA, Meeting(meeting_kind="WORKSHOP", name_ar="ورشة", name_en="Water", area=area, **known))
    changes.save(SALMA, MeetingAttendee(meeting=row.id, organization=register.organization("NRA").id))
    return row


def _made(reader: Reader) -> str:
    """The address that is shown once, below /admin/."""
    page = reader.post("profile/calendar/", page="profile/").text
    found = re.search(r'value="http://[^/"]+/admin/(calendar/meetings\.ics\?token=[\w-]+)"', page)
    assert found is not None
    return found[1]


def test_a_calendar_is_given_the_meetings_of_whoever_made_the_address(
    khaled: Reader, application: Flask, meeting: Meeting
) -> None:
    address = _made(khaled)
    answer = application.test_client().get(f"/admin/{address}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    (event,) = IcsCalendarStream.calendar_from_ics(answer.text).events
    language = Account.get(Account.email == "khaled@example.org").language
    assert event.summary == {"ar": "ورشة", "en": "Water"}[language]
    assert address.partition("=")[2] not in khaled.get("profile/").text


def test_other_addresses_are_not_found(khaled: Reader, nobody: Reader, meeting: Meeting) -> None:
    former = _made(khaled)
    _made(khaled)
    for address in (former, "calendar/meetings.ics", "calendar/meetings.ics?token=", "calendar/meetings.ics?token=x"):
        assert (address, nobody.get(address).status_code) == (address, 404)


def test_an_address_that_is_stopped_or_of_a_closed_account_opens_nothing(
    khaled: Reader, nobody: Reader, meeting: Meeting
) -> None:
    address = _made(khaled)
    Account.update(active=False).where(Account.email == "khaled@example.org").execute()
    assert nobody.get(address).status_code == 404
    Account.update(active=True).where(Account.email == "khaled@example.org").execute()
    assert nobody.get(address).status_code == 200
    assert khaled.post("profile/calendar/stop/", page="profile/").status_code == 302
    assert nobody.get(address).status_code == 404
    assert MeetingCalendar.select().count() == 0


def test_whoever_tries_many_learns_nothing_and_has_nothing_written(nobody: Reader, khaled: Reader) -> None:
    address = _made(khaled)
    with told() as statements:
        tried = [nobody.get(f"calendar/meetings.ics?token=wrong{number}").status_code for number in range(30)]
    assert set(tried) == {404}
    assert [one for one in statements if not one.lstrip().upper().startswith("SELECT")] == []
    assert nobody.get(address).status_code == 200


def test_only_whoever_signed_in_makes_an_address_and_with_the_token_of_the_page(nobody: Reader, khaled: Reader) -> None:
    for path in ("profile/calendar/", "profile/calendar/stop/"):
        assert nobody.post(path, page="sign-in").status_code == 302
        assert khaled.client.post(f"/admin/{path}").status_code == 400
    assert MeetingCalendar.select().count() == 0


def test_invitations_are_sent_from_the_page_of_a_meeting(
    salma: Reader, khaled: Reader, meeting: Meeting, outbox: Outbox
) -> None:
    page = f"meeting/details/?id={meeting.id}"
    assert "Send the invitations" in salma.get(page).text
    assert "Send the invitations" not in khaled.get(page).text
    salma.post(f"meeting/invite/?id={meeting.id}", page)
    assert [mail.to for mail in outbox.mails] == ["khaled@example.org"]
    assert "1 invitation is on its way." in salma.get(page).text
    khaled.post(f"meeting/invite/?id={meeting.id}", "profile/")
    assert len(outbox.mails) == 1
