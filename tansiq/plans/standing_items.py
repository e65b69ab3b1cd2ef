"""The items of a plan as they stand now, for who works with all of them: sheets, reports."""

from typing import Any

from tansiq.models import Plan, PlanItem
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


def is_stored(plan: Plan) -> bool:
    """Whether a plan has been saved; a new one is entered along with the items of its sheet."""
    return plan.__data__.get("id") is not None


def standing_items(viewer: Viewer, plan: Plan) -> list[PlanItem]:
    """The standing items of a plan that `viewer` may see, in the order of the outline; none of one not saved yet."""
    if not is_stored(plan):
        return []
    rows: Any = visible(PlanItem, viewer).where(PlanItem.plan == plan.id, PlanItem.archived_at.is_null())
    return list(rows.order_by(PlanItem.order_key))
