"""Sectors and sub-sectors."""

from admin.panel.field_groups import FieldGroup
from admin.panel.guarded_view import GuardedView
from tansiq.language.words import say


class SectorView(GuardedView):
    """Sectors; a sector with a parent is a sub-sector."""

    icon = "sector"
    new_title = say("Add a sector")
    empty = say("No sector yet. Load the list of sectors with: tansiq reference load yemen")
    groups = (
        FieldGroup(say("Which sector"), ("code", "parent", "name_ar", "name_en", "name_fr", "aliases")),
        FieldGroup(say("Order and mapping"), ("position", "dac_code")),
    )
    only = {"parent": lambda table: table.parent.is_null()}
    order = (("position", False), ("code", False))
    column_list = ("name", "code", "parent", "dac_code")
    column_sortable_list = ("name", "code", "dac_code")
    column_offered = ("name_ar", "name_en", "name_fr", "aliases", "position", "changed_at")
