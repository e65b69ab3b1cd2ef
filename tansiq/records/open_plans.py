"""Whether plans let their items change, asked of many items at once: one statement, whatever their number."""

from collections.abc import Collection, Iterable

from tansiq.faults import Refused
from tansiq.models import Plan, PlanItem, Record
from tansiq.models.item_rules import REPORTED, faults_of_plan


def require_open(told: Iterable[tuple[Record, Collection[str]]]) -> None:
    """Raise Refused(PLAN_CLOSED or PLAN_FROZEN) where the plan of an item does not let these of its fields change.

    Without any field the item comes, goes or returns. Rows of other tables are passed over.
    """
    reports: dict[int, bool] = {}
    for row, names in told:
        if isinstance(row, PlanItem):
            is_report = bool(names) and set(names) <= REPORTED
            reports[row.plan_id] = reports.get(row.plan_id, True) and is_report
    plans = Plan.select().where(Plan.id.in_(sorted(reports))) if reports else ()
    if faults := [fault for plan in plans for fault in faults_of_plan(plan, reports[plan.id])]:
        raise Refused(*faults)
