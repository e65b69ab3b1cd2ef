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
from api.filters.lookup import area_by_pcode, row_by_code
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
from api.types.proposal import Answer
from api.types.proposal_inputs import (
    InterventionArgument,
    InterventionInput,
    OrganizationArgument,
    OrganizationInput,
    ProposalId,
    RegistrationArgument,
    SiteInput,
)
from api.types.proposing import answered, fill, found_or_new, gathered, proposed, referred_id
from tansiq import intervention_entry
from tansiq.faults import Fault, Refused
from tansiq.intervention_entry import Entry
from tansiq.language.words import say
from tansiq.models import ActivityType, Intervention, Organization, PopulationGroup, Proposal, Record, Sector, Site
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


_PLAIN = (
    "title_ar", "title_en", "status", "modality", "starts_on", "ends_on", "budget", "currency", "remarks",
    "is_published",
)  # fmt: skip
_CODED: dict[str, Any] = {"sector": Sector, "activity_type": ActivityType}


def _save(viewer: Viewer, context: Context, given: InterventionInput) -> Intervention:
    unknown: list[Fault] = []
    entry = _entry(context, given, unknown)
    sent = [_changed_site(context, entry, one, position, unknown) for position, one in enumerate(given.sites or ())]
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


def _entry(context: Context, given: InterventionInput, unknown: list[Fault]) -> Entry:
    """The intervention as it is to be; what it names and nobody knows is added to `unknown`."""
    row = found_or_new(context, Intervention, given.id)
    fill(row, given, _PLAIN)
    for name, model in _CODED.items():
        code = getattr(given, name)
        if code is not strawberry.UNSET:
            with gathered(unknown):
                setattr(row, f"{name}_id", row_by_code(context, model, code, name).id if code else None)
    if given.organization is not strawberry.UNSET:
        with gathered(unknown):
            row.organization_id = referred_id(context, Organization, given.organization, "organization")
    entry = intervention_entry.held(context.viewer, row) if row.id else Entry(row)
    entry.intervention = row
    if given.partners is not None:
        entry.partners = []
        for position, one in enumerate(given.partners):
            partner = {"organization": None, "role": one.role.value}
            with gathered(unknown):
                place = f"partners.{position}.organization"
                partner["organization"] = referred_id(context, Organization, one.organization, place)
            entry.partners.append(partner)
    enter_extra(context, row, given.extra, unknown)
    return entry


def _changed_site(context: Context, entry: Entry, given: SiteInput, position: int, unknown: list[Fault]) -> Site:
    """Change the site with the given number, or add one; `position` is where it stands in what was sent."""
    place = f"sites.{position}"
    site = next((one for one in entry.sites if one.number == given.number), None) if given.number else None
    if given.number and site is None:
        unknown.append(Fault("NOT_FOUND", f"{place}.number", say("There is no site with this number.")))
    if site is None:
        site = Site()
        entry.sites.append(site)
    with gathered(unknown):
        site.area_id = area_by_pcode(context, given.area, f"{place}.area").id
    with gathered(unknown):
        site.population_group_id = row_by_code(
            context, PopulationGroup, given.population_group, f"{place}.population_group"
        ).id
    site.targeted, site.reached = given.targeted, given.reached
    enter_extra(context, site, given.extra, unknown, f"{place}.")
    return site
