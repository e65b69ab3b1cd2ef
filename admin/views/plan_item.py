"""Items of plans: each on its own page, and the list of all that one may see."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from admin.current_viewer import viewer
from admin.panel.field_groups import FieldGroup
from admin.panel.filters import filter_by_code
from admin.panel.parts_page import EditableParts
from admin.plans.item_coverage import ItemStanding, standing
from admin.plans.item_filters import AREA, COVERAGE, PLAN, SECTOR
from admin.plans.item_rows import item_rows, work_markup
from admin.views.of_owner import OwnedRecordView
from admin.words.formatting import DisplayRows
from tansiq.language.words import say
from tansiq.models import (
    Call,
    PlanItem,
    PlanItemArea,
    PlanItemGoal,
    PlanItemSector,
    PlanItemSupporter,
)
from tansiq.plans.at_work import at_work
from tansiq.policy.visibility import may, visible

MOST = 100
"""Organisations that the page of an item names."""


class PlanItemView(OwnedRecordView):
    """One item with what is committed to it; the tree of all stands on the page of its plan."""

    icon = "plan"
    new_title = say("Add an item")
    empty = say("No item yet. Items are added on the page of their plan.")
    groups = (
        FieldGroup(say("What"), ("item_kind", "name_ar", "name_en", "description_ar", "description_en")),
        FieldGroup(say("Whose it is"), ("organization", "office_ar", "office_en", "serves")),
        FieldGroup(
            say("When and how much"), ("starts_on", "ends_on", "required", "unit", "people", "budget", "currency")
        ),
        FieldGroup(say("How far it is"), ("item_state", "progress", "reported_on", "remark")),
        FieldGroup(say("Its place in the plan"), ("own_code", "weight")),
    )
    facts = ("plan", "parent", "code", "created_at", "changed_at")
    parts = (
        EditableParts(PlanItemSector, "item", say("Add a sector")),
        EditableParts(PlanItemArea, "item", say("Add an area")),
        EditableParts(PlanItemSupporter, "item", say("Add a supporting organisation")),
        EditableParts(PlanItemGoal, "item", say("Add a goal")),
    )
    filters = (
        COVERAGE,
        PLAN,
        AREA,
        SECTOR,
        filter_by_code("item_kind"),
        filter_by_code("item_state"),
    )
    column_list = ("name", "plan", "item_kind", "required", "still_open", "unit", "item_state", "ends_on")
    column_sortable_list = ("required", "item_state", "starts_on", "ends_on")
    column_offered = (
        "code", "parent", "organization", "office_ar", "people", "budget", "currency", "starts_on", "progress",
        "at_work", "remark", "created_at", "changed_at",
    )  # fmt: skip
    order = order_at_owner = (("plan", False), ("order_key", False), ("id", False))
    columns_at_owner = ("name", "item_kind", "required", "unit", "item_state", "ends_on")
    details_template = "panel/plan_item.html"

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        """Back into the outline, at the item that was saved."""
        row: PlanItem = model
        return str(self.get_url("plan.details_view", id=row.plan_id, at=row.id, _anchor=f"item-{row.id}"))

    def display_rows(self, rows: list[Any], names: Iterable[str]) -> DisplayRows:
        shown = tuple(names)
        return item_rows(super().display_rows(rows, shown), shown)

    def standing(self, row: Any) -> ItemStanding:
        """What is required, committed and open of it."""
        return standing(row)

    def calls(self, row: Any) -> list[Call]:
        """The calls for partners about it that the reader may see, the newest first."""
        found = visible(Call, viewer()).where(Call.item == row.id, Call.archived_at.is_null())
        return list(found.order_by(Call.id.desc()).limit(MOST))

    def may_call(self, row: Any) -> bool:
        """Whether the reader may make one."""
        return may(viewer(), "CREATE", Call(item=row.id))

    def at_work(self, row: Any) -> Markup:
        """Who is at work where it asks for it, and does not serve it yet."""
        return work_markup(row, at_work(viewer(), [row.id]).get(row.id, []), MOST)
