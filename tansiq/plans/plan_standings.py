"""How plans stand, each in a line: how far, and how many of its items are late.

It is added up in the database (leaf_statement), as a list tells it of many plans at once; of a plan by itself
plan_answer tells all items, and both say the same.
"""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tansiq.plans.indicators import progress_of_items
from tansiq.plans.leaf_statement import PlansAsOf
from tansiq.policy.viewer import Viewer

_SUMS = """
SELECT plan, SUM(CASE WHEN late_days > 0 THEN 1 ELSE 0 END), SUM(share * now) FROM standing GROUP BY plan
"""
PLACES = 2
"""Digits behind the point of progress."""


class PlanStanding(NamedTuple):
    """How many of the items at the ends of the tree are late, and how far the plan is, in hundredths."""

    late_count: int
    progress: Decimal


def plan_standings(viewer: Viewer, plan_ids: Collection[int], today: date) -> dict[int, PlanStanding]:
    """By id: how each of these plans, which the viewer sees, stands on a day; without those that have no items.

    As many statements however many plans.
    """
    ids = sorted(plan_ids)
    if not ids:
        return {}
    rows = PlansAsOf(ids, today, progress_of_items(viewer, ids, today)).ask(_SUMS)
    return {plan: PlanStanding(late, Decimal(str(round(progress, PLACES)))) for plan, late, progress in rows}
