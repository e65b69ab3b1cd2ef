"""Everything that is wrong with a form in one round: what cannot be read, and what is wrong with the rest."""

from collections.abc import Mapping
from typing import Any

from flask import request

from admin.current_viewer import viewer
from admin.panel.forms import show_further
from tansiq.models import Record
from tansiq.records import row_faults
from tansiq.records.rule_faults import rule_faults
from tansiq.records.taken_values import taken_faults


class AllFaultsMixin:
    """Of a view with forms of rows: where something could not be read, the other fields are judged all the same."""

    model: Any
    fill_row: Any
    new_row: Any
    get_one: Any

    def validate_form(self, form: Any) -> bool:
        """Whether all that was sent could be read; where it could not, everything else that is wrong is told too."""
        if super().validate_form(form):  # type: ignore[misc]  # Flask-Admin's own, behind this one.
            return True
        if request.method == "POST":
            self.show_further_faults(form)
        return False

    def show_further_faults(self, form: Any) -> None:
        """Tell what is wrong with the rest of a form of which something could not be read. Nothing is written."""
        stored = self.get_one(request.args.get("id")) if str(request.endpoint).endswith(".edit_view") else None
        row = self.new_row() if stored is None else self.model(**stored.__data__)
        self.fill_row(row, form)
        show_all_faults(form, row, {} if stored is None else stored.values())


def show_all_faults(form: Any, row: Record, before: Mapping[str, Any]) -> None:
    """Beside what could not be read of a form, tell all else that is wrong with the row it fills; `before` are the
    stored values of the row."""
    faults = row_faults.all_faults(row, before)
    faults += rule_faults(viewer(), row, before, {fault.field for fault in faults})
    told = {fault.field for fault in faults} | {field.short_name for field in form if field.errors}
    show_further(form, [*faults, *taken_faults(viewer(), row, told)])
