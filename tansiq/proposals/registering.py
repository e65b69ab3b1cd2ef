"""An organisation that is not registered enters itself, and is reviewed like any other proposal.

    form or mutation -> register -> proposal (UNCONFIRMED) + a mail with a link
    the link         -> confirm  -> WAITING for the officers of its seat -> approved: it is in the register

The link shows the proposal to whoever holds it and lets them amend and withdraw it; it is kept as a digest only.
"""

import hashlib
import re
import secrets
from dataclasses import replace

from tansiq.faults import Fault, Refused
from tansiq.language.words import gettext, language, say, speaking
from tansiq.models import Organization, Proposal, Registration
from tansiq.models.record import now
from tansiq.platform import mailing
from tansiq.platform.mailing import Mail
from tansiq.policy.viewer import ANONYMOUS, REGISTRANT, Viewer
from tansiq.policy.visibility import visible
from tansiq.proposals.proposing import OPEN, amend, change_state, submit
from tansiq.records import changes

MOST_OPEN = 3
"""Registrations of one address that wait at once."""
MOST_UNCONFIRMED = 500
"""Registrations whose senders have not confirmed, of all addresses together: more is a flood."""

_ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9.-]{1,180}\.[A-Za-z]{2,}")

PATH = "/admin/register/link?token="
"""Where the back office takes the link of a registration."""

_place = {"address": ""}


def use(public_address: str) -> None:
    """Mail links on the address where people reach the register; "" where nobody said which that is."""
    _place["address"] = public_address.rstrip("/")


def is_open() -> bool:
    """Whether organisations can register themselves: mail reaches people, and its links name an address we trust."""
    return bool(mailing.delivers() and _place["address"])


def registrant(proposal_id: int | None = None) -> Viewer:
    """Whoever registers an organisation, or comes back to one proposal by its link."""
    return replace(ANONYMOUS, roles=REGISTRANT, proposal_id=proposal_id, language=language())


def register(viewer: Viewer, row: Organization, email: str, name: str) -> Registration:
    """Propose a new organisation as somebody unknown, and mail them the link with which they confirm it.

    `viewer` says through which face. Raises Refused: the row's own faults; SEAT_MISSING; EMAIL_INVALID;
    TOO_MANY_PROPOSALS for one address, or for all; REGISTRATION_CLOSED where no link could be mailed.
    """
    if not is_open():
        text = say("This register sends no mail at present, so that registrations cannot be confirmed.")
        raise Refused(Fault("REGISTRATION_CLOSED", "", text))
    email = email.strip().lower()
    faults = [*_faults(row, email), *row.all_faults()]
    if faults:
        raise Refused(*faults)
    secret = secrets.token_urlsafe(32)
    with changes.together():
        _check_flood(email)
        # Their name is personal: it stands in the registration alone, not with what all readers of a proposal see.
        proposal = submit(replace(registrant(), face=viewer.face), lambda acting: changes.save(acting, row))
        if proposal is None:
            raise Refused(Fault("NOTHING_DIFFERS", "", say("There is nothing to register.")))
        known = {"email": email, "name": name[:200], "language": language()}
        registration = Registration.create(proposal=proposal, digest=_digest(secret), **known)
    mailing.send(_confirmation_mail(registration, f"{_place['address']}{PATH}{secret}"))
    return registration


def registration_by_secret(secret: str) -> Registration | None:
    """The registration that a link leads to."""
    found: Registration | None = Registration.get_or_none(Registration.digest == _digest(secret))
    return found


def viewer_of(registration: Registration) -> Viewer:
    """Whoever holds the link of a registration: they see, amend and withdraw this one proposal."""
    return registrant(proposal_id=registration.proposal_id)


def proposal_of(registration: Registration) -> Proposal:
    """The proposal, as its sender may see it."""
    return visible(Proposal, viewer_of(registration)).where(Proposal.id == registration.proposal_id).get()


def confirm(registration: Registration) -> None:
    """The sender has the link: the proposal waits for review. Confirming twice changes nothing."""
    proposal = proposal_of(registration)
    if proposal.state != "UNCONFIRMED":
        return
    with changes.together():
        Registration.update(confirmed_at=now()).where(Registration.id == registration.id).execute()
        change_state(viewer_of(registration), proposal, "WAITING", "CONFIRMED")


def amend_registration(registration: Registration, row: Organization) -> Proposal:
    """Amend what was registered. Raises Refused as `amend` does, and for the row's faults."""
    faults = [*_faults(row, registration.email), *row.all_faults()]
    if faults:
        raise Refused(*faults)
    return amend(viewer_of(registration), proposal_of(registration), lambda acting: changes.save(acting, row))


def tell_sender(proposal: Proposal, comment: str = "") -> None:
    """Mail whoever registered what became of it; nothing for proposals that came otherwise."""
    registration = Registration.get_or_none(Registration.proposal == proposal.id)
    if registration is not None:
        mailing.send(_decision_mail(registration, proposal.state, comment))


def _faults(row: Organization, email: str) -> list[Fault]:
    found = []
    if not _ADDRESS.fullmatch(email):
        found.append(Fault("EMAIL_INVALID", "email", say("Give an e-mail address at which you can be reached.")))
    if row.home_area_id is None:
        text = say("Choose the district of the seat: its officer reviews the registration.")
        found.append(Fault("SEAT_MISSING", "home_area", text))
    return found


def _check_flood(email: str) -> None:
    waiting = Registration.select().join(Proposal).where(Proposal.state.in_(OPEN))
    unconfirmed = waiting.where(Proposal.state == "UNCONFIRMED").count()
    if waiting.where(Registration.email == email).count() >= MOST_OPEN or unconfirmed >= MOST_UNCONFIRMED:
        text = say("Too many registrations wait for review at present. Try again later, or ask your district office.")
        raise Refused(Fault("TOO_MANY_PROPOSALS", "", text))


def _digest(secret: str) -> str:
    # The secret has 256 random bits: a plain digest is as good as a slow one.
    return hashlib.sha256(secret.encode()).hexdigest()


def _confirmation_mail(registration: Registration, address: str) -> Mail:
    subject = gettext("Confirm your registration in Tansiq")
    said = gettext("Somebody registered an organisation with this address. Open this page to confirm it:")
    end = gettext("The same page shows how far the review is. If it was not you, do nothing: nothing is published.")
    return Mail(registration.email, subject, f"{said}\n\n{address}\n\n{end}\n")


def _decision_mail(registration: Registration, state: str, comment: str) -> Mail:
    with speaking(registration.language):
        said = {
            "APPROVED": gettext("Your organisation is in the register now."),
            "REJECTED": gettext("Your registration was not accepted."),
            "RETURNED": gettext("The officer asks you to amend your registration. Open the link of our first message."),
        }[state]
        subject = gettext("Your registration in Tansiq")
    return Mail(registration.email, subject, "\n\n".join(part for part in (said, comment.strip()) if part) + "\n")
