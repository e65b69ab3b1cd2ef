"""The parts of a plan that are reviewed first: each is tried by itself, and all are proposed together.

part -> tried in a short transaction of its own, taken back -> steps, rows -> proposals, with everything else
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from tansiq.exchange.applying import proposed_rows, write_plan
from tansiq.exchange.planning.plan import Plan
from tansiq.exchange.planning.review_split import parts_to_propose
from tansiq.exchange.planning.rows_plan import RowsPlan
from tansiq.models import Proposal, ProposedRow
from tansiq.platform.progress import Progress, silent
from tansiq.policy.viewer import Viewer
from tansiq.proposals.proposing import Deed, Draft, amend, drafted, propose_all
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


class ProposedRows(NamedTuple):
    """Rows of a sheet that are reviewed by themselves: what they would propose, by which deed, their numbers, and the
    open proposal of which they take the place."""

    draft: Draft
    deed: Deed
    numbers: list[int]
    amends: int | None


def propose_rows(viewer: Viewer, made: RowsPlan[Any], sets: Sequence[ProposedRows], run_id: int | None) -> None:
    """Propose sets of rows, as proposals of the import `run_id`, or amend those that they take the place of.

    Raises Refused as `propose_all` and `amend` do.
    """
    new = iter(propose_all(viewer, [one.draft for one in sets if one.amends is None]))
    ids = [next(new) if one.amends is None else _amended(viewer, one.amends, one.deed) for one in sets]
    kept = {"site": 0, "fingerprint": b"", "identity": b"", "file_name": made.file_name[-255:],
            "sheet": made.sheet[:255], "run": run_id}  # fmt: skip
    rows = [
        {**kept, "proposal": proposal_id, "row_number": number}
        for proposal_id, one in zip(ids, sets, strict=True)
        for number in one.numbers
    ]
    bulk.insert(ProposedRow, rows)


def _amended(viewer: Viewer, proposal_id: int, deed: Deed) -> int:
    amend(viewer, Proposal.get_by_id(proposal_id), deed)
    ProposedRow.delete().where(ProposedRow.proposal == proposal_id).execute()
    return proposal_id


def _try(part: Plan, rows: list[dict[str, Any]], viewer: Viewer) -> None:
    write_plan(viewer, part, silent)
    rows += proposed_rows(part)
