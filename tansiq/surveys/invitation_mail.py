"""Mail to whoever is invited to a survey: the link by which they answer, made while the mail is written.

A secret is stored as a digest only. Where the worker is killed, or the mail server is away, it mails at its next round,
with another link.
"""

import secrets

from peewee import fn

from tansiq.language.bilingual import pick
from tansiq.language.words import gettext, speaking
from tansiq.models import Survey, SurveyInvitation
from tansiq.platform import clock, mailing
from tansiq.platform.background import Job, Order
from tansiq.platform.mailing import Mail
from tansiq.platform.progress import Progress
from tansiq.proposals.registering import digest_of, is_open
from tansiq.surveys.inviting import MAIL_JOB, link_to
from tansiq.surveys.opening import closed_fault


def mail_kept() -> int:
    """Mail the links of all surveys that take answers; how many mails were sent. None where no mail reaches anybody."""
    sent = failures = 0
    for invitation in _waiting() if is_open() else ():
        mail = _take(invitation)
        if mail is not None and mailing.deliver(mail):
            sent, failures = sent + 1, 0
            SurveyInvitation.update(is_unmailed=False).where(SurveyInvitation.id == invitation.id).execute()
        elif mail is not None:
            failures += 1
            if failures == mailing.MOST_FAILURES:
                break
    return sent


def _waiting() -> list[SurveyInvitation]:
    """Those whose link is still to be mailed, in no order, so that none waits for good behind others."""
    table, today = SurveyInvitation, clock.today()
    kept = table.select().where(table.is_unmailed, table.email != "", table.used_at.is_null())
    surveys: dict[int, Survey] = {one.id: one for one in Survey.select().where(Survey.id.in_(_surveys_waiting()))}
    taking = {key for key, one in surveys.items() if closed_fault(one, today) is None}
    return [one for one in kept.order_by(fn.Random()) if one.survey_id in taking]


def _surveys_waiting() -> list[int]:
    rows = SurveyInvitation.select(SurveyInvitation.survey).where(SurveyInvitation.is_unmailed).distinct().tuples()
    return [survey_id for (survey_id,) in iter(rows.execute())]


def _take(invitation: SurveyInvitation) -> Mail | None:
    """The mail with its link; None where somebody else mailed it since it was looked for."""
    secret, table = secrets.token_urlsafe(32), SurveyInvitation
    same = (table.id == invitation.id) & (table.digest == invitation.digest) & table.is_unmailed
    if not table.update(digest=digest_of(secret)).where(same).execute():
        return None
    with speaking(invitation.language):
        survey = invitation.survey
        said = gettext("You are asked to answer the survey “%(title)s”. Open this page:", title=pick(survey, "title"))
        end = gettext(
            "The link was made for you, and takes one answer. Whoever made the survey sees that it came by it."
        )
        return Mail(invitation.email, pick(survey, "title"), f"{said}\n\n{link_to(secret)}\n\n{end}\n")


def _perform(order: Order, _progress: Progress) -> None:
    """One that was stopped is not tried again: the next round mails the same."""
    if not order.ended:
        mail_kept()


JOBS: dict[str, Job] = {MAIL_JOB: _perform}
"""The jobs by name."""
