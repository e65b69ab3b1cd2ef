"""Items of agendas: written on the page of a meeting, or put there from the page of what they are about."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose

from admin.current_viewer import viewer
from admin.meetings.told_about import about_markup
from admin.panel.field_groups import FieldGroup
from admin.panel.wrong_texts import flash_wrong
from admin.views.of_owner import OwnedRecordView
from tansiq.faults import Refused
from tansiq.language.digits import whole
from tansiq.language.words import gettext, say
from tansiq.meetings.agenda import put_on, save_item
from tansiq.models import AgendaItem, Meeting
from tansiq.models.about_rules import TABLES
from tansiq.records import changes


class AgendaItemView(OwnedRecordView):
    """One thing that is to be spoken of."""

    icon = "group"
    new_title = say("Add an item to the agenda")
    empty = say("No item yet. Items are added on the page of a meeting.")
    groups = (FieldGroup(say("What is to be spoken of"), ("title_ar", "title_en", "remark", "position")),)
    facts = ("meeting", "about_kind", "created_at", "changed_at")
    filters = ()
    column_list = columns_at_owner = ("title", "about_kind", "meeting", "position")
    column_sortable_list = ("title", "meeting", "position")
    column_offered = ("remark", "created_at", "changed_at")
    order = order_at_owner = (("meeting", True), ("position", False), ("id", False))
    details_template = "meetings/about_row.html"

    @property
    def section(self) -> str:
        return "plan"

    def about(self, row: AgendaItem) -> Any:
        """What the item is about, with the way there for whoever may see it."""
        return about_markup(row)

    def save(self, acting: Any, row: Any) -> Any:
        return save_item(acting, row)

    @expose("/put/", methods=("POST",))
    def put_view(self) -> Any:
        """Put what the form names on the agenda of a meeting, and go to that agenda."""
        kind, row_id = request.form.get("kind", ""), whole(request.form.get("about"))
        if kind not in TABLES or row_id is None:
            abort(404)
        try:
            of = changes.find(viewer(), Meeting, request.form.get("meeting"))
            put_on(viewer(), of, (kind, row_id), whole(request.form.get("sector")))
        except Refused as refusal:
            flash_wrong(refusal.faults)
            return redirect(url_for("meeting.index_view"))
        flash(gettext("It stands on the agenda."), "success")
        return redirect(url_for("meeting.details_view", id=of.id, _anchor="agenda"))
