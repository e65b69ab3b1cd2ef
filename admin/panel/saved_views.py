"""States of a list under a name: found above it, saved anew, deleted after a question; everybody has their own."""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.field_holders import address_of
from admin.panel.list_state import ListState, list_state
from admin.panel.wrong_texts import flash_wrong
from tansiq.accounts import preferences
from tansiq.faults import Refused
from tansiq.language.words import gettext
from tansiq.models import SavedView


@dataclass(frozen=True)
class SavedViewLink:
    """A saved view as it stands above the list."""

    view: SavedView
    address: str
    is_in_force: bool


class SavedViewsMixin:
    """The saved views of a list."""

    list_name: Any
    model: Any
    render: Any
    get_url: Any

    def views(self, state: ListState) -> list[SavedViewLink]:
        """The viewer's saved views of the list; the one that is the present state is marked."""
        here = state.first.kept
        kept = preferences.views_of(viewer(), self.list_name)
        return [SavedViewLink(view, state.address_of(view.address), view.address == here) for view in kept]

    def share_address(self, state: ListState) -> str:
        """Where an administrator shares the state of the list with others; "" for everybody else."""
        # Lists of some pages are no lists of all records of a kind.
        holder = getattr(self, "holder", None)
        if holder is None or not viewer().is_admin or "extra" not in self.model._meta.fields:
            return ""
        return str(self.get_url("sharedview.create_view", of=address_of(holder), address=state.first.kept))

    @expose("/views/", methods=("POST",))
    def views_view(self) -> Any:
        """Keep the state in the address under the posted name."""
        state = list_state(self).first
        try:
            view = preferences.save_view(viewer(), self.list_name, request.form.get("title", ""), state.kept)
        except Refused as refusal:
            flash_wrong(refusal.faults)
        else:
            flash(gettext("Kept as “%(title)s”. You find it above the list.", title=view.title), "success")
        return redirect(state.address)

    @expose("/views/delete/", methods=("GET", "POST"))
    def drop_view(self) -> Any:
        """Ask, then delete a saved view; another account's does not exist."""
        try:
            view = preferences.find_view(viewer(), self.list_name, request.values.get("id"))
        except Refused:
            abort(404)
        if request.method == "GET":
            back = list_state(self).address_of(view.address)
            return self.render("panel/drop_view.html", view=view, back=back)
        preferences.drop_view(viewer(), view)
        flash(gettext("The view “%(title)s” is deleted.", title=view.title), "success")
        return redirect(self.get_url(".index_view"))
