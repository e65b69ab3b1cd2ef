"""Indicators of plans and of their items: where each is to get, and how far it is."""

from typing import Any

from flask import request

from admin.panel.field_groups import FieldGroup
from admin.panel.filters import filter_by_code
from admin.plans.indicator_chart import IndicatorChart, indicator_charts
from admin.views.of_owner import OwnedRecordView
from admin.views.owned_records import OwnedRecords, links_of, records_of
from tansiq.language.digits import whole
from tansiq.language.words import say
from tansiq.models import Indicator


class IndicatorView(OwnedRecordView):
    """One indicator with its targets and values; entered from the page of its plan or of its item."""

    new_title = say("Add an indicator")
    empty = say("No indicator yet. Indicators are added on the pages of plans and of their items.")
    groups = (
        FieldGroup(say("What is measured"), ("name_ar", "name_en", "unit", "direction", "item")),
        FieldGroup(say("Where it stood before"), ("baseline", "baseline_on")),
        FieldGroup(say("How several values become one"), ("over_areas", "over_time")),
    )
    facts = ("plan", "created_at", "changed_at")
    filters = (filter_by_code("direction"),)
    column_list = ("name", "plan", "item", "unit", "direction", "baseline")
    column_sortable_list = ("name", "baseline")
    column_offered = ("baseline_on", "over_areas", "over_time", "created_at", "changed_at")
    columns_at_owner = ("name", "item", "unit", "direction", "baseline")
    details_template, linked_template = "panel/indicator.html", "panel/linked_indicators.html"

    def address_to_add(self, key: str, row: Any) -> str:
        if key == "item" and self.may_act("CREATE", Indicator(plan=row.plan_id, item=row.id)):
            return str(self.get_url(f"{self.endpoint}.create_view", plan=row.plan_id, item=row.id))
        return super().address_to_add(key, row)

    @property
    def links_shown_above(self) -> tuple[str, ...]:
        return links_of(Indicator)

    def charts(self, rows: Any) -> list[IndicatorChart]:
        """The targets of each against what was achieved."""
        return indicator_charts(rows)

    def records_of(self, row: Any) -> list[OwnedRecords]:
        """Its targets and its values."""
        return records_of(row)

    def first_values(self) -> dict[str, Any]:
        # A form that is opened from the page of an item has that item.
        return {"item": whole(request.args.get("item"))}

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        # Its targets and values come next, and are entered from its page.
        return str(self.get_url(".details_view", id=model.id))
