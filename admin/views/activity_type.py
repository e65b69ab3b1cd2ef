"""Activity types: what is done within a sector, such as water trucking."""

from admin.panel.field_groups import FieldGroup
from admin.panel.filters import filter_by_row
from admin.panel.guarded_view import GuardedView
from tansiq.language.words import say
from tansiq.models import Sector


class ActivityTypeView(GuardedView):
    """Kinds of activity, by sector."""

    icon = "activity"
    new_title = say("Add an activity type")
    empty = say("No activity type yet. Load the list with: tansiq reference load yemen")
    groups = (
        FieldGroup(say("Which activity"), ("sector", "code", "name_ar", "name_en")),
        FieldGroup(say("Found in workbooks as"), ("aliases",)),
    )
    order = (("sector", False), ("code", False))
    filters = (filter_by_row("sector", Sector),)
    column_list = ("name", "code", "sector")
    column_sortable_list = ("name", "code", "sector")
    column_export_list = ("code", "name_ar", "name_en", "sector", "aliases")
