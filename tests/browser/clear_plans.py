"""Away with the plans of the story before, so that each is told from its beginning."""

from tansiq.models import Commitment, Demand, Plan, PlanItem, PlanVersion


def clear_plans() -> None:
    """Delete all plans with what belongs to them; only tests may."""
    Demand.update(joined_into=None).execute()
    PlanItem.update(parent=None, serves=None).execute()
    for table in (Commitment, Demand, PlanVersion, PlanItem, Plan):
        table.delete().execute()
