"""The rows of a list: visible, filtered, searched, sorted; a page reads one row more than it shows.

How many there are is counted to EXACT and estimated above; in a large table it is asked after the page stands.
"""

from dataclasses import dataclass
from typing import Any

from peewee import ModelSelect, Select, fn

from admin.current_viewer import viewer
from admin.panel.list_state import ListState
from admin.panel.own_columns import own_order
from admin.panel.parent_order import LONG, Walk, parent_name, parent_of
from admin.panel.search import search_condition
from tansiq.language.words import data_language
from tansiq.models.data_stamps import stamps_of_now
from tansiq.models.extra import number_of
from tansiq.platform.database import db
from tansiq.platform.lru import LruCache
from tansiq.records.table_size import has_more_than

_SPOKEN = {"name", "title"}
"""Columns that stand for the one of two columns that is in the reader's language."""

EXACT = 10_000
"""Rows to which a list is counted one by one."""
LARGE = 30_000
"""Rows of a table from which on its lists are counted after the page stands."""


@dataclass(frozen=True)
class RowCount:
    """How many rows a list has; where they are more than EXACT, about how many."""

    number: int
    is_estimate: bool = False


def list_page(view: Any, state: ListState) -> tuple[list[Any], bool]:
    """The rows of one page, and whether another page follows."""
    size, model = view.page_size, view.model
    if state.sort and parent_of(model, state.sort) and is_longer(view, state, LONG):
        walk = Walk(filtered(view, state), model, state.sort, state.is_descending)
        rows = walk.page(state.page * size, size + 1)
    else:
        rows = list(list_query(view, state).limit(size + 1).offset(state.page * size))
    return rows[:size], len(rows) > size


def quick_count(view: Any, state: ListState, shown: int, has_next: bool) -> RowCount | None:
    """How many rows the list has, where that is told at once; else None. `shown` rows stand on the present page."""
    if not has_next and (shown or state.page == 0):
        return RowCount(state.page * view.page_size + shown)
    return None if has_more_than(view.model, LARGE) else row_count(view, state)


_counts: LruCache[RowCount] = LruCache(1_024)


def row_count(view: Any, state: ListState) -> RowCount:
    """How many rows the list has: counted to EXACT, above that estimated from how far one has to look for so many.

    It is kept until anything in the register changes, by the very statement with all that is bound in it: what the
    policy and the filters let through stands there, so that nobody is told what another reader's statement found.
    """
    rows = filtered(view, state)
    text, bound = rows.select(view.model.id).sql()
    key = (db.obj, text, tuple(bound), frozenset(stamps_of_now().items()))
    return _counts.get(key, lambda: _counted(view.model, rows))


def _counted(model: Any, rows: ModelSelect) -> RowCount:
    some = rows.select(model.id).limit(EXACT).alias("some")
    number = int(Select([some], [fn.COUNT(some.c.id)]).scalar(db.obj))
    if number < EXACT:
        return RowCount(number)
    last = rows.select(model.id).order_by(model.id.desc()).offset(EXACT).limit(1).scalar()
    if last is None:
        return RowCount(EXACT)
    # One at a time: each is then the end of the key, and both at once would be looked for through the whole table.
    lowest, highest = (int(model.select(end(model.id)).scalar()) for end in (fn.MIN, fn.MAX))
    return RowCount(_rounded(EXACT * (highest - lowest + 1) / (highest - last)), True)


def _rounded(number: float) -> int:
    """An estimate to two digits."""
    unit = int(10 ** (len(str(int(number))) - 2))
    return round(number / unit) * unit


def list_query(view: Any, state: ListState) -> ModelSelect:
    """All rows of the list in its state, in its order, as a query."""
    return filtered(view, state).order_by(*_order(view, state))


def filtered(view: Any, state: ListState) -> ModelSelect:
    """The view's rows under the filters in force and the words searched for."""
    query: ModelSelect = view.get_query()
    found = [one.condition_of(view.model, state.filter_values[one.name]) for one in state.filters]
    for condition in [*found, search_condition(view.model, state.search, viewer())]:
        query = query if condition is None else query.where(condition)
    return query


def is_longer(view: Any, state: ListState, most: int) -> bool:
    """Whether the list holds more than `most` rows; it is not counted further."""
    return bool(filtered(view, state).select(view.model.id).limit(1).offset(most).tuples().first())


def _order(view: Any, state: ListState) -> list[Any]:
    chosen = [(state.sort, state.is_descending)] if state.sort else view.order
    columns = [(view.order_column(name), descending) for name, descending in chosen]
    columns.append((view.model.id, columns[-1][1]))
    return [column.desc() if descending else column.asc() for column, descending in columns]


def order_column(model: Any, name: str) -> Any:
    """The key of a text by which it is ordered, where the machine writes one, else the column itself."""
    if (number := number_of(name)) is not None:
        return own_order(model, number)
    fields = model._meta.fields
    if parent_of(model, name):
        return parent_name(model, name)
    # People have one name, whatever language is spoken.
    spoken = f"{name}_{data_language()}" if name in _SPOKEN and name not in fields else name
    keys = (f"{name}_order_{data_language()}", f"{name}_key", spoken)
    return next(fields[key] for key in keys if key in fields)
