"""The rows of a list: visible, narrowed, searched, sorted; a page reads one row more than it shows, none is counted."""

from typing import Any

from peewee import ModelSelect

from admin.pages.current_viewer import viewer
from admin.panel.list_state import State
from admin.panel.search import matching
from tansiq.language.words import language

_SPOKEN = {"name", "title"}
"""Columns that stand for the one of two columns that is in the reader's language."""


def page_of(view: Any, state: State) -> tuple[list[Any], bool]:
    """The rows of one page, and whether another page follows."""
    size = view.page_size
    rows = list(rows_of(view, state).limit(size + 1).offset(state.page * size))
    return rows[:size], len(rows) > size


def rows_of(view: Any, state: State) -> ModelSelect:
    """All rows of the list in its state, in its order, as a query."""
    return narrowed(view, state).order_by(*_order(view, state))


def narrowed(view: Any, state: State) -> ModelSelect:
    """The view's rows under the narrowings in force and the words searched for."""
    query: ModelSelect = view.get_query()
    found = [one.condition_of(view.model, state.chosen[one.name]) for one in state.narrowings]
    for condition in [*found, matching(view.model, state.search, viewer())]:
        query = query if condition is None else query.where(condition)
    return query


def is_longer(view: Any, state: State, most: int) -> bool:
    """Whether the list holds more than `most` rows; it is not counted further."""
    return bool(narrowed(view, state).select(view.model.id).limit(1).offset(most).tuples().first())


def _order(view: Any, state: State) -> list[Any]:
    chosen = [(state.sort, state.is_descending)] if state.sort else view.order
    columns = [(_column(view.model, name), descending) for name, descending in chosen]
    columns.append((view.model.id, columns[-1][1]))
    return [column.desc() if descending else column.asc() for column, descending in columns]


def _column(model: Any, name: str) -> Any:
    fields = model._meta.fields
    # People have one name, whatever language is spoken.
    return fields[f"{name}_{language()}" if name in _SPOKEN and name not in fields else name]
