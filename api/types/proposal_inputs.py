"""What portals send to propose: organisations, registrations, and interventions with their sites and partners."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import strawberry

from api.enums import Modality, OrganizationKind, PartnerRole, Status
from api.filters.arguments import says
from api.types.extra_input import ExtraInput

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
    extra: list[ExtraInput] | None = strawberry.field(default=None, description="Own fields of the ministry, by key.")


@strawberry.input(description="A new organisation that registers itself, and whoever sends it.")
class RegistrationInput:
    name_ar: str = strawberry.field(description="Arabic name.")
    name_en: str = strawberry.field(default="", description="English name.")
    acronym: str = strawberry.field(default="", description="Short name in Latin letters.")
    kind: OrganizationKind = strawberry.field(
        description="What kind of body it is; UN, DONOR and GOVERNMENT are entered by the ministry."
    )
    registration_number: Text = strawberry.field(default=None, description="Number under which it is registered.")
    home_area: str = strawberry.field(description="P-code of the district of its seat, whose officer reviews it.")
    contact_name: str = strawberry.field(description="Who sends it; seen by reviewers alone.")
    contact_email: str = strawberry.field(description="Where the link to confirm is sent; seen by reviewers alone.")
    extra: list[ExtraInput] | None = strawberry.field(default=None, description="Own fields of the ministry, by key.")


@strawberry.input(description="A site of an intervention.")
class SiteInput:
    number: int | None = strawberry.field(
        default=None, description="Number of the site of this intervention that is to change; left out: a new one."
    )
    area: str = strawberry.field(description="P-code.")
    population_group: str = strawberry.field(default="ALL", description="Code of the group of people.")
    targeted: int | None = strawberry.field(default=None, description="Persons the organisation means to reach.")
    reached: int | None = strawberry.field(default=None, description="Persons reached so far.")
    extra: list[ExtraInput] | None = strawberry.field(default=None, description="Own fields of the ministry, by key.")


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
    is_published: bool | None = strawberry.field(
        default=strawberry.UNSET,
        description="""Whether everybody is to see it once it is approved, as is meant where this is left out. What is
published has a title or an activity, a first day and a site; without these, say false: a draft.""",
    )
    sites: list[SiteInput] | None = strawberry.field(default=None, description="Where, for whom and how many.")
    partners: list[PartnerInput] | None = strawberry.field(default=None, description="Who takes part.")
    extra: list[ExtraInput] | None = strawberry.field(default=None, description="Own fields of the ministry, by key.")


RegistrationArgument = Annotated[
    RegistrationInput, strawberry.argument(name="input", description="What is registered.")
]
OrganizationArgument = Annotated[OrganizationInput, strawberry.argument(name="input", description="What is proposed.")]
InterventionArgument = Annotated[InterventionInput, strawberry.argument(name="input", description="What is proposed.")]
CheckedArgument = Annotated[
    InterventionInput, strawberry.argument(name="input", description="What is to be proposed, as far as it is known.")
]
ProposalId = Annotated[strawberry.ID, says("Number of the proposal.")]
