"""The whole history: who did what to which row, when and through which face; searched, paged, saved as a file.

?person=3&table=intervention&act=CHANGE&face=IMPORT&from=2026-01-01&to=2026-03-31&after=<place of the last entry>
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import abort, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.history_lines import HistoryLine, by_day, history_lines
from admin.panel.list_export import TYPES, TableFile, list_file
from admin.panel.put_off import MOST_AT_ONCE, put_off
from admin.panel.signed_in_view import SignedInView
from admin.panel.typed_day import TypedDay, typed_day
from admin.words.coded_fields import code_choices, code_label
from admin.words.formatting import moment_text
from admin.words.labels import actor_label, kind_label, label
from admin.words.linked_names import hidden_name, linked_names
from admin.words.naming import full_names
from tansiq.language.digits import whole
from tansiq.language.words import Sentence, gettext, listed, say
from tansiq.models import Account, Batch, HistoryEntry, tables
from tansiq.models.record_type import record_types
from tansiq.policy.history_rule import reads_history
from tansiq.policy.visibility import visible
from tansiq.records.history import HistoryCursor, HistoryQuestion, search

AT_ONCE = 50
"""Entries that one page tells."""

MOST_ROWS = 50_000
"""Entries that one file holds at most."""

Named = dict[tuple[str, int], Any]


@dataclass(frozen=True)
class SelectBox:
    """One select box: its name in the address, what it is called, its options."""

    name: str
    label: Sentence
    options: list[tuple[str, str]]


class HistoryPage(SignedInView):
    """All entries, for those who may read the history."""

    group = "settings"
    icon = "history"
    title = say("History")

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="history", url="/admin/history")

    def is_visible(self) -> bool:
        return reads_history(viewer())

    @expose("/")
    def index(self) -> Any:
        boxes = select_boxes()
        filters = asked_filters(boxes)
        question = self._question(filters)
        after = _cursor(request.args.get("after", ""))
        entries = list(search(viewer(), question, after).limit(AT_ONCE + 1))
        shown, has_more = entries[:AT_ONCE], len(entries) > AT_ONCE
        return self.render(
            "panel/history.html",
            days=by_day(history_lines(viewer(), shown)),
            rows=row_links(shown),
            select_boxes=boxes,
            filters=filters,
            days_asked=asked_days(),
            batch=_batch(question),
            after=_cursor_text(shown[-1]) if has_more else None,
            is_newest=after is None,
        )

    @expose("/export/<kind>/")
    def export(self, kind: str) -> Any:
        """The entries asked for as a file."""
        if kind not in TYPES:
            abort(404)
        boxes = select_boxes()
        filters = asked_filters(boxes)
        found = search(viewer(), self._question(filters))
        if waits := put_off(found.offset(MOST_AT_ONCE).limit(1).exists(), self.title):
            return waits
        query = found.limit(MOST_ROWS)
        names = ("at", "actor", "act", "face", "table", "row", "changed_fields")
        return list_file(kind, self._about(boxes, filters), [str(label(name)) for name in names], _cells(list(query)))

    def _about(self, boxes: list[SelectBox], given: dict[str, str]) -> TableFile:
        chosen = [(str(box.label), dict(box.options).get(given.get(box.name, ""), "")) for box in boxes]
        days = [(gettext("From"), given.get("from", "")), (gettext("To"), given.get("to", ""))]
        return TableFile(self.title, None, [one for one in (*chosen, *days) if one[1] and one[1] != gettext("All")])

    def _question(self, given: dict[str, str]) -> HistoryQuestion:
        """What the address asks. The page is not there for those who may not read the history."""
        if not self.is_visible():
            abort(404)
        return HistoryQuestion(
            table=given.get("table", ""),
            row=whole(given.get("row")),
            account=whole(given.get("person")),
            act=given.get("act", ""),
            face=given.get("face", ""),
            batch=whole(given.get("batch")),
            begins=asked_days()["from"].day,
            ends=asked_days()["to"].day,
        )


def select_boxes() -> list[SelectBox]:
    """The select boxes over the history."""
    accounts = list(visible(Account, viewer()).order_by(Account.name, Account.id).limit(500))
    people = [(str(account_id), name) for account_id, name in full_names(accounts, viewer()).items()]
    kinds = [(kind.table, str(kind.one)) for kind in record_types()]
    return [
        SelectBox("person", say("Person"), _with_all(people)),
        SelectBox("table", say("Kind of record"), _with_all(kinds)),
        SelectBox("act", say("Act"), _with_all(code_choices("act")[1:])),
        SelectBox("face", say("Through"), _with_all(code_choices("face"))),
    ]


def asked_filters(boxes: list[SelectBox]) -> dict[str, str]:
    """What of the address is understood, by name; the rest counts as not given."""
    offered = {choice.name: dict(choice.options) for choice in boxes}
    given = {name: request.args.get(name, "") for name in (*offered, "batch", "row")}
    known = {
        name: value
        for name, value in given.items()
        if value and (value in offered[name] if name in offered else whole(value) is not None)
    }
    return known | {name: day.iso for name, day in asked_days().items() if day.day}


def asked_days() -> dict[str, TypedDay]:
    """The first and the last day that the address asks for, as their fields show them; an end before the beginning is
    told and not asked for."""
    days = {name: typed_day(request.args.get(name, "")) for name in ("from", "to")}
    begins, ends = days["from"].day, days["to"].day
    if begins and ends and ends < begins:
        days["to"] = replace(days["to"], day=None, wrong=gettext("The end is before the beginning."))
    return days


def row_links(entries: Iterable[HistoryEntry]) -> Named:
    """By (table, id): the name of each row that the entries are about, leading to its page; a statement a table."""
    wanted: dict[str, set[int]] = {}
    for entry in entries:
        wanted.setdefault(entry.record_type, set()).add(entry.record_id)
    return {(table, row_id): shown for table, ids in wanted.items() for row_id, shown in _named(table, ids)}


def _named(table: str, ids: set[int]) -> Iterator[tuple[int, Any]]:
    model: Any = tables()[table]
    rows = list(visible(model, viewer()).where(model.id.in_(ids)))
    known = linked_names(rows, viewer())
    for row_id in ids:
        yield row_id, known.get(row_id) or hidden_name()


def _cells(entries: Sequence[HistoryEntry]) -> Iterator[list[str]]:
    for start in range(0, len(entries), 500):
        yield from (_line(one) for one in history_lines(viewer(), entries[start : start + 500]))


def _line(one: HistoryLine) -> list[str]:
    entry = one.entry
    fields = listed(str(change.label) for change in one.changes)
    codes = [code_label("act", entry.act), code_label("face", entry.face)]
    kind = str(kind_label(entry.record_type))
    return [moment_text(entry.at), actor_label(entry.actor), *codes, kind, str(entry.record_id), fields]


def _batch(question: HistoryQuestion) -> Batch | None:
    return visible(Batch, viewer()).where(Batch.id == question.batch).first() if question.batch is not None else None


def _with_all(options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", gettext("All")), *options]


def _cursor_text(entry: HistoryEntry) -> str:
    """The place of an entry as an address holds it."""
    return f"{entry.at.isoformat()}_{entry.id}"


def _cursor(given: str) -> HistoryCursor | None:
    at, _line, entry_id = given.partition("_")
    number = whole(entry_id)
    with suppress(ValueError):
        return HistoryCursor(datetime.fromisoformat(at).replace(tzinfo=None), number) if number is not None else None
    return None
