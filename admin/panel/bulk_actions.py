"""Deeds over the rows chosen in a list: asked first, done as one batch, offered to be taken back.

ticked rows (GET) -> the question: how many, which -> yes (POST) -> tansiq.records.bulk_actions -> message with "Undo"
"""

from types import ModuleType
from typing import Any, ClassVar

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.current_viewer import local, viewer
from admin.panel.undo_offers import flash_with_button
from admin.panel.wrong_texts import flash_wrong
from admin.words.naming import call_rows, name_of
from tansiq.faults import Refused
from tansiq.language.digits import whole
from tansiq.language.words import gettext, ngettext
from tansiq.records import bulk_actions

MOST = 100
"""Rows that one deed is done to: more than a page holds."""

NAMED = 10
"""Rows that the question lists by name."""


class DeedsMixin:
    """What is done to several rows of a list at once.

    `doing` is the module that knows the deeds of the list and does them, as `tansiq.records.bulk_actions` does.
    """

    doing: ClassVar[ModuleType] = bulk_actions
    model: Any
    render: Any
    get_url: Any
    get_query: Any

    def deeds(self, rows: list[Any]) -> list[str]:
        """The deeds that would change some of the rows and that the viewer may do."""
        offered = self.doing.offered_deeds(viewer(), self.model)
        return [deed for deed in offered if any(self.doing.would_change(deed, row) for row in rows)]

    @expose("/deed/", methods=("GET", "POST"))
    def deed_view(self) -> Any:
        """Ask before a deed, and do it. Rows that are not the viewer's do not exist."""
        deed = request.values.get("deed", "")
        if not self.doing.offered_deeds(viewer(), self.model):
            abort(403)
        if deed not in self.doing.offered_deeds(viewer(), self.model):
            abort(404)
        back = local(request.values.get("back"))
        if not request.values.getlist("row"):
            flash(gettext("Choose at least one record first."), "error")
            return redirect(back)
        rows = self._chosen_rows()
        if request.method == "POST":
            self._carry_out(deed, rows)
            return redirect(back)
        doing = self.doing.rows_to_change(viewer(), deed, rows)
        call_rows(doing[:NAMED], viewer())
        names = [name_of(row) for row in doing[:NAMED]]
        left = len(rows) - len(doing)
        return self.render("panel/deed.html", deed=deed, doing=doing, names=names, left=left, back=back)

    def _chosen_rows(self) -> list[Any]:
        given = [row_id for text in request.values.getlist("row") if (row_id := whole(text)) is not None]
        rows = list(self.get_query().where(self.model.id.in_(given[:MOST])))
        if not rows:
            abort(404)
        places = {row_id: place for place, row_id in enumerate(given)}
        return sorted(rows, key=lambda row: places[row.id])

    def _carry_out(self, deed: str, rows: list[Any]) -> None:
        count = len(self.doing.rows_to_change(viewer(), deed, rows))
        try:
            batch = self.doing.carry_out(viewer(), deed, rows)
        except Refused as refusal:
            flash_wrong(refusal.faults)
            return
        flash_with_button(deed_done_text(deed, count), self.get_url("batches.undo_view"), gettext("Undo"), id=batch.id)


def chosen_counts(most: int) -> list[str]:
    """How 1, 2 ... `most` chosen records are told, for scripts, which know no plural forms."""
    return [
        ngettext("%(count)s record is chosen", "%(count)s records are chosen", count) for count in range(1, most + 1)
    ]


def deed_done_text(deed: str, count: int) -> str:
    """What was done, in words."""
    if deed == "ARCHIVE":
        return ngettext("%(count)s record was archived.", "%(count)s records were archived.", count)
    if deed == "RESTORE":
        return ngettext("%(count)s record was restored.", "%(count)s records were restored.", count)
    if deed == "PUBLISH":
        return ngettext("%(count)s record was published.", "%(count)s records were published.", count)
    if deed == "ACCEPT":
        return ngettext("%(count)s name was accepted.", "%(count)s names were accepted.", count)
    if deed == "REJECT":
        return ngettext("%(count)s name was rejected.", "%(count)s names were rejected.", count)
    if deed == "REOPEN":
        return ngettext("%(count)s name waits for review again.", "%(count)s names wait for review again.", count)
    return ngettext(
        "%(count)s record was withdrawn from publication.", "%(count)s records were withdrawn from publication.", count
    )
