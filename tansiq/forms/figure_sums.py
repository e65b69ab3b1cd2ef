"""The figures of units as one statement tells them: those of several periods are one already, as each item says.

    figure (item, cell, period, area, unit)  --grouped by unit-->  UnitFigure(vehicles, "", unit 7, in Abyan, 40, of 4)

The statement follows the index of the table; where an area lies is asked of what is left then. Where figures of units
are put together in any case, the database does so, first in the order of that index, in which it need not sort them.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import reduce
from operator import add
from typing import Any, NamedTuple

from peewee import SQL, Select, Value, chunked, fn

from tansiq.forms.asked_items import AskedItem
from tansiq.forms.figure_question import CELL, PERIOD, UNIT, RollUp
from tansiq.geography.within import lies_in
from tansiq.models import Area, Figure, Unit
from tansiq.models.area import ANCESTORS
from tansiq.models.report import COUNTED_STATES
from tansiq.platform.database import db
from tansiq.platform.written import written
from tansiq.policy.belonging import NOBODY
from tansiq.policy.form_rules import figures_of
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition

_OVER_TIME: Mapping[str, Any] = {"SUM": fn.SUM, "MAXIMUM": fn.MAX, "AVERAGE": fn.AVG, "": fn.MAX}
"""By how periods are put together: what the database is asked; where they are not, any of them, which is not told."""
_IN_ANY_ORDER = frozenset({"SUM", "MAXIMUM"})
_ONE, _NONE, _ALL_UNITS = SQL("1"), SQL("NULL"), SQL("0")
_AT_ONCE = 20
"""Items that one statement asks for: neither database takes as many parts as a form has items."""


class UnitFigure(NamedTuple):
    """The figure of a unit, 0 for all units of an area together: how many reports are in it, and the last day of its
    period where periods stay apart, as the database writes it. `area_id` is the area of the level asked about, in which
    the unit lies."""

    item: int
    cell: str
    unit_id: int
    area_id: int | None
    value: float
    reports: int
    ends: date | str | None


def unit_figures(
    viewer: Viewer, asked: RollUp, items: Collection[AskedItem], is_whole: bool = False
) -> Iterator[UnitFigure]:
    """The figures of these items that `viewer` may see, by unit and cell. Where what was reported `is_whole`, all of it
    by units that are expected and that `viewer` sees, those of an area are told together if it comes to the same."""
    units = condition(Unit, viewer)
    seen = figures_of(asked.form, Figure, viewer, None if is_whole and units is not NOBODY else units)
    weights = {item.one.weight_number for item in items}
    for piece in chunked([] if seen is NOBODY else items, _AT_ONCE):
        # Items are grouped each by itself: rows are sorted faster the less they are sorted by.
        parts = [
            _of_areas(asked, item, seen)
            if is_whole and item.number not in weights and _goes_together(asked, item)
            else _with_areas(asked, _of_item(asked, item, seen))
            for item in piece
        ]
        text, values = written(reduce(add, parts), db)
        for row in db.execute_sql(text, values).fetchall():
            yield UnitFigure(*row)


def _goes_together(asked: RollUp, item: AskedItem) -> bool:
    """Whether figures come to the same, in whatever order those of units and periods are put together."""
    way = item.one.over_areas
    return UNIT not in asked.by and way in _IN_ANY_ORDER and (asked.is_by_period or item.one.over_time == way)


def _of_areas(asked: RollUp, item: AskedItem, seen: Any) -> Any:
    """(item, cell, 0, area, value, reports, ends) of all units of an area together, and of all periods where these
    are not told apart."""
    together, is_by_cell = _OVER_TIME[item.one.over_areas], CELL in asked.by
    keys = [*([Figure.cell] if is_by_cell else []), Figure.period_ends, Figure.area]
    number, count = Value(item.number, converter=False), fn.COUNT(SQL("*"))
    some = Figure.select(number.alias("item"), *keys, together(Figure.value).alias("value"), count.alias("reports"))
    told = _asked_of(some, asked, item, seen).group_by(*keys).alias("told")
    columns, area = told.c, _NONE if asked.level is None else getattr(Area, ANCESTORS[asked.level])
    cell, ends = columns.cell if is_by_cell else SQL("''"), columns.period_ends if PERIOD in asked.by else _NONE
    numbers = (together(columns.value), fn.SUM(columns.reports).cast("INTEGER"))
    rows = _in_areas(asked, Select((told,), (columns.item, cell, _ALL_UNITS, area, *numbers, ends)), columns.area_id)
    return rows.group_by(*(key for key in (columns.item, cell, area, ends) if not isinstance(key, SQL)))


def _of_item(asked: RollUp, item: AskedItem, seen: Any) -> Any:
    """(item, cell, unit, area, value, reports, ends), ordered in no way."""
    if asked.is_by_period:
        return _asked_of(_columns(asked, item, Figure, (Figure.value, _ONE, Figure.period_ends)), asked, item, seen)
    way = item.one.over_time
    if way == "LATEST":
        return _last(asked, item, seen)
    told = _columns(asked, item, Figure, (_OVER_TIME[way](Figure.value), fn.COUNT(SQL("*")), _NONE))
    return _asked_of(told, asked, item, seen).group_by(*_keys(asked))


def _keys(asked: RollUp) -> list[Any]:
    return [Figure.unit, *([Figure.cell] if CELL in asked.by else []), Figure.area]


def _columns(asked: RollUp, item: AskedItem, table: Any, told: tuple[Any, Any, Any]) -> Any:
    """The figures read as `table`; `told` are value, reports and last day."""
    value, reports, ends = told
    cell = table.cell if CELL in asked.by else SQL("''")
    return table.select(
        Value(item.number, converter=False).alias("item"), cell.alias("cell"), table.unit.alias("unit"),
        table.area.alias("area"), value.alias("value"), reports.alias("reports"), ends.alias("ends"),
    )  # fmt: skip


def _last(asked: RollUp, item: AskedItem, seen: Any) -> Any:
    """The figure of the last period that each unit reported."""
    keys, one = _keys(asked), Figure.alias("one")
    lasts = Figure.select(*keys, fn.MAX(Figure.period_ends).alias("ends"), fn.COUNT(SQL("*")).alias("reports"))
    last = _asked_of(lasts, asked, item, seen).group_by(*keys).alias("last")
    columns: Any = last.c
    is_same = (one.period_ends == columns.ends) & (one.area == columns.area_id) & (one.unit == columns.unit_id)
    of_cell = one.cell == (columns.cell if CELL in asked.by else "")
    told = _columns(asked, item, one, (one.value, columns.reports, _NONE)).join(last, on=is_same & of_cell)
    return told.where(one.item == item.number)


def _asked_of(told: Any, asked: RollUp, item: AskedItem, seen: Any) -> Any:
    conditions = [Figure.item == item.number, Figure.period_ends.between(asked.periods[0].ends, asked.last)]
    if CELL not in asked.by:
        conditions.append(Figure.cell == "")
    if asked.states != COUNTED_STATES:
        conditions.append(Figure.is_approved == ("APPROVED" in asked.states))
    if asked.within is not None:
        conditions.append(Figure.area.in_(Area.select(Area.id).where(lies_in(Area, asked.within))))
    return told.where(*conditions, *([] if seen is None else [seen]))


def _with_areas(asked: RollUp, rows: Any) -> Any:
    """The same with the area of the level in which each lies, in place of its own."""
    told = rows.alias("told")
    columns = told.c
    area = _NONE if asked.level is None else getattr(Area, ANCESTORS[asked.level])
    query = Select(
        (told,),
        (columns.item, columns.cell, columns.unit, area, columns.value, columns.reports, columns.ends),
    )
    return _in_areas(asked, query, columns.area)


def _in_areas(asked: RollUp, query: Any, area_id: Any) -> Any:
    return query if asked.level is None else query.join(Area, on=(Area.id == area_id))
