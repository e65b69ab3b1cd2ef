"""Who is invited to a meeting, what they answered, and who came."""

from collections.abc import Iterator, Mapping
from typing import Any

from peewee import BooleanField, CharField, Check, DateTimeField, ForeignKeyField

from tansiq.faults import Fault
from tansiq.language.meeting_vocabulary import INVITATION_ANSWERS
from tansiq.language.words import N_, say
from tansiq.models.account import Account, is_mail_address
from tansiq.models.meeting import Meeting
from tansiq.models.organization import Organization
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register
from tansiq.models.unit import Unit
from tansiq.platform.mail_addresses import normal_form

WHO = ("organization", "unit", "account", "guest")


class MeetingAttendee(Record):
    """One participant: an organisation, an administrative unit, somebody with an account, or a guest by name.
    `invitation_answer` is what was answered last, at `answered_at` (UTC); "" while nothing was."""

    meeting = ForeignKeyField(Meeting, backref="attendees", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, null=True, backref="meeting_attendees", on_delete="RESTRICT")
    unit = ForeignKeyField(Unit, null=True, backref="meeting_attendees", on_delete="RESTRICT")
    account = ForeignKeyField(Account, null=True, backref="meeting_attendees", on_delete="RESTRICT")
    guest = CharField(max_length=200, default="", help_text=N_("A person without an account, by name and office"))
    email = CharField(max_length=255, default="", help_text=N_("Where the invitation of a guest is sent"))
    is_invited = BooleanField(default=True)
    invitation_answer = CharField(
        max_length=10,
        default="",
        constraints=[Check(f"invitation_answer = '' OR {INVITATION_ANSWERS.check('invitation_answer')}")],
    )
    answered_at = DateTimeField(null=True)
    has_attended = BooleanField(default=False)

    meeting_id: int
    organization_id: int | None
    unit_id: int | None
    account_id: int | None

    derived = frozenset({"answered_at"})

    def complete(self) -> None:
        self.email = normal_form(self.email)

    def faults(self) -> Iterator[Fault]:
        if sum(bool(self.__data__.get(name)) for name in WHO) != 1:
            text = say("Choose one: an organisation, an office, a person with an account, or a guest by name.")
            yield Fault("ONE_OF_TWO", "organization", text)
        if self.email and not self.guest:
            yield Fault(
                "INVALID", "email", say("Only guests have an address here; others are written to as they sign in.")
            )
        if self.email and not is_mail_address(self.email):
            yield Fault("INVALID", "email", say("“%(email)s” is no e-mail address.", email=self.email))
        if self.invitation_answer and self.invitation_answer not in INVITATION_ANSWERS:
            yield Fault("UNKNOWN_CODE", "invitation_answer", say("Choose one of the listed answers."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        if before and before["meeting"] != self.__data__.get("meeting"):
            yield Fault("FIXED", "meeting", say("A participant stays with the meeting."))
        who = next((name for name in WHO[:3] if self.__data__.get(name)), None)
        if who is None or not self.keeps("meeting", who):
            return
        others: Any = MeetingAttendee.select().where(
            MeetingAttendee.meeting == self.__data__.get("meeting"),
            getattr(MeetingAttendee, who) == self.__data__[who],
            MeetingAttendee.archived_at.is_null(),
            MeetingAttendee.id != (self.__data__.get("id") or 0),
        )
        if others.exists():
            yield Fault("INVITED_ALREADY", who, say("They are among the participants of this meeting already."))


register(
    RecordType(
        model=MeetingAttendee,
        # Translators: Somebody who takes part in a meeting.
        one=say("Participant"),
        many=say("Participants"),
        rule="attendee",
        writers="officers",
        position=48,
        parent="meeting",
        follows_parent=True,
        lies_in="meeting.area",
        belongs_to="organization",
        called_by=("organization", "unit"),
        labels={
            "name": say("Participant"),
            "meeting": say("Meeting"),
            "unit": say("Administrative unit"),
            "account": say("Person with an account"),
            "guest": say("Guest"),
            "email": say("E-mail of the guest"),
            "is_invited": say("Invited"),
            "invitation_answer": say("Answer"),
            "answered_at": say("Answered at"),
            "has_attended": say("Attended"),
        },
        personal=frozenset({"guest", "email", "account"}),
        is_known_in_charge=True,
    )
)
