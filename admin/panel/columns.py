"""Choosing the columns of a list and their order; the choice is kept for the account and this list.

The form holds the offered columns in the order in which they are to stand; those ticked are shown. Every button
sends the whole form: up and down show it anew, saving keeps it, "as it was" forgets it. Scripts only spare the way.
"""

from typing import Any

from flask import flash, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.list_state import ListState, list_state, offered_columns
from admin.panel.own_columns import is_own_sortable, listed_columns, own_columns
from tansiq.accounts import preferences
from tansiq.language.words import gettext


class ColumnsMixin:
    """The page on which columns are chosen."""

    holder: Any
    list_name: Any
    render: Any
    get_url: Any
    may: Any
    column_list: Any
    column_sortable_list: Any
    column_offered: tuple[str, ...] = ()

    def offered(self) -> tuple[str, ...]:
        """All columns that the list can show, its usual ones first."""
        return tuple(dict.fromkeys((*self.usual_columns, *self.column_offered, *own_columns(self.holder))))

    @property
    def usual_columns(self) -> tuple[str, ...]:
        """The columns that the list shows where nobody chose others."""
        return (*self.column_list, *listed_columns(self.holder))

    def is_sortable(self, name: str) -> bool:
        """Whether the list may be sorted by a column."""
        return name in self.column_sortable_list or is_own_sortable(self.holder, name)

    @expose("/columns/", methods=("GET", "POST"))
    def columns_view(self) -> Any:
        """Tick columns, move them, keep the choice or forget it."""
        state = list_state(self)
        if request.method == "GET":
            return self._columns_page(state, [*state.columns, *self.offered()], state.columns)
        order, ticked = request.form.getlist("order"), request.form.getlist("column")
        if "move" in request.form:
            return self._columns_page(state, _moved([*order, *self.offered()], request.form["move"]), ticked)
        return self._keep(state, () if "reset" in request.form else offered_columns(self, ticked))

    def _keep(self, state: ListState, names: tuple[str, ...]) -> Any:
        usual = self.usual_columns
        preferences.choose_columns(viewer(), self.list_name, () if names == usual else names)
        forgotten = not names or names == usual
        flash(
            gettext("The list shows its usual columns again.") if forgotten else gettext("The columns are kept."),
            "success",
        )
        parts = {name: value for name, value in state.parameters().items() if name != "columns"}
        return redirect(self.get_url(".index_view", **parts))

    def _columns_page(self, state: ListState, order: list[str], ticked: Any) -> Any:
        names = [name for name in dict.fromkeys(order) if name in self.offered()]
        moved = request.form.get("move", "").partition(":")[2]
        return self.render("panel/columns.html", state=state, names=names, ticked=set(ticked), moved=moved)


def _moved(order: list[str], move: str) -> list[str]:
    """The order with one column moved one place; `move` is "up:NAME" or "down:NAME"."""
    way, _, name = move.partition(":")
    names = list(dict.fromkeys(order))
    if name in names and way in ("up", "down"):
        at = names.index(name)
        to = max(at - 1, 0) if way == "up" else at + 1
        names.insert(to, names.pop(at))
    return names
