"""What the pages of imports show: the kept JSON of a run, page by page, in the reader's language."""

from pathlib import Path
from typing import Any

import orjson
from flask import request
from markupsafe import Markup

from admin.current_viewer import viewer
from admin.imports import review, sheet_kinds
from admin.words.coded_fields import code_label
from admin.words.formatting import DisplayRows, bdi, display_rows, link, number_text
from admin.words.naming import name_of
from tansiq.exchange.values.countries import every_country
from tansiq.imports import runs, sheet_summary, stored_texts, workbook_files
from tansiq.imports.sheet_summary import says_where
from tansiq.language.digits import whole
from tansiq.language.words import N_, gettext, language
from tansiq.models import Area, ImportRun
from tansiq.models.record_type import type_named
from tansiq.platform import background
from tansiq.policy.authority import is_to_have_workbook
from tansiq.policy.visibility import visible

PAGE = 50
"""Entries of one page of a tab."""
DEEPEST = 10_000

STAGES = {
    "": N_("Waiting for the worker."),
    "open": N_("The workbook is being opened."),
    "read": N_("Rows read: %(count)s"),
    "match": N_("Rows to compare with the register: %(count)s"),
    "resolve": N_("Rows understood: %(count)s"),
    "interventions": N_("Interventions prepared: %(count)s"),
    "sites": N_("Sites prepared: %(count)s"),
    "write": N_("Rows being written: %(count)s"),
    "again": N_("The register changed meanwhile: the rows are compared with it anew."),
    "propose": N_("Proposals made: %(count)s"),
    "undo": N_("Records taken back: %(count)s"),
    "mark": N_("The marked workbook is being written."),
}
_COUNTED = {"read", "resolve", "sites"}
_SOURCES = {
    "hxl": N_("by its HXL tag"),
    "header": N_("by its header"),
    "mapping": N_("chosen by a person"),
    "": N_("not understood"),
}


def page_number() -> int:
    """The page asked for in the address, from 0; anything else means the first."""
    return min(whole(request.args.get("page")) or 0, DEEPEST)


def paged(query: Any) -> dict[str, Any]:
    """One page of a query, and whether another one follows."""
    at = page_number()
    rows = list(query.limit(PAGE + 1).offset(at * PAGE))
    return {"rows": rows[:PAGE], "page_at": at, "has_next": len(rows) > PAGE}


def paged_list(entries: list[Any]) -> dict[str, Any]:
    """The same of a list."""
    at = page_number()
    return {"rows": entries[at * PAGE : (at + 1) * PAGE], "page_at": at, "has_next": len(entries) > (at + 1) * PAGE}


def page_values(run: ImportRun, state: str) -> dict[str, Any]:
    """What the page of a run in this state shows, by names for its template."""
    said = {"errors": errors(run), "tally": from_json(run.tally), "understood": from_json(run.understanding)}
    if state in runs.JOBS:
        said["progress"] = progress(run)
    if state in ("APPLIED", "UNDONE"):
        said |= {"left": rows_left(run), "preview": from_json(run.report) or {}, "proposals": review.proposals(run)}
    has_file = is_to_have_workbook(viewer(), run)
    files = {"has_marked": has_file and _has_marked(run), "has_original": bool(run.stored) and has_file}
    return {**said, **files, "has_samples": has_file, "deeds": ("undo", "redo")}


def from_json(text: str) -> Any:
    """Kept JSON; None where there is none."""
    return orjson.loads(text) if text else None


def errors(run: ImportRun) -> list[str]:
    """What went wrong, in sentences."""
    return [str(stored_texts.sentence_from_json(one)) for one in from_json(run.error) or []]


def sentence_text(sentence: Any) -> str:
    """A kept sentence in the language now spoken."""
    return str(stored_texts.sentence_from_json(sentence))


def name_markup(one: Any, with_code: bool = True) -> Markup:
    """A kept name in the language now spoken, with its code where it has another and no column of its own tells it."""
    text = stored_texts.name_from_json(one)
    code = one["code"] if with_code and one and one["code"] != text else ""
    return bdi(text) + (Markup(' <bdi class="code">{}</bdi>').format(code) if code else Markup(""))


def _has_marked(run: ImportRun) -> bool:
    return bool(run.stored) and workbook_files.marked_of(run.stored).exists()


def marked_name(run: ImportRun) -> str:
    """What the marked workbook is called when it is saved."""
    return f"{Path(run.file_name).stem}-{gettext('marked')}.xlsx"


