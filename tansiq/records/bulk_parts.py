"""Plain parts of many rows (partners, donors, areas of work) in one change, as `changes.replace_parts` does for one.

wanted of each row - what is stored = the rows that differ -> versions + parts + history, a statement each for all
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from peewee import Model, chunked

from tansiq.faults import Fault, Refused
from tansiq.models import Record
from tansiq.models.data_stamps import table_name
from tansiq.models.record import now
from tansiq.platform.database import execute_all
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk
from tansiq.records.changes import CHANGED_MEANWHILE, key_to, part_columns, require_all, require_kept
from tansiq.records.history import entry_values
from tansiq.records.open_plans import require_open
from tansiq.records.prepared import do

Cells = list[list[Any]]


def replace_parts(viewer: Viewer, part: type[Model], wanted: Sequence[tuple[Record, list[dict[str, Any]]]]) -> None:
    """Make the parts in the table `part` of stored rows of one table be exactly what is wanted of each.

    Like `bulk.change` it runs in the caller's transaction or is prepared for it. Raises Refused: FORBIDDEN,
    CHANGED_MEANWHILE, or the codes of `column_faults`.
    """
    if not wanted:
        return
    owner = type(wanted[0][0])
    for _, parts in wanted:
        for values in parts:
            require_kept(part, values)
    stored, names = parts_of_all(part, [row for row, _ in wanted]), _names(part, owner)
    told = [(row, _cells(stored[row.id], names), _cells(parts, names)) for row, parts in wanted]
    told = [(row, old, new) for row, old, new in told if old != new]
    rows = [row for row, _, _ in told]
    require_all(viewer, "CHANGE", rows)
    if not told:
        return
    require_open((row, ()) for row in rows)
    _raise_versions(rows)
    key = key_to(owner, part)
    _remove(part, key, [row.id for row in rows])
    bulk.insert(
        part, [{key.name: row.id, **dict(zip(names, cells, strict=True))} for row, _, new in told for cells in new]
    )
    changes = [(row, {table_name(part): [old, new]}) for row, old, new in told]
    bulk.tell(viewer, owner, [entry_values(viewer, "CHANGE", row, differing) for row, differing in changes])


def parts_of_all(part: type[Model], rows: Sequence[Record]) -> dict[int, list[dict[str, Any]]]:
    """By the id of each of rows of one table: its stored parts, references as ids."""
    found: dict[int, list[dict[str, Any]]] = {row.id: [] for row in rows}
    for piece in chunked(rows, bulk.AT_ONCE):
        owner = type(piece[0])
        key, names = key_to(owner, part), _names(part, owner)
        stored = part.select(key, *part_columns(part, owner)).where(key.in_([row.id for row in piece])).tuples()
        for row_id, *cells in iter(stored.execute()):
            found[row_id].append(dict(zip(names, cells, strict=True)))
    return found


def _names(part: type[Model], owner: type[Model]) -> list[str]:
    return [field.name for field in part_columns(part, owner)]


def _cells(parts: Iterable[dict[str, Any]], names: Sequence[str]) -> Cells:
    return [list(cells) for cells in sorted({tuple(values[name] for name in names) for values in parts})]


def _raise_versions(rows: Sequence[Record]) -> None:
    """Each row must still have the version it was read with."""
    model: Any = type(rows[0])
    # Peewee puts the columns of an update in their order.
    change = model.update(version=0, changed_at=None).where((model.id == 0) & (model.version == 0))
    (statement, _), moment = change.sql(), now()
    values = [
        [row.version + 1, model.changed_at.db_value(moment), row.id, row.version]
        for row in sorted(rows, key=lambda row: int(row.id))
    ]
    for row in rows:
        row.version += 1

    def carry_out() -> None:
        if execute_all(statement, values) != len(values):
            raise Refused(Fault("CHANGED_MEANWHILE", "", CHANGED_MEANWHILE))

    do(carry_out)


def _remove(part: type[Model], key: Any, ids: Sequence[int]) -> None:
    statement, _ = part.delete().where(key == 0).sql()
    do(partial(execute_all, statement, [[row_id] for row_id in ids]))
