"""The page of one row: its head, its fields with the empty ones folded, what links to it, and its history."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request
from markupsafe import Markup
from peewee import BooleanField

from admin.current_viewer import viewer
from admin.panel.history_lines import HistoryLine, by_day, history_lines
from admin.panel.own_fields import own_groups, reckon_calculated, told_fields
from admin.panel.related_records import related_records
from admin.words.formatting import display_rows, link, value_markup
from admin.words.labels import label
from admin.words.legal_status import status_of
from admin.words.naming import name_of, table_of
from tansiq.language.bilingual import pick
from tansiq.language.digits import whole
from tansiq.language.words import Sentence, data_language, gettext
from tansiq.models import Area, HistoryEntry, Organization, Proposal, Record
from tansiq.models.area import ANCESTORS
from tansiq.models.record_type import type_of
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.visibility import ids_with_known_past, visible
from tansiq.records import history
from tansiq.records.rule_faults import broken_rules

AT_ONCE = 50
"""Entries of the history that one page tells."""

BADGES = ("status", "kind", "level", "outcome", "plan_kind", "phase", "item_kind", "item_state", "comment_kind",
          "comment_outcome")  # fmt: skip
"""Coded fields that stand in the head too."""

Fields = list[tuple[str, Sentence]]


@dataclass(frozen=True)
class RowHistory:
    """A page of the history of a row: days with their entries, what it is filtered by, and where older ones are."""

    days: list[tuple[date, list[HistoryLine]]]
    fields: Fields
    field: str
    older: int | None
    is_newest: bool


def details_values(view: Any, row: Record) -> dict[str, Any]:
    """All that the page of `row` tells the viewer, by the names of its template."""
    about = told_instead_of_a_name(row)
    past = row_history(row)
    reckon_calculated(row)
    own = [name for group in own_groups(told_fields(row)) for name in group.names]
    display = display_rows([row], [*view.form_columns, *own, *view.facts, *about, "archived_at"], viewer())
    told = [display.value(row, name) for name in about if row.__data__.get(name) is not None]
    return {
        "row": row,
        # Asked once: each part of the page offers the same deed.
        "may_change": view.may_act("CHANGE", row),
        "display": display,
        "head": {"other": other_name(row), "about": told, "badges": badges(row), "area_path": area_path(row)},
        "related": related_records(row, view.links_shown_above),
        "history": past,
        "proposals": open_proposals(row),
        "broken_rules": broken_rules(viewer(), row),
    }


def open_proposals(row: Record) -> list[Proposal]:
    """The open proposals about the row that the viewer may see, the oldest first."""
    about = (Proposal.record_type == table_of(row)) & (Proposal.record_id == row.id)
    query = visible(Proposal, viewer()).where(about, Proposal.state.in_(("WAITING", "RETURNED")))
    return list(query.order_by(Proposal.id).limit(AT_ONCE))


def other_name(row: Record) -> tuple[str, str]:
    """(language, name) in the other language of names; ("", "") where it is the same or not known."""
    other = "en" if data_language() == "ar" else "ar"
    field = "title" if hasattr(row, "title_ar") else "name"
    name = getattr(row, f"{field}_{other}", "")
    return (other, name) if name and name != pick(row, field) else ("", "")


def told_instead_of_a_name(row: Record) -> list[str]:
    """The keys to what a row without a name is about: the area of a site, of a need its sector too."""
    kind = type_of(type(row))
    if kind.has_names:
        return []
    return list(kind.called_by) or [name for name in (kind.lies_in,) if name in row._meta.fields]


def badges(row: Record) -> list[Markup]:
    """The state of a row: its codes, and whether it is published."""
    fields = row._meta.fields
    found = [value_markup(name, row.__data__[name]) for name in BADGES if name in fields]
    if isinstance(row, Organization):
        found.append(value_markup("legal_status", status_of(row)))
    if isinstance(fields.get("is_published"), BooleanField) and not row.__data__["is_published"]:
        found.append(Markup('<span class="badge badge-hidden">{}</span>').format(gettext("Not published")))
    return found


def area_path(row: Record) -> list[Markup]:
    """The areas in which an area lies, from its country down, each leading to its page."""
    if not isinstance(row, Area):
        return []
    above = [getattr(row, f"{name}_id") for name in ANCESTORS]
    ids = [found for found in above if found is not None and found != row.id]
    known = {area.id: area for area in visible(Area, viewer()).where(Area.id.in_(ids))} if ids else {}
    return [link(known[found], name_of(known[found])) for found in ids if found in known]


def row_history(row: Record) -> RowHistory:
    """The entries that the address asks for: ?field=status, ?before=<id of an entry>."""
    fields = _told_fields(row)
    asked, before = request.args.get("field", ""), whole(request.args.get("before"))
    field = asked if asked in dict(fields) else ""
    query = history.entries_of(viewer(), row)
    if field:
        query = query.where(HistoryEntry.changes.contains(f'"{field}":'))
    if before is not None:
        query = query.where(HistoryEntry.id < before)
    entries = list(query.limit(AT_ONCE + 1))
    older = entries[AT_ONCE - 1].id if len(entries) > AT_ONCE else None
    return RowHistory(by_day(history_lines(viewer(), entries[:AT_ONCE])), fields, field, older, before is None)


def _told_fields(row: Record) -> Fields:
    model = type(row)
    if row.id not in ids_with_known_past(viewer(), model, [row.id]):
        return []
    own = [(name, label(name, table_of(model))) for name in row.values() if may_see_field(viewer(), name, row)]
    return [*own, *((table_of(part.model), part.title) for part in type_of(model).parts)]
