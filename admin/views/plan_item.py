"""Items of plans: each on its own page, and the list of all that one may see, narrowed to those that are open."""

from collections.abc import Iterable
from typing import Any

from flask import redirect, url_for
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.field_groups import FieldGroup
from admin.panel.filters import ChoiceFilter, filter_by_code, filter_by_row, with_all
from admin.panel.parts_page import EditableParts
from admin.panel.reference_filter import ReferenceFilter
from admin.panel.signed_in_view import SignedInView
from admin.plans.item_coverage import ItemStanding, standing
from admin.views.of_owner import OwnedRecordView
from admin.words.formatting import DisplayRows
from tansiq.language.words import gettext, say
from tansiq.models import (
    Area,
    Plan,
    PlanItem,
    PlanItemArea,
    PlanItemGoal,
    PlanItemSector,
    PlanItemSupporter,
    Sector,
)
from tansiq.plans.coverage_of_items import coverage_of_items
from tansiq.plans.narrowing import is_carried_out_in, is_of_sector
from tansiq.plans.open_items import is_open, is_without_commitment
from tansiq.policy.own_rows import has_own

COVERAGE = ChoiceFilter(
    "coverage",
    say("What is committed"),
    lambda: with_all([("NONE", gettext("Open, nothing committed")), ("OPEN", gettext("Open, nothing or too little"))]),
    lambda table, value: is_without_commitment(table) if value == "NONE" else is_open(table),
)
"""The same condition as on the start page, so that its count and this list agree."""


_SECTORS = filter_by_row("sector", Sector, lambda table: table.parent.is_null())
SECTORS = ChoiceFilter("sector", _SECTORS.label, _SECTORS.choices, lambda table, value: is_of_sector(table, int(value)))


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
        ReferenceFilter("plan", Plan, lambda table, row: table.plan == row.id),
        ReferenceFilter("area", Area, is_carried_out_in, hint=say("With all that lies in it")),
        SECTORS,
        filter_by_code("item_kind"),
        filter_by_code("item_state"),
    )
    column_list = ("name", "plan", "item_kind", "required", "still_open", "unit", "item_state", "ends_on")
    column_sortable_list = ("required", "item_state", "starts_on", "ends_on")
    column_offered = (
        "code", "parent", "organization", "office_ar", "people", "budget", "currency", "starts_on", "progress",
        "remark", "created_at", "changed_at",
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
        if "still_open" in shown:
            found = coverage_of_items(viewer(), rows)
            for row in rows:
                # What nobody committed to is no column: it is reckoned for the rows of a page at once.
                row.__data__["still_open"] = found[row.id].open
        return super().display_rows(rows, shown)

    def standing(self, row: Any) -> ItemStanding:
        """What is required, committed and open of it."""
        return standing(row)


class OpenItemsPage(SignedInView):
    """An entry of the menu that leads to the list of items as this question narrows it."""

    title = say("Open items")
    group = "plans"
    icon = "check"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="openitems", url="open-items")

    @expose("/")
    def index(self) -> Any:
        """Items to which nothing is committed, or less than they require; those of the reader's areas, where they are
        in charge of some: partners look for others' too."""
        mine = "yes" if has_own(viewer()) and viewer().area_ids else None
        return redirect(url_for("planitem.index_view", coverage="OPEN", mine=mine))
