"""Everything that is wrong with a form in one round: what cannot be read, and what is wrong with the rest."""

from typing import Any

from flask import request

from admin.current_viewer import viewer
from admin.panel.forms import fill, show_further
from tansiq.records import changes
from tansiq.records.taken_values import taken_faults


class AllFaultsMixin:
    """Of a view with forms of rows: where something could not be read, the other fields are judged all the same."""

    model: Any
    form_columns: Any
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
        fill(row, form, [name for name in self.form_columns if name in form])
        faults = changes.all_faults(row, {} if stored is None else stored.values())
        told = {fault.field for fault in faults} | {field.name for field in form if field.errors}
        show_further(form, [*faults, *taken_faults(viewer(), row, told)])
