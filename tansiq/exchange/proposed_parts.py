"""The parts of a plan that are reviewed first: each is tried by itself, and all are proposed together.

part -> tried in a short transaction of its own, taken back -> steps, rows -> proposals, with everything else
"""

from functools import partial
from typing import Any, NamedTuple

from tansiq.exchange.applying import proposed_rows, write_plan
from tansiq.exchange.planning.plan import Plan
from tansiq.exchange.planning.review_split import parts_to_propose
from tansiq.models import ProposedRow
from tansiq.platform.progress import Progress, silent
from tansiq.policy.viewer import Viewer
from tansiq.proposals.proposing import Draft, drafted, propose_all
from tansiq.records import bulk


class TriedPart(NamedTuple):
    """A part of a plan as a proposal would hold it, and what is to be kept of its rows."""

    draft: Draft
    rows: list[dict[str, Any]]


def tried_parts(viewer: Viewer, made: Plan, progress: Progress) -> list[TriedPart]:
    """Try all parts that are to be reviewed; others are let in between two of them. Raises Refused as they do."""
    found = list[TriedPart]()
    for part in parts_to_propose(made):
        rows = list[dict[str, Any]]()
        draft = drafted(viewer, partial(_try, part, rows))
        if draft is not None:
            found.append(TriedPart(draft, rows))
            progress("propose", len(found))
    return found


def propose_parts(viewer: Viewer, parts: list[TriedPart], run_id: int | None) -> None:
    """Propose what was tried, as the proposals of the import `run_id`. Raises Refused: TOO_MANY_PROPOSALS."""
    ids = propose_all(viewer, [part.draft for part in parts])
    rows = [
        {**row, "proposal": proposal_id, "run": run_id}
        for proposal_id, part in zip(ids, parts, strict=True)
        for row in part.rows
    ]
    bulk.insert(ProposedRow, rows)


def _try(part: Plan, rows: list[dict[str, Any]], viewer: Viewer) -> None:
    write_plan(viewer, part, silent)
    rows += proposed_rows(part)
