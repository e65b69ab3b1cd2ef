"""Mail to whoever registered an organisation: the link by which they confirm and follow it, and what was decided.

    registered, decided -> kept with the registration, in the same transaction -> the worker mails it -> kept no more

A secret is stored as a digest only, so the worker makes that of a link while it writes the mail. Where it is killed, or
the mail server is away, it mails at its next round, with another link: whoever registered has no bell to hear of it by.
"""

import secrets

from peewee import fn

from tansiq.language.words import gettext, speaking
from tansiq.models import Proposal, ProposalEvent, Registration
from tansiq.platform import background, mailing
from tansiq.platform.background import Job, Order
from tansiq.platform.mailing import Mail
from tansiq.platform.progress import Progress
from tansiq.proposals.registering import MAIL_JOB, digest_of, is_expired, is_open, link_to

DECISIONS = ("APPROVED", "REJECTED", "RETURNED")


def keep_decision(proposal: Proposal) -> None:
    """Have whoever registered an organisation mailed what their proposal has become, part of the transaction of that
    decision; nothing for proposals that came otherwise."""
    Registration.update(unmailed=proposal.state).where(Registration.proposal == proposal.id).execute()


def order_mail(proposal: Proposal) -> None:
    """Have what is kept mailed soon, once the decision stands."""
    if Registration.select().where(Registration.proposal == proposal.id).exists():
        background.hurry(MAIL_JOB)


def mail_kept() -> int:
    """Mail everything that is kept; how many mails were sent. None where no mail reaches anybody."""
    sent = failures = 0
    for registration in _waiting() if is_open() else ():
        mail = _take(registration)
        if mail is not None and mailing.deliver(mail):
            sent, failures = sent + 1, 0
            _change(registration, unmailed="")
        elif mail is not None:
            failures += 1
            if failures == mailing.MOST_FAILURES:
                break
    return sent


def _waiting() -> list[Registration]:
    """Those with something to mail, in no order, so that none waits for good behind others that are not taken. A link
    that comes too late would open nothing."""
    kept = Registration.select().where(Registration.unmailed != "", ~is_expired())
    return list(kept.order_by(fn.Random()))


def _take(registration: Registration) -> Mail | None:
    """The mail, a link with its secret; None where it was mailed, or the sender confirmed, since it was looked for."""
    is_decision, secret = registration.unmailed in DECISIONS, secrets.token_urlsafe(32)
    if not _change(registration, digest=registration.digest if is_decision else digest_of(secret)):
        return None
    with speaking(registration.language):
        return _decision_mail(registration) if is_decision else _confirmation_mail(registration, secret)


def _change(registration: Registration, **values: str) -> bool:
    """Change what is kept, unless somebody else did; whether it was. Of two who mail at once one mails a link."""
    same = (Registration.unmailed == registration.unmailed) & (Registration.digest == registration.digest)
    is_changed = bool(Registration.update(**values).where(Registration.id == registration.id, same).execute())
    if is_changed:
        for name, value in values.items():
            setattr(registration, name, value)
    return is_changed


def _confirmation_mail(registration: Registration, secret: str) -> Mail:
    subject = gettext("Confirm your registration in Tansiq")
    said = gettext("Somebody registered an organisation with this address. Open this page to confirm it:")
    end = gettext("The same page shows how far the review is. If it was not you, do nothing: nothing is published.")
    return Mail(registration.email, subject, f"{said}\n\n{link_to(secret)}\n\n{end}\n")


def _decision_mail(registration: Registration) -> Mail:
    said = {
        "APPROVED": gettext("Your organisation is in the register now."),
        "REJECTED": gettext("Your registration was not accepted."),
        "RETURNED": gettext("The officer asks you to amend your registration. Open the link of our first message."),
    }[registration.unmailed]
    subject = gettext("Your registration in Tansiq")
    return Mail(
        registration.email, subject, "\n\n".join(part for part in (said, _comment_on(registration)) if part) + "\n"
    )


def _comment_on(registration: Registration) -> str:
    """What the officer wrote with the decision."""
    events = ProposalEvent.select(ProposalEvent.comment).where(
        ProposalEvent.proposal == registration.proposal_id, ProposalEvent.act == registration.unmailed
    )
    return str(events.order_by(ProposalEvent.id.desc()).limit(1).scalar() or "")


def _perform(order: Order, _progress: Progress) -> None:
    """One that was stopped is not tried again: the next round mails the same."""
    if not order.ended:
        mail_kept()


JOBS: dict[str, Job] = {MAIL_JOB: _perform}
"""The jobs by name."""
