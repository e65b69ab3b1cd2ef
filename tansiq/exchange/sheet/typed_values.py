"""The typed value of a cell: the reader for its field, with what its column and its workbook know."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from tansiq.exchange.sheet.fields import PERIODS, field_named
from tansiq.exchange.sheet.own_fields import own_definition
from tansiq.exchange.sheet.own_values import OwnCell, read_own
from tansiq.exchange.sheet.rows import Row, UnderstoodSheet
from tansiq.exchange.values.dates import Edge, Order, month_of, read_date
from tansiq.exchange.values.numbers import read_count, read_decimal, read_money, read_number, read_share
from tansiq.exchange.values.periods import Unit, months_without_year, read_period, read_year, year_told
from tansiq.exchange.values.problems import Problem
from tansiq.exchange.values.text import tidy
from tansiq.exchange.values.words import (
    read_code,
    read_item_kind,
    read_item_state,
    read_modality,
    read_names,
    read_prose,
    read_status,
    read_text,
    read_yes_no,
)
from tansiq.language.words import Sentence, say

LONGEST_VALUE = 500
"""Letters of a cell that a number, a date, a code or a coded word is looked for in; longer ones are none of these."""
_WORDY = ("text", "names", "prose")
_UNITS: dict[str, Unit] = {"month": "month", "quarter": "quarter", "half_year": "half_year"}
_EDGES: dict[str, Edge] = {"starts_on": "start", "ends_on": "end", "reported_on": "start"}
_PLAIN: dict[str, Callable[[Any, str], Any]] = {
    "text": read_text,
    "own": read_text,
    "code": read_code,
    "names": read_names,
    "count": read_count,
    "status": read_status,
    "modality": read_modality,
    "yes_no": read_yes_no,
    "prose": read_prose,
    "item_kind": read_item_kind,
    "item_state": read_item_state,
    "latitude": partial(read_decimal, low=-90, high=90),
    "longitude": partial(read_decimal, low=-180, high=180),
}


def typed_value(row: Row, name: str, raw: Any) -> Any:
    """A raw value as the kind of its field says: a value, None, or the `Problem` of its cell."""
    own = own_definition(name)
    if own is not None:
        return read_own(own, raw, _own_cell(row, name, raw))
    kind = field_named(name).kind
    if type(raw) is str and len(raw) > LONGEST_VALUE and kind not in _WORDY:
        raw = tidy(raw)[:LONGEST_VALUE]
    reader = _PLAIN.get(kind)
    return reader(raw, row.address(name)) if reader else _KNOWING[kind](row, name, raw)


def is_told_by_cell(name: str) -> bool:
    """Whether what a text of this field is read as hangs on nothing else of its row: the same text is read once."""
    return own_definition(name) is None and field_named(name).kind != "period"


def _own_cell(row: Row, name: str, raw: Any) -> OwnCell:
    """What the column of a ministry's field knows of its cells; asked of the whole sheet only for a text."""
    mark = row.table.evidence.marks.get(name, (None, 0))[0] if isinstance(raw, str) and _is_number(name) else None
    return OwnCell(row.address(name), partial(_order, row.table, name), mark, row.table.book.epoch)


def _is_number(name: str) -> bool:
    return field_named(name).kind == "number"


def _date(row: Row, name: str, raw: Any) -> date | Problem | None:
    table, edge = row.table, _EDGES.get(name)
    found = read_date(raw, row.address(name), partial(_order, table, name), edge, table.book.epoch)
    if edge and isinstance(found, date) and isinstance(raw, str) and _at_edge(found, edge) and month_of(raw):
        _tell_edge(table, name, edge)
    return found


def _at_edge(day: date, edge: Edge) -> bool:
    return (day if edge == "start" else day + timedelta(days=1)).day == 1


def _order(table: UnderstoodSheet, name: str) -> Order | None:
    """The order that the column of a field settled, told to the sender when it is first used."""
    order, number = table.evidence.orders.get(name, (None, 0))
    cell = f"{table.letters[name]}{number}"
    if order == "dmy":
        _tell(table, name, "order", say("Dates of this column are read day first, as in %(cell)s.", cell=cell))
    elif order == "mdy":
        _tell(table, name, "order", say("Dates of this column are read month first, as in %(cell)s.", cell=cell))
    return order


def _tell_edge(table: UnderstoodSheet, name: str, edge: Edge) -> None:
    if edge == "start":
        _tell(table, name, "month", say("Where this column names only a month, its first day is read."))
    else:
        _tell(table, name, "month", say("Where this column names only a month, its last day is read."))


def _period(row: Row, name: str, raw: Any) -> Any:
    """The period of a cell; its year is its own, else that of the row, else the one in the name of the sheet."""
    if name == "year":
        return read_year(raw, row.address(name))
    unit, year, named = _UNITS.get(name), _year_of(row, name), row.table.year
    if named and not year and months_without_year(raw, unit):
        text = say("Months without a year are read in %(year)s, the year in the name of the sheet.", year=str(named))
        _tell(row.table, name, "year", text)
    return read_period(raw, row.address(name), year or named, unit)


def _year_of(row: Row, name: str) -> int | None:
    """The year that another column of the row tells, its column of years first."""
    told = (year_told(row.value(other)) for other in reversed(PERIODS) if other != name)
    return next(filter(None, told), None)


def _amount(reader: Callable[..., Any], row: Row, name: str, raw: Any) -> Any:
    mark = row.table.evidence.marks.get(name, (None, 0))[0] if isinstance(raw, str) else None
    return reader(raw, row.address(name), mark)


_KNOWING: dict[str, Callable[[Row, str, Any], Any]] = {
    "date": _date,
    "period": _period,
    "money": partial(_amount, read_money),
    "number": partial(_amount, read_number),
    "share": partial(_amount, read_share),
}


def _tell(table: UnderstoodSheet, name: str, code: str, sentence: Sentence) -> None:
    address = f"{table.sheet}!{table.letters[name]}{table.header_row}"
    table.tell(Problem(address, "", sentence, "notice", code))
