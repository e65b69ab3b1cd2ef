"""Mail to whoever sent feedback and gave an address: the reply that holds, and where the code leads to it as well.

Where the worker is killed, or the mail server is away, it mails at its next round.
"""

from peewee import fn

from tansiq.language.bilingual import pick
from tansiq.language.words import gettext, speaking
from tansiq.models import Feedback, FeedbackReply
from tansiq.platform import mailing
from tansiq.platform.background import Job, Order
from tansiq.platform.database import hold
from tansiq.platform.mailing import Mail
from tansiq.platform.progress import Progress
from tansiq.proposals.registering import is_open, whole_address
from tansiq.records.changes import together
from tansiq.surveys.feedback import last_reply
from tansiq.surveys.replying import REPLY_MAIL_JOB

PATH = "/admin/answer/reply"
"""Where a code is typed in."""


def mail_replies() -> int:
    """Mail all replies that are still to be mailed; how many mails were sent. None where no mail reaches anybody."""
    sent = failures = 0
    for feedback in _waiting() if is_open() else ():
        last = last_reply(feedback)
        if last is None:
            continue
        if mailing.deliver(_mail(feedback, last)):
            sent, failures = sent + 1, 0
            _note(feedback, last)
        else:
            failures += 1
            if failures == mailing.MOST_FAILURES:
                break
    return sent


def _waiting() -> list[Feedback]:
    """In no order, so that none waits for good behind others."""
    return list(Feedback.select().where(Feedback.is_unmailed, Feedback.email != "").order_by(fn.Random()))


def _note(feedback: Feedback, mailed: FeedbackReply) -> None:
    """A reply was mailed; one that was corrected meanwhile is mailed again at the next round."""
    with together():
        # Whoever corrects it is done before this is looked at, or begins after it.
        hold(Feedback, [feedback.id])
        last = last_reply(feedback)
        if last is not None and last.id == mailed.id:
            Feedback.update(is_unmailed=False).where(Feedback.id == feedback.id).execute()


def _mail(feedback: Feedback, last: FeedbackReply) -> Mail:
    with speaking(feedback.language):
        title = pick(feedback.survey, "title")
        begin = gettext("You are replied to what you sent to “%(title)s”:", title=title)
        end = gettext("You find it here too, with the code that you were shown:")
        text = f"{begin}\n\n{last.text}\n\n{end} {whole_address(PATH)}\n"
        return Mail(feedback.email, gettext("A reply: %(title)s", title=title), text)


def _perform(order: Order, _progress: Progress) -> None:
    """One that was stopped is not tried again: the next round mails the same."""
    if not order.ended:
        mail_replies()


JOBS: dict[str, Job] = {REPLY_MAIL_JOB: _perform}
"""The jobs by name."""
