"""The page on which an administrator strikes out all that rows hold in a personal field, for good."""

from typing import Any

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.field_holders import holder_name
from admin.panel.wrong_texts import flash_wrong
from tansiq.faults import Refused
from tansiq.language.words import ngettext
from tansiq.policy.visibility import may
from tansiq.struck_values import held_count, strike_out


class StrikingMixin:
    """Of the view of fields: striking out. It is never proposed, and never undone."""

    get_own: Any
    get_save_return_url: Any
    render: Any

    def may_strike(self, row: Any) -> bool:
        """Whether the viewer may strike out what rows hold in a field."""
        return row.is_personal and row.use_state != "DRAFT" and may(viewer(), "CHANGE", row)

    @expose("/strike/", methods=("GET", "POST"))
    def strike_view(self) -> Any:
        """First what will be gone, then the deed, for whoever ticked that they mean it."""
        row = self.get_own("CHANGE", request.values.get("id"))
        if not self.may_strike(row):
            abort(404)
        is_sure = request.form.get("sure") == "y"
        if request.method == "POST" and is_sure:
            return self._strike(row)
        told = ngettext(
            "%(count)s record holds something in it, which leaves the record, its history and proposals about it.",
            "%(count)s records hold something in it, which leaves them, their histories and proposals about them.",
            held_count(row),
        )
        said = {"row": row, "told": told, "kind": holder_name(row.holder), "is_asked": request.method == "POST"}
        return self.render("panel/field_strike.html", **said)

    def _strike(self, row: Any) -> Any:
        try:
            count = strike_out(viewer(), row)
        except Refused as refusal:
            flash_wrong(refusal.faults)
        else:
            flash(ngettext("Struck out of %(count)s record.", "Struck out of %(count)s records.", count), "success")
        return redirect(self.get_save_return_url(row))
