"""Indicators that follow an item of a form: what units reported, once approved, is what was achieved.

    Indicator.form_item = vehicles, plan of Abyan     figures of Abyan's units, by the last day of periods and by area

Figures are asked as the plan is: whoever reads the plan is told what came of them. So the form is public, and the item
open to all.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from peewee import fn

from tansiq.models import AreaClosure, Figure, Indicator
from tansiq.plans.indicator_figures import Value

_PUT_TOGETHER = {"SUM": fn.SUM, "MAXIMUM": fn.MAX, "AVERAGE": fn.AVG, "LATEST": fn.MAX}
"""How several units of one area become one, by the way of the indicator over areas."""


def followed_values(indicators: Iterable[Indicator]) -> Mapping[int, Sequence[Value]]:
    """By id of the indicator: the values of those that follow an item, by the day on which each period ended; a
    statement for each."""
    return {row.id: _values(row) for row in indicators if row.form_item_id is not None}


def _values(indicator: Indicator) -> list[Value]:
    table: Any = Figure
    there = AreaClosure.select(AreaClosure.descendant).where(AreaClosure.ancestor == indicator.plan.area_id)
    together = _PUT_TOGETHER[indicator.over_areas](table.value)
    rows = table.select(table.period_ends, table.area, together).where(
        table.item == indicator.form_item_id, table.cell == "", table.is_approved, table.area.in_(there)
    )
    found = rows.group_by(table.period_ends, table.area).order_by(table.period_ends, table.area)
    return [Value(on, Decimal(str(round(value, 6))), area_id) for on, area_id, value in found.tuples()]
