"""Whether plans let what belongs to them change, asked of many rows at once: two statements, whatever their number."""

from collections.abc import Collection, Iterable
from functools import partial

from tansiq.faults import Refused
from tansiq.models import Indicator, IndicatorTarget, IndicatorValue, Plan, PlanItem, Record
from tansiq.models.item_rules import REPORTED, faults_of_plan
from tansiq.platform.database import hold
from tansiq.records.prepared import do


def require_open(told: Iterable[tuple[Record, Collection[str]]]) -> None:
    """Raise Refused(PLAN_CLOSED or PLAN_FROZEN) where the plan of an item, an indicator, or a target or value of one
    does not let these of its fields change.

    Without any field the row comes, goes or returns. Rows of other tables are passed over. The plans are held before
    any of the rows, as they are by whoever saves one alone: nobody waits for somebody who waits for them, and no plan
    is adopted in between.
    """
    asked = [(row, names) for row, names in told if isinstance(row, _OF_PLANS)]
    if not asked:
        return
    plan_ids = _plan_ids([row for row, _ in asked])
    reports: dict[int, bool] = {}
    for (row, names), plan_id in zip(asked, plan_ids, strict=True):
        reports[plan_id] = reports.get(plan_id, True) and _is_report(row, names)
    do(partial(hold, Plan, sorted(reports)))
    plans = Plan.select().where(Plan.id.in_(sorted(reports)))
    if faults := [fault for plan in plans for fault in faults_of_plan(plan, reports[plan.id])]:
        raise Refused(*faults)


_OF_PLANS = (PlanItem, Indicator, IndicatorTarget, IndicatorValue)


def _is_report(row: Record, names: Collection[str]) -> bool:
    """Whether only what was achieved is told."""
    return isinstance(row, IndicatorValue) or (isinstance(row, PlanItem) and bool(names) and set(names) <= REPORTED)


def _plan_ids(rows: list[Record]) -> list[int]:
    """The plan of each row."""
    measured = {row.indicator_id for row in rows if isinstance(row, IndicatorTarget | IndicatorValue)}
    asked = Indicator.select().where(Indicator.id.in_(sorted(measured))) if measured else ()
    known = {row.id: row.plan_id for row in asked}
    return [
        known[row.indicator_id] if isinstance(row, IndicatorTarget | IndicatorValue) else row.plan_id  # type: ignore[attr-defined]  # Of items and indicators.
        for row in rows
    ]
