"""Views of lists for everybody or for a role: kept by administrators from the list itself, found in the menu."""

from typing import Any

from flask import abort, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.field_groups import FieldGroup
from admin.panel.field_holders import address_of, holder_at, holder_name, offered_holders
from admin.panel.filters import filter_by_code
from admin.panel.guarded_view import GuardedView
from admin.panel.record_lists import list_address, list_view
from admin.panel.signed_in_view import MenuItem
from tansiq.accounts.arranged import views_for
from tansiq.language.words import InBoth, say
from tansiq.models import Record, SharedView
from tansiq.models.definitions import Holder


class SharedViewView(GuardedView):
    """Their names, for whom they are, and what of the list they show."""

    icon = "save"
    new_title = say("Share a view")
    empty = say("No view is shared yet. Open a list, search and filter it, and choose “Share this view”.")
    groups = (
        FieldGroup(say("What it is called"), ("name_ar", "name_en")),
        FieldGroup(say("For whom"), ("audience", "position")),
        FieldGroup(say("What it shows"), ("address",)),
    )
    facts = ("record_table", "record_type", "created_at", "changed_at")
    filters = (filter_by_code("audience"),)
    order = (("position", False),)
    column_list = ("name", "record_table", "record_type", "audience", "position")
    column_sortable_list = ("record_table", "audience", "position")
    column_offered = ("name_ar", "name_en", "changed_at")
    is_for_administrators = True

    def menu_items(self) -> list[MenuItem]:
        return [*super().menu_items(), *filter(None, map(_menu_item, views_for(viewer())))]

    def is_visible(self) -> bool:
        return viewer().is_admin

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Any:
        if {"of", "copy", "proposal"}.isdisjoint(request.args):
            kinds = [(address_of(one), holder_name(one)) for one in offered_holders() if list_view(one) is not None]
            return self.render("panel/choose_records.html", kinds=kinds, title=self.new_title, given={})
        if self._holder() is None:
            abort(404)
        return super().create_view()

    def first_values(self) -> dict[str, Any]:
        return {"address": request.args.get("address", ""), "audience": "EVERYBODY"}

    def new_row(self) -> Record:
        table, type_id = self._holder() or abort(404)
        return SharedView(record_table=table, record_type=type_id)

    def _holder(self) -> Holder | None:
        if copied := request.args.get("copy"):
            row = self.get_one(copied)
            return row.record_table, row.record_type_id
        return holder_at(request.args.get("of", ""))


def _menu_item(row: SharedView) -> MenuItem | None:
    """Where a shared view stands in the menu: beside its list; None where the reader has no such list."""
    view = list_view((row.record_table, row.record_type_id))
    if view is None or not view.group:
        return None
    address = list_address(view, row.address)
    return MenuItem(view.group, f"view-{row.id}", address, InBoth(row.name_en, arabic=row.name_ar), "filter")
