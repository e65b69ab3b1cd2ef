"""The rows of a list: visible, filtered, searched, sorted; a page reads one row more than it shows, none is counted."""

from typing import Any

from peewee import ModelSelect

from admin.current_viewer import viewer
from admin.panel.list_state import ListState
from admin.panel.search import search_condition
from tansiq.language.words import data_language

_SPOKEN = {"name", "title"}
"""Columns that stand for the one of two columns that is in the reader's language."""


def list_page(view: Any, state: ListState) -> tuple[list[Any], bool]:
    """The rows of one page, and whether another page follows."""
    size = view.page_size
    rows = list(list_query(view, state).limit(size + 1).offset(state.page * size))
    return rows[:size], len(rows) > size


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
    columns = [(order_column(view.model, name), descending) for name, descending in chosen]
    columns.append((view.model.id, columns[-1][1]))
    return [column.desc() if descending else column.asc() for column, descending in columns]


def order_column(model: Any, name: str) -> Any:
    """The key of a text by which it is ordered, where the machine writes one, else the column itself."""
    fields = model._meta.fields
    # People have one name, whatever language is spoken.
    spoken = f"{name}_{data_language()}" if name in _SPOKEN and name not in fields else name
    keys = (f"{name}_order_{data_language()}", f"{name}_key", spoken)
    return next(fields[key] for key in keys if key in fields)
