"""Mutations: everything that is sent is proposed, and waits for an officer; nothing is published at once.

input -> rows, as a form fills them -> tansiq.proposals -> Proposal | Refusal(every fault with its field)
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import strawberry

from api.enums import Modality, OrganizationKind, PartnerRole, Status
from api.filters.arguments import Info, says
from api.filters.filters import number
from api.filters.lookup import area_at, coded
from api.filters.scopes import demand
from api.http.context import Context
from api.http.field_paths import told_at
from api.http.refusals import refuse
from api.types.proposal import Answer, refused, told
from tansiq import intervention_entry, models
from tansiq.faults import Fault, Refused
from tansiq.intervention_entry import Entry
from tansiq.language.words import say
from tansiq.models import ActivityType, Intervention, Organization, PopulationGroup, Proposal, Sector, Site
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.proposals import proposing, registering
from tansiq.records import changes

PROPOSE = "proposals:write"
Text = str | None


@strawberry.input(description="An organisation as it is to be. A field that is left out stays as it is.")
class OrganizationInput:
    id: strawberry.ID | None = strawberry.field(default=None, description="The one to change; left out: a new one.")
    name_ar: Text = strawberry.field(default=strawberry.UNSET, description="Arabic name.")
    name_en: Text = strawberry.field(default=strawberry.UNSET, description="English name.")
    acronym: Text = strawberry.field(default=strawberry.UNSET, description="Short name in Latin letters.")
    acronym_ar: Text = strawberry.field(default=strawberry.UNSET, description="Short name in Arabic letters.")
    kind: OrganizationKind | None = strawberry.field(default=strawberry.UNSET, description="What kind of body it is.")
    registration_number: Text = strawberry.field(
        default=strawberry.UNSET, description="Number under which it is registered."
    )
    home_area: Text = strawberry.field(default=strawberry.UNSET, description="P-code of its seat.")


@strawberry.input(description="A new organisation that registers itself, and whoever sends it.")
class RegistrationInput:
    name_ar: str = strawberry.field(description="Arabic name.")
    name_en: str = strawberry.field(default="", description="English name.")
    acronym: str = strawberry.field(default="", description="Short name in Latin letters.")
    kind: OrganizationKind = strawberry.field(description="What kind of body it is.")
    registration_number: Text = strawberry.field(default=None, description="Number under which it is registered.")
    home_area: str = strawberry.field(description="P-code of the district of its seat, whose officer reviews it.")
    contact_name: str = strawberry.field(description="Who sends it; seen by reviewers alone.")
    contact_email: str = strawberry.field(description="Where the link to confirm is sent; seen by reviewers alone.")


@strawberry.input(description="A site of an intervention.")
class SiteInput:
    number: int | None = strawberry.field(
        default=None, description="Number of the site of this intervention that is to change; left out: a new one."
    )
    area: str = strawberry.field(description="P-code.")
    population_group: str = strawberry.field(default="ALL", description="Code of the group of people.")
    targeted: int | None = strawberry.field(default=None, description="Persons the organisation means to reach.")
    reached: int | None = strawberry.field(default=None, description="Persons reached so far.")


@strawberry.input(description="An organisation's part in an intervention.")
class PartnerInput:
    organization: strawberry.ID = strawberry.field(description="Number of the organisation.")
    role: PartnerRole = strawberry.field(description="What it does in the intervention.")


@strawberry.input(
    description="""An intervention as it is to be. A field that is left out stays as it is; `partners` replace those
there were; `sites` are added, or change the site with their number."""
)
class InterventionInput:
    id: strawberry.ID | None = strawberry.field(default=None, description="The one to change; left out: a new one.")
    organization: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Number of the organisation that carries it out."
    )
    sector: Text = strawberry.field(default=strawberry.UNSET, description="Code of the sector.")
    activity_type: Text = strawberry.field(default=strawberry.UNSET, description="Code of the activity.")
    title_ar: Text = strawberry.field(default=strawberry.UNSET, description="Arabic title.")
    title_en: Text = strawberry.field(default=strawberry.UNSET, description="English title.")
    status: Status | None = strawberry.field(default=strawberry.UNSET, description="How far it has come.")
    modality: Modality | None = strawberry.field(default=strawberry.UNSET, description="In which form help is given.")
    starts_on: date | None = strawberry.field(default=strawberry.UNSET, description="First day.")
    ends_on: date | None = strawberry.field(default=strawberry.UNSET, description="Last day; null: still running.")
    budget: Decimal | None = strawberry.field(default=strawberry.UNSET, description="In units of `currency`.")
    currency: Text = strawberry.field(default=strawberry.UNSET, description="ISO 4217 code, such as USD or YER.")
    remarks: Text = strawberry.field(default=strawberry.UNSET, description="Anything else.")
    sites: list[SiteInput] | None = strawberry.field(default=None, description="Where, for whom and how many.")
    partners: list[PartnerInput] | None = strawberry.field(default=None, description="Who takes part.")


Registered = Annotated[RegistrationInput, strawberry.argument(name="input", description="What is registered.")]
OfOrganization = Annotated[OrganizationInput, strawberry.argument(name="input", description="What is proposed.")]
OfIntervention = Annotated[InterventionInput, strawberry.argument(name="input", description="What is proposed.")]
ProposalId = Annotated[strawberry.ID, says("Number of the proposal.")]


def organization_register(info: Info[Any, Any], given: Registered) -> Answer:
    """Register a new organisation without an account: a link to confirm is mailed, then an officer looks at it."""

    def register() -> Proposal:
        row = Organization(
            name_ar=given.name_ar.strip(),
            name_en=given.name_en.strip(),
            acronym=given.acronym.strip(),
            kind=given.kind.value,
            registration_number=(given.registration_number or "").strip() or None,
            home_area=area_at(info.context, given.home_area, "homeArea").id,
        )
        with told_at(_of_sender):
            made = registering.register(info.context.viewer, row, given.contact_email, given.contact_name.strip())
        return registering.proposal_of(made)

    return _answered(register)


def organization_propose(info: Info[Any, Any], given: OfOrganization) -> Answer:
    """Propose a new organisation, or a change to one."""
    return _proposed(info.context, lambda viewer: changes.save(viewer, _organization(info.context, given)))


def intervention_propose(info: Info[Any, Any], given: OfIntervention) -> Answer:
    """Propose a new intervention with its sites and partners, or a change to one."""
    return _proposed(info.context, lambda viewer: _save(viewer, info.context, given))


def proposal_withdraw(info: Info[Any, Any], id: ProposalId) -> Answer:
    """Withdraw a proposal of one's own that is not decided yet."""
    context = info.context
    demand(context.viewer, PROPOSE)

    def withdraw() -> Proposal:
        row = _found(context.viewer, id)
        proposing.withdraw(context.viewer, row)
        return row

    return _answered(withdraw)


