"""The preview of an import in tabs: what would be new, changed, left, repeated, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request, url_for
from markupsafe import Markup

from admin.current_viewer import viewer
from admin.imports.fragments import from_json, name_markup, paged_list
from admin.words.formatting import NO_VALUE, bdi, link, value_markup
from admin.words.labels import label
from admin.words.naming import name_of
from tansiq.imports import runs, stored_texts
from tansiq.language.vocabulary import PARTNER_ROLES
from tansiq.language.words import N_, gettext
from tansiq.models import Entry, ImportRun, Intervention, PlanItem, Report, Unit
from tansiq.models.data_stamps import table_name
from tansiq.models.record_type import type_of
from tansiq.policy.visibility import visible

TABS = {
    "new": N_("New"),
    "changed": N_("Changed"),
    "unchanged": N_("Unchanged"),
    "again": N_("Repeated"),
    "waiting": N_("Under review"),
    "wrong": N_("Wrong"),
    "warnings": N_("Warnings"),
    "places": N_("Unknown places"),
    "with": N_("Entered along"),
}


@dataclass(frozen=True)
class Tab:
    """One tab of the preview; `count` of the entries are shown from its list."""

    code: str
    title: str
    count: int


def preview_values(run: ImportRun, chosen: str | None = None) -> dict[str, Any]:
    """The tab `chosen`, or asked for by the address, with one page of its entries; a wrong tab means the one that
    matters most."""
    tally, report = from_json(run.tally), from_json(run.report)
    tabs = _tabs(tally, run)
    wanted = chosen or request.args.get("tab", "")
    filled = [tab for tab in tabs if tab.count]
    first = next((tab for tab in filled if tab.code == "wrong"), filled[0] if filled else tabs[0])
    shown_tab = next((tab for tab in tabs if tab.code == wanted), first)
    entries = [] if shown_tab.code == "with" else report.get(shown_tab.code, [])
    found = paged_list(entries)
    more = max(shown_tab.count - sum(_row_count(entry) for entry in entries), 0) if entries else 0
    return {
        "tabs": tabs,
        "tab": shown_tab,
        "report": report,
        "more": more,
        "seen": _links(_model_of(run), found["rows"]),
        **found,
    }


def places_given(form: Mapping[str, str]) -> dict[str, str]:
    """By the key of an unknown name: the P-code typed for it, else the one chosen among the nearest."""
    given = [(name.partition("-"), text) for name, text in form.items() if text.strip()]
    near, typed = ({key: text for (kind, _, key), text in given if kind == wanted} for wanted in ("near", "code"))
    return near | typed


def name_text(one: Any) -> str:
    """A kept name with its code, as plain text: "Khanfar (YE1211)"."""
    text = stored_texts.name_from_json(one)
    return f"{text} ({one['code']})" if one["code"] and one["code"] != text else text


def _row_count(entry: Any) -> int:
    """The rows that an entry tells of: causes tell of all their cells."""
    return entry["count"] if isinstance(entry, dict) and "cells" in entry else 1


def _model_of(run: ImportRun) -> Any:
    """The table whose rows a workbook changes."""
    if run.for_form is not None:
        return Report
    if run.for_units:
        return Unit
    if run.for_type is not None:
        return Entry
    return PlanItem if run.for_plan is not None else Intervention


def _tabs(tally: dict[str, int], run: ImportRun) -> list[Tab]:
    along = ("areas", "organizations", "projects")
    counts = {
        **{code: tally.get(code, 0) for code in ("new", "changed", "unchanged", "again", "waiting", "wrong")},
        "warnings": tally["warnings"] + tally["notices"],
        "places": tally.get("places", 0),
        "with": sum(tally[name] for name in along),
    }
    # Only whoever sent rows for review before has some that wait; with items, entries and units nothing else comes in.
    is_alone = runs.kind_of(run) != "FIVEW"
    seldom = ("waiting", "places", "again", "with") if is_alone else ("waiting", "places")
    return [
        Tab(code, gettext(title), counts[code]) for code, title in TABS.items() if code not in seldom or counts[code]
    ]


def _links(model: Any, rows: list[Any]) -> dict[int, Markup]:
    """By id: the interventions, or items of plans, that a page of entries speaks of, as links."""
    ids = {row["intervention"] for row in rows if isinstance(row, dict) and "intervention" in row}
    ids |= {row["joins"] for row in rows if isinstance(row, dict) and row.get("joins")}
    ids |= {row[1] for row in rows if isinstance(row, list)}
    found = visible(model, viewer()).where(model.id.in_(list(ids)))
    if model is Report:
        return {row.id: report_link(row) for row in found}
    return {row.id: link(row, name_of(row)) for row in found}


def report_link(row: Any) -> Markup:
    """The unit and period of a report, leading to its page."""
    address = url_for("reports.fill_view", form=row.form_id, unit=row.unit_id, period=row.period)
    return Markup('<a href="{}">{} · {}</a>').format(address, bdi(name_of(row.unit)), bdi(str(row.reported.name)))


def change_label(change: Any, run: ImportRun) -> str:
    """What a changed field is called."""
    if "item" in change:
        return stored_texts.name_from_json(change["item"])
    if run.for_form is not None:
        return str(label(change["field"], table_name(Report)))
    if run.for_units:
        return str(label(change["field"], table_name(Unit)))
    if change["field"] in PARTNER_ROLES.codes:
        return gettext("Partners: %(role)s", role=PARTNER_ROLES.label(change["field"]))
    if change["field"] == "owner":
        return str(type_of(Entry).labels["owner"])
    part = next((one for one in type_of(PlanItem).parts if table_name(one.model) == change["field"]), None)
    return str(part.title if part is not None else label(change["field"]))


def change_value(field: str, said: Any) -> Markup:
    """An old or new value of a change."""
    if isinstance(said, dict):
        return Markup(" · ").join(name_markup(one) for one in said["names"]) or NO_VALUE
    if field.endswith("_on") and said:
        return value_markup(field, date.fromisoformat(said))
    return value_markup(field, said)
