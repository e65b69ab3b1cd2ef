"""What an organisation stated in the round before: told beside each cell, so that only what differs is typed."""

from collections.abc import Mapping
from typing import Any

import orjson

from tansiq.models import BatchEntry, HistoryEntry, Proposal, Round, RoundChange, RoundReport
from tansiq.models.data_stamps import table_name
from tansiq.models.record_type import type_of
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.rounds.asked_rows import MODELS, Key, own_names


def report_before(viewer: Viewer, report: RoundReport) -> RoundReport | None:
    """The last report that the organisation submitted in a round of an earlier period."""
    query = (
        visible(RoundReport, viewer)
        .join(Round)
        .where(
            RoundReport.organization.in_(own_names(report)),
            RoundReport.first_submitted_at.is_null(False),
            RoundReport.archived_at.is_null(),
            Round.ends_on < report.round.ends_on,
        )
    )
    found: RoundReport | None = query.order_by(Round.ends_on.desc(), RoundReport.id.desc()).first()
    return found


def stated_before(before: RoundReport | None) -> Mapping[Key, Any]:
    """By cell: what that report entered, the last time that it did, itself or by proposals that were approved; one
    statement."""
    if before is None:
        return {}
    kinds = {table_name(model): kind for kind, model in MODELS.items()}
    query: Any = HistoryEntry.select(HistoryEntry.record_type, HistoryEntry.record_id, HistoryEntry.changes)
    query = query.where(_is_of(before))
    found: dict[Key, Any] = {}
    for table, row_id, told in query.order_by(HistoryEntry.id).tuples():
        if (kind := kinds.get(table)) is not None:
            columns = type_of(MODELS[kind])
            found |= {Key(kind, row_id, name): columns.typed(name, new) for name, (_old, new) in
                      orjson.loads(told).items() if columns.column(name) is not None}  # fmt: skip
    return found


def _is_of(report: RoundReport) -> Any:
    """The condition that an entry of the history came of a report."""
    own = RoundChange.report == report.id
    entered = RoundChange.select(RoundChange.entry).where(own, RoundChange.entry.is_null(False))
    approved: Any = BatchEntry.select(BatchEntry.entry).join(Proposal, on=(Proposal.batch == BatchEntry.batch))
    approved = approved.join(RoundChange, on=(RoundChange.proposal == Proposal.id)).where(own)
    return HistoryEntry.id.in_(entered) | HistoryEntry.id.in_(approved)
