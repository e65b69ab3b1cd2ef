"""Links and codes for single participants: made many at once, shown once, mailed where an address is known.

invite(survey, count)    -> secrets, for a sheet: their digests alone are kept
invite_by_mail(addresses) -> kept without a link; the worker makes that of each while it writes the mail
ask_for_link(address)    -> the same, as whoever wants to answer asks for it
"""

import secrets
from collections.abc import Sequence

from peewee import chunked

from tansiq.accounts import lockout
from tansiq.faults import Fault, Refused
from tansiq.language.cleaning import western_digits
from tansiq.language.words import language, say
from tansiq.models import Survey, SurveyInvitation
from tansiq.models.account import is_mail_address
from tansiq.models.survey import LETTERS, random_code
from tansiq.platform import background
from tansiq.platform.mail_addresses import normal_form
from tansiq.policy.viewer import Viewer
from tansiq.proposals import registering
from tansiq.proposals.registering import digest_of
from tansiq.records.changes import require, together
from tansiq.surveys.opening import refuse_unless_open

MOST_AT_ONCE = 1_000
MOST = 50_000
"""Invitations to one survey."""
CODE_LENGTH = 10
"""Letters of a code on paper: with 31 letters and digits to choose from, nobody guesses one."""
NO_MAIL = say("This register sends no mail at present, or not for this survey.")
MAIL_JOB = "survey_mail"
"""The job that mails links to those who were invited."""
PATH = "/admin/answer/link?token="
"""Where the back office takes the link of an invitation."""


def invite(viewer: Viewer, survey: Survey, count: int) -> list[str]:
    """Make so many invitations; their secrets, of which the digests alone are kept.

    Raises Refused: FORBIDDEN, OPEN_TO_ALL, OUT_OF_RANGE (1 to 1,000 at once), TOO_MANY.
    """
    _require(viewer, survey, count)
    found = [_secret(survey) for _ in range(count)]
    _keep(survey, [{"digest": digest_of(secret)} for secret in found])
    return found


def invite_by_mail(viewer: Viewer, survey: Survey, addresses: Sequence[str]) -> int:
    """Invite people by mail, each address once; how many are new.

    Raises Refused as `invite`; EMAIL_INVALID naming the first that is no address; NO_MAIL.
    """
    wanted = dict.fromkeys(filter(None, map(normal_form, addresses)))
    if wrong := next((email for email in wanted if not is_mail_address(email)), None):
        raise Refused(Fault("EMAIL_INVALID", "emails", say("“%(email)s” is no e-mail address.", email=wrong)))
    if survey.link_kind != "ONE_TIME" or not registering.is_open():
        raise Refused(Fault("NO_MAIL", "emails", NO_MAIL))
    if survey.retention_months is None:
        text = say("Say in the survey first after how many months addresses are struck out.")
        raise Refused(Fault("MISSING", "emails", text))
    invited = SurveyInvitation.select(SurveyInvitation.email).where(SurveyInvitation.survey == survey.id)
    new = [email for email in wanted if email not in {one.email for one in invited}]
    _require(viewer, survey, max(len(new), 1), "emails")
    _keep(survey, [_by_mail(email) for email in new])
    background.hurry(MAIL_JOB)
    return len(new)


def ask_for_link(survey: Survey, email: str, address: str | None) -> None:
    """Have somebody mailed a link by which they answer; nothing where that address has answered, which nobody is told.

    Raises Refused: NOT_BEGUN, ENDED, STOPPED; EMAIL_INVALID; NO_MAIL; TOO_MANY_REQUESTS.
    """
    refuse_unless_open(survey)
    email = normal_form(email)
    if not is_mail_address(email):
        text = say("Give an e-mail address at which you can be reached.")
        raise Refused(Fault("EMAIL_INVALID", "email", text))
    if survey.link_kind != "MAIL" or not registering.is_open():
        raise Refused(Fault("NO_MAIL", "email", NO_MAIL))
    if not lockout.at_asked_link(survey.id, email, address).is_admitted():
        text = say("Too many links were asked for by this address or from this line. Try again tomorrow.")
        raise Refused(Fault("TOO_MANY_REQUESTS", "email", text))
    asked = (SurveyInvitation.survey == survey.id) & (SurveyInvitation.email == email)
    if not SurveyInvitation.update(is_unmailed=True).where(asked).execute():
        _keep(survey, [_by_mail(email)])
    background.hurry(MAIL_JOB)


def link_to(secret: str) -> str:
    """The whole address that a secret opens."""
    return registering.whole_address(f"{PATH}{secret}")


def written(code: str) -> str:
    """A code as it stands on paper, in two halves."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def invitation_by_link(secret: str) -> SurveyInvitation | None:
    """The invitation that a link leads to, used or not; None for no such. Nothing is counted, and so nobody waits for
    whoever writes: the secret of a link cannot be guessed. A code, which is short, leads nowhere here."""
    return _with_digest(digest_of(secret)) if len(secret) > CODE_LENGTH else None


def invitation_by_code(typed: str, address: str | None) -> SurveyInvitation | None:
    """The invitation that a code leads to as somebody typed it, used or not; None for no such.

    Raises Refused(TOO_MANY_REQUESTS) where too many that lead nowhere were tried from one network.
    """
    attempt = lockout.at_invitation(address)
    if not attempt.is_admitted():
        text = say("Too many codes that do not exist were tried from this line. Try again in an hour.")
        raise Refused(Fault("TOO_MANY_REQUESTS", "code", text))
    found = _with_digest(digest_of(read_code(typed)))
    if found is not None:
        attempt.take_back()
    return found


def counts(survey: Survey) -> tuple[int, int]:
    """How many were invited, and how many of them answered."""
    invited = SurveyInvitation.select().where(SurveyInvitation.survey == survey.id)
    return invited.count(), invited.where(SurveyInvitation.used_at.is_null(False)).count()


def _require(viewer: Viewer, survey: Survey, count: int, field: str = "number") -> None:
    require(viewer, "CHANGE", survey)
    if survey.link_kind in ("OPEN", "MAIL"):
        raise Refused(Fault("OPEN_TO_ALL", "", say("This survey has one address for all: nobody is invited to it.")))
    if not 1 <= count <= MOST_AT_ONCE:
        raise Refused(Fault("OUT_OF_RANGE", field, say("Make 1 to %(most)s at once.", most=MOST_AT_ONCE)))
    if counts(survey)[0] + count > MOST:
        raise Refused(Fault("TOO_MANY", field, say("At most %(most)s are invited to one survey.", most=MOST)))


def _secret(survey: Survey) -> str:
    return random_code(CODE_LENGTH) if survey.link_kind == "PAPER" else secrets.token_urlsafe(32)


def _by_mail(email: str) -> dict[str, object]:
    # Nobody knows the secret of this digest: the one in the link is made as its mail is written.
    return {"email": email, "digest": digest_of(secrets.token_urlsafe(32)), "is_unmailed": True}


def _keep(survey: Survey, rows: Sequence[dict[str, object]]) -> None:
    known = {"survey": survey.id, "language": language(), "email": "", "is_unmailed": False}
    with together():
        for piece in chunked([{**known, **row} for row in rows], 200):
            SurveyInvitation.insert_many(piece).execute()


def _with_digest(digest: str) -> SurveyInvitation | None:
    found: SurveyInvitation | None = SurveyInvitation.get_or_none(SurveyInvitation.digest == digest)
    return found


def read_code(typed: str) -> str:
    """A code as somebody typed it: without spaces and strokes, in small letters and Western digits."""
    return "".join(sign for sign in western_digits(typed).lower() if sign in LETTERS)
