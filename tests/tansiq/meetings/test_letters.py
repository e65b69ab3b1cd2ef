"""Invitations to meetings: mailed to each address once, followed by what changes, never to closed accounts."""

from datetime import timedelta

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

from tansiq.faults import Refused
from tansiq.meetings.letter_mail import mail_letters
from tansiq.meetings.letters import invite
from tansiq.models import Account, Meeting, MeetingAttendee, MeetingMail
from tansiq.models.record import now
from tansiq.platform import mailing
from tansiq.platform.mailing import Delivery, Mail, NoPost, Outbox
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.conftest import People
from tests.tansiq.meetings.conftest import attend, cancelled, moved

EVERYBODY = ["khaled@example.org", "said@example.org", "sara@example.org"]


def _entry(mail: Mail) -> Calendar:
    assert mail.calendar is not None
    return IcsCalendarStream.calendar_from_ics(mail.calendar.content.decode())


def _told(outbox: Outbox) -> list[tuple[str, str, int]]:
    """(address, method, sequence) of the mail since the last look, by address."""
    found = []
    for mail in outbox.mails:
        assert mail.calendar is not None
        (event,) = _entry(mail).events
        found.append((mail.to, mail.calendar.method, event.sequence or 0))
    outbox.mails.clear()
    return sorted(found)


def test_everybody_who_is_invited_is_mailed_once(people: People, meeting: Meeting, outbox: Outbox) -> None:
    assert invite(people.nadia, meeting) == 3
    assert _told(outbox) == [(address, "REQUEST", 0) for address in EVERYBODY]
    assert invite(people.nadia, meeting) == 0
    assert (mail_letters(), outbox.mails) == (0, [])
    attend(meeting, account=people.huda.account_id)
    assert invite(people.nadia, meeting) == 1
    assert _told(outbox) == [("huda@example.org", "REQUEST", 0)]


def test_a_letter_says_when_where_and_how_to_answer_in_the_language_of_its_reader(
    people: People, meeting: Meeting, outbox: Outbox
) -> None:
    Account.update(language="en").where(Account.id == people.said.account_id).execute()
    invite(people.nadia, meeting)
    by_address = {mail.to: mail for mail in outbox.mails}
    english, arabic = by_address["said@example.org"], by_address["sara@example.org"]
    assert english.subject == "Invitation: Coordination of Abyan"
    assert "Zinjibar" in english.text
    assert f"https://tansiq.example/admin/meeting/details/?id={meeting.id}" in english.text
    assert "اجتماع التنسيق الفصلي" in arabic.subject
    # A guest signs in nowhere.
    assert "https://" not in arabic.text
    (event,) = _entry(english).events
    assert event.summary == "Coordination of Abyan"
    assert [str(one.uri) for one in event.attendees] == ["mailto:said@example.org"]
    assert not any("Sara" in str(mail) for mail in (english, by_address["khaled@example.org"]))


def test_a_change_and_a_cancellation_follow_to_whoever_got_a_letter(
    people: People, meeting: Meeting, outbox: Outbox
) -> None:
    invite(people.nadia, meeting)
    first = {mail.to: next(iter(_entry(mail).events)).uid for mail in outbox.mails}
    outbox.mails.clear()
    meeting = moved(meeting)
    assert mail_letters() == 3
    assert {mail.to: next(iter(_entry(mail).events)).uid for mail in outbox.mails} == first
    assert _told(outbox) == [(address, "REQUEST", 1) for address in EVERYBODY]
    assert mail_letters() == 0
    meeting = cancelled(meeting)
    mail_letters()
    assert _told(outbox) == [(address, "CANCEL", 2) for address in EVERYBODY]
    assert mail_letters() == 0
    with pytest.raises(Refused, match="CANCELLED"):
        invite(people.nadia, meeting)


def test_whoever_is_invited_no_more_is_told_so_alone(people: People, meeting: Meeting, outbox: Outbox) -> None:
    invite(people.nadia, meeting)
    outbox.mails.clear()
    row = MeetingAttendee.get(MeetingAttendee.guest == "Sara")
    changes.archive(SALMA, row)
    mail_letters()
    assert _told(outbox) == [("sara@example.org", "CANCEL", 0)]
    assert mail_letters() == 0
    changes.restore(SALMA, MeetingAttendee.get_by_id(row.id))
    mail_letters()
    assert _told(outbox) == [("sara@example.org", "REQUEST", 0)]


