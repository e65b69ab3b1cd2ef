"""How the plans that are followed stood month by month: taken by the worker, read for any month.

    plans in force -- figures of each, today --> one row for the plan, one for each item, of this month

Taken again within a month, the rows of that month are written anew: they tell how it stood at its end, as the people
reached by month do. Months that are over are never touched.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from tansiq.models import Plan, PlanItem, PlanSnapshot
from tansiq.models.plan import ONCE_ADOPTED
from tansiq.models.reached_figure import month_of
from tansiq.plans.figures import ItemFigures
from tansiq.plans.plan_answer import measured_answers
from tansiq.platform import clock
from tansiq.platform.background import Job, Order
from tansiq.platform.database import hold
from tansiq.platform.progress import Progress
from tansiq.policy.viewer import OPERATOR, Viewer
from tansiq.policy.visibility import visible
from tansiq.records import bulk, changes

TAKER = replace(OPERATOR, name="snapshots")
"""The program itself, which reads all plans."""
HUNDREDTH = Decimal("0.01")


class Stood(NamedTuple):
    """How a plan or an item stood: the code of its state ("" of a plan), its progress in hundredths, days late."""

    item_state: str
    progress: Decimal
    late_days: int


def take_snapshots(today: date) -> int:
    """Keep how every followed plan stands on a day, as that of its month; the number of plans.

    Plans are followed from their adoption until they are closed.
    """
    table = Plan
    followed = visible(table, TAKER).where(table.phase.in_(ONCE_ADOPTED), table.archived_at.is_null())
    plans = list(followed.order_by(table.id))
    for plan in plans:
        take_snapshot(plan, today)
    return len(plans)


def take_snapshot(plan: Plan, today: date) -> None:
    """Keep how one plan stands on a day, as that of its month."""
    month = month_of(today)
    with changes.together():
        # Of two who look at once, the second writes after the first.
        hold(Plan, [plan.id])
        rows = list(_rows(plan, month, today))
        PlanSnapshot.delete().where(PlanSnapshot.plan == plan.id, PlanSnapshot.month == month).execute()
        bulk.insert(PlanSnapshot, rows)


def _rows(plan: Plan, month: date, today: date) -> Iterator[dict[str, Any]]:
    answer = measured_answers(TAKER, [plan], today)[plan.id]
    states: dict[int | None, str] = {item.id: item.state for item in answer.items}
    told: list[tuple[int | None, ItemFigures]] = [(None, answer.whole), *answer.figures.items()]
    for item_id, found in told:
        yield {
            "plan": plan.id,
            "item": item_id,
            "month": month,
            "taken_on": today,
            "item_state": states.get(item_id, ""),
            "progress": found.progress.quantize(HUNDREDTH),
            "late_days": found.late_days,
        }


def stood_in(viewer: Viewer, plan: Plan, month: date) -> dict[int | None, Stood]:
    """By the id of each item, and None for the plan itself: how it stood in a month; {} without a snapshot of it."""
    rows = visible(PlanSnapshot, viewer).where(PlanSnapshot.plan == plan.id, PlanSnapshot.month == month_of(month))
    return {row.item_id: Stood(row.item_state, row.progress, row.late_days) for row in rows}


def course_of(viewer: Viewer, plan: Plan, item: PlanItem | None = None) -> list[tuple[date, Stood]]:
    """(month, how the plan as a whole or one of its items stood) of each month with a snapshot, the earliest first."""
    about = PlanSnapshot.item.is_null() if item is None else PlanSnapshot.item == item.id
    rows = visible(PlanSnapshot, viewer).where(PlanSnapshot.plan == plan.id, about)
    return [
        (row.month, Stood(row.item_state, row.progress, row.late_days)) for row in rows.order_by(PlanSnapshot.month)
    ]


def _look(order: Order, _progress: Progress) -> None:
    """One that was stopped is not tried again: the next round looks at the same."""
    if not order.ended:
        take_snapshots(clock.today())


JOBS: dict[str, Job] = {"snapshots": _look}
"""The jobs by name."""
