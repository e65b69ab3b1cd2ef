"""The figures of units as one statement tells them: those of several periods are one already, as each item says.

    figure (item, cell, period, area, unit)  --grouped by unit-->  UnitFigure(vehicles, "", unit 7, in Abyan, 40, of 4)

The statement follows the index of the table; where an area lies is asked of what is left then.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import add
from typing import Any, NamedTuple

from peewee import SQL, Select, fn

from tansiq.forms.asked_items import AskedItem
from tansiq.forms.figure_question import CELL, COUNTED, RollUp
from tansiq.geography.within import lies_in
from tansiq.models import Area, Figure, Unit
from tansiq.models.area import ANCESTORS
from tansiq.platform.database import db
from tansiq.platform.written import written
from tansiq.policy.belonging import NOBODY
from tansiq.policy.form_rules import figures_of
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition

_OVER_TIME: Mapping[str, Any] = {"SUM": fn.SUM, "MAXIMUM": fn.MAX, "AVERAGE": fn.AVG, "": fn.MAX}
"""By how periods are put together: what the database is asked; where they are not, any of them, which is not told."""


class UnitFigure(NamedTuple):
    """The figure of a unit: how many reports are in it, and the last day of its period where periods stay
    apart, as the database writes it. `area_id` is the area of the level asked about, in which the unit lies."""

    item: int
    cell: str
    unit_id: int
    area_id: int | None
    value: float
    reports: int
    ends: date | str | None


def unit_figures(viewer: Viewer, asked: RollUp, items: Iterable[AskedItem]) -> Iterator[UnitFigure]:
    """The figures of these items that `viewer` may see, by unit and cell."""
    seen = figures_of(asked.form, Figure, viewer, condition(Unit, viewer))
    if seen is NOBODY:
        return
    text, values = written(_with_areas(asked, _by_unit(asked, items, seen)), db)
    for row in db.execute_sql(text, values).fetchall():
        yield UnitFigure(*row)


def _by_unit(asked: RollUp, items: Iterable[AskedItem], seen: Any) -> Any:
    """(item, cell, unit, area, value, reports, ends), ordered in no way."""
    if asked.is_by_period:
        return _each(asked, [item.number for item in items], seen)
    ways: dict[str, list[int]] = {}
    for item in items:
        ways.setdefault(item.one.over_time, []).append(item.number)
    parts = [
        _last(asked, numbers, seen) if way == "LATEST" else _one_of(_OVER_TIME[way], asked, numbers, seen)
        for way, numbers in sorted(ways.items())
    ]
    return reduce(add, parts)


def _each(asked: RollUp, numbers: Sequence[int], seen: Any) -> Any:
    told = Figure.select(
        Figure.item.alias("item"), Figure.cell.alias("cell"), Figure.unit.alias("unit"), Figure.area.alias("area"),
        Figure.value.alias("value"), SQL("1").alias("reports"), Figure.period_ends.alias("ends"),
    )  # fmt: skip
    return _asked_of(told, asked, numbers, seen)


def _one_of(way: Any, asked: RollUp, numbers: Sequence[int], seen: Any) -> Any:
    keys = (Figure.item, Figure.cell, Figure.unit, Figure.area)
    told = Figure.select(
        Figure.item.alias("item"), Figure.cell.alias("cell"), Figure.unit.alias("unit"), Figure.area.alias("area"),
        way(Figure.value).alias("value"), fn.COUNT(SQL("*")).alias("reports"), SQL("NULL").alias("ends"),
    )  # fmt: skip
    return _asked_of(told, asked, numbers, seen).group_by(*keys)


def _last(asked: RollUp, numbers: Sequence[int], seen: Any) -> Any:
    """The figure of the last period that each unit reported."""
    keys = (Figure.item, Figure.cell, Figure.area, Figure.unit)
    lasts = Figure.select(*keys, fn.MAX(Figure.period_ends).alias("ends"), fn.COUNT(SQL("*")).alias("reports"))
    last = _asked_of(lasts, asked, numbers, seen).group_by(*keys).alias("last")
    one: Any = Figure.alias("one")
    columns = last.c
    is_same = (
        (one.item == columns.item_id) & (one.cell == columns.cell) & (one.period_ends == columns.ends)
        & (one.area == columns.area_id) & (one.unit == columns.unit_id)
    )  # fmt: skip
    told = one.select(
        one.item.alias("item"), one.cell.alias("cell"), one.unit.alias("unit"), one.area.alias("area"),
        one.value.alias("value"), columns.reports.alias("reports"), SQL("NULL").alias("ends"),
    )  # fmt: skip
    return told.join(last, on=is_same)


def _asked_of(told: Any, asked: RollUp, numbers: Sequence[int], seen: Any) -> Any:
    conditions = [Figure.item.in_(sorted(numbers)), Figure.period_ends.between(asked.periods[0].ends, asked.last)]
    if CELL not in asked.by:
        conditions.append(Figure.cell == "")
    if asked.states != COUNTED:
        conditions.append(Figure.is_approved == ("APPROVED" in asked.states))
    if asked.within is not None:
        conditions.append(Figure.area.in_(Area.select(Area.id).where(lies_in(Area, asked.within))))
    return told.where(*conditions, *([] if seen is None else [seen]))


def _with_areas(asked: RollUp, rows: Any) -> Any:
    """The same with the area of the level in which each lies, in place of its own."""
    told = rows.alias("told")
    columns = told.c
    area = SQL("NULL") if asked.level is None else getattr(Area, ANCESTORS[asked.level])
    query = Select(
        (told,),
        (columns.item, columns.cell, columns.unit, area, columns.value, columns.reports, columns.ends),
    )
    return query if asked.level is None else query.join(Area, on=(Area.id == columns.area))
