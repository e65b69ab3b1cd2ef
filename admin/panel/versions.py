"""Earlier versions of a record: two of them side by side, and one brought back.

?id=7&from=3&to=5 -> what differs, field by field -> "Bring back version 3" (asked for on the same page)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.forms import whole_or_zero
from admin.panel.history_lines import Change, history_lines
from admin.panel.save_or_propose import save_or_propose
from admin.panel.wrong_texts import flash_wrong
from admin.words.naming import table_of
from tansiq.faults import Refused
from tansiq.language.words import gettext
from tansiq.models import HistoryEntry, Record
from tansiq.records import history
from tansiq.records.rule_faults import WARNS
from tansiq.records.versions import Snapshot, bring_back, differences, snapshot

MOST = 200
"""Versions that are offered to be compared, the newest first."""


class VersionsMixin:
    """The pages on the versions of one record."""

    render: Any
    get_url: Any
    get_one: Callable[[object], Any]
    get_own: Callable[[str, object], Any]
    may_act: Any

    @expose("/versions/")
    def versions_view(self) -> Any:
        """What differs between two versions of a record; the last two where the address names none."""
        row = self.get_one(request.args.get("id"))
        entries = list(history.entries_of(viewer(), row).limit(MOST))
        if not entries:
            abort(404)
        known = list(dict.fromkeys(entry.record_version for entry in entries))
        to = _version_in_address("to", known, known[0])
        start = _version_in_address("from", known, next((one for one in known if one < to), known[-1]))
        return self.render(
            "panel/versions.html",
            row=row,
            entries={entry.record_version: entry for entry in reversed(entries)},
            known=known,
            start=start,
            to=to,
            changes=version_changes(row, start, to),
            may_bring_back=self.may_act("CHANGE", row) and row.archived_at is None,
        )

    @expose("/bring-back/", methods=("POST",))
    def bring_back_view(self) -> Any:
        """Make the record what it was; whoever may not publish proposes it."""
        row = self.get_own("CHANGE", request.form.get("id"))
        row.version = whole_or_zero(request.form.get("seen"))
        version = whole_or_zero(request.form.get("version"))
        try:
            save_or_propose(lambda acting: bring_back(acting, row, version))
        except Refused as refusal:
            flash_wrong(refusal.faults)
            asked = {"warned": 1} if any(fault.code == WARNS for fault in refusal.faults) else {}
            return redirect(self.get_url(".versions_view", id=row.id, **asked))
        flash(gettext("The record is again what it was in version %(version)s.", version=version), "success")
        return redirect(self.get_url(".details_view", id=row.id))


@dataclass(frozen=True)
class ConcurrentEdit:
    """What somebody changed in a record while a form on it was open: the version now stored, by whom, which fields."""

    version: int
    actor: str
    changes: list[Change]


def concurrent_edit(row: Record, form: Any) -> ConcurrentEdit | None:
    """What changed since the form was opened; None where nothing did, or the viewer may not read the history."""
    seen, stored = whole_or_zero(form.version.data), type(row).get_or_none(type(row).id == row.id)
    if request.method != "POST" or stored is None or stored.version == seen:
        return None
    newest = history.entries_of(viewer(), stored).first()
    return ConcurrentEdit(stored.version, newest.actor if newest else "", version_changes(stored, seen, stored.version))


def version_changes(row: Record, start: int, to: int) -> list[Change]:
    """What differs between two versions of a row, in words; nothing where one of them is not known."""
    try:
        before, after = (snapshot(viewer(), row, version) for version in (start, to))
    except Refused:
        return []
    return change_lines(row, before, after)


def change_lines(row: Record, before: Snapshot, after: Snapshot) -> list[Change]:
    """The fields that differ, as the history would tell them."""
    fields = orjson.dumps(differences(before, after)).decode()
    entry = HistoryEntry(record_type=table_of(row), record_id=row.id, act="CHANGE", changes=fields)
    return history_lines(viewer(), [entry])[0].changes


def _version_in_address(name: str, known: list[int], otherwise: int) -> int:
    given = whole_or_zero(request.args.get(name))
    return given if given in known else otherwise
