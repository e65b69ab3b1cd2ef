"""Population groups: who is meant, such as displaced persons or the host community."""

from admin.panel.field_groups import FieldGroup
from admin.panel.guarded_view import GuardedView
from tansiq.language.words import say


class PopulationGroupView(GuardedView):
    """Groups of people, in the order in which forms offer them."""

    icon = "group"
    new_title = say("Add a population group")
    empty = say("No population group yet. Load the list with: tansiq reference load yemen")
    groups = (
        FieldGroup(say("Which people"), ("code", "name_ar", "name_en")),
        FieldGroup(say("Order and other names"), ("position", "aliases")),
    )
    order = (("position", False), ("code", False))
    column_list = ("name", "code", "position")
    column_sortable_list = ("name", "code", "position")
    column_export_list = ("code", "name_ar", "name_en", "position", "aliases")
