"""A page of a list: visible, narrowed, searched, sorted; one row more is read than shown, none is counted."""

from typing import Any

from flask import g, request
from peewee import ModelSelect

from admin.searching import matching
from admin.viewing import viewer
from tansiq.words import language

DEEPEST = 100_000
"""The last page that is turned to; whoever wants what lies deeper narrows the list."""

_SPOKEN = {"name", "title"}
"""Columns that stand for the one of two columns that is in the reader's language."""


def page_of(view: Any, page: int | None, size: int | None, *order: Any) -> list[Any]:
    """Rows of one page (from 0) of `size` rows; `order` is (column, descending, search).

    Whether another page follows is left on `g.has_next` for the template.
    """
    sort, is_descending, search = order
    query = narrowed(view, search).order_by(*_order(view, sort, bool(is_descending)))
    if not size:
        return list(query)
    rows = list(query.limit(size + 1).offset(min(max(page or 0, 0), DEEPEST) * size))
    g.has_next = len(rows) > size
    return rows[:size]


def narrowed(view: Any, search: str | None) -> ModelSelect:
    """The view's rows under the choices in the address and the words searched for."""
    query: ModelSelect = view.get_query()
    for narrowing in view.all_narrowings:
        query = narrowing.apply(query, request.args.get(narrowing.name))
    found = matching(view.model, search or "", viewer())
    return query if found is None else query.where(found)


def _order(view: Any, sort: str | None, is_descending: bool) -> list[Any]:
    chosen = [(sort, is_descending)] if sort and sort in view.column_sortable_list else view.order
    columns = [(_column(view.model, name), descending) for name, descending in chosen]
    columns.append((view.model.id, columns[-1][1]))
    return [column.desc() if descending else column.asc() for column, descending in columns]


def _column(model: Any, name: str) -> Any:
    return model._meta.fields[f"{name}_{language()}" if name in _SPOKEN else name]
