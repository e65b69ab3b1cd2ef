"""Indicators that follow an item of a form: what units reported, once approved, is what was achieved.

    Indicator.form_item = vehicles, plan of Abyan     figures of Abyan's units, by the last day of periods and by area

Figures are asked as the plan is: whoever reads the plan is told what came of them. So nothing is told unless the form
is public, and the item open to all, to this day; and of no unit that anybody may not read.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from peewee import fn

from tansiq.models import AreaClosure, FieldDefinition, Figure, Indicator, Plan, TypeDefinition, Unit
from tansiq.models.definitions import ENTRY, known
from tansiq.plans.indicator_figures import Value
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import ANONYMOUS
from tansiq.policy.visibility import visible

FOLLOWED = (Figure, TypeDefinition, FieldDefinition, Unit)
"""The tables on which what is told of them rests, besides those of plans."""
_PUT_TOGETHER = {"SUM": 0, "MAXIMUM": 1, "AVERAGE": 2, "LATEST": 1}
"""How several units of one area become one, by the way of the indicator over areas: which of `_TOLD`."""
_TOLD = (fn.SUM, fn.MAX, fn.AVG)


def followed_values(indicators: Iterable[Indicator]) -> Mapping[int, Sequence[Value]]:
    """By id of the indicator: the values of those that follow an item, by the day on which each period ended; one
    statement for all of them."""
    following = {row.id: row for row in indicators if row.form_item_id is not None}
    found: dict[int, list[Value]] = {indicator_id: [] for indicator_id in following}
    open_items = _open_items() if following else set()
    told = [row.id for row in following.values() if row.form_item_id in open_items]
    for indicator_id, on, area_id, *together in _figures(told) if told else ():
        value = together[_PUT_TOGETHER[following[indicator_id].over_areas]]
        found[indicator_id].append(Value(on, Decimal(str(round(value, 6))), area_id))
    return found


def _open_items() -> Collection[int | None]:
    """The numbers of the items of forms that everybody may be told of."""
    definitions = known()
    public = {form.id for form in definitions.types.values() if form.policy == "PUBLIC"}
    return {one.number for one in definitions.open_to_all(ENTRY) if one.record_type_id in public}


def _figures(indicator_ids: Iterable[int]) -> Iterable[tuple[Any, ...]]:
    """(indicator, day, area, _TOLD) of the approved figures in the area of the plan of each."""
    table: Any = Figure
    there = (AreaClosure.ancestor == Plan.area) & (AreaClosure.descendant == table.area)
    rows = table.select(Indicator.id, table.period_ends, table.area, *(told(table.value) for told in _TOLD))
    # Those who read more are told the same: what stood is kept for all readers of the plan alike.
    published = table.unit.in_(visible(Unit, ANONYMOUS).select(Unit.id))
    joined = rows.join(Indicator, on=(Indicator.form_item == table.item)).join(Plan, on=(Plan.id == Indicator.plan))
    asked = joined.join(AreaClosure, on=there).where(
        among(Indicator.id, id_list(indicator_ids)), table.cell == "", table.is_approved, published
    )
    found: Iterable[tuple[Any, ...]] = (
        asked.group_by(Indicator.id, table.period_ends, table.area).order_by(table.period_ends, table.area).tuples()
    )
    return found
