"""What was decided on a proposal is told to whoever made it, and to those who speak for its organisation."""

from tansiq.language.words import say, say_count
from tansiq.models import Proposal
from tansiq.notices.kinds import News, NoticeKind, register
from tansiq.notices.recipients import speakers_for
from tansiq.notices.telling import tell
from tansiq.policy.viewer import Viewer

PROPOSAL_DECIDED = register(
    NoticeKind(
        "PROPOSAL_DECIDED",
        position=20,
        title=say("Proposals that were decided"),
        events={
            "APPROVED": say("Your proposal was approved"),
            "RETURNED": say("You are asked to amend your proposal"),
            "REJECTED": say("Your proposal was rejected"),
        },
        counted=lambda count: say_count("%(count)s of your proposals was decided",
                                        "%(count)s of your proposals were decided", count),
    )
)  # fmt: skip


def tell_decided(viewer: Viewer, proposal: Proposal, event: str, event_id: int) -> None:
    """Tell of a decision that `viewer` took, part of its transaction; nothing for events that are no decisions."""
    if event in PROPOSAL_DECIDED.events:
        concerned = speakers_for(proposal.organization_id) | {proposal.account_id}
        told = [account_id for account_id in concerned if account_id not in (None, viewer.account_id)]
        tell(PROPOSAL_DECIDED, [one for one in told if one], News(event, Proposal, proposal.id, str(event_id)))