def test_nobody_is_mailed_of_a_meeting_before_somebody_invites(meeting: Meeting, outbox: Outbox) -> None:
    moved(meeting)
    assert (mail_letters(), outbox.mails) == (0, [])


def test_closed_accounts_get_no_letter(people: People, meeting: Meeting, outbox: Outbox) -> None:
    invite(people.nadia, meeting)
    outbox.mails.clear()
    Account.update(active=False).where(Account.id == people.khaled.account_id).execute()
    moved(meeting)
    mail_letters()
    assert [address for address, *_rest in _told(outbox)] == ["said@example.org", "sara@example.org"]
    assert MeetingMail.select().where(MeetingMail.mail_state == "WAITING").count() == 0


class Away(Outbox):
    """A mail server that takes nothing now, or never takes what is for one address."""

    refused = ""

    def deliver(self, mail: Mail) -> Delivery:
        self.send(mail)
        return Delivery.REFUSED if mail.to == self.refused else Delivery.AWAY


def _states() -> dict[str, str]:
    return {letter.email: letter.mail_state for letter in MeetingMail.select()}


def test_a_server_that_is_away_is_asked_again_and_one_that_refuses_is_not(
    people: People, meeting: Meeting, outbox: Outbox
) -> None:
    away = Away()
    away.refused = "sara@example.org"
    mailing.use(away)
    assert invite(people.nadia, meeting) == 3
    assert _states() == {"khaled@example.org": "WAITING", "said@example.org": "WAITING", "sara@example.org": "REFUSED"}
    mailing.use(outbox)
    assert mail_letters() == 2
    assert [address for address, *_rest in _told(outbox)] == EVERYBODY[:2]
    assert _states() == {"khaled@example.org": "SENT", "said@example.org": "SENT", "sara@example.org": "REFUSED"}


def test_what_changed_before_the_mail_was_sent_is_one_letter(people: People, meeting: Meeting, outbox: Outbox) -> None:
    mailing.use(Away())
    invite(people.nadia, meeting)
    moved(meeting)
    mailing.use(outbox)
    mail_letters()
    assert _told(outbox) == [(address, "REQUEST", 1) for address in EVERYBODY]


def test_what_was_cancelled_before_the_mail_was_sent_is_no_letter(
    people: People, meeting: Meeting, outbox: Outbox
) -> None:
    mailing.use(Away())
    invite(people.nadia, meeting)
    cancelled(meeting)
    mailing.use(outbox)
    assert (mail_letters(), outbox.mails) == (0, [])


def test_officers_of_the_area_invite_and_only_where_mail_reaches_people(
    people: People, meeting: Meeting, outbox: Outbox
) -> None:
    for viewer in (people.said, people.khaled):
        with pytest.raises(Refused, match="FORBIDDEN"):
            invite(viewer, meeting)
    mailing.use(NoPost())
    with pytest.raises(Refused, match="NO_MAIL"):
        invite(people.nadia, meeting)
    mailing.use(outbox)
    over = {"starts_at": now() - timedelta(days=2), "ends_at": now() - timedelta(days=1)}
    Meeting.update(**over).where(Meeting.id == meeting.id).execute()
    with pytest.raises(Refused, match="OVER"):
        invite(people.nadia, Meeting.get_by_id(meeting.id))
    assert outbox.mails == []


def test_an_answer_stands_in_the_next_letter(
    people: People, meeting: Meeting, outbox: Outbox, register: Register
) -> None:
    invite(people.nadia, meeting)
    outbox.mails.clear()
    said = MeetingAttendee.account == people.said.account_id
    MeetingAttendee.update(invitation_answer="ACCEPTED").where(said).execute()
    moved(meeting)
    mail_letters()
    answers = {mail.to: next(iter(_entry(mail).events)).attendees[0].status for mail in outbox.mails}
    assert answers == {
        "khaled@example.org": "NEEDS-ACTION",
        "said@example.org": "ACCEPTED",
        "sara@example.org": "NEEDS-ACTION",
    }
