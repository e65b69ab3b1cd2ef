"""What the pages of imports show: the kept JSON of a run, page by page, in the reader's language."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import orjson
from flask import request
from markupsafe import Markup

from admin.labels import code_label, label
from admin.naming import name_of
from admin.showing import NOTHING, Sight, bdi, link, number, shown, sight
from admin.viewing import viewer
from tansiq import background, undoing
from tansiq.exchange.countries import every_country
from tansiq.exchange.fields import BY_NAME, GROUPS
from tansiq.exchange.labels import label as field_label
from tansiq.imports import kept, runs, uploads
from tansiq.imports.understanding import says_where
from tansiq.models import Area, ImportRun, Intervention
from tansiq.visibility import visible
from tansiq.vocabulary import PARTNER_ROLES
from tansiq.words import N_, gettext, language, ngettext

PAGE = 50
"""Entries of one page of a tab."""
DEEPEST = 10_000

STAGES = {
    "": N_("Waiting for the worker."),
    "open": N_("The workbook is being opened."),
    "read": N_("Rows read: %(count)s"),
    "match": N_("Rows to compare with the register: %(count)s"),
    "resolve": N_("Rows understood: %(count)s"),
    "interventions": N_("Interventions written: %(count)s"),
    "sites": N_("Sites written: %(count)s"),
    "undo": N_("Records taken back: %(count)s"),
    "mark": N_("The marked workbook is being written."),
}
TABS = {
    "new": N_("New"),
    "changed": N_("Changed"),
    "unchanged": N_("Unchanged"),
    "again": N_("Repeated"),
    "wrong": N_("Wrong"),
    "warnings": N_("Warnings"),
    "with": N_("Entered along"),
}
_COUNTED = {"read", "resolve", "sites"}
_BY = {
    "hxl": N_("by its HXL tag"),
    "header": N_("by its header"),
    "mapping": N_("chosen by a person"),
    "": N_("not understood"),
}


@dataclass(frozen=True)
class Tab:
    """One tab of the preview; `count` of the entries are shown from its list."""

    code: str
    title: str
    count: int


def page_number() -> int:
    """The page asked for in the address, from 0; anything else means the first."""
    given = request.args.get("page", "")
    return min(int(given), DEEPEST) if given.isascii() and given.isdigit() and len(given) < 6 else 0


def paged(query: Any) -> dict[str, Any]:
    """One page of a query, and whether another one follows."""
    at = page_number()
    rows = list(query.limit(PAGE + 1).offset(at * PAGE))
    return {"rows": rows[:PAGE], "page_at": at, "has_next": len(rows) > PAGE}


def piece(entries: list[Any]) -> dict[str, Any]:
    """The same of a list."""
    at = page_number()
    return {"rows": entries[at * PAGE : (at + 1) * PAGE], "page_at": at, "has_next": len(entries) > (at + 1) * PAGE}


def of(run: ImportRun, state: str) -> dict[str, Any]:
    """What the page of a run in this state shows, by names for its template."""
    said = {"errors": errors(run), "tally": loaded(run.tally), "understood": loaded(run.understanding)}
    if state in runs.JOBS:
        said["progress"] = progress(run)
    if state == "PLANNED":
        said |= preview(run)
    if state in ("APPLIED", "UNDONE"):
        said |= {"left": left(run), "preview": loaded(run.report) or {}}
    return {**said, "marked": marking(run), "deeds": ("undo", "redo")}


def loaded(text: str) -> Any:
    """Kept JSON; None where there is none."""
    return orjson.loads(text) if text else None


def errors(run: ImportRun) -> list[str]:
    """What went wrong, in sentences."""
    return [str(kept.sentence(one)) for one in loaded(run.error) or []]


def spoken(sentence: Any) -> str:
    """A kept sentence in the language now spoken."""
    return str(kept.sentence(sentence))


def name(one: Any) -> Markup:
    """A kept name in the language now spoken, with its code where it has another."""
    text = kept.name(one)
    code = one["code"] if one and one["code"] != text else ""
    return bdi(text) + (Markup(' <bdi class="code">{}</bdi>').format(code) if code else Markup(""))


def marking(run: ImportRun) -> str:
    """Where the marked workbook is: "ready", "coming" while it is written, else ""."""
    if run.stored and uploads.marked_of(run.stored).exists():
        return "ready"
    is_coming = run.state == "PLANNED" and background.how_far(run.id).stage == "mark"
    return "coming" if is_coming else ""


def marked_name(run: ImportRun) -> str:
    """What the marked workbook is called when it is saved."""
    return f"{Path(run.file_name).stem}-{gettext('marked')}.xlsx"


# The worker at work
def progress(run: ImportRun) -> dict[str, Any]:
    """How far the worker is, in words and of how many rows; `is_over` once there is another page to see."""
    state = runs.state_of(run)
    far = background.how_far(run.id)
    is_over = state not in runs.JOBS
    return {
        "is_over": is_over,
        "is_stuck": not is_over and far.is_broken_off,
        "text": gettext(STAGES.get(far.stage, STAGES[""]), count=number(far.count)),
        "count": far.count,
        "total": _total(run) if far.stage in _COUNTED else 0,
    }


def _total(run: ImportRun) -> int:
    sheets = (loaded(run.understanding) or {"sheets": []})["sheets"]
    return next((sheet["rows"] for sheet in sheets if sheet["name"] == run.sheet), 0)


# The columns
def field_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """The fields a column can be taken as, (name, label) under headings."""
    return [(str(title), [(field.name, field_label(field.name)) for field in fields]) for title, fields in GROUPS]


def by(column: Any) -> str:
    """How a column came to its field."""
    return gettext(_BY[column["by"]])


def is_personal(field: str) -> bool:
    """Whether a field is recognised in order to be left out."""
    return bool(field) and BY_NAME[field].personal


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


# The preview
def preview(run: ImportRun) -> dict[str, Any]:
    """The tab asked for, with one page of its entries; a wrong tab means the one that matters most."""
    tally, report = loaded(run.tally), loaded(run.report)
    tabs = _tabs(tally)
    wanted = request.args.get("tab", "")
    filled = [tab for tab in tabs if tab.count]
    first = next((tab for tab in filled if tab.code == "wrong"), filled[0] if filled else tabs[0])
    shown_tab = next((tab for tab in tabs if tab.code == wanted), first)
    entries = [] if shown_tab.code == "with" else report[shown_tab.code]
    found = piece(entries)
    more = max(shown_tab.count - sum(_entries(entry) for entry in entries), 0) if entries else 0
    return {"tabs": tabs, "tab": shown_tab, "report": report, "more": more, "seen": _seen(found["rows"]), **found}


def _entries(entry: Any) -> int:
    """The rows that an entry tells of: causes tell of all their cells."""
    return entry["count"] if isinstance(entry, dict) and "cells" in entry else 1


def _tabs(tally: dict[str, int]) -> list[Tab]:
    along = ("areas", "organizations", "projects")
    counts = {
        **{code: tally[code] for code in ("new", "changed", "unchanged", "again", "wrong")},
        "warnings": tally["warnings"] + tally["notices"],
        "with": sum(tally[name] for name in along),
    }
    return [Tab(code, gettext(title), counts[code]) for code, title in TABS.items()]


def _seen(rows: list[Any]) -> dict[int, Markup]:
    """By id: the interventions that a page of entries speaks of, as links."""
    ids = {row["intervention"] for row in rows if isinstance(row, dict) and "intervention" in row}
    ids |= {row["joins"] for row in rows if isinstance(row, dict) and row.get("joins")}
    ids |= {row[1] for row in rows if isinstance(row, list)}
    found = visible(Intervention, viewer()).where(Intervention.id.in_(list(ids)))
    return {row.id: link(row, name_of(row)) for row in found}


def change_label(change: Any) -> str:
    """What a changed field is called."""
    if change["field"] in PARTNER_ROLES.codes:
        return gettext("Partners: %(role)s", role=PARTNER_ROLES.label(change["field"]))
    return str(label(change["field"]))


def value(field: str, said: Any) -> Markup:
    """An old or new value of a change."""
    if isinstance(said, dict):
        return Markup(" · ").join(name(one) for one in said["names"]) or NOTHING
    if field.endswith("_on") and said:
        return shown(field, date.fromisoformat(said))
    return shown(field, said)


# Before and after
def asked(run: ImportRun, deed: str) -> dict[str, str] | None:
    """The question before a deed, what follows from it, and the text of its button; None if it is not possible now."""
    tally, state = loaded(run.tally) or {}, runs.state_of(run)
    if deed in ("enter", "good") and state == "PLANNED" and (deed == "good" or not tally["wrong"]):
        return {"title": gettext("Enter these rows?"), "button": gettext("Enter them"), "then": _consequence(tally)}
    if deed == "discard" and state in runs.OPEN:
        then = gettext("The file is removed. Nothing of it was entered.")
        return {"title": gettext("Throw this file away?"), "button": gettext("Throw away"), "then": then}
    if deed == "undo" and state == "APPLIED" and run.batch_id:
        then = gettext("New records are archived and changed ones get their old values back. Records that somebody "
                       "changed since are left as they are, and named. It can be done again later.")  # fmt: skip
        return {"title": gettext("Undo this import?"), "button": gettext("Undo this import"), "then": then}
    if deed == "redo" and state == "UNDONE":
        then = gettext("What was taken back returns as it was entered.")
        return {"title": gettext("Enter it again?"), "button": gettext("Enter it again"), "then": then}
    return None


def _consequence(tally: dict[str, int]) -> str:
    new = ngettext("%(number)s new site is entered.", "%(number)s new sites are entered.", tally["new"],
                   number=number(tally["new"]))  # fmt: skip
    changed = ngettext("%(number)s row changes what is entered.", "%(number)s rows change what is entered.",
                       tally["changed"], number=number(tally["changed"]))  # fmt: skip
    wrong = ngettext("%(number)s wrong row is left out.", "%(number)s wrong rows are left out.", tally["wrong"],
                     number=number(tally["wrong"]))  # fmt: skip
    counted = ((new, tally["new"]), (changed, tally["changed"]), (wrong, tally["wrong"]))
    return " ".join(text for text, count in counted if count)


def left(run: ImportRun) -> dict[str, Any] | None:
    """What the last undoing left: how many records, and the first of them as links."""
    said = loaded(run.left)
    if not said:
        return None
    wanted: dict[str, list[int]] = {}
    for table, row_id in said["rows"]:
        wanted.setdefault(table, []).append(row_id)
    rows = [row for table, ids in wanted.items() for row in _visible(table, ids)]
    return {**said, "links": [link(row, name_of(row)) for row in rows]}


def _visible(table: str, ids: list[int]) -> list[Any]:
    model: Any = undoing.TABLES[table]
    return list(visible(model, viewer()).where(model.id.in_(ids)).order_by(model.id))


def run_sight(rows: list[Any]) -> Sight:
    """Interventions with what they refer to."""
    return sight(rows, ("organization", "sector"), viewer())


def state_badge(run: ImportRun) -> Markup:
    """The state of a run, as a word with a sign that does not depend on colour."""
    state = runs.state_of(run)
    return Markup('<span class="badge import-state import-{}">{}</span>').format(
        state.lower(), code_label("import_state", state)
    )
