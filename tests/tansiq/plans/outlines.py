"""Outlines of plans as the tests read them."""

from typing import Any

from tansiq.models import Plan, PlanItem

Outline = list[tuple[str, str]]


def outline(plan: Plan) -> Outline:
    """(code, English name) of the standing items, in the order of the outline."""
    rows: Any = PlanItem.select(PlanItem.code, PlanItem.name_en).where(
        PlanItem.plan == plan.id, PlanItem.archived_at.is_null()
    )
    return list(rows.order_by(PlanItem.order_key).tuples())


def named(name: str) -> PlanItem:
    """The item with this English name."""
    found: PlanItem = PlanItem.get(PlanItem.name_en == name)
    return found
