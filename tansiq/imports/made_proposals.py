"""The proposals that an import made: how far they are, and taking them back together."""

from typing import Any

from peewee import fn

from tansiq.models import ImportRun, Proposal
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.proposals.imported_rows import proposals_of_run
from tansiq.proposals.proposing import OPEN, withdraw
from tansiq.records.changes import together


def of_run(viewer: Viewer, run_id: int) -> Any:
    """The proposals of an import that `viewer` may see, in the order of the sheet."""
    return visible(Proposal, viewer).where(Proposal.id.in_(proposals_of_run(run_id))).order_by(Proposal.id)


def ids_of(run: ImportRun) -> list[int]:
    """The ids of all proposals that an import made."""
    return sorted({key for (key,) in iter(proposals_of_run(run.id).tuples().execute())})


def counts(viewer: Viewer, run: ImportRun) -> dict[str, int]:
    """How many proposals of an import are in which state."""
    found = of_run(viewer, run.id).order_by().select(Proposal.state, fn.COUNT(Proposal.id)).group_by(Proposal.state)
    return dict(iter(found.tuples().execute()))


def withdraw_all(viewer: Viewer, run: ImportRun) -> int:
    """Take back all proposals of an import that are not decided yet; how many. Raises Refused, and then none is."""
    with together():
        opened = list(of_run(viewer, run.id).where(Proposal.state.in_(OPEN)))
        for proposal in opened:
            withdraw(viewer, proposal)
    return len(opened)
