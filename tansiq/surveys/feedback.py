"""Feedback as it comes in and is looked up: a code for whoever sent it, and the day until which a reply is due.

    form -> answer -> take_in: digest of the code, today + reply_days
    code as it was typed -> feedback_by_code -> how it stands, and what was replied

The code follows from the key of the form, of which nothing but another digest is kept: whoever sends the form again, as
the line broke off, is told the same code.
"""

import hashlib
from datetime import timedelta

from tansiq.accounts import lockout
from tansiq.faults import Fault, Refused
from tansiq.language.words import language, say
from tansiq.models import Entry, Feedback, FeedbackReply, Survey
from tansiq.models.data_stamps import bump, table_name
from tansiq.models.survey import LETTERS, random_code
from tansiq.platform import clock
from tansiq.platform.mail_addresses import normal_form
from tansiq.proposals.registering import digest_of
from tansiq.surveys.inviting import CODE_LENGTH, read_code


def code_for(key: str) -> str:
    """The code for what a form sent; a random one for what came without the key of a form."""
    if not key:
        return random_code(CODE_LENGTH)
    number, found = int.from_bytes(hashlib.sha256(f"look-up code of {key}".encode()).digest()), ""
    for _letter in range(CODE_LENGTH):
        number, place = divmod(number, len(LETTERS))
        found += LETTERS[place]
    return found


def take_in(survey: Survey, entry: Entry, code: str, email: str | None) -> None:
    """Keep an answer as feedback; `email` is "" where the code alone leads to the reply, None where none is wished."""
    days = timedelta(days=survey.reply_days or 0)
    Feedback.create(
        survey=survey.id,
        entry=entry.id,
        digest=digest_of(code),
        due_on=None if email is None else clock.today() + days,
        email=normal_form(email or ""),
        language=language(),
    )
    bump([table_name(Feedback)])


def feedback_by_code(typed: str, address: str | None) -> Feedback | None:
    """The feedback that a code leads to as somebody typed it; None for no such, or for what was thrown away.

    Raises Refused(TOO_MANY_REQUESTS) where too many that lead nowhere were tried from one network.
    """
    attempt = lockout.at_invitation(address)
    if not attempt.is_admitted():
        text = say("Too many codes that do not exist were tried from this line. Try again in an hour.")
        raise Refused(Fault("TOO_MANY_REQUESTS", "code", text))
    found: Feedback | None = Feedback.get_or_none(Feedback.digest == digest_of(read_code(typed)))
    if found is not None:
        attempt.take_back()
    return found


def last_reply(feedback: Feedback) -> FeedbackReply | None:
    """What holds of the replies; None before the first."""
    found: FeedbackReply | None = feedback.replies.order_by(FeedbackReply.id.desc()).first()
    return found
