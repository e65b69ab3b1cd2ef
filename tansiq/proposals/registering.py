"""An organisation that is not registered enters itself, and is reviewed like any other proposal.

    form or mutation -> register -> proposal (UNCONFIRMED) + a mail with a link (registration_mail.py)
    the link         -> confirm  -> WAITING for the officers of its seat -> approved: it is in the register
    no confirmation within three days -> remove_expired -> nothing is left of it

Every face sends through `register`, with the same checks and limits. The link shows the proposal to whoever holds it
and lets them amend and withdraw it; it is kept as a digest only.
"""

import hashlib
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from tansiq.accounts import lockout
from tansiq.faults import Fault, Refused
from tansiq.language.vocabulary import ORGANIZATION_KINDS
from tansiq.language.words import language, say
from tansiq.models import Area, Organization, Proposal, Registration
from tansiq.models.data_stamps import bump, table_name
from tansiq.models.record import now
from tansiq.platform import background, mailing
from tansiq.platform.mail_addresses import normal_form
from tansiq.policy.viewer import ANONYMOUS, REGISTRANT, Viewer
from tansiq.policy.visibility import visible
from tansiq.proposals.creating_once import is_used, propose_once
from tansiq.proposals.proposing import OPEN, amend, change_state, submit
from tansiq.records import changes, row_faults
from tansiq.records.rule_faults import rule_faults

MOST_OPEN = 3
"""Registrations of one mail address that wait at once."""
AN_HOUR = 20
"""Registrations from one network, whoever sits behind it, as an office shares one line; also from one portal."""
A_FLOOD = 100
"""Unconfirmed registrations of one hour from everywhere: from then on each network sends few. Nobody is shut out."""
AN_HOUR_IN_A_FLOOD = 2
UNCONFIRMED_FOR = timedelta(days=3)
"""How long a registration waits for its confirmation before it is removed."""

OFFERED = tuple(code for code in ORGANIZATION_KINDS.codes if code not in {"UN", "DONOR", "GOVERNMENT"})
"""Kinds of bodies that register themselves; others are entered by the ministry."""
SEAT_LEVEL = 2
"""A seat is a district."""

_ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,64}@[a-z0-9.-]{1,180}\.([a-z]{2,}|xn--[a-z0-9-]+)")

MAIL_JOB = "registrations"
"""The job that mails what is kept with registrations."""

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


@dataclass(frozen=True)
class Sender:
    """Who registers an organisation: the mail address and the name they give, the network address they send from."""

    email: str
    name: str
    address: str | None = None


def register(viewer: Viewer, row: Organization, sender: Sender, key: str = "", body: str = "") -> Registration:
    """Propose a new organisation as somebody unknown, and have them mailed the link with which they confirm it.

    `viewer` says through which face. Sent once more under the same `key` (see `creating_once`) it is the registration
    that stands already, and no second mail. Raises Refused: the row's own faults; MISSING, INVALID (a kind that is
    entered by the ministry); SEAT_MISSING, SEAT_INVALID; EMAIL_INVALID; TOO_MANY_PROPOSALS of one mail address;
    TOO_MANY_REQUESTS from one network; REGISTRATION_CLOSED where no link could be mailed; KEY_REUSED.
    """
    if not is_open():
        text = say("This register sends no mail at present, so that registrations cannot be confirmed.")
        raise Refused(Fault("REGISTRATION_CLOSED", "", text))
    sender = replace(sender, email=normal_form(sender.email), name=sender.name.strip()[:200])
    _check(row, sender)
    remove_expired()
    if not is_used(key):
        _count(viewer, sender)
    proposal = propose_once(viewer, key, row, lambda: _enter(viewer, row, sender), body)
    background.hurry(MAIL_JOB)
    registration: Registration = Registration.get(Registration.proposal == proposal.id)
    return registration


def _enter(viewer: Viewer, row: Organization, sender: Sender) -> Proposal:
    _check_waiting(sender.email)
    proposal = submit(replace(registrant(), face=viewer.face), lambda acting: changes.save(acting, row))
    if proposal is None:
        raise Refused(Fault("NOTHING_DIFFERS", "", say("There is nothing to register.")))
    known = {"email": sender.email, "name": sender.name, "language": language()}
    # Nobody knows the secret of this digest: the one in the link is made as its mail is written.
    nobodys = digest_of(secrets.token_urlsafe(32))
    Registration.create(proposal=proposal, digest=nobodys, unmailed="UNCONFIRMED", **known)
    return proposal


def link_to(secret: str) -> str:
    """The whole address of the page that a secret opens."""
    return whole_address(f"{PATH}{secret}")


