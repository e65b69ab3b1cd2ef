"""Personal values that are struck out for good: by an administrator's deed, or once they were kept long enough.

    field 12 is personal --> its values leave the rows, the histories and the proposals
                             each row's history tells that they were struck out: {"extra.12": [null, null]}
                             files that the worker wrote, previews and workbooks that tell of it are removed,
                             and so are the files that it held

No change ever reads [null, null] else. What is struck out comes back by no undoing and no earlier version.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import orjson
from peewee import chunked

from tansiq.exports import runs as exports
from tansiq.faults import Fault, Refused
from tansiq.files import keeping
from tansiq.imports.struck_previews import forget_previews_of, remove_workbooks
from tansiq.language.field_vocabulary import FILES
from tansiq.language.words import say
from tansiq.models import ExportRun, FieldDefinition, Figure, HistoryEntry, ImportRun, Proposal, Report, data_stamps
from tansiq.models.data_stamps import table_name
from tansiq.models.definitions import rows_of
from tansiq.models.extra import extra_name
from tansiq.models.record import now
from tansiq.platform import clock
from tansiq.platform.background import Job, Order
from tansiq.platform.progress import Progress
from tansiq.policy.viewer import OPERATOR, Viewer
from tansiq.records import changes
from tansiq.records.extra_sql import is_known
from tansiq.records.extra_values import keep_links
from tansiq.records.history import entry_values
from tansiq.records.report_figures import keep_figures

KEEPER = replace(OPERATOR, name="retention")
"""The program itself, which strikes out what was kept long enough."""
_AT_ONCE = 500
STRUCK = [None, None]
_COPIES = (table_name(Proposal), table_name(Figure))
"""Where else values stand, beside the rows themselves."""


def strike_out(viewer: Viewer, one: FieldDefinition) -> int:
    """Strike out all that rows hold in a personal field, and ever held; how many rows held something.

    Raises Refused: FORBIDDEN, NOT_PERSONAL, CHANGED_MEANWHILE (somebody saved one of the rows in the same moment).
    """
    changes.require(viewer, "CHANGE", one)
    if not one.is_personal:
        text = say("Only personal data are struck out. What a retired field holds stays readable.")
        raise Refused(Fault("NOT_PERSONAL", "", text))
    return _strike(viewer, one, _holding(one))


def held_count(one: FieldDefinition) -> int:
    """How many rows hold something in a field, archived ones too."""
    return int(_holding(one).count())


def strike_out_overdue(today: date) -> int:
    """Strike out personal values that were entered longer ago than their fields allow; how many rows held some."""
    table = FieldDefinition
    kept_for_a_time = table.is_personal & table.retention_months.is_null(False) & table.archived_at.is_null()
    fields: Iterable[Any] = table.select().where(kept_for_a_time)
    ends = {one: months_before(today, one.retention_months) for one in fields}
    return sum(_strike(KEEPER, one, _entered_before(one, end), end) for one, end in ends.items())


def strike_out_of(one: FieldDefinition, row_ids: Sequence[int], proposal_ids: Sequence[int]) -> int:
    """Strike out what some rows hold in a personal field, and ever held, with what the proposals that brought them
    say; how many rows held something. Raises Refused(CHANGED_MEANWHILE) as `strike_out`."""
    model = _model_of(one)
    entry, proposal, struck, is_told, files = HistoryEntry, Proposal, 0, False, list[ExportRun]()
    with changes.together():
        for piece in chunked(sorted(row_ids), _AT_ONCE):
            ids = [row_id for (row_id,) in _holding(one).where(model.id.in_(list(piece))).tuples()]
            struck += len(ids)
            _empty(KEEPER, one, ids)
            is_told |= _strike_told(one, entry.record_id.in_(list(piece)))
        for piece in chunked(sorted(proposal_ids), _AT_ONCE):
            is_told |= _strike_proposed(one, proposal.id.in_(list(piece)))
        if struck or is_told:
            data_stamps.bump([*_COPIES, table_name(_model_of(one))])
            files = exports.withdraw_files_of(one.number)
            _mark_files(one)
    exports.remove_withdrawn(files)
    keeping.remove_marked()
    return struck


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months ago; where that month is shorter, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _holding(one: FieldDefinition) -> Any:
    """The rows that hold something in a field, archived ones too; their ids."""
    rows = rows_of(one.holder)
    return rows.select(rows.model.id).where(is_known(rows.model, one))


def _model_of(one: FieldDefinition) -> Any:
    return rows_of(one.holder).model


def _entered_before(one: FieldDefinition, end: date) -> Any:
    """Those of them in which nobody entered anything there since a day."""
    model, entry = _model_of(one), HistoryEntry
    since = entry.select(entry.record_id).where(
        entry.record_type == table_name(model), entry.at >= _begin(end), _names(entry.changes, one)
    )
    return _holding(one).where(model.created_at < _begin(end), model.id.not_in(since))


def _begin(day: date) -> datetime:
    return datetime.combine(day, time())


def _names(column: Any, one: FieldDefinition) -> Any:
    return column.contains(f'"{extra_name(one.number)}":')


def _strike(viewer: Viewer, one: FieldDefinition, holding: Any, end: date | None = None) -> int:
    ids = [row_id for (row_id,) in holding.tuples()]
    files, workbooks = list[ExportRun](), list[ImportRun]()
    with changes.together():
        for piece in chunked(ids, _AT_ONCE):
            _empty(viewer, one, list(piece))
        is_told = _strike_past(one, end)
        data_stamps.bump([*_COPIES, table_name(_model_of(one))])
        if ids or is_told or end is None:
            _mark_files(one)
            files = exports.withdraw_files_of(one.number)
            workbooks = forget_previews_of(one.number, None if end is None else _begin(end))
    exports.remove_withdrawn(files)
    remove_workbooks(workbooks)
    keeping.remove_marked()
    return len(ids)


def _empty(viewer: Viewer, one: FieldDefinition, ids: list[int]) -> None:
    """Take the values out of rows, and say so in their histories."""
    model = _model_of(one)
    rows = list(model.select().where(model.id.in_(ids)))
    for row in rows:
        seen, row.version = row.version, row.version + 1
        row.enter(extra_name(one.number), None)
        told = {"extra": row.extra, "version": row.version, "changed_at": now()}
        if not model.update(**told).where(model.id == row.id, model.version == seen).execute():
            raise Refused(Fault("CHANGED_MEANWHILE", "", changes.CHANGED_MEANWHILE))
    said = [entry_values(viewer, "CHANGE", row, {extra_name(one.number): STRUCK}) for row in rows]
    if said:
        HistoryEntry.insert_many(said).execute()
    keep_links(rows)
    for row in rows:
        if isinstance(row, Report):
            keep_figures(row)


def _mark_files(one: FieldDefinition) -> None:
    """What a field held that is struck out are files: these go too."""
    if one.value_type in FILES:
        keeping.mark_unnamed(one)


def _strike_past(one: FieldDefinition, end: date | None) -> bool:
    """Take the values out of what is told of the past: of all of it, or of what was told before a day. Whether there
    were any."""
    if end is None:
        is_told, is_proposed = _strike_told(one), _strike_proposed(one)
    else:
        is_told = _strike_told(one, HistoryEntry.at < _begin(end))
        is_proposed = _strike_proposed(one, Proposal.created_at < _begin(end))
    return is_told or is_proposed


def _strike_told(one: FieldDefinition, *which: Any) -> bool:
    """Take the values out of entries of the history; whether there were any."""
    name, entry, is_told = extra_name(one.number), HistoryEntry, False
    past = entry.select(entry.id, entry.changes).where(
        entry.record_type == table_name(_model_of(one)), _names(entry.changes, one), *which
    )
    for told in past:
        said = orjson.loads(told.changes)
        if said[name] == STRUCK:
            continue
        kept, is_told = {**said, name: STRUCK}, True
        entry.update(changes=orjson.dumps(kept).decode()).where(entry.id == told.id).execute()
    return is_told


def _strike_proposed(one: FieldDefinition, *which: Any) -> bool:
    """Take the values out of proposals; whether there were any."""
    name, is_told = extra_name(one.number), False
    for proposal in Proposal.select(Proposal.id, Proposal.steps).where(_names(Proposal.steps, one), *which):
        steps = [{**step, "fields": _without(step["fields"], name)} for step in orjson.loads(proposal.steps)]
        Proposal.update(steps=orjson.dumps(steps).decode()).where(Proposal.id == proposal.id).execute()
        is_told = True
    return is_told


def _without(fields: dict[str, Any], name: str) -> dict[str, Any]:
    return {other: pair for other, pair in fields.items() if other != name}


def _look(order: Order, _progress: Progress) -> None:
    """One that was stopped is not tried again: the next round looks at the same."""
    if not order.ended:
        strike_out_overdue(clock.today())


JOBS: dict[str, Job] = {"retention": _look}
"""The jobs by name."""
