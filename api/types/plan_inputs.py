"""What portals send to propose about plans: demands, commitments, and how far items are."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import strawberry

from api.enums import DemandRaiser, PlanItemState
from api.types.extra_input import ExtraInput

Text = str | None


@strawberry.input(description="A demand as it is to be. A field that is left out stays as it is.")
class DemandInput:
    id: strawberry.ID | None = strawberry.field(default=None, description="The one to change; left out: a new one.")
    area: Text = strawberry.field(default=strawberry.UNSET, description="P-code: where.")
    sector: Text = strawberry.field(default=strawberry.UNSET, description="Code of the sector, such as WSH.")
    title_ar: Text = strawberry.field(default=strawberry.UNSET, description="Arabic title.")
    title_en: Text = strawberry.field(default=strawberry.UNSET, description="English title.")
    description: Text = strawberry.field(default=strawberry.UNSET, description="What is asked for; names nobody.")
    quantity: float | None = strawberry.field(default=strawberry.UNSET, description="How much of its unit.")
    unit: Text = strawberry.field(default=strawberry.UNSET, description="The unit in words, such as metres.")
    people: int | None = strawberry.field(default=strawberry.UNSET, description="Persons concerned, not households.")
    severity: int | None = strawberry.field(default=strawberry.UNSET, description="From 1 (minimal) to 5 (extreme).")
    raised_on: date | None = strawberry.field(
        default=strawberry.UNSET, description="The day on which it was raised; left out of a new one: today."
    )
    raised_by: DemandRaiser | None = strawberry.field(
        default=strawberry.UNSET, description="What kind of body or person raised it."
    )
    raiser: Text = strawberry.field(
        default=strawberry.UNSET,
        description="Their name; seen by those alone who decide, and never told here.",
    )
    extra: list[ExtraInput] | None = strawberry.field(default=None, description="Own fields of the ministry, by key.")


@strawberry.input(
    description="""What an organisation takes on of an item of a plan, or of a demand in no plan yet; it becomes an
offer. A field that is left out stays as it is."""
)
class CommitmentInput:
    id: strawberry.ID | None = strawberry.field(default=None, description="The one to change; left out: a new one.")
    item: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Number of the item, where it is to one."
    )
    demand: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Number of the demand, where it is to one."
    )
    organization: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET,
        description="Number of the organisation that commits; left out of a new one: that of the intervention, or the "
        "only one that the token is for.",
    )
    intervention: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Number of the intervention that carries it out, if there is one."
    )
    quantity: float | None = strawberry.field(default=strawberry.UNSET, description="How much of its unit.")
    unit: Text = strawberry.field(
        default=strawberry.UNSET, description="The unit in words; left out of a new one: that of the item."
    )
    people: int | None = strawberry.field(default=strawberry.UNSET, description="Persons to be served, not households.")
    amount: Decimal | None = strawberry.field(default=strawberry.UNSET, description="Money, in units of `currency`.")
    currency: Text = strawberry.field(default=strawberry.UNSET, description="ISO 4217 code, such as USD or YER.")
    offered_on: date | None = strawberry.field(
        default=strawberry.UNSET, description="The day of the offer; left out of a new one: today."
    )
    due_on: date | None = strawberry.field(
        default=strawberry.UNSET, description="The day by which it is to be delivered."
    )
    remark: Text = strawberry.field(default=strawberry.UNSET, description="Anything else.")
    extra: list[ExtraInput] | None = strawberry.field(default=None, description="Own fields of the ministry, by key.")


@strawberry.input(description="How far an item of a plan is. A field that is left out stays as it is.")
class ProgressInput:
    item: strawberry.ID = strawberry.field(description="Number of the item.")
    state: PlanItemState | None = strawberry.field(default=strawberry.UNSET, description="How far it is.")
    progress: float | None = strawberry.field(default=strawberry.UNSET, description="From 0 to 100.")
    on: date | None = strawberry.field(
        default=strawberry.UNSET, description="The day for which this is told; left out: today."
    )
    remark: Text = strawberry.field(default=strawberry.UNSET, description="What is said with it.")


DemandArgument = Annotated[DemandInput, strawberry.argument(name="input", description="What is proposed.")]
CommitmentArgument = Annotated[CommitmentInput, strawberry.argument(name="input", description="What is proposed.")]
ProgressArgument = Annotated[ProgressInput, strawberry.argument(name="input", description="What is reported.")]
