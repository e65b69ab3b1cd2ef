"""Letters about meetings, each entered once before it is mailed: an invitation, a change, a cancellation.

    an officer: invite --> INVITATION to each address that has none
    the worker: follow --> the meeting changed since somebody's last letter --> CHANGE
                           it is called off, or they are no longer invited  --> CANCELLATION
    WAITING --> SENT, or REFUSED where the mail server will never take it (letter_mail.py)

That each is entered once is held by the table itself: the same meeting, address, kind and sequence is kept once.
"""

from collections.abc import Iterable, Mapping

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.meetings.occasions import is_called_off
from tansiq.meetings.recipients import Recipient, recipients_of
from tansiq.models import Meeting, MeetingMail
from tansiq.models.record import now
from tansiq.platform import background
from tansiq.platform.database import hold
from tansiq.policy.viewer import Viewer
from tansiq.proposals import registering
from tansiq.records.changes import require, together

JOB = "meeting_mail"
"""The job that mails letters about meetings."""


def invite(viewer: Viewer, meeting: Meeting) -> int:
    """Have everybody mailed who is invited and was told of the meeting by no letter yet; how many these are.

    Raises Refused: FORBIDDEN; NO_MAIL where no mail reaches anybody; CANCELLED; OVER.
    """
    require(viewer, "CHANGE", meeting)
    if not registering.is_open():
        raise Refused(
            Fault("NO_MAIL", "", say("This register sends no mail at present: invite people in another way."))
        )
    if is_called_off(meeting):
        raise Refused(Fault("CANCELLED", "", say("This meeting is cancelled: nobody is invited to it.")))
    if meeting.ends_at <= now():
        raise Refused(Fault("OVER", "", say("This meeting is over: nobody is invited to it any more.")))
    with together():
        hold(Meeting, [meeting.id])
        told = last_letters(meeting)
        new = [one for email, one in recipients_of(meeting).items() if _is_new(told.get(email))]
        _enter(meeting, "INVITATION", new)
    background.hurry(JOB)
    return len(new)


def follow() -> None:
    """Enter what has become due of all meetings about which somebody has a letter, and which are not over."""
    told = MeetingMail.select(MeetingMail.meeting)
    for meeting in Meeting.select().where(Meeting.id.in_(told), Meeting.ends_at > now()).order_by(Meeting.id):
        with together():
            hold(Meeting, [meeting.id])
            _bring_up_to_date(Meeting.get_by_id(meeting.id))


def last_letters(meeting: Meeting) -> Mapping[str, MeetingMail]:
    """By address: the last letter about a meeting, whether it was mailed or not."""
    rows = MeetingMail.select().where(MeetingMail.meeting == meeting.id).order_by(MeetingMail.id)
    return {letter.email: letter for letter in rows}


def _bring_up_to_date(meeting: Meeting) -> None:
    """What nobody has got yet tells the meeting as it is now; what is not true any more is not sent at all."""
    invited = {} if is_called_off(meeting) else recipients_of(meeting)
    table = MeetingMail
    waiting = (table.meeting == meeting.id) & (table.mail_state == "WAITING") & (table.mail_kind != "CANCELLATION")
    table.delete().where(waiting, table.email.not_in(list(invited))).execute()
    table.update(calendar_sequence=meeting.calendar_sequence).where(waiting).execute()
    last = last_letters(meeting)
    changed = [one for email, one in invited.items() if email in last and _is_behind(last[email], meeting)]
    _enter(meeting, "CHANGE", changed)
    gone = [_same(letter) for email, letter in last.items() if email not in invited and not _is_new(letter)]
    _enter(meeting, "CANCELLATION", gone)


def _is_new(last: MeetingMail | None) -> bool:
    """Whether somebody knows of no meeting: they got no letter, or were told last that they need not come."""
    return last is None or last.mail_kind == "CANCELLATION"


def _is_behind(last: MeetingMail, meeting: Meeting) -> bool:
    """Whether somebody's last letter tells another time or place, or that they need not come."""
    return last.mail_kind == "CANCELLATION" or last.calendar_sequence < meeting.calendar_sequence


def _same(letter: MeetingMail) -> Recipient:
    return Recipient(letter.email, letter.language, letter.account_id, "", "")


def _enter(meeting: Meeting, kind: str, recipients: Iterable[Recipient]) -> None:
    moment = now()
    rows = [
        {
            "meeting": meeting.id,
            "account": one.account_id,
            "email": one.email,
            "language": one.language,
            "mail_kind": kind,
            "calendar_sequence": meeting.calendar_sequence,
            "mail_state": "WAITING",
            "sent_at": moment,
        }
        for one in recipients
    ]
    if rows:
        MeetingMail.insert_many(rows).on_conflict_ignore().execute()
