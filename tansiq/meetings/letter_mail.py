"""The letters about meetings on their way: written as each is sent, taken before it is handed to the mail server.

    WAITING --taken--> SENT --server away--> WAITING again, at the next round
                            --refused for good--> REFUSED: the page of the meeting says so, nobody tries again

A worker that is killed in between has sent it or not; nobody is mailed the same twice.
"""

from peewee import fn

from tansiq.language.bilingual import pick
from tansiq.language.words import N_, gettext, speaking
from tansiq.meetings.calendar_file import Guest, invitation_file
from tansiq.meetings.letters import JOB, follow
from tansiq.meetings.occasions import occasions_of, page_of, time_told
from tansiq.meetings.recipients import Recipient, recipients_of
from tansiq.models import Account, Meeting, MeetingMail
from tansiq.models.record import now
from tansiq.platform import mailing
from tansiq.platform.background import Job, Order
from tansiq.platform.mailing import CalendarPart, Delivery, Mail
from tansiq.platform.progress import Progress
from tansiq.proposals.registering import is_open

_SUBJECTS = {
    "INVITATION": N_("Invitation: %(title)s"),
    "CHANGE": N_("Changed: %(title)s"),
    "CANCELLATION": N_("Cancelled: %(title)s"),
}
_BEGINNINGS = {
    "INVITATION": N_("You are invited to this meeting:"),
    "CHANGE": N_("This meeting, to which you are invited, has changed. It now is:"),
    "CANCELLATION": N_("This meeting is not held, or you are no longer invited to it:"),
}


def mail_letters() -> int:
    """Enter what has become due and mail all letters that wait; how many were taken by the mail server.

    None where no mail reaches anybody.
    """
    if not is_open():
        return 0
    follow()
    sent = failures = 0
    for letter in MeetingMail.select().where(MeetingMail.mail_state == "WAITING").order_by(fn.Random()):
        outcome = _send(letter)
        sent += outcome is Delivery.TAKEN
        failures = failures + 1 if outcome is Delivery.AWAY else 0
        if failures == mailing.MOST_FAILURES:
            break
    return sent


def _send(letter: MeetingMail) -> Delivery | None:
    """What became of a letter; None where somebody else took it, or nobody is to be mailed any more."""
    mine, table = MeetingMail.id == letter.id, MeetingMail
    if not table.update(mail_state="SENT", sent_at=now()).where(mine, table.mail_state == "WAITING").execute():
        return None
    mail = _mail(letter)
    if mail is None:
        table.delete().where(mine).execute()
        return None
    outcome = mailing.hand_over(mail)
    if outcome is not Delivery.TAKEN:
        left = "REFUSED" if outcome is Delivery.REFUSED else "WAITING"
        table.update(mail_state=left).where(mine).execute()
    return outcome


def _mail(letter: MeetingMail) -> Mail | None:
    """The letter about the meeting as it is now; None where the meeting is over, or the account was closed."""
    meeting: Meeting = Meeting.get_by_id(letter.meeting_id)
    guest = recipients_of(meeting).get(letter.email) or _former(letter)
    if guest is None or meeting.ends_at <= now():
        return None
    with speaking(letter.language):
        (occasion,) = occasions_of([meeting])
        if letter.mail_kind == "CANCELLATION":
            occasion = occasion.called_off()
        subject = gettext(_SUBJECTS[letter.mail_kind], title=occasion.title)
        person = Guest(letter.email, guest.name, guest.answer)
        file = invitation_file(occasion, mailing.sender_address(), person)
        return Mail(letter.email, subject, _text(letter, meeting), CalendarPart(file, occasion.method))


def _former(letter: MeetingMail) -> Recipient | None:
    """Whoever is not invited any more: told so, unless their account was closed."""
    if letter.account_id is None:
        return Recipient(letter.email, letter.language, None, "", "")
    account: Account | None = Account.get_or_none(Account.id == letter.account_id)
    is_standing = account is not None and account.active and account.archived_at is None
    return Recipient(letter.email, letter.language, letter.account_id, "", "") if is_standing else None


def _text(letter: MeetingMail, meeting: Meeting) -> str:
    lines = [pick(meeting, "name"), time_told(meeting), meeting.place, meeting.link]
    parts = [gettext(_BEGINNINGS[letter.mail_kind]), "\n".join(filter(None, lines))]
    if letter.mail_kind != "CANCELLATION" and letter.account_id is not None:
        parts.append(f"{gettext('Say here whether you come; the last answer counts:')}\n{page_of(meeting)}")
    return "\n\n".join(parts) + "\n"


def _perform(order: Order, _progress: Progress) -> None:
    """One that was stopped is not tried again: the next round mails the same."""
    if not order.ended:
        mail_letters()


JOBS: dict[str, Job] = {JOB: _perform}
"""The jobs by name."""
