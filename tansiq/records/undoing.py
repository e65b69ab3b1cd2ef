"""Deeds over many rows, and taking one back as a whole.

    with begin(viewer, "ARCHIVE", ...) as batch: changes as viewer.within(batch.id) -> history entries of the batch
    undo(viewer, batch): per row the net effect is turned round, newest first, as a batch of its own (redo is an undo)

A row that somebody changed since stays as it is and is told: nothing newer is overwritten. So does a new row that
standing rows refer to by now. A merge of organisations is taken back field by field: of a row that changed since, the
fields that still hold what the merge gave them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Batch, BatchEntry, HistoryEntry, Record
from tansiq.models.record import now
from tansiq.models.record_type import type_named, type_of
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk, changes, undone_imports
from tansiq.records.carried_facts import carry_moved
from tansiq.records.references import ids_referred_to
from tansiq.records.undone_fields import part_values, take_back_fields
from tansiq.records.undone_places import kept_places

MERGE = "MERGE"
"""The deed of a batch that merged two organisations, or took such a one back."""
Progress = Callable[[int], None]
ENTERED_AGAIN = say(
    "Rows of this import were imported again since. Doing it again would enter them twice. "
    "Take the later import back first."
)


class RowLeft(NamedTuple):
    """A row that was left as it is because it changed after the batch, or is referred to by now."""

    model: type[Record]
    row_id: int


class FieldLeft(NamedTuple):
    """A field that somebody changed since the batch, of a row of which the rest was taken back."""

    model: type[Record]
    row_id: int
    name: str


@dataclass
class UndoResult:
    """What taking back did: how many rows are as before, and which were left."""

    batch: Batch
    count: int = 0
    left: list[RowLeft] = field(default_factory=list)
    clashes: list[FieldLeft] = field(default_factory=list)

    @property
    def is_by_field(self) -> bool:
        """Whether rows that changed since are taken back in part."""
        return self.batch.deed == MERGE


@dataclass
class Effect:
    """What a batch did to one row: the first old values of its fields, the last version it gave the row."""

    model: type[Record]
    row_id: int
    version: int
    is_new: bool = False
    was_archived: bool | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, list[Any]] = field(default_factory=dict)
    given: dict[str, Any] = field(default_factory=dict)
    """By field or part: the last value that the batch gave it."""


def no_progress(_count: int) -> None:
    """Progress that nobody watches."""


def begin_batch(
    viewer: Viewer, kind: str, title: str = "", undoes: Batch | None = None, deed: str | None = None
) -> Batch:
    """Open a batch of a kind of BATCH_KINDS; changes made as `viewer.within(batch.id)` belong to it. `deed` is
    MERGE for one that is taken back field by field."""
    changes.require(viewer, "CREATE", Batch)
    batch = Batch(kind=kind, title=title, account=viewer.account_id, actor=viewer.name, undoes=undoes, deed=deed)
    [batch.id] = bulk.insert(Batch, [{**batch.__data__}])
    return batch


def undo(viewer: Viewer, batch: Batch, progress: Progress = no_progress) -> UndoResult:
    """Take back what a batch did, in one transaction; `progress` hears how many rows are done.

    Undoing the batch that took another back does the other again. Raises Refused: FORBIDDEN, ALREADY_UNDONE,
    ENTERED_AGAIN, or what the changes themselves are refused for.
    """
    changes.require(viewer, "CHANGE", batch)
    # What it did is gathered while others work; it takes as long as the taking back.
    later, found = _later_batches(batch), effects_of(batch)
    with changes.together():
        claimed = Batch.update(undone_at=now()).where((Batch.id == batch.id) & Batch.undone_at.is_null())
        if not claimed.execute():
            raise Refused(Fault("ALREADY_UNDONE", "", say("This was taken back already.")))
        if undone_imports.are_entered_again(batch):
            raise Refused(Fault("ENTERED_AGAIN", "", ENTERED_AGAIN))
        if batch.undoes_id is not None:
            Batch.update(undone_at=None).where(Batch.id == batch.undoes_id).execute()
        undone = UndoResult(begin_batch(viewer, "UNDO", batch.title, batch, batch.deed))
        if _later_batches(batch) != [*later, undone.batch.id]:
            found = effects_of(batch)
        with kept_places(found):
            _reverse(viewer.within(undone.batch.id), found, undone, progress)
        if undone.is_by_field:
            carry_moved(found)
    return undone


def standing_undo_of(batch: Batch) -> Batch | None:
    """The batch that took this one back and stands; undoing it does this one again."""
    found: Batch | None = Batch.get_or_none((Batch.undoes == batch.id) & Batch.undone_at.is_null())
    return found


def effects_of(batch: Batch) -> list[Effect]:
    """The net effect of a batch on each row, the row it touched last first."""
    found: dict[tuple[str, int], Effect] = {}
    for table, row_id, version, act, changed in _entries([batch.id]):
        # Moved to the end, so that the order is that of the last touch.
        effect = found.pop((table, row_id), None) or Effect(type_named(table).model, row_id, 0)
        _add(effect, version, act, changed)
        found[table, row_id] = effect
    _follow(batch, found)
    return list(reversed(found.values()))


def _entries(batch_ids: list[int]) -> Iterator[tuple[str, int, int, str, str]]:
    """The entries of batches in their order: table, row, version, act and changes as text. Plain values, for there
    may be tens of thousands."""
    table = HistoryEntry
    columns = (table.record_type, table.record_id, table.record_version, table.act, table.changes)
    entries = table.select(*columns).join(BatchEntry, on=(BatchEntry.entry == table.id))
    found = entries.where(BatchEntry.batch.in_(batch_ids)).order_by(table.id).tuples()
    return iter(found.iterator())


def _later_batches(batch: Batch) -> list[int]:
    """The batches that took this one back, did it again, and so on; in the order of their ids."""
    above, later = [batch.id], list[int]()
    while above:
        above = [row.id for row in Batch.select(Batch.id).where(Batch.undoes.in_(above))]
        later += above
    return sorted(later)


def _follow(batch: Batch, found: dict[tuple[str, int], Effect]) -> None:
    """A batch that was taken back and done again left its rows at the versions of the last of these."""
    later = _later_batches(batch)
    for table, row_id, version, _act, _changes in _entries(later) if later else ():
        effect = found.get((table, row_id))
        if effect is not None:
            effect.version = version


def _add(effect: Effect, version: int, act: str, changed: str) -> None:
    effect.version = version
    if act == "CREATE":
        effect.is_new = True
    elif act in ("ARCHIVE", "RESTORE") and effect.was_archived is None:
        effect.was_archived = act == "RESTORE"
    kind = type_of(effect.model)
    for name, (old, new) in orjson.loads(changed).items():
        effect.given[name] = new
        (effect.parts if kind.column(name) is None else effect.fields).setdefault(name, old)


def _reverse(viewer: Viewer, found: list[Effect], undone: UndoResult, progress: Progress) -> None:
    """Take all of it back, the last first. A new row that others refer to waits until these were taken back; what still
    waits when nothing more can be done is left."""
    waiting = found
    while waiting:
        put_off: list[Effect] = []
        for run in _runs(waiting):
            put_off += _reverse_run(viewer, run, undone)
            progress(undone.count)
        if len(put_off) == len(waiting):
            undone.left += [RowLeft(effect.model, effect.row_id) for effect in put_off]
            break
        waiting = put_off


def _reverse_run(viewer: Viewer, run: list[Effect], undone: UndoResult) -> list[Effect]:
    """What of a run has to wait; rows that are not as the batch left them are left."""
    rows = _rows(run, undone.is_by_field)
    undone.left += [RowLeft(effect.model, effect.row_id) for effect in run if effect.row_id not in rows]
    still = _still_referred_to(run, rows)
    pairs = [(effect, rows[effect.row_id]) for effect in run if effect.row_id in rows.keys() - still]
    if undone.is_by_field:
        for effect, row in pairs:
            clashes = take_back_fields(viewer, effect, row)
            undone.left += [RowLeft(effect.model, row.id)] if clashes is None else []
            undone.clashes += [FieldLeft(effect.model, row.id, name) for name in clashes or ()]
    else:
        _take_back(viewer, pairs)
    undone.count += len(pairs)
    return [effect for effect in run if effect.row_id in still]


def _runs(found: list[Effect]) -> Iterator[list[Effect]]:
    """Neighbours of one table, a few hundred at a time."""
    run: list[Effect] = []
    for effect in found:
        if run and (run[0].model is not effect.model or len(run) == bulk.AT_ONCE):
            yield run
            run = []
        run.append(effect)
    if run:
        yield run


def _rows(run: list[Effect], is_by_field: bool) -> dict[int, Record]:
    """The rows that still are as the batch left them, by id; all where each field is asked by itself."""
    model, versions = run[0].model, {effect.row_id: effect.version for effect in run}
    rows = model.select().where(among(model.id, id_list(versions)))
    return {row.id: row for row in rows if is_by_field or row.version == versions[row.id]}


def _still_referred_to(run: list[Effect], rows: dict[int, Record]) -> set[int]:
    """The new rows that rows which stand refer to; most of what refers to them in the batch was taken back before."""
    new = [effect.row_id for effect in run if effect.row_id in rows and effect.is_new]
    return ids_referred_to(run[0].model, new) if new else set()


def _take_back(viewer: Viewer, pairs: list[tuple[Effect, Record]]) -> None:
    """New rows are archived; changed ones get their old values back, and then their old place in or out of lists."""
    for effect, row in pairs:
        if not effect.is_new:
            _restore_values(viewer, effect, row)
    gone = [row for effect, row in pairs if (effect.is_new or effect.was_archived) and row.archived_at is None]
    bulk.archive(viewer, gone)
    back = [row for effect, row in pairs if effect.was_archived is False and not effect.is_new and row.archived_at]
    bulk.restore(viewer, back)


def _restore_values(viewer: Viewer, effect: Effect, row: Record) -> None:
    kind = type_of(effect.model)
    for name, value in effect.fields.items():
        row.enter(name, kind.typed(name, value))
    if effect.fields:
        # It was so before: no rule of a later day keeps it from being so again.
        changes.save(viewer, row, is_asked=True)
    for name, old in effect.parts.items():
        part = kind.part_named(name).model
        changes.replace_parts(viewer, row, part, [part_values(part, kind.model, values) for values in old])
