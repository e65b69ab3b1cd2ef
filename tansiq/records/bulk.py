"""Many rows in one change: the same beats as `changes.save`, one compiled statement for all rows.

For imports and reference tables. It runs inside the caller's `changes.together()`, so that an import is
whole or absent; or within `prepared.preparing()`, and is carried out inside of the former.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, TypeVar

from peewee import Field, Model, chunked

from tansiq.faults import Fault, Refused
from tansiq.models import BatchEntry, HistoryEntry, PlanItem, ReachedFigure, Record, data_stamps
from tansiq.models.extra import number_of
from tansiq.models.record import now
from tansiq.platform.database import copy_all, execute_all, hold, is_postgres
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.records import changes, denormalised, entry_texts, item_numbers
from tansiq.records.bound_columns import bound_records, bound_rows
from tansiq.records.changes import CHANGED_MEANWHILE, require_all
from tansiq.records.extra_values import extra_faults_of_many, keep_links, reference_faults
from tansiq.records.history import differences, entry_values
from tansiq.records.many_faults import faults_of_many
from tansiq.records.open_plans import require_open
from tansiq.records.prepared import do, hand_out
from tansiq.records.reached_figures import Said, figures, take_out
from tansiq.records.rule_faults import reason_for, rule_faults_of_many

R = TypeVar("R", bound=Record)

AT_ONCE = 200
"""Rows that one statement names by id and version."""
_MANY = 50
"""Rows from which on PostgreSQL takes them as a copy."""


def enter(viewer: Viewer, rows: Sequence[R]) -> None:
    """Insert new rows of one table, give each its id, and tell the history.

    The rows' copies must be filled by the caller (`copies.copy_to_site`, ancestors of areas): this does not
    look parents up one by one. Raises Refused(FORBIDDEN) or with all faults of all rows.
    """
    if rows:
        require_all(viewer, "CREATE", rows)
    _enter(viewer, rows)


def _enter(viewer: Viewer, rows: Sequence[R]) -> None:
    """Insert rows that may be entered, and their figures by month with them."""
    if not rows:
        return
    model = type(rows[0])
    _check(viewer, rows, [{}] * len(rows))
    require_open((row, ()) for row in rows)
    fields = [field for field in model._meta.sorted_fields if field.name != "id"]
    for row, row_id in zip(rows, _insert(model, fields, bound_records(fields, rows)), strict=True):
        row.id = row_id
        # All of it is written, as after a save of its own; what is kept of thousands of rows takes room.
        row._dirty.clear()
    told = [(row, differences({}, row.values())) for row in rows]
    said = _said(told)
    tell(viewer, model, _entries(viewer, "CREATE", told))
    keep_links(rows)
    _carry(rows)
    _save_figures(viewer, said, are_new=True)


def _check(viewer: Viewer, rows: Sequence[Record], before: Sequence[dict[str, Any]]) -> None:
    """Raise Refused with all that is wrong with rows; a sheet may leave out own fields that have to be filled."""
    # What is defined is asked for by every row that is an entry.
    with data_stamps.held_still():
        faults = faults_of_many(rows)
    faults += [*extra_faults_of_many(rows, before), *reference_faults(viewer, rows, before)]
    faults += rule_faults_of_many(viewer, rows, before)
    if faults:
        raise Refused(*faults)


def _said(told: Sequence[tuple[Record, dict[str, Any]]]) -> list[Said]:
    """The figures by month that changed sites say; these are told apart from the changes of the site."""
    return [
        Said(row, month, people)  # type: ignore[arg-type]  # Nothing but sites has figures.
        for row, changes in told
        for month, people in take_out(row, changes).items()
    ]


def _save_figures(viewer: Viewer, said: Sequence[Said], are_new: bool = False) -> None:
    """Save figures of sites that may be changed: whoever may do so may say what they reached. New sites have none."""
    found = figures(said, are_new)
    _enter(viewer, [one.row for one in found if not one.before])
    standing = [one for one in found if one.before and one.row.archived_at is None]
    _change(viewer, [(one.row, differences(one.before, one.row.values())) for one in standing])
    for one in found:
        if one.row.archived_at is not None:
            do(partial(_bring_back, viewer, one.row))


def _bring_back(viewer: Viewer, row: ReachedFigure) -> None:
    """Let an archived figure stand again, with what it says now."""
    restore(viewer, [row])
    changes.save(viewer, row)


def _carry(rows: Sequence[Record]) -> None:
    """Let sites show the last of their figures, and items of plans where they stand."""
    ids = [row.site_id for row in rows if isinstance(row, ReachedFigure)]
    if ids:
        do(lambda: denormalised.copy_last_figures(ids))
    plan_ids = sorted({row.plan_id for row in rows if isinstance(row, PlanItem)})
    if plan_ids:
        do(lambda: item_numbers.number_items(plan_ids))


def change(viewer: Viewer, rows: Sequence[R], before: Sequence[dict[str, Any]]) -> None:
    """Write stored rows of one table anew where they differ from `before`, their values as they were read.

    The rows' own copies must be filled by the caller; those of an intervention's sites follow. Raises
    Refused(FORBIDDEN or CHANGED_MEANWHILE), or with all faults of all rows.
    """
    for row in rows:
        row.clean()
    pairs = [(row, differences(old, row.values())) for row, old in zip(rows, before, strict=True)]
    told = [(row, changed) for row, changed in pairs if changed or getattr(row, "figures_by_month", None)]
    require_all(viewer, "CHANGE", [row for row, _ in told])
    said = _said(told)
    known = {id(row): old for row, old in zip(rows, before, strict=True)}
    _check(viewer, [row for row, _ in told], [known[id(row)] for row, _ in told])
    _change(viewer, told)
    _save_figures(viewer, said)


def _change(viewer: Viewer, told: Sequence[tuple[R, dict[str, Any]]]) -> None:
    """Write rows that may be changed, with what differs."""
    told = [(row, changed) for row, changed in told if changed]
    if not told:
        return
    require_open(told)
    rows, moment = [row for row, _ in told], now()
    for row in rows:
        row.complete()
        row.version, row.changed_at = row.version + 1, moment
    _update(rows)
    keep_links([row for row, changed in told if any(map(number_of, changed))])
    denormalised.carry_to_sites(rows, lambda statement, values: do(partial(execute_all, statement, values)))
    _carry(rows)
    for row, changed in told:
        # What entries are called by may have become what is told to few.
        do(partial(entry_texts.follow, row, changed))
    tell(viewer, type(rows[0]), _entries(viewer, "CHANGE", told))


def _entries(viewer: Viewer, act: str, told: Sequence[tuple[R, dict[str, Any]]]) -> list[dict[str, Any]]:
    """The entries of the history about saved rows; why is said of those alone of which a rule warns."""
    if not viewer.reason:
        return [entry_values(viewer, act, row, changed) for row, changed in told]
    with data_stamps.held_still():
        return [entry_values(viewer, act, row, changed) | _reason(viewer, act, row, changed) for row, changed in told]


def _reason(viewer: Viewer, act: str, row: Record, changed: dict[str, Any]) -> dict[str, Any]:
    before = {} if act == "CREATE" else row.values() | {name: pair[0] for name, pair in changed.items()}
    return {"reason": reason_for(viewer, row, before) or None}


def _update(rows: Sequence[Record]) -> None:
    """Each must still have the version before its own; in the order of their ids, as everybody locks rows."""
    model = type(rows[0])
    fields = [field for field in model._meta.sorted_fields if field.name != "id"]
    statement, _ = model.update(dict.fromkeys(fields)).where((model.id == 0) & (model.version == 0)).sql()
    rows = sorted(rows, key=lambda row: int(row.id))
    bound = bound_records(fields, rows)
    values = [(*cells, row.id, row.version - 1) for row, cells in zip(rows, bound, strict=True)]

    def carry_out() -> None:
        hold(model, [row.id for row in rows])
        if execute_all(statement, values) != len(values):
            raise Refused(Fault("CHANGED_MEANWHILE", "", CHANGED_MEANWHILE))

    do(carry_out)


def archive(viewer: Viewer, rows: Sequence[R]) -> None:
    """Archive rows of one table as they were read; each must still have its version.

    Raises Refused(FORBIDDEN or CHANGED_MEANWHILE); the caller's transaction then takes all back.
    """
    _set_archived(viewer, "ARCHIVE", rows)


def restore(viewer: Viewer, rows: Sequence[R]) -> None:
    """Bring archived rows of one table back; refuses as `archive` does."""
    _set_archived(viewer, "RESTORE", rows)


def _set_archived(viewer: Viewer, act: str, rows: Sequence[R]) -> None:
    if not rows:
        return
    model, moment = type(rows[0]), now() if act == "ARCHIVE" else None
    require_all(viewer, act, rows)
    require_open((row, ()) for row in rows)
    hold(model, [row.id for row in rows])
    for piece in chunked(rows, AT_ONCE):
        # A statement a version: hundreds of pairs of id and version are more than SQLite's parser takes.
        by_version: dict[int, list[int]] = {}
        for row in piece:
            by_version.setdefault(row.version, []).append(row.id)
        change = model.update(archived_at=moment, version=model.version + 1)
        rows_of = {seen: among(model.id, id_list(ids)) for seen, ids in by_version.items()}
        same = [change.where(those & (model.version == seen)) for seen, those in rows_of.items()]
        if sum(statement.execute() for statement in same) != len(piece):
            raise Refused(Fault("CHANGED_MEANWHILE", "", CHANGED_MEANWHILE))
        denormalised.update_archived_copies(model, [row.id for row in piece], moment)
    for row in rows:
        row.archived_at, row.version = moment, row.version + 1
    tell(viewer, model, [entry_values(viewer, act, row, {}) for row in rows])


def tell(viewer: Viewer, model: type[Model], entries: list[dict[str, Any]]) -> None:
    """Append entries about rows of a table to the history and to the batch of the viewer, and count its stamp."""
    ids = insert(HistoryEntry, entries)
    if viewer.trial is not None:
        viewer.trial.entries += entries
    if viewer.batch_id is not None:
        _insert(BatchEntry, [BatchEntry.batch, BatchEntry.entry], [(viewer.batch_id, entry_id) for entry_id in ids])
    tables = denormalised.affected_tables(model)
    rows = {data_stamps.table_name(model): [entry["record_id"] for entry in entries]}
    do(lambda: data_stamps.bump(tables, rows))


def insert(model: type[Model], rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert plain values, all rows with the same keys, and return the ids in the order of the rows.

    The ids are handed out ahead, so that one compiled statement serves all rows; it runs in the caller's
    transaction. Raises peewee's IntegrityError where the database refuses a row.
    """
    if not rows:
        return []
    key: Any = model._meta.primary_key
    given = {**{field.name: default for field, default in model._meta.defaults.items()}, **rows[0]}
    fields = [model._meta.fields[name] for name in given if name != key.name]
    return _insert(model, fields, bound_rows(fields, rows))


def _insert(model: type[Model], fields: "Sequence[Field[Any]]", bound: Sequence[Sequence[Any]]) -> list[int]:
    """Insert rows that are bound; their ids."""
    if not bound:
        return []
    ids = hand_out(model, len(bound))
    names: list[Any] = [model._meta.primary_key, *fields]
    statement, _ = model.insert_many([[None] * len(names)], fields=names).sql()
    values = [(row_id, *cells) for row_id, cells in zip(ids, bound, strict=True)]
    if is_postgres() and len(values) >= _MANY:
        do(partial(copy_all, model, [field.column_name for field in names], values))
    else:
        do(partial(execute_all, statement, values))
    return ids


def renew(model: type[Model], key: str, rows: Sequence[dict[str, Any]]) -> None:
    """Set plain values of rows that are found by the field `key`, all with the same keys; no history is told."""
    if not rows:
        return
    fields = model._meta.fields
    named = sorted((name for name in rows[0] if name != key), key=lambda name: fields[name]._sort_key)
    change = model.update({fields[name]: None for name in named})
    statement, _ = change.where(fields[key] == 0).sql()
    do(partial(execute_all, statement, bound_rows([fields[name] for name in (*named, key)], rows)))
