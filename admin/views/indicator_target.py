"""Targets of indicators, entered from the page of the indicator."""

from typing import Any

from flask import flash

from admin.panel.field_groups import FieldGroup
from admin.panel.forms import GuardedForm
from admin.plans.year_field import DayOrYearField
from admin.views.of_owner import OwnedRecordView
from tansiq.language.words import say
from tansiq.plans.indicators import doubt_of_target


class IndicatorTargetView(OwnedRecordView):
    """What is to be achieved by a day, or within a year."""

    new_title = say("Add a target")
    empty = say("No target yet. Targets are added on the page of their indicator.")
    groups = (FieldGroup(say("Target"), ("on", "value")),)
    facts = ("indicator", "created_at", "changed_at")
    column_list = ("name", "indicator", "on", "value")
    column_sortable_list = ("on", "value")
    column_offered = ("created_at", "changed_at")
    order = order_at_owner = (("on", False), ("id", False))
    columns_at_owner = ("name", "value", "changed_at")
    empty_at_owner = say("No target is entered: progress is measured against one.")

    def scaffold_form(self) -> type[GuardedForm]:
        form: Any = super().scaffold_form()
        form.on = DayOrYearField(*form.on.args, **form.on.kwargs)
        return form  # type: ignore[no-any-return]  # A class of a form, whose fields are not told to the checker.

    def _save(self, row: Any, form: Any) -> bool:
        is_saved = super()._save(row, form)
        if is_saved and (doubt := doubt_of_target(row)):
            flash(str(doubt), "warning")
        return is_saved