# The worker at work
def progress(run: ImportRun) -> dict[str, Any]:
    """How far the worker is, in words and of how many rows; `is_over` once there is another page to see."""
    state = runs.state_of(run)
    far = background.how_far(run.id, runs.JOBS.values())
    is_over = state not in runs.JOBS
    return {
        "is_over": is_over,
        "text": gettext(STAGES.get(far.stage, STAGES[""]), count=number_text(far.count)),
        "count": far.count,
        "total": _total(run) if far.stage in _COUNTED else 0,
    }


def _total(run: ImportRun) -> int:
    sheets = (from_json(run.understanding) or {"sheets": []})["sheets"]
    return next((sheet["rows"] for sheet in sheets if sheet["name"] == run.sheet), 0)


# The columns
def recognised_by(column: Any) -> str:
    """How a column came to its field."""
    text = _SOURCES[column["by"]]
    return gettext(text)


def is_personal(field: str) -> bool:
    """Whether a field is recognised in order to be left out."""
    return bool(field) and sheet_summary.hides_samples(field)


def wants_country(understood: Any) -> bool:
    """Whether nothing in the sheet can say which country it is about."""
    return not says_where(understood["columns"])


def countries() -> list[tuple[str, list[tuple[str, str]]]]:
    """Countries to choose from: first those of the register, then all others."""
    stored = visible(Area, viewer()).where((Area.level == 0) & Area.archived_at.is_null()).order_by(Area.pcode)
    own = [(area.pcode, name_of(area)) for area in stored]
    codes = {code for code, _name in own}
    others = [pair for pair in every_country(language()) if pair[0] not in codes]
    return [(gettext("In the register"), own), (gettext("Other countries"), others)]


# Before and after
def confirmation(run: ImportRun, deed: str) -> dict[str, str] | None:
    """The question before a deed, what follows from it, and the text of its button; None if it is not possible now."""
    tally, state = from_json(run.tally) or {}, runs.state_of(run)
    if deed in ("enter", "good") and state == "PLANNED" and (deed == "good" or not tally["wrong"]):
        texts = review.entry_texts(tally)
        return {"title": texts.question, "button": texts.confirm, "then": sheet_kinds.consequence(run, tally)}
    if deed == "discard" and state in runs.OPEN:
        then = gettext("The file is removed. Nothing of it was entered.")
        return {"title": gettext("Discard this file?"), "button": gettext("Discard"), "then": then}
    if deed == "undo" and state == "APPLIED" and run.batch_id:
        then = gettext("New records are archived and changed ones get their old values back. Records that somebody "
                       "changed since are left as they are, and named. It can be done again later.")  # fmt: skip
        return {"title": gettext("Undo this import?"), "button": gettext("Undo this import"), "then": then}
    if deed == "withdraw" and review.is_waiting(run):
        then = gettext("Nobody decides on what still waits, and nothing of it is entered. What was decided already "
                       "stays as it is.")  # fmt: skip
        return {"title": gettext("Withdraw what still waits?"), "button": gettext("Withdraw it"), "then": then}
    if deed == "redo" and state == "UNDONE":
        then = gettext("What was taken back returns as it was entered.")
        return {"title": gettext("Enter it again?"), "button": gettext("Enter it again"), "then": then}
    return None


def rows_left(run: ImportRun) -> dict[str, Any] | None:
    """What the last undoing left: how many records, and the first of them as links."""
    said = from_json(run.left)
    if not said:
        return None
    wanted: dict[str, list[int]] = {}
    for table, row_id in said["rows"]:
        wanted.setdefault(table, []).append(row_id)
    rows = [row for table, ids in wanted.items() for row in _visible(table, ids)]
    return {**said, "links": [link(row, name_of(row)) for row in rows]}


def _visible(table: str, ids: list[int]) -> list[Any]:
    model: Any = type_named(table).model
    return list(visible(model, viewer()).where(model.id.in_(ids)).order_by(model.id))


def run_rows(rows: list[Any]) -> DisplayRows:
    """Interventions with what they refer to."""
    return display_rows(rows, ("organization", "sector"), viewer())


def state_badge(run: ImportRun) -> Markup:
    """The state of a run, as a word with a sign that does not depend on colour."""
    state = runs.state_of(run)
    is_sent = state == "APPLIED" and run.batch_id is None and review.is_all_reviewed(from_json(run.tally))
    text = gettext("Sent for review") if is_sent else code_label("import_state", state)
    return Markup('<span class="badge import-state import-{}">{}</span>').format(state.lower(), text)
