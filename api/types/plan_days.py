"""The days of plans: their period, their phases, when their versions were adopted, how they stood month by month."""

from datetime import date

import strawberry

from api.enums import PlanPhase
from api.planner.fields import Column, column
from api.planner.plan_builder import READ
from tansiq import models

table = models.Plan


@strawberry.type(description="From one day to another, both included.")
class PlanPeriod:
    from_: date = strawberry.field(name="from", description="The first day.", metadata={READ: Column(table.starts_on)})
    to: date = column(table.ends_on, "The last day.")


@strawberry.type(description="When a plan was, or is meant to be, in one of its phases.")
class PlanPhaseDays:
    phase: PlanPhase = column(models.PlanPhase.phase, "The phase.")
    starts_on: date = column(models.PlanPhase.starts_on, "Its first day.")
    ends_on: date | None = column(models.PlanPhase.ends_on, "Its last day; empty while it is open.")


@strawberry.type(description="What a plan said when it was adopted, or the amendment that is being written.")
class PlanVersion:
    number: int = column(models.PlanVersion.number, "Its number, from 1.")
    adopted_on: date | None = column(
        models.PlanVersion.adopted_on, "The day of its adoption; empty for the amendment that is being written."
    )
    reason: str = column(models.PlanVersion.reason, "Why the version before was amended; empty for the first.")


@strawberry.type(description="How a plan stood in a month, as it was kept.")
class PlanMonth:
    month: date = column(models.PlanSnapshot.month, "The first day of the month.")
    taken_on: date = column(
        models.PlanSnapshot.taken_on, "The day of the month on which somebody last looked: how it stood then is told."
    )
    progress: float = column(models.PlanSnapshot.progress, "How far it was, 0 to 100.")
    late_days: int = column(models.PlanSnapshot.late_days, "Days by which the latest of its items was late; 0 is none.")
