"""The trend: how a plan, or an item with all that stands under it, came along from month to month.

    snapshots --> months that are over, as they were kept --.
    figures of today --> the present month, as it stands ----+--> a row a month, the earliest first

Counted are the items that nothing stands under but what is cancelled; what is cancelled, or stands under it, counts
nowhere. Snapshots keep no places, so the tree is that of today; an item that was archived since counts in the months in
which it stood.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tansiq.models import Plan, PlanItem, PlanSnapshot
from tansiq.models.reached_figure import month_before, month_of
from tansiq.plans.leaf_statement import ask
from tansiq.plans.plan_answer import PlanAnswer
from tansiq.plans.snapshots import course_of
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

PLACES = 6
"""Decimals of a progress that the database reckoned: what floating point is wrong by lies behind them."""


class Counts(NamedTuple):
    """Items that nothing stands under: how many there are, how many of them are done, and how many late."""

    item_count: int = 0
    done_count: int = 0
    late_count: int = 0

    @property
    def left_count(self) -> int:
        """How many are not done yet."""
        return self.item_count - self.done_count


class TrendMonth(NamedTuple):
    """How it stood at the end of a month, or so far: progress in hundredths, days by which it was late. `month` is its
    first day."""

    month: date
    progress: Decimal
    late_days: int
    counts: Counts


class Gain(NamedTuple):
    """How far a plan is today, in hundredths, and the points of 100 it gained since the end of last month; None where
    no snapshot of that month was kept."""

    progress: Decimal
    points: Decimal | None


def trend(
    viewer: Viewer, plan: Plan, answer: PlanAnswer, today: date, item: PlanItem | None = None
) -> list[TrendMonth]:
    """The months with a snapshot that are over, and the present one as `answer`, the figures of today, says.

    [] where no month is over: one point is no trend. Two statements, however long the plan is followed.
    """
    counts = _kept_counts(plan, item)
    kept = [
        TrendMonth(month, stood.progress, stood.late_days, counts.get(month, Counts()))
        for month, stood in course_of(viewer, plan, item)
        if month < month_of(today)
    ]
    return [*kept, _present(answer, today, item)] if kept else []


def _present(answer: PlanAnswer, today: date, item: PlanItem | None) -> TrendMonth:
    told = answer.whole if item is None else answer.figures[item.id]
    branch = None if item is None else _branch(answer, item.id)
    leaves = [leaf for leaf in answer.leaves if branch is None or leaf.id in branch]
    done = sum(leaf.state == "DONE" for leaf in leaves)
    late = sum(answer.figures[leaf.id].late_days > 0 for leaf in leaves)
    return TrendMonth(month_of(today), told.progress, told.late_days, Counts(len(leaves), done, late))


def _branch(answer: PlanAnswer, item_id: int) -> set[int]:
    """An item with all that stands under it; parents come first in an answer."""
    found = {item_id}
    for one in answer.items:
        if one.parent_id in found:
            found.add(one.id)
    return found


_COUNTS = """
WITH RECURSIVE told AS MATERIALIZED (
  SELECT s.month, s.item_id AS id, s.item_state AS state, s.late_days, i.parent_id AS above, i.order_key
  FROM plan_snapshot s JOIN plan_item i ON i.id = s.item_id WHERE s.plan_id = :plan
), gone(month, id) AS (
  SELECT month, id FROM told WHERE state = 'CANCELLED'
  UNION SELECT t.month, t.id FROM gone g JOIN told t ON t.month = g.month AND t.above = g.id
), parent AS MATERIALIZED (
  SELECT DISTINCT month, above AS id FROM told WHERE state <> 'CANCELLED' AND above IS NOT NULL
)
SELECT t.month, COUNT(*), SUM(CASE t.state WHEN 'DONE' THEN 1 ELSE 0 END),
       SUM(CASE WHEN t.late_days > 0 THEN 1 ELSE 0 END)
FROM told t LEFT JOIN gone g ON g.month = t.month AND g.id = t.id
LEFT JOIN parent p ON p.month = t.month AND p.id = t.id
WHERE g.id IS NULL AND p.id IS NULL AND SUBSTR(t.order_key, 1, :length) = :branch
GROUP BY t.month
"""


def _kept_counts(plan: Plan, item: PlanItem | None) -> dict[date, Counts]:
    """By month with a snapshot of a plan that the viewer sees: what stood at the ends of its tree, or of a branch."""
    branch = item.order_key if item is not None else ""
    rows = ask(_COUNTS, {"plan": plan.id, "length": len(branch), "branch": branch})
    return {date.fromisoformat(str(month)): Counts(*map(int, counts)) for month, *counts in rows}


def gains(viewer: Viewer, progress: Mapping[int, Decimal], today: date) -> dict[int, Gain]:
    """By id: how far each plan is, as `progress` says, and what it gained since the end of last month; one
    statement."""
    is_of_last_month = PlanSnapshot.month == month_before(month_of(today))
    rows = visible(PlanSnapshot, viewer).where(
        PlanSnapshot.plan.in_(sorted(progress)), PlanSnapshot.item.is_null(), is_of_last_month
    )
    before = {row.plan_id: row.progress for row in rows} if progress else {}
    return {row_id: Gain(now, now - before[row_id] if row_id in before else None) for row_id, now in progress.items()}
