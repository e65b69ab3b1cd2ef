"""Values of indicators: what was achieved, entered from the page of the indicator."""

from admin.panel.field_groups import FieldGroup
from admin.panel.reference_filter import ReferenceFilter, of_organization, placed_in
from admin.views.of_owner import OwnedRecordView
from tansiq.language.words import say
from tansiq.models import Area, Organization


class IndicatorValueView(OwnedRecordView):
    """What was achieved by a day, where, and who says so."""

    new_title = say("Report a value")
    empty = say("No value yet. Values are reported on the page of their indicator.")
    groups = (
        FieldGroup(say("What was achieved"), ("on", "value", "area")),
        FieldGroup(say("Who says so"), ("organization", "source")),
    )
    facts = ("indicator", "created_at", "changed_at")
    filters = (
        ReferenceFilter("area", Area, placed_in, hint=say("With all that lies in it")),
        ReferenceFilter("organization", Organization, of_organization),
    )
    column_list = ("name", "indicator", "value", "area", "organization", "source")
    column_sortable_list = ("value", "area", "organization")
    column_offered = ("on", "created_at", "changed_at")
    order = order_at_owner = (("on", True), ("id", True))
    columns_at_owner = ("name", "value", "area", "organization", "source")
    empty_at_owner = say("Nothing is reported yet.")
