"""Deeds over many records: which there were, by whom, on how many, and taking one back as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.current_viewer import local, viewer
from admin.panel.signed_in_view import SignedInView
from admin.panel.undo_offers import flash_with_button
from admin.words.labels import label, table_label
from admin.words.linked_names import linked_names
from tansiq.faults import Refused
from tansiq.imports import runs
from tansiq.language.digits import whole
from tansiq.language.words import gettext, ngettext, say
from tansiq.models import Batch
from tansiq.models.data_stamps import table_name
from tansiq.policy.visibility import may, visible
from tansiq.records import batches, undoing
from tansiq.records.batches import BatchSummary
from tansiq.records.undoing import FieldLeft, RowLeft, UndoResult

PAGE = 25
NAMED = 10
"""Records that were left as they are and are told by name."""

SHOWN = 50
"""Records that the page of one deed names."""


@dataclass(frozen=True)
class RecordsTouched:
    """What one deed did to one table: how many records, and the first of them."""

    label: str
    count: int
    links: list[Any]


class BatchesView(SignedInView):
    """Bulk deeds and imports, newest first."""

    title = say("Bulk changes")
    group = "exchange"
    icon = "layers"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="batches", url="batches")

    def is_visible(self) -> bool:
        return may(viewer(), "READ", Batch)

    def _handle_view(self, name: str, **kwargs: Any) -> Any:
        answer = super()._handle_view(name, **kwargs)
        if answer is None and not may(viewer(), "READ", Batch):
            abort(403)
        return answer

    @expose("/")
    def index_view(self) -> Any:
        given = request.args.get("page", "")
        page = min(int(given[:6]), 100_000) if given.isascii() and given.isdigit() else 0
        summaries = batches.newest_batches(viewer(), page, PAGE)
        return self.render(
            "panel/batches.html",
            summaries=summaries[:PAGE],
            page=page,
            has_next=len(summaries) > PAGE,
        )

    @expose("/details/")
    def details_view(self) -> Any:
        """What one deed did, and whether it can be taken back."""
        batch = self._find(request.args.get("id"))
        touched = [
            RecordsTouched(str(table_label(one.table)), one.count, _links(one.model, one.first))
            for one in batches.rows_touched(batch, SHOWN)
        ]
        summary = BatchSummary(batch, sum(one.count for one in touched))
        return self.render(
            "panel/batch.html", batch=batch, summary=summary, touched=touched,
            may_undo=may_undo(batch), run=runs.of_batch(viewer(), batch),
        )  # fmt: skip

    @expose("/undo/", methods=("POST",))
    def undo_view(self) -> Any:
        """Take a deed back; undoing that does it again. An import is taken back by the worker, from its own page."""
        batch = self._find(request.form.get("id"))
        if run := runs.of_batch(viewer(), batch):
            return redirect(self.get_url("imports.run", id=run.id))
        try:
            self._flash_result(batch, undoing.undo(viewer(), batch))
        except Refused as refusal:
            for text in dict.fromkeys(str(fault) for fault in refusal.faults):
                flash(text, "error")
        return redirect(self._back())

    def _flash_result(self, batch: Batch, undone: UndoResult) -> None:
        if undone.clashes:
            flash(_clashes_text(undone.clashes), "warning")
        if undone.left:
            flash(_left_text(undone.left), "error")
        is_again = batch.kind == "UNDO"
        button = gettext("Undo") if is_again else gettext("Do it again")
        flash_with_button(_undone_text(is_again, undone.count), self.get_url(".undo_view"), button, id=undone.batch.id)

    def _back(self) -> str:
        """Back to the page on which the button stood, if it is one of ours."""
        came_from = request.form.get("back") or request.headers.get("Referer", "").partition(request.host)[2]
        return local(came_from) if came_from else str(self.get_url(".index_view"))

    def _find(self, given: object) -> Batch:
        """The batch with this id that the viewer may see; 404 for any other."""
        found: Batch | None = visible(Batch, viewer()).where(Batch.id == (whole(given) or -1)).first()
        return found or abort(404)


def may_undo(batch: Batch) -> bool:
    """Whether the viewer may take the batch back, and nobody did."""
    return batch.undone_at is None and may(viewer(), "CHANGE", batch)


def _undone_text(is_again: bool, count: int) -> str:
    if is_again:
        return ngettext("Done again: %(count)s record.", "Done again: %(count)s records.", count)
    return ngettext(
        "Taken back: %(count)s record is as it was before.",
        "Taken back: %(count)s records are as they were before.",
        count,
    )


def _links(model: Any, ids: Sequence[int]) -> list[Any]:
    known = linked_names(list(visible(model, viewer()).where(model.id.in_(list(ids)))) if ids else [], viewer())
    return [known[row_id] for row_id in ids if row_id in known]


def _left_text(left: list[RowLeft]) -> str:
    """Which records were left as they are, the first by name."""
    first = left[:NAMED]
    names = [name for model in dict.fromkeys(one.model for one in first) for name in _names(model, first)]
    return ngettext(
        "%(count)s record changed since and was left as it is: %(names)s",
        "%(count)s records changed since and were left as they are: %(names)s",
        len(left),
        names=gettext(", ").join(names) + ("" if len(left) <= NAMED else " …"),
    )


def _clashes_text(clashes: list[FieldLeft]) -> str:
    """The fields that somebody changed since, with what they stand in."""
    fields = [f"{_names_of(one)}: {label(one.name, table_name(one.model))}" for one in clashes[:NAMED]]
    return ngettext(
        "%(count)s field was changed since and was left as it is: %(fields)s",
        "%(count)s fields were changed since and were left as they are: %(fields)s",
        len(clashes),
        fields=gettext(", ").join(fields) + ("" if len(clashes) <= NAMED else " …"),
    )


def _names_of(one: FieldLeft) -> str:
    return "".join(_names(one.model, [RowLeft(one.model, one.row_id)]))


def _names(model: Any, left: list[RowLeft]) -> list[str]:
    ids = [one.row_id for one in left if one.model is model]
    found = linked_names(list(visible(model, viewer()).where(model.id.in_(ids))), viewer())
    return [str(name.striptags()) for name in found.values()]
