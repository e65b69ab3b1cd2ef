"""Proposing what a sheet holds and its sender may not enter: one proposal for each part of the plan."""

from functools import partial
from typing import Any

from tansiq.exchange.applying import proposed_rows, write
from tansiq.exchange.parting import proposed
from tansiq.exchange.plan import Plan
from tansiq.exchange.sifting import Progress
from tansiq.models import ProposedRow
from tansiq.proposals.proposing import propose
from tansiq.viewer import Viewer


def submit(viewer: Viewer, made: Plan, run_id: int | None, progress: Progress) -> int:
    """Propose all parts of a plan that are to be reviewed, as those of the import `run_id`; how many proposals.

    Raises Refused as `propose` does; the caller's transaction then takes all of them back.
    """
    count = 0
    for part in proposed(made):
        rows: list[dict[str, Any]] = []
        proposal = propose(viewer, partial(_try, part, rows))
        if proposal is not None:
            ProposedRow.insert_many([{**row, "proposal": proposal.id, "run": run_id} for row in rows]).execute()
            count += 1
            progress("propose", count)
    return count


def _try(part: Plan, rows: list[dict[str, Any]], viewer: Viewer) -> None:
    write(viewer, part, _unwatched)
    rows += proposed_rows(part)


def _unwatched(stage: str, count: int) -> None:
    """A trial is over before anybody looks."""
