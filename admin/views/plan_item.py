"""Items of plans: the whole form of one, with its sectors, areas, supporters and goals."""

from typing import Any

from admin.panel.field_groups import FieldGroup
from admin.panel.filters import filter_by_code
from admin.panel.parts_page import EditableParts
from admin.panel.reference_filter import ReferenceFilter, of_organization
from admin.views.of_owner import OwnedRecordView
from tansiq.language.words import say
from tansiq.models import (
    Organization,
    Plan,
    PlanItem,
    PlanItemArea,
    PlanItemGoal,
    PlanItemSector,
    PlanItemSupporter,
)


class PlanItemView(OwnedRecordView):
    """One line of a plan; where it stands is changed in the outline."""

    icon = "plan"
    new_title = say("Add an item")
    empty = say("No item yet. Items are added on the page of their plan.")
    groups = (
        FieldGroup(say("Which item"), ("item_kind", "name_ar", "name_en", "own_code", "serves")),
        FieldGroup(say("Who answers for it"), ("organization", "office_ar", "office_en")),
        FieldGroup(say("When and for how much"), ("starts_on", "ends_on", "budget", "currency", "weight")),
        FieldGroup(say("What it asks for"), ("required", "unit", "people")),
        FieldGroup(say("What was achieved"), ("item_state", "progress", "reported_on", "remark")),
        FieldGroup(say("Description"), ("description_ar", "description_en")),
    )
    parts = (
        EditableParts(PlanItemSector, "item", say("Add a sector")),
        EditableParts(PlanItemArea, "item", say("Add an area")),
        EditableParts(PlanItemSupporter, "item", say("Add a supporting organisation")),
        EditableParts(PlanItemGoal, "item", say("Add a goal or target")),
    )
    facts = ("plan", "parent", "code", "created_at", "changed_at")
    filters = (
        ReferenceFilter("plan", Plan, lambda table, row: table.plan == row.id),
        filter_by_code("item_kind"),
        filter_by_code("item_state"),
        ReferenceFilter("organization", Organization, of_organization),
    )
    column_list = ("name", "plan", "item_kind", "item_state", "organization", "starts_on", "ends_on")
    column_sortable_list = ("name", "plan", "item_kind", "item_state", "starts_on", "ends_on")
    column_offered = (
        "code", "parent", "budget", "currency", "weight", "required", "unit", "people", "progress", "reported_on",
        "remark", "created_at", "changed_at",
    )  # fmt: skip
    columns_at_owner = ("name", "item_kind", "item_state", "starts_on", "ends_on")
    order = order_at_owner = (("order_key", False),)

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        """Back into the outline, at the item that was saved."""
        row: PlanItem = model
        return str(self.get_url("plan.details_view", id=row.plan_id, at=row.id, _anchor=f"item-{row.id}"))
