"""What came of a statement: the entries of the history and the proposals that it led to.

entered as one batch -> its entries      -> RoundChange(entry)
proposed             -> its proposals    -> RoundChange(proposal)
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from tansiq.models import (
    Batch,
    BatchEntry,
    HistoryEntry,
    ImportRun,
    Proposal,
    RoundChange,
    RoundReport,
    data_stamps,
)
from tansiq.models.data_stamps import table_name
from tansiq.models.record import now
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk


class Outcome(NamedTuple):
    """How many records a statement changed, and how many proposals of it wait to be approved."""

    entered: int
    proposed: int


def note_changes(
    viewer: Viewer, report: RoundReport, batch_id: int | None, proposals: Iterable[int], run: ImportRun | None = None
) -> Outcome:
    """Keep what a statement led to: the entries of a batch, if there is one, and proposals; `run` is the import by
    which it came. In the transaction of the caller."""
    told = _told_entries(HistoryEntry.id.in_(_of_batch(batch_id))) if batch_id is not None else []
    return _note(viewer, report, [*told, *(_told("proposal", *one) for one in _proposals(proposals))], run)


def _note(viewer: Viewer, report: RoundReport, told: list[dict[str, Any]], run: ImportRun | None) -> Outcome:
    whose = {"report": report.id, "import_run": run and run.id, "account": viewer.account_id, "actor": viewer.name}
    same: dict[str, Any] = {**whose, "at": now(), "entry": None, "proposal": None}
    bulk.insert(RoundChange, [{**same, **one} for one in told])
    if told:
        data_stamps.bump([table_name(RoundChange)])
    entered = {(one["record_type"], one["record_id"]) for one in told if "entry" in one}
    return Outcome(len(entered), sum("proposal" in one for one in told))


def note_entries(viewer: Viewer, report: RoundReport, ids: Any) -> Outcome:
    """Keep that a report led to entries of the history, a query of their ids. In the transaction of the caller."""
    return _note(viewer, report, _told_entries(HistoryEntry.id.in_(ids)), None)


def _told(led_to: str, key: int, table: str, row_id: int | None) -> dict[str, Any]:
    return {led_to: key, "record_type": table, "record_id": row_id}


def _of_batch(batch_id: int) -> Any:
    return BatchEntry.select(BatchEntry.entry).where(BatchEntry.batch == batch_id)


def _told_entries(are_meant: Any) -> list[dict[str, Any]]:
    table = HistoryEntry
    query: Any = table.select(table.id, table.record_type, table.record_id).where(are_meant).order_by(table.id)
    return [_told("entry", *one) for one in query.tuples()]


def _proposals(ids: Iterable[int]) -> list[tuple[int, str, int | None]]:
    table = Proposal
    query: Any = table.select(table.id, table.record_type, table.record_id).where(table.id.in_(list(ids)))
    return list(iter(query.order_by(table.id).tuples().execute()))


def forget_if_empty(batch: Batch) -> int | None:
    """The id of a batch, or None where nothing was entered in it: then it is as if it had not been begun."""
    if BatchEntry.select().where(BatchEntry.batch == batch.id).exists():
        return batch.id
    Batch.delete().where(Batch.id == batch.id).execute()
    return None
