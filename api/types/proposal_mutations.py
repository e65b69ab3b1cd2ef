"""Mutations: everything that is sent is proposed, and waits for an officer; nothing is published at once.

input -> rows, as a form fills them -> tansiq.proposals -> Proposal | Refusal(every fault with its field)
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import strawberry

from api.context import Context
from api.field_paths import faults_at
from api.filters.arguments import Info
from api.filters.conditions import id_number
from api.filters.lookup import area_by_pcode
from api.filters.scopes import PROPOSE, require_scope
from api.types.client_key import ClientKey, sending
from api.types.extra_input import (
    ExtraInput,
    ExtraOfMany,
    enter_extra,
    extra_as_sent,
    save_as_sent,
    unread_names,
    without_doubles,
)
from api.types.intervention_as_sent import entry_as_sent
from api.types.proposal import Answer
from api.types.proposal_inputs import (
    InterventionArgument,
    InterventionInput,
    OrganizationArgument,
    OrganizationInput,
    ProposalId,
    RegistrationArgument,
)
from api.types.proposing import answered, fill, found_or_new, proposed
from tansiq import intervention_entry
from tansiq.faults import Fault, Refused
from tansiq.intervention_entry import Entry
from tansiq.language.words import say
from tansiq.models import Intervention, Organization, Proposal, Record, Site
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.proposals import proposing, registering
from tansiq.proposals.registering import Sender


def organization_register(info: Info[Any, Any], given: RegistrationArgument, client_key: ClientKey = None) -> Answer:
    """Register a new organisation without an account: a link to confirm is mailed, then an officer looks at it."""

    def register() -> Proposal:
        sent = sending(info.context.viewer, given, client_key)
        row = Organization(
            name_ar=given.name_ar.strip(),
            name_en=given.name_en.strip(),
            acronym=given.acronym.strip(),
            kind=given.kind.value,
            registration_number=(given.registration_number or "").strip() or None,
            home_area=area_by_pcode(info.context, given.home_area, "homeArea").id,
        )
        sender = Sender(given.contact_email, given.contact_name, info.context.address)
        others = partial(registering.faults, row, sender)
        with faults_at(_sender_field), extra_as_sent(info.context, row, given.extra, others):
            made = registering.register(info.context.viewer, row, sender, sent.key, sent.body)
        return registering.proposal_of(made)

    return answered(register)


def organization_propose(info: Info[Any, Any], given: OrganizationArgument, client_key: ClientKey = None) -> Answer:
    """Propose a new organisation, or a change to one."""
    context = info.context

    def change(viewer: Viewer) -> None:
        unknown: list[Fault] = []
        save_as_sent(context, viewer, _organization(context, given, unknown), given.extra, unknown)

    return proposed(context, given, client_key, (Organization, change))


def intervention_propose(info: Info[Any, Any], given: InterventionArgument, client_key: ClientKey = None) -> Answer:
    """Propose a new intervention with its sites and partners, or a change to one."""
    context = info.context
    return proposed(context, given, client_key, (Intervention, lambda viewer: _save(viewer, context, given)))


def proposal_withdraw(info: Info[Any, Any], id: ProposalId) -> Answer:
    """Withdraw a proposal of one's own that is not decided yet."""
    context = info.context
    require_scope(context.viewer, PROPOSE)

    def withdraw() -> Proposal:
        row = _proposal_with_id(context.viewer, id)
        proposing.withdraw(context.viewer, row)
        return row

    return answered(withdraw)


def _sender_field(field: str) -> str:
    """A registration calls its sender's address "email" and their name "contact"."""
    return {"email": "contactEmail", "contact": "contactName"}.get(field, field)


def _proposal_with_id(viewer: Viewer, given: strawberry.ID) -> Proposal:
    row: Proposal | None = visible(Proposal, viewer).where(Proposal.id == id_number(given)).first()
    if row is None:
        raise Refused(Fault("NOT_FOUND", "id", say("There is no such record.")))
    return row


def _organization(context: Context, given: OrganizationInput, unknown: list[Fault]) -> Organization:
    row = found_or_new(context, Organization, given.id)
    fill(row, given, ("name_ar", "name_en", "acronym", "acronym_ar", "kind", "registration_number"))
    if given.home_area is not strawberry.UNSET:
        row.home_area_id = area_by_pcode(context, given.home_area, "homeArea").id if given.home_area else None
    enter_extra(context, row, given.extra, unknown)
    return row


def _save(viewer: Viewer, context: Context, given: InterventionInput) -> Intervention:
    unknown: list[Fault] = []
    entry, sent = entry_as_sent(context, given, unknown)
    try:
        if not unknown:
            return intervention_entry.save(viewer, entry)
        told = {fault.field for fault in unknown}
        unread = list(_unread(context, entry, sent, given, unknown))
        others = [fault for fault in intervention_entry.faults(viewer, entry, unread)
                  if _as_sent(fault.field, entry.sites, sent) not in told]  # fmt: skip
        raise Refused(*others)
    except Refused as refusal:
        places = [replace(fault, field=_as_sent(fault.field, entry.sites, sent)) for fault in refusal.faults]
        own = ExtraOfMany(context, {"": (entry.intervention, given.extra), **_of_sites(sent, given)})
        raise Refused(*without_doubles([*unknown, *map(own.as_sent, places)])) from refusal


def _unread(
    context: Context, entry: Entry, sent: list[Site], given: InterventionInput, unknown: list[Fault]
) -> Iterator[str]:
    """Where the entry holds own fields of which something was sent that could not be entered."""
    yield from unread_names(context, entry.intervention, given.extra, unknown)
    for position, (site, one) in enumerate(zip(sent, given.sites or (), strict=True)):
        number = next(number for number, other in enumerate(entry.sites) if other is site)
        names = unread_names(context, site, one.extra, unknown, f"sites.{position}.")
        yield from (f"sites.{number}.{name}" for name in names)


def _of_sites(sent: list[Site], given: InterventionInput) -> dict[str, tuple[Record, Sequence[ExtraInput] | None]]:
    """By place: the sites with what was sent of their own fields."""
    pairs = zip(sent, given.sites or (), strict=True)
    return {f"sites.{position}.": (site, one.extra) for position, (site, one) in enumerate(pairs)}


def _as_sent(field: str, sites: list[Site], sent: list[Site]) -> str:
    """The place of a fault with its site counted as it was sent; of a site that was not sent, all of "sites"."""
    table, *rest = field.split(".")
    if table != "sites" or not rest:
        return field
    positions = [position for position, site in enumerate(sent) if site is sites[int(rest[0])]]
    return ".".join([table, str(positions[-1]), *rest[1:]]) if positions else table
