"""Extensions: more time for one unit and period of a form; entered from the page of the form, or for many at once."""

from typing import Any

from admin.panel.field_groups import FieldGroup
from admin.panel.filters import filter_by_row
from admin.panel.reference_filter import ReferenceFilter, placed_in
from admin.views.of_owner import OwnedRecordView
from tansiq.language.words import say
from tansiq.models import Area, TypeDefinition


class ExtensionView(OwnedRecordView):
    """More time for one report."""

    icon = "clock"
    new_title = say("Give a unit more time")
    empty = say("No unit was given more time.")
    groups = (FieldGroup(say("For which report, and until when"), ("unit", "period", "closes_on", "due_on", "reason")),)
    facts = ("form", "created_at", "changed_at")
    filters = (
        filter_by_row("form", TypeDefinition, lambda table: table.period_type != ""),
        ReferenceFilter("area", Area, placed_in, hint=say("With all that lies in it")),
    )
    column_list = ("unit", "form", "period", "closes_on", "due_on")
    column_sortable_list = ("unit", "form", "period", "closes_on", "due_on")
    column_offered = ("reason", "created_at", "changed_at")
    columns_at_owner = ("unit", "period", "closes_on", "due_on")
    order = order_at_owner = (("closes_on", True), ("id", True))
    empty_at_owner = say("No unit was given more time.")

    def edit_form(self, obj: Any = None) -> Any:
        form = super().edit_form(obj)
        # An extension stays with its unit and period.
        del form["unit"], form["period"]
        return form
