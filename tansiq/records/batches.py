"""Batches as people look back on them: the newest first, how much each changed, and which rows it touched."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from peewee import JOIN, Model, fn

from tansiq.models import Batch, BatchEntry, HistoryEntry, tables
from tansiq.platform.database import db
from tansiq.platform.lru import LruCache
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


@dataclass(frozen=True)
class BatchSummary:
    """A batch and the number of its changes (entries of the history)."""

    batch: Batch
    count: int


@dataclass(frozen=True)
class RowsTouched:
    """The rows of one table that a batch touched: how many, and the ids of the first."""

    table: str
    model: type[Model]
    count: int
    first: list[int]


def newest_batches(viewer: Viewer, page: int, size: int) -> list[BatchSummary]:
    """One page (from 0) of the batches that `viewer` may see, newest first, and one more if another page follows."""
    found = list(visible(Batch, viewer).order_by(Batch.id.desc()).limit(size + 1).offset(page * size))
    counts = cache(lambda: _count([batch.id for batch in found]))
    return [BatchSummary(batch, _kept_count(batch.id, counts)) for batch in found]


_counts: LruCache[int] = LruCache(1_024)
"""How many entries each batch has. They are written with it, in one transaction, so that nobody ever sees another
number; counting those of some large imports took longer than all else on their page."""


def _kept_count(batch_id: int, counts: Callable[[], dict[int, int]]) -> int:
    return _counts.get((db.obj, batch_id), lambda: counts().get(batch_id, 0))


def _count(ids: list[int]) -> dict[int, int]:
    counts = BatchEntry.select(BatchEntry.batch, fn.COUNT(BatchEntry.id)).group_by(BatchEntry.batch)
    rows: Any = counts.where(BatchEntry.batch.in_(ids)).tuples()
    return dict(iter(rows))


def rows_touched(batch: Batch, first: int) -> Iterator[RowsTouched]:
    """Table by table, what a batch touched, the ids of the `first` rows of each."""
    own: Any = HistoryEntry.select().join(BatchEntry, JOIN.INNER, on=(BatchEntry.entry == HistoryEntry.id))
    own = own.where(BatchEntry.batch == batch.id)
    rows = fn.COUNT(HistoryEntry.record_id.distinct())
    for table, count in own.select(HistoryEntry.record_type, rows).group_by(HistoryEntry.record_type).tuples():
        ids = own.select(HistoryEntry.record_id).where(HistoryEntry.record_type == table).distinct()
        found = [row_id for (row_id,) in ids.order_by(HistoryEntry.record_id).limit(first).tuples()]
        yield RowsTouched(table, tables()[table], count, found)
