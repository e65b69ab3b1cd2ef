"""What follows from the decision on a proposal that the program itself made for somebody.

    approve, reject, give_back, in their own transaction --> follow(viewer, proposal) --> each that was declared here

Whoever has the program make proposals declares what follows, and knows its own by the proposal.
"""

from collections.abc import Callable
from typing import Any

from tansiq.models import Arrangement, Proposal
from tansiq.policy.viewer import Viewer

Outcome = Callable[[Viewer, Proposal], None]
"""What follows from the state into which a proposal came. Raising Refused takes the decision back."""

_declared: list[Outcome] = []


def declare(outcome: Outcome) -> Outcome:
    """Have it follow each decision."""
    _declared.append(outcome)
    return outcome


def follow(viewer: Viewer, proposal: Proposal) -> None:
    """Do what follows from the decision that the viewer took."""
    for outcome in _declared:
        outcome(viewer, proposal)


def arranged_by(account_id: int) -> Any:
    """The ids of the proposals that carry out what an account arranged, as a query: the program made them, and yet they
    are that account's own."""
    made = Arrangement.proposal.is_null(False)
    return Arrangement.select(Arrangement.proposal).where(Arrangement.account == account_id, made)
