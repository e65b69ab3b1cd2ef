"""The indicators of a plan as a version keeps them: what is measured, the baseline and the targets; never the values.

indicators of the plan + their targets -- two statements --> values with the code of the item each is of
"""

from collections.abc import Mapping
from typing import Any

from tansiq.models import Indicator, IndicatorTarget, Plan
from tansiq.records.history import json_value

SAID = ("name_ar", "name_en", "unit", "direction", "baseline", "baseline_on", "over_areas", "over_time")
"""What a version tells of an indicator, beside the code of its item and its targets."""

Values = dict[str, Any]


def indicators_of(plan: Plan, codes: Mapping[int, str]) -> list[Values]:
    """Those of the plan itself, then those of its items in the order of `codes` (by id); of items that are not there
    none. `targets` are [{"on": day, "value": figure}], the earliest first."""
    rows: Any = Indicator.select().where(Indicator.plan == plan.id, Indicator.archived_at.is_null())
    order = {item_id: place for place, item_id in enumerate(codes, start=1)}
    told = [row for row in rows.order_by(Indicator.id) if row.item_id is None or row.item_id in codes]
    told.sort(key=lambda row: order.get(row.item_id or 0, 0))
    targets = _targets([row.id for row in told])
    return [
        {
            "id": row.id,
            "item": codes.get(row.item_id or 0, ""),
            **{name: json_value(row.__data__[name]) for name in SAID},
            "targets": targets.get(row.id, []),
        }
        for row in told
    ]


def _targets(ids: list[int]) -> dict[int, list[Values]]:
    found: dict[int, list[Values]] = {}
    rows: Any = IndicatorTarget.select().where(
        IndicatorTarget.indicator.in_(ids), IndicatorTarget.archived_at.is_null()
    )
    for row in rows.order_by(IndicatorTarget.on):
        told = {"on": json_value(row.on), "value": json_value(row.value)}
        found.setdefault(row.indicator_id, []).append(told)
    return found
