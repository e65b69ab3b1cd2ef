"""What an account keeps about its lists: the columns it chose, and its saved views. Nobody else reads them.

Both are kept without history: they are a person's own arrangement, not facts of the register.
"""

from collections.abc import Sequence

from peewee import ModelSelect

from tansiq.faults import Fault, Refused
from tansiq.language.digits import whole
from tansiq.language.words import say
from tansiq.models import ChosenColumns, SavedView
from tansiq.models.column_values import text_fault
from tansiq.models.record import now
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records.changes import require, together

MOST_VIEWS = 50
"""Saved views that one account keeps of one list."""


def columns_of(viewer: Viewer, list_name: str) -> tuple[str, ...]:
    """The names of the columns that `viewer` chose for a list, in their order; empty where none were chosen."""
    kept = visible(ChosenColumns, viewer).where(ChosenColumns.list_name == list_name).first()
    return tuple(kept.names.split()) if kept is not None else ()


def choose_columns(viewer: Viewer, list_name: str, names: Sequence[str]) -> None:
    """Remember the columns of a list; no names forget the choice. Raises Refused(FORBIDDEN)."""
    require(viewer, "CHANGE", ChosenColumns)
    with together():
        own = (ChosenColumns.account == viewer.account_id) & (ChosenColumns.list_name == list_name)
        ChosenColumns.delete().where(own).execute()
        if names:
            ChosenColumns.create(account=viewer.account_id, list_name=list_name, names=" ".join(names))


def views_of(viewer: Viewer, list_name: str) -> "ModelSelect[SavedView]":
    """The saved views of a list, by name."""
    return visible(SavedView, viewer).where(SavedView.list_name == list_name).order_by(SavedView.title)


def save_view(viewer: Viewer, list_name: str, title: str, address: str) -> SavedView:
    """Keep a state of a list under a name: a name has one state and a state one name, the newer ones win.

    Raises Refused: FORBIDDEN, MISSING (no name), TOO_LONG, BAD_CHARACTER or TOO_MANY.
    """
    require(viewer, "CHANGE", SavedView)
    title = " ".join(title.split())
    _check(title)
    with together():
        kept = list(views_of(viewer, list_name))
        same_title = next((view for view in kept if view.title == title), None)
        same_state = next((view for view in kept if view.address == address), None)
        if same_title and same_state and same_title.id != same_state.id:
            same_state.delete_instance()
        view = same_title or same_state or _another(viewer, list_name, len(kept))
        view.title, view.address, view.at = title, address, now()
        view.save()
    return view


def find_view(viewer: Viewer, list_name: str, view_id: object) -> SavedView:
    """The viewer's own view of a list with this id. Raises Refused(NOT_FOUND)."""
    view: SavedView | None = views_of(viewer, list_name).where(SavedView.id == (whole(view_id) or -1)).first()
    if view is None:
        raise Refused(Fault("NOT_FOUND", "", say("There is no such record.")))
    return view


def drop_view(viewer: Viewer, view: SavedView) -> None:
    """Delete a saved view; the list and its rows stay as they are. Raises Refused(FORBIDDEN)."""
    require(viewer, "CHANGE", view)
    view.delete_instance()


def _check(title: str) -> None:
    if not title:
        raise Refused(Fault("MISSING", "title", say("Give the view a name.")))
    most = SavedView.title.max_length
    if len(title) > most:
        raise Refused(Fault("TOO_LONG", "title", say("At most %(most)s letters fit here.", most=most)))
    if wrong := text_fault("title", title, most):
        raise Refused(wrong)


def _another(viewer: Viewer, list_name: str, count: int) -> SavedView:
    if count >= MOST_VIEWS:
        text = say("A list keeps at most %(most)s views. Delete one that you no longer need.", most=MOST_VIEWS)
        raise Refused(Fault("TOO_MANY", "title", text))
    return SavedView(account=viewer.account_id, list_name=list_name)
