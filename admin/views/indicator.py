"""Indicators of plans and of their items: where each is to get, and how far it is."""

from typing import Any

from flask import request
from wtforms import SelectField

from admin.panel.field_groups import FieldGroup
from admin.panel.filters import filter_by_code
from admin.plans.indicator_chart import IndicatorChart, indicator_charts
from admin.views.of_owner import OwnedRecordView
from admin.views.owned_records import OwnedRecords, links_of, records_of
from admin.words.labels import label
from tansiq.language.bilingual import pick
from tansiq.language.digits import whole
from tansiq.language.words import say
from tansiq.models import Indicator
from tansiq.models.definitions import ENTRY, known
from tansiq.models.form_rules import FIGURES


class IndicatorView(OwnedRecordView):
    """One indicator with its targets and values; entered from the page of its plan or of its item."""

    new_title = say("Add an indicator")
    empty = say("No indicator yet. Indicators are added on the pages of plans and of their items.")
    groups = (
        FieldGroup(say("What is measured"), ("name_ar", "name_en", "unit", "direction", "item", "form_item")),
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

    def scaffold_form(self) -> Any:
        """The form, in which one of the items is chosen whose figures everybody may know."""
        text, about = label("form_item", "indicator"), Indicator.form_item.help_text
        members = {"form_item": SelectField(text, coerce=whole, choices=_items, description=about)}
        return type("IndicatorForm", (super().scaffold_form(),), members)

    def edit_form(self, obj: Any = None) -> Any:
        form = super().edit_form(obj)
        one = known().fields.get(obj.form_item_id or 0)
        if one is not None and str(one.number) not in dict(form.form_item.choices):
            # What it follows stays, though nobody could choose it by now.
            form.form_item.choices.append((str(one.number), pick(one, "label")))
        return form

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


def _items() -> list[tuple[str, str]]:
    """(number, "form: item") of what an indicator may follow."""
    definitions = known()
    forms = [form for form in definitions.forms_in_use() if form.policy == "PUBLIC"]
    told = [(form, one) for form in forms for one in definitions.of((ENTRY, int(form.id)))]
    open_to_all = [(form, one) for form, one in told if one.value_type in FIGURES and one.over_areas and one.is_open]
    return [("", ""), *((str(one.number), f"{pick(form, 'many')}: {pick(one, 'label')}") for form, one in open_to_all)]