def whole_address(path: str) -> str:
    """The address of a page as people elsewhere open it; `path` alone where nobody said where people reach it."""
    return f"{_place['address']}{path}"


def registration_by_secret(secret: str) -> Registration | None:
    """The registration that a link leads to; None for one that was not confirmed in time."""
    found: Registration | None = Registration.get_or_none(Registration.digest == digest_of(secret), ~is_expired())
    return found


def remove_expired() -> None:
    """Remove registrations that were not confirmed in time, with everything that says who sent them."""
    expired = Registration.select(Registration.proposal).where(is_expired())
    undecided = Proposal.state.in_(("UNCONFIRMED", "WITHDRAWN"))
    with changes.together():
        if Proposal.delete().where(undecided, Proposal.id.in_(expired)).execute():
            bump([table_name(Proposal)])


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
        # Whoever confirms holds the link, even if nobody lived to note that it was mailed.
        known = {"confirmed_at": now(), "unmailed": ""}
        Registration.update(**known).where(Registration.id == registration.id).execute()
        change_state(viewer_of(registration), proposal, "WAITING", "CONFIRMED")


def amend_registration(registration: Registration, row: Organization) -> Proposal:
    """Amend what was registered. Raises Refused as `amend` does, and for the row's faults."""
    _check(row, Sender(registration.email, registration.name))
    return amend(viewer_of(registration), proposal_of(registration), lambda acting: changes.save(acting, row))


def is_expired() -> Any:
    """The condition that a registration was not confirmed in time."""
    return Registration.confirmed_at.is_null() & (Registration.created_at < now() - UNCONFIRMED_FOR)


def faults(row: Organization, sender: Sender, unread: Iterable[str] = ()) -> list[Fault]:
    """Everything wrong with a registration and with what its sender says of themself; no rule is asked of the fields
    `unread`, whose values could not be read."""
    found = [*_faults_of_sender(sender), *_faults_of_body(row), *row_faults.all_faults(row, {})]
    return [*found, *rule_faults(registrant(), row, {}, {*unread, *(fault.field for fault in found)})]


def _check(row: Organization, sender: Sender) -> None:
    if wrong := faults(row, sender):
        raise Refused(*wrong)


def _faults_of_sender(sender: Sender) -> Iterator[Fault]:
    if not _ADDRESS.fullmatch(sender.email):
        yield Fault("EMAIL_INVALID", "email", say("Give an e-mail address at which you can be reached."))
    if not sender.name:
        yield Fault("MISSING", "contact", say("This field is required."))


def _faults_of_body(row: Organization) -> Iterator[Fault]:
    if not (row.name_ar or "").strip():
        yield Fault("MISSING", "name_ar", say("This field is required."))
    if row.kind in ORGANIZATION_KINDS and row.kind not in OFFERED:
        text = say("Organisations of this kind are entered by the ministry. Choose another kind, or write to it.")
        yield Fault("INVALID", "kind", text)
    if row.home_area_id is None:
        text = say("Choose the district of the seat: its officer reviews the registration.")
        yield Fault("SEAT_MISSING", "home_area", text)
    elif not visible(Area, ANONYMOUS).where(Area.id == row.home_area_id, Area.level == SEAT_LEVEL).exists():
        text = say("The seat is a district, not a larger or smaller area: its officer reviews the registration.")
        yield Fault("SEAT_INVALID", "home_area", text)


def _count(viewer: Viewer, sender: Sender) -> None:
    waiting = Registration.confirmed_at.is_null() & (Registration.created_at > now() - timedelta(hours=1))
    most = AN_HOUR_IN_A_FLOOD if Registration.select().where(waiting).count() >= A_FLOOD else AN_HOUR
    if not lockout.at_registration(viewer.portal.id if viewer.portal else None, sender.address, most).is_admitted():
        text = say("Too many registrations came from this line within an hour. Try again later.")
        raise Refused(Fault("TOO_MANY_REQUESTS", "", text))


def _check_waiting(email: str) -> None:
    waiting = Registration.select().join(Proposal).where(Proposal.state.in_(OPEN))
    if waiting.where(Registration.email == email).count() >= MOST_OPEN:
        text = say("Too many registrations wait for review at present. Try again later, or ask your district office.")
        raise Refused(Fault("TOO_MANY_PROPOSALS", "", text))


def digest_of(secret: str) -> str:
    """What is stored of a secret."""
    # The secret has 256 random bits: a plain digest is as good as a slow one.
    return hashlib.sha256(secret.encode()).hexdigest()