def _of_sender(field: str) -> str:
    """A registration keeps the address of its sender as "email"."""
    return "contactEmail" if field == "email" else field


def _found(viewer: Viewer, given: strawberry.ID) -> Proposal:
    row: Proposal | None = visible(Proposal, viewer).where(Proposal.id == number(given)).first()
    if row is None:
        raise Refused(Fault("NOT_FOUND", "id", say("There is no such record.")))
    return row


def _proposed(context: Context, deed: Callable[[Viewer], Any]) -> Answer:
    if context.viewer.portal is None:
        raise refuse("TOKEN_NEEDED")
    demand(context.viewer, PROPOSE)

    def propose() -> Proposal:
        row = proposing.submit(context.viewer, deed)
        if row is None:
            raise Refused(Fault("NOTHING_DIFFERS", "", say("Nothing differs from what the register holds.")))
        return row

    return _answered(propose)


def _answered(do: Callable[[], Proposal]) -> Answer:
    try:
        return told(do())
    except Refused as refusal:
        return refused(refusal)


def _organization(context: Context, given: OrganizationInput) -> Organization:
    with told_at("id"):
        row = changes.find(context.viewer, Organization, given.id) if given.id else Organization()
    _fill(row, given, ("name_ar", "name_en", "acronym", "acronym_ar", "kind", "registration_number"))
    if given.home_area is not strawberry.UNSET:
        row.home_area_id = area_at(context, given.home_area, "homeArea").id if given.home_area else None
    return row


_PLAIN = ("title_ar", "title_en", "status", "modality", "starts_on", "ends_on", "budget", "currency", "remarks")
_CODED: dict[str, Any] = {"sector": Sector, "activity_type": ActivityType}


def _save(viewer: Viewer, context: Context, given: InterventionInput) -> Intervention:
    entry = _entry(context, given)
    sent = [_place(context, entry, one, position) for position, one in enumerate(given.sites or ())]
    with told_at(lambda field: _as_sent(field, entry.sites, sent)):
        return intervention_entry.save(viewer, entry)


def _as_sent(field: str, sites: list[Site], sent: list[Site]) -> str:
    """The place of a fault with its site counted as it was sent; of a site that was not sent, all of "sites"."""
    table, *rest = field.split(".")
    if table != "sites" or not rest:
        return field
    positions = [position for position, site in enumerate(sent) if site is sites[int(rest[0])]]
    return ".".join([table, str(positions[-1]), *rest[1:]]) if positions else table


def _entry(context: Context, given: InterventionInput) -> Entry:
    with told_at("id"):
        row = changes.find(context.viewer, Intervention, given.id) if given.id else Intervention()
    _fill(row, given, _PLAIN)
    for name, model in _CODED.items():
        code = getattr(given, name)
        if code is not strawberry.UNSET:
            setattr(row, f"{name}_id", coded(context, model, code, name).id if code else None)
    if given.organization is not strawberry.UNSET:
        row.organization_id = _organization_id(context, given.organization, "organization")
    entry = intervention_entry.held(context.viewer, row) if row.id else Entry(row)
    entry.intervention = row
    if given.partners is not None:
        entry.partners = [
            {
                "organization": _organization_id(context, one.organization, f"partners.{position}.organization"),
                "role": one.role.value,
            }
            for position, one in enumerate(given.partners)
        ]
    return entry


def _organization_id(context: Context, given: strawberry.ID | None, field: str) -> Any:
    with told_at(field):
        return changes.find(context.viewer, Organization, given).id if given else None


def _place(context: Context, entry: Entry, given: SiteInput, position: int) -> Site:
    """Change the site with the given number, or add one; `position` is where it stands in what was sent."""
    place = f"sites.{position}"
    site = next((one for one in entry.sites if one.number == given.number), None) if given.number else None
    if given.number and site is None:
        raise Refused(Fault("NOT_FOUND", f"{place}.number", say("There is no site with this number.")))
    if site is None:
        site = Site()
        entry.sites.append(site)
    site.area_id = area_at(context, given.area, f"{place}.area").id
    site.population_group_id = coded(context, PopulationGroup, given.population_group, f"{place}.populationGroup").id
    site.targeted, site.reached = given.targeted, given.reached
    return site


def _fill(row: models.Record, given: Any, names: tuple[str, ...]) -> None:
    """Write what was given; null empties a field: texts become empty, all else not known."""
    for name in names:
        value = getattr(given, name)
        if value is strawberry.UNSET:
            continue
        column = row._meta.fields[name]
        plain = getattr(value, "value", value)
        cleaned = plain.strip() if isinstance(plain, str) else plain
        setattr(row, name, column.default if cleaned in (None, "") and not column.null else cleaned)
