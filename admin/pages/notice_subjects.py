"""What notices are about, as far as their reader may see it now: names, and where they lead.

A row that was hidden, archived or removed since is told without its name, and leads nowhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from admin.pages.exports import title_of_file
from admin.panel.report_address import fill_address
from admin.proposals.page import ProposalsView
from admin.surveys.feedback_rows import told_rows
from admin.words.naming import call_rows, name_of
from tansiq.duplication.overlap_notices import OVERLAP_FOUND
from tansiq.forms.reminders import REPORT_DUE, what_was_told
from tansiq.language.digits import whole
from tansiq.models import (
    ExportRun,
    Feedback,
    ImportRun,
    Intervention,
    Notice,
    Organization,
    OverlapDecision,
    Proposal,
    Report,
    RoundReport,
    TypeDefinition,
    tables,
)
from tansiq.models.data_stamps import table_name
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.reporting_period import period_named

Rows = dict[tuple[str, int], Any]
_WORK, _OWNER, _FORM = table_name(Intervention), table_name(Organization), table_name(TypeDefinition)


@dataclass(frozen=True)
class Subject:
    """The names of what a notice is about, one or two, and the address of its page; both empty where it is hidden."""

    names: tuple[str, ...] = ()
    address: str = ""


def subjects_of(viewer: Viewer, notices: Sequence[Notice]) -> dict[int, Subject]:
    """By id of each notice: what it is about. A statement for each table that they tell of."""
    keys = {(notice.record_type, notice.record_id) for notice in notices}
    keys |= {pair[1] for notice in notices if (pair := _pair_told(notice))}
    rows = _read(viewer, keys)
    decided = [row for row in rows.values() if isinstance(row, OverlapDecision)]
    rows |= _read(viewer, {(_WORK, row_id) for row in decided for row_id in (row.first_id, row.second_id)} - set(rows))
    rows |= _read(viewer, {(_FORM, what_was_told(one.occasion)[0]) for one in notices if one.kind == REPORT_DUE.code})
    works = [row for row in rows.values() if isinstance(row, Intervention)]
    rows |= _read(viewer, {(_OWNER, work.organization_id) for work in works} - set(rows))
    return {notice.id: _subject(notice, rows) for notice in notices}


def _read(viewer: Viewer, keys: Iterable[tuple[str, int]]) -> Rows:
    """The rows with these tables and ids that the viewer may see."""
    wanted: dict[str, set[int]] = {}
    for table, row_id in keys:
        wanted.setdefault(table, set()).add(row_id)
    known = tables()
    found: Rows = {}
    for table, ids in wanted.items():
        model: Any = known.get(table)
        if model is not None:
            rows = list(visible(model, viewer).where(model.id.in_(ids)))
            call_rows(rows, viewer)
            found |= {(table, row.id): row for row in rows}
    return found


def _pair_told(notice: Notice) -> tuple[tuple[str, int], tuple[str, int]] | None:
    """The two interventions of a new overlap."""
    other = whole(notice.occasion) if notice.kind == OVERLAP_FOUND.code else None
    return None if other is None else ((_WORK, notice.record_id), (_WORK, other))


def _subject(notice: Notice, rows: Rows) -> Subject:
    pair = _pair_told(notice)
    row = rows.get((notice.record_type, notice.record_id))
    if notice.kind == REPORT_DUE.code and row is not None:
        return _subject_of_report_due(notice, row, rows)
    if isinstance(row, OverlapDecision):
        pair = (_WORK, row.first_id), (_WORK, row.second_id)
    if pair is not None:
        return _subject_of_pair([rows[key] for key in pair if key in rows], rows)
    return Subject() if row is None else Subject((_name(row),), _address(row))


def _subject_of_pair(works: Sequence[Any], rows: Rows) -> Subject:
    """Both sides by their organisations: what overlaps is often called the same."""
    names = tuple(name_of(rows.get((_OWNER, work.organization_id), work)) for work in works)
    if len(works) < 2:
        return Subject(names)
    return Subject(names, url_for("overlap.pair_view", first=works[0].id, second=works[1].id))


def _subject_of_report_due(notice: Notice, unit: Any, rows: Rows) -> Subject:
    """The form, the period and the unit of a report that may not have been begun."""
    form_id, key = what_was_told(notice.occasion)
    form = rows.get((_FORM, form_id))
    if form is None:
        return Subject()
    name = " · ".join((name_of(form), str(period_named(key).name), name_of(unit)))
    return Subject((name,), fill_address(form_id, unit.id, key))


def _name(row: Any) -> str:
    if isinstance(row, Proposal):
        return ProposalsView.title_of(row)
    if isinstance(row, ExportRun):
        return title_of_file(row)
    if isinstance(row, Feedback):
        return told_rows([row])[0].name
    return str(row.file_name) if isinstance(row, ImportRun) else name_of(row)


def _address(row: Any) -> str:
    """The page of a row; "" where it has none."""
    if isinstance(row, ImportRun):
        return url_for("imports.run", id=row.id)
    if isinstance(row, ExportRun):
        return url_for("exports.run", id=row.id)
    if isinstance(row, Feedback):
        return url_for("feedback.one_view", id=row.id)
    if isinstance(row, RoundReport):
        return url_for("rounds.report_view", id=row.id)
    if isinstance(row, Report):
        return fill_address(row.form_id, row.unit_id, row.period)
    endpoint = f"{table_name(type(row)).replace('_', '')}.details_view"
    return url_for(endpoint, id=row.id) if endpoint in current_app.view_functions else ""
