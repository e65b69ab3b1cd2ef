"""Assignments: which units fill a form, and in which time; entered from the page of the form, one or many at once."""

from typing import Any

from admin.panel.field_groups import FieldGroup
from admin.panel.filters import filter_by_row
from admin.panel.reference_filter import ReferenceFilter, placed_in
from admin.views.of_owner import OwnedRecordView
from tansiq.language.words import say
from tansiq.models import Area, TypeDefinition


class AssignmentView(OwnedRecordView):
    """One unit that fills one form."""

    icon = "clock"
    new_title = say("Assign a unit")
    empty = say("No unit is assigned yet. Units are assigned on the page of their form.")
    groups = (FieldGroup(say("Who fills it, and in which time"), ("unit", "starts_on", "ends_on")),)
    facts = ("form", "created_at", "changed_at")
    filters = (
        filter_by_row("form", TypeDefinition, lambda table: table.period_type != ""),
        ReferenceFilter("area", Area, placed_in, hint=say("With all that lies in it")),
    )
    column_list = ("unit", "form", "starts_on", "ends_on")
    column_sortable_list = ("unit", "form", "starts_on", "ends_on")
    column_offered = ("created_at", "changed_at")
    columns_at_owner = ("unit", "starts_on", "ends_on")
    order = order_at_owner = (("starts_on", True), ("id", True))
    empty_at_owner = say("No unit is assigned yet.")

    def edit_form(self, obj: Any = None) -> Any:
        form = super().edit_form(obj)
        # An assignment stays with its unit; another unit has one of its own.
        del form["unit"]
        return form
