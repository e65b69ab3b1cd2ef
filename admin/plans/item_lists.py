"""Lists of items of plans that answer one question over all plans, each a page of its own in the menu.

They are lists as any other (filters, order, columns, files, saved views); items are changed on their own pages.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from flask import request
from flask_admin.model import BaseModelView
from peewee import ModelSelect

from admin.current_viewer import viewer
from admin.panel.day_filter import DayFilter
from admin.panel.filters import ChoiceFilter, Choices, Filter, filter_by_code
from admin.panel.list_view import ListMixin
from admin.panel.lookups import Lookup
from admin.panel.own_filter import own_filters
from admin.panel.reference_filter import ReferenceFilter
from admin.panel.signed_in_view import SignedInView
from admin.plans.item_filters import AREA, ONLY_OPEN, PLAN, PLAN_KIND, RESPONSIBLE, SECTOR
from admin.plans.item_rows import item_rows
from admin.words.formatting import DisplayRows
from tansiq.language.words import Sentence, gettext, say
from tansiq.models import PlanItem
from tansiq.plans.late_items import LATE_DAYS, late_items, only_late
from tansiq.platform import clock
from tansiq.policy.own_rows import has_own
from tansiq.policy.visibility import visible


class ItemListPage(ListMixin, SignedInView):
    """A list of standing items; what whoever opens it looks after comes first, all others on demand."""

    model = PlanItem
    group = "plans"
    empty: ClassVar[Sentence]
    can_create = can_edit = False
    export_types, export_max_rows, page_size = ("csv", "xlsx"), 50_000, 25
    ajax_lookup = BaseModelView.ajax_lookup

    def __init__(self, endpoint: str, url: str) -> None:
        # What is typed into the look-ups beside the list is answered as in any other one.
        found = [one for one in self.filters if isinstance(one, ReferenceFilter)]
        self._form_ajax_refs: dict[str, Lookup] = {one.lookup_name: one.lookup for one in found}
        super().__init__(name=self.title, endpoint=endpoint, url=url)

    @property
    def all_filters(self) -> tuple[Filter, ...]:
        return (*self.filters, *self._whose())

    def _whose(self) -> Iterable[Filter]:
        return map(_own_first, own_filters(self.model)) if self.begins_with_own() else own_filters(self.model)

    def begins_with_own(self) -> bool:
        """Whether the list begins with what is the reader's own."""
        return has_own(viewer())

    def deeds(self, rows: list[Any]) -> list[str]:
        """None: items are changed on their own pages, and many at once in their plan."""
        return []

    def get_query(self) -> "ModelSelect[PlanItem]":
        return visible(PlanItem, viewer()).where(PlanItem.archived_at.is_null())

    def order_column(self, name: str) -> Any:
        # Codes are numbers with points, which the outline orders as people count.
        return PlanItem.order_key if name == "code" else super().order_column(name)

    def display_rows(self, rows: list[Any], names: Iterable[str]) -> DisplayRows:
        shown = tuple(names)
        return item_rows(super().display_rows(rows, shown), shown)


def _own_first(choice: ChoiceFilter) -> ChoiceFilter:
    """The choice between the reader's own and all, which begins with their own."""

    def options() -> Choices:
        return [("all", gettext("All")), *choice.choices()[1:]]

    def condition(table: Any, value: str) -> Any:
        return None if value == "all" else choice.condition(table, value)

    return ChoiceFilter(choice.name, choice.label, options, condition, start="yes")


DAY = DayFilter("on", say("Late on"), say("Which items are late on this day, by what is known now."))


class LateItemsPage(ItemListPage):
    """/admin/late-items/: what is late, by how many days, and whose it is; ?on=2026-03-31 tells of another day."""

    title = say("Late items")
    icon = "clock"
    empty = say("Nothing is late.")
    filters = (AREA, RESPONSIBLE, PLAN, PLAN_KIND, SECTOR, DAY)
    list_template = "panel/late_items.html"
    column_list = ("name", "late_days", "ends_on", "progress_now", "organization", "plan", "code")
    column_sortable_list = ("late_days", "ends_on", "organization", "plan", "code")
    column_offered = ("item_kind", "item_state", "starts_on", "required", "unit", "reported_on", "remark")
    order = (("late_days", True), ("plan", False), ("code", False))

    def __init__(self) -> None:
        super().__init__("lateitems", "late-items")

    def get_query(self) -> "ModelSelect[PlanItem]":
        return only_late(super().get_query(), late_items(viewer(), DAY.read(request.args).meant or clock.today()))

    def order_column(self, name: str) -> Any:
        return LATE_DAYS if name == "late_days" else super().order_column(name)

    def display_rows(self, rows: list[Any], names: Iterable[str]) -> DisplayRows:
        for row in rows:
            # They are no columns of an item: both are told of the day that the list is about. Rounded up, progress
            # would be more than was reached.
            row.__data__.update(late_days=row.late_days, progress_now=int(row.late_progress))
        return super().display_rows(rows, names)


class OpenItemsPage(ItemListPage):
    """/admin/open-items/: what asks for a commitment, and who is at work there without serving it yet.

    It begins with what lies in the reader's areas, where they are in charge of some: partners look for others' too.
    """

    title = say("Open items")
    icon = "check"
    empty = say("Nothing is open: all that plans ask for is committed.")
    filters = (ONLY_OPEN, AREA, RESPONSIBLE, PLAN, PLAN_KIND, SECTOR, filter_by_code("item_kind"))
    list_template = "panel/open_items.html"
    column_list = ("name", "plan", "still_open", "unit", "at_work", "ends_on")
    column_sortable_list = ("plan", "starts_on", "ends_on", "code")
    column_offered = (
        "code", "item_kind", "item_state", "organization", "required", "people", "budget", "currency", "starts_on",
        "remark",
    )  # fmt: skip
    order = (("plan", False), ("code", False))

    def __init__(self) -> None:
        super().__init__("openitems", "open-items")

    def begins_with_own(self) -> bool:
        return super().begins_with_own() and bool(viewer().area_ids)
