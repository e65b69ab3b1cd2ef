"""Rows of a sheet that wait for review already, known again when they are sent once more."""

from collections.abc import Collection

from tansiq.exchange.known import pieces
from tansiq.models import Proposal, ProposedRow
from tansiq.proposals.proposing import OPEN
from tansiq.viewer import Viewer
from tansiq.visibility import visible


def by_proposal(viewer: Viewer, digests: Collection[bytes]) -> dict[bytes, int]:
    """By fingerprint: the open proposal that an equal row is part of, if `viewer` may see it; the oldest of several."""
    found: dict[bytes, int] = {}
    opened = Proposal.select(Proposal.id).where(Proposal.state.in_(OPEN))
    for piece in pieces(set(digests)):
        rows = visible(ProposedRow, viewer).where(ProposedRow.fingerprint.in_(piece), ProposedRow.proposal.in_(opened))
        found.update({bytes(row.fingerprint): row.proposal_id for row in rows.order_by(ProposedRow.id.desc())})
    return found
