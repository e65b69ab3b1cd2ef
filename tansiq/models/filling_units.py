"""Which units fill a form on a day, and under which of them each stands: told from dated assignments and the tree.

governorate (fills)                       the nearest below it that fill: D1, M3
|-- directorate D1 (fills) -- M1 (fills)     that of M1 is D1, so that nothing is added up twice
|-- directorate D2         -- M3 (fills)     D2 does not fill: M3 stands for itself
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tansiq.models.assignment import Assignment
from tansiq.models.unit import Unit, UnitFormerParent, UnitSuccessor


def in_being(table: Any, day: date) -> Any:
    """The condition that a unit, read as `table`, is in being on a day."""
    begun = table.starts_on.is_null() | (table.starts_on <= day)
    return begun & (table.ends_on.is_null() | (table.ends_on >= day))


def fills_on(form_id: int, day: date) -> Any:
    """The condition that a unit fills a form on a day: it is in being, and assigned then or became of such a unit."""
    filling = _filling(form_id, day)
    is_among = Unit.id.in_(filling.select_from(filling.c.unit_id))
    return Unit.archived_at.is_null() & in_being(Unit, day) & is_among


def nearest_below(form_id: int, day: date) -> Mapping[int, list[int]]:
    """By the id of a unit: those of the units below it that fill a form on a day, without those below another one of
    them. Units below which nobody fills it are left out."""
    rows: Any = Unit.select(Unit.id).where(fills_on(form_id, day))
    filling, parents = {unit_id for (unit_id,) in rows.tuples()}, _parents_on(day)
    found: dict[int, list[int]] = {}
    for unit_id in sorted(filling):
        met, above = {unit_id}, parents.get(unit_id)
        while above is not None and above not in met:
            met.add(above)
            found.setdefault(above, []).append(unit_id)
            above = None if above in filling else parents.get(above)
    return found


def _parents_on(day: date) -> dict[int, int | None]:
    units: Any = Unit.select(Unit.id, Unit.parent)
    found: dict[int, int | None] = dict(iter(units.tuples().execute()))
    rows: Any = UnitFormerParent.select(UnitFormerParent.unit, UnitFormerParent.former)
    # The last one that is told of a unit is that of the nearest day.
    found.update(iter(rows.where(UnitFormerParent.ends_on >= day).order_by(UnitFormerParent.ends_on.desc()).tuples()))
    return found


def _filling(form_id: int, day: date) -> Any:
    """The ids of the assigned units and of all that they became, in being or not."""
    table = Assignment
    lasts = (table.starts_on <= day) & (table.ends_on.is_null() | (table.ends_on >= day))
    assigned: Any = table.select(table.unit.alias("unit_id"))
    assigned = assigned.where(table.form == form_id, table.archived_at.is_null(), lasts)
    base = assigned.cte("filling", recursive=True, columns=("unit_id",))
    became: Any = UnitSuccessor.select(UnitSuccessor.successor.alias("unit_id"))
    became = became.join(base, on=(base.c.unit_id == UnitSuccessor.unit))
    # UNION without ALL ends where units that became each other were entered by hand.
    return base.union(became)
