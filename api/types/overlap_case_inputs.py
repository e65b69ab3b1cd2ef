"""What portals send about cases of duplication: what they write, propose and answer for the organisations concerned."""

from datetime import date
from typing import Annotated

import strawberry

from api.enums import ArrangementKind, ArrangementReply

_FOR = """Number of the organisation for which it is said: within the limits of the token, and a party of the case. It
may be left out where there is one alone."""


@strawberry.input(description="A message to all who take part in a case of duplication.")
class OverlapMessageInput:
    case: strawberry.ID = strawberry.field(description="Number of the case.")
    organization: strawberry.ID | None = strawberry.field(default=None, description=_FOR)
    text: str = strawberry.field(description="What is written; at most 4,000 letters.")


@strawberry.input(
    description="""What is to become of one intervention; what is left out stays as it is. Where one moves or areas are
shared out the area is said, where groups are shared out the group, where days are changed the days."""
)
class ArrangementStepInput:
    intervention: strawberry.ID = strawberry.field(description="Number of an intervention that takes part.")
    area: str | None = strawberry.field(default=None, description="P-code of where it is to be carried out.")
    population_group: str | None = strawberry.field(default=None, description="Code of the people it is to serve.")
    starts_on: date | None = strawberry.field(default=None, description="Its first day from then on.")
    ends_on: date | None = strawberry.field(default=None, description="Its last day from then on.")


@strawberry.input(description="An arrangement that is proposed to the other parties of a case of duplication.")
class OverlapArrangeInput:
    case: strawberry.ID = strawberry.field(description="Number of the case.")
    organization: strawberry.ID | None = strawberry.field(default=None, description=_FOR)
    kind: ArrangementKind = strawberry.field(description="What is arranged.")
    steps: list[ArrangementStepInput] | None = strawberry.field(
        default=None, description="What becomes of each intervention that changes."
    )
    lead: strawberry.ID | None = strawberry.field(
        default=None, description="Number of the intervention that leads, where they become one project."
    )
    note: str = strawberry.field(default="", description="What is said with it.")
    answer_by: date | None = strawberry.field(
        default=None, description="The last day on which the parties answer; left out: in fourteen days."
    )


@strawberry.input(description="What one organisation answers to an arrangement. The last answer of each counts.")
class OverlapAnswerInput:
    arrangement: strawberry.ID = strawberry.field(description="Number of the arrangement.")
    organization: strawberry.ID | None = strawberry.field(default=None, description=_FOR)
    reply: ArrangementReply = strawberry.field(description="Whether it agrees.")
    note: str = strawberry.field(default="", description="Why, where it objects.")


MessageArgument = Annotated[OverlapMessageInput, strawberry.argument(name="input", description="What is written.")]
ArrangeArgument = Annotated[OverlapArrangeInput, strawberry.argument(name="input", description="What is proposed.")]
AnswerArgument = Annotated[OverlapAnswerInput, strawberry.argument(name="input", description="What is answered.")]
