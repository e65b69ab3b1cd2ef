"""Pages as the oracle of planned reads cuts them: out of all rows, in Python (see plain_executor)."""

from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from peewee import Function

from api.planner import cursors
from api.planner.computed_rows import ComputedPage
from api.planner.pages import Page
from tansiq.platform.database import is_postgres


def plain_page(page: Page) -> SimpleNamespace:
    """The page cut out of all rows, sorted in Python; each row doubles as its edge and knows its own cursor."""
    rows = list(page.query)
    value, down = _ordered_by(page.order.source), page.order.is_descending
    having = [row for row in rows if value(row) is not None]
    lacking = [row for row in rows if value(row) is None]
    having.sort(key=lambda row: (value(row), row.id), reverse=down)
    lacking.sort(key=lambda row: row.id, reverse=down)
    for row in (ordered := having + lacking):
        row.cursor = page.order.cursor(value(row), row.id)
    begin = next((n + 1 for n, row in enumerate(ordered) if row.cursor == page.after), 0)
    edges = ordered[begin : begin + page.first]
    has_next, end = len(ordered) > begin + page.first, edges[-1].cursor if edges else None
    return SimpleNamespace(totalCount=len(rows), hasNextPage=has_next, endCursor=end, edges=edges)


def computed_page(page: ComputedPage) -> SimpleNamespace:
    """The page that the domain gave; each object doubles as its edge, with its rank as its cursor."""
    edges = [SimpleNamespace(cursor=cursors.encode(page.rank(one)), **one._asdict()) for one in page.objects]
    end = edges[-1].cursor if edges else None
    return SimpleNamespace(totalCount=page.count(), hasNextPage=page.has_next, endCursor=end, edges=edges)


def _ordered_by(source: Any) -> Callable[[Any], Any]:
    """The value of a row that a list is ordered by: a column, one with what stands for none (names), or the own
    field that "number.12" ends with."""
    if isinstance(source, Function):
        column, otherwise = source.arguments or ()
        return lambda row: next((one for one in [getattr(row, column.name)] if one is not None), otherwise)
    name = source.name
    number = name.rpartition(".")[2]
    return (lambda row: _as_read(row.extra.get(number))) if number.isdigit() else (lambda row: getattr(row, name))


def _as_read(value: Any) -> Any:
    """A number that JSON keeps, as the database in use gives it: cursors hold what it gave."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number and is_postgres() else value
