"""The indicators of a plan that is copied: on the items of the new plan, with targets on its days.

The baseline stays: it was measured on its day. Targets move with the days of the items; a target of a whole year is
that of a whole year again where the new plan begins on the same day of another year.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tansiq.models import Indicator, IndicatorTarget, IndicatorValue, Plan, PlanItem
from tansiq.models.indicator_target import is_end_of_year
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import bulk
from tansiq.records.copied_values import copied_values


def copy_indicators(viewer: Viewer, plan: Plan, new: Plan, items: Mapping[int, PlanItem], with_achieved: bool) -> None:
    """Enter the visible indicators of `plan` in `new`, with their targets, and what was achieved if asked.

    `items` are the copies by the id of the item that each was made from. A few statements, however many there are.
    Raises Refused as `bulk.enter` does.
    """
    rows: Any = visible(Indicator, viewer).where(Indicator.plan == plan.id, Indicator.archived_at.is_null())
    found = [row for row in rows.order_by(Indicator.id) if row.item_id is None or row.item_id in items]
    copies = {row.id: _copy(row, new, items) for row in found}
    bulk.enter(viewer, list(copies.values()))
    targets = [
        IndicatorTarget.of(
            {**copied_values(row), "indicator": copies[row.indicator_id].id, "on": _moved(row.on, plan, new)},
        )
        for row in _under(viewer, IndicatorTarget, copies)
    ]
    bulk.enter(viewer, targets)
    if with_achieved:
        reported = _under(viewer, IndicatorValue, copies)
        bulk.enter(
            viewer,
            [IndicatorValue.of({**copied_values(row), "indicator": copies[row.indicator_id].id}) for row in reported],
        )


def _copy(row: Indicator, new: Plan, items: Mapping[int, PlanItem]) -> Indicator:
    item = items[row.item_id].id if row.item_id is not None else None
    return Indicator.of({**copied_values(row), "plan": new.id, "item": item})


def _under(viewer: Viewer, table: Any, copies: Mapping[int, Indicator]) -> list[Any]:
    """The standing targets or values of the indicators that were copied."""
    if not copies:
        return []
    return list(visible(table, viewer).where(table.indicator.in_(list(copies)), table.archived_at.is_null()))


def _moved(day: date, plan: Plan, new: Plan) -> date:
    """The day of a target in the new plan."""
    years = new.starts_on.year - plan.starts_on.year
    if is_end_of_year(day) and new.starts_on.timetuple()[1:3] == plan.starts_on.timetuple()[1:3]:
        return day.replace(year=day.year + years)
    return day + (new.starts_on - plan.starts_on)
