"""The page on which an administrator copies what rows hold in one field into another one of another type.

a field -> "Copy values" -> which other field -> what would be written, what stays, what cannot be read -> a batch
"""

from typing import Any

from flask import abort, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.field_holders import address_of, holder_name
from admin.panel.undo_offers import flash_with_button
from admin.panel.wrong_texts import flash_wrong
from admin.words.linked_names import linked_names
from tansiq.converted_values import CONVERTIBLE, Copied, Examined, copy_values, examine, targets_of
from tansiq.faults import Refused
from tansiq.language.digits import whole
from tansiq.language.words import gettext, ngettext
from tansiq.models import FieldDefinition
from tansiq.models.definitions import known
from tansiq.models.record_type import type_named
from tansiq.policy.visibility import may, visible

NAMED = 20
"""Records that cannot be copied and are told by name."""


class ValueCopyingMixin:
    """Of the view of fields: copying values. It is never proposed; the batch is taken back as any other."""

    get_own: Any
    get_save_return_url: Any
    get_url: Any
    render: Any

    def may_copy_values(self, row: Any) -> bool:
        """Whether the viewer may copy what rows hold in a field into another one."""
        is_there = row.use_state != "DRAFT" and row.archived_at is None and row.value_type in CONVERTIBLE
        return is_there and may(viewer(), "CHANGE", row)

    @expose("/copy-values/", methods=("GET", "POST"))
    def copy_values_view(self) -> Any:
        """?id=12&to=15: what copying would do; then the deed. ?after=4711 goes on with the records behind that one."""
        row = self.get_own("CHANGE", request.values.get("id"))
        if not self.may_copy_values(row):
            abort(404)
        offered = targets_of(row)
        to = next((one for one in offered if str(one.id) == request.values.get("to")), None)
        after = whole(request.values.get("after")) or 0
        if request.method == "POST":
            return self._copy(row, to or abort(404), after)
        said = {"row": row, "offered": offered, "to": to, "after": after, "kind": holder_name(row.holder)}
        return self.render(
            "panel/field_copy.html", **said, **_found(row, to, after), drafts=_drafts(row), here=address_of(row.holder)
        )

    def _copy(self, row: Any, to: FieldDefinition, after: int) -> Any:
        here = self.get_url(".copy_values_view", id=row.id, to=to.id)
        try:
            copied = copy_values(viewer(), row, to, after)
        except Refused as refusal:
            flash_wrong(refusal.faults)
            return redirect(here)
        flash_with_button(_done_text(copied), self.get_url("batches.undo_view"), gettext("Undo"), id=copied.batch.id)
        if copied.last is None:
            return redirect(self.get_save_return_url(row))
        return redirect(self.get_url(".copy_values_view", id=row.id, to=to.id, after=copied.last))


def _done_text(copied: Copied) -> str:
    return ngettext("Copied in %(count)s record.", "Copied in %(count)s records.", copied.count)


def _drafts(one: FieldDefinition) -> list[FieldDefinition]:
    """The fields that could take the values once they are published."""
    wanted = CONVERTIBLE[one.value_type]
    return [to for to in known().all_of(one.holder) if to.use_state == "DRAFT" and to.value_type in wanted]


def _found(row: Any, to: FieldDefinition | None, after: int) -> dict[str, Any]:
    """What copying would do, or why it is refused; nothing before a field was chosen."""
    if to is None:
        return {"found": None, "wrong": ""}
    try:
        found = examine(viewer(), row, to, after)
    except Refused as refusal:
        return {"found": None, "wrong": str(refusal.faults[0])}
    told = {"sentences": _sentences(found, to, after), "unread": _unread(row, found)}
    return {"found": found, "wrong": "", **told, "left_out": max(0, len(found.unread) - NAMED)}


def _sentences(found: Examined, to: FieldDefinition, after: int) -> list[str]:
    told = [
        ngettext("%(count)s record would be filled.", "%(count)s records would be filled.", len(found.rows)),
        ngettext(
            "%(count)s record holds something there already, and keeps it.",
            "%(count)s records hold something there already, and keep it.",
            found.held,
        ),
        ngettext(
            "%(count)s record holds what cannot stand there, and is left as it is.",
            "%(count)s records hold what cannot stand there, and are left as they are.",
            len(found.unread),
        ),
    ]
    if found.last is not None or after:
        told.append(gettext("There are many records: they are filled some thousands at a time."))
    return [*told, *_readers(to)]


def _readers(to: FieldDefinition) -> list[str]:
    """Who reads what is copied, and for how long."""
    told = [gettext("The other field is published: everybody who reads such a record reads it there, portals too.")]
    kept = ngettext(
        "It is kept there for %(count)s month from today.",
        "It is kept there for %(count)s months from today.",
        to.retention_months or 0,
    )
    is_open = to.is_published and not to.is_personal
    return [*(told if is_open else []), *([kept] if to.retention_months else [])]


def _unread(row: Any, found: Examined) -> list[tuple[Any, str, str]]:
    """(record with its link, what it holds, why that cannot stand there), the first of them."""
    first = found.unread[:NAMED]
    model: Any = type_named(row.record_table).model
    ids = [one.row_id for one in first]
    names = linked_names(list(visible(model, viewer()).where(model.id.in_(ids))) if ids else [], viewer())
    return [(names[one.row_id], one.given, str(one.why)) for one in first if one.row_id in names]
