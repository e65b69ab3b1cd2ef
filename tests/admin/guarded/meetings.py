"""Meetings with those who take part in them: guests and their addresses are for those in charge."""

from tansiq.models import MeetingCalendar, MeetingMail
from tests.admin.guarded.marks import ADMINISTRATORS, NOBODYS, OFFICE, Marks
from tests.meetings import attendee, decision, meeting, somebody
from tests.register import Register


def enter_meetings(marks: Marks, register: Register) -> None:
    """A meeting of Abyan (Nadia's) and one of Hadramawt, each with a guest and a decision."""
    for pcode, letters in (("YE1211", OFFICE), ("YE1927", ADMINISTRATORS)):
        of = meeting(register, pcode, is_published=True)
        told = marks.new("meeting_attendee", "email", letters, "mark%s@example.org")
        attendee(of, guest=marks.new("meeting_attendee", "guest", letters), email=told)
        for table, enter in (("meeting_attendee", attendee), ("meeting_decision", decision)):
            person = somebody(f"{table}{of.id}@example.org", marks.new(table, "account", letters))
            enter(of, account=person.id)
            MeetingCalendar.create(account=person.id, digest=f"{person.id:064}"[::-1])
        # No page tells what was mailed.
        MeetingMail.create(
            meeting=of.id, email=marks.new("meeting_mail", "email", NOBODYS, "mark%s@example.org"), mail_kind="REMINDER"
        )
