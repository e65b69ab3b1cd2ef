"""What the page of a plan tells of its consultation: what waits for an answer, what the reader said."""

from dataclasses import dataclass

from admin.current_viewer import viewer
from admin.panel.save_or_propose import may_act
from admin.words.formatting import DisplayRows, display_rows
from tansiq.models import Plan, PlanComment, PlanInvitation
from tansiq.plans.consultation import unanswered_comments
from tansiq.policy.visibility import among, may, visible

SHOWN = 20
"""Comments of the reader's own that the page shows; the list shows the rest."""


@dataclass(frozen=True)
class Consultation:
    """Whether the reader may say something, how many comments wait for them, and the latest of their own.

    `guests` are those who read the plan before it is published, each with their address where the reader may know it.
    """

    may_say: bool
    answers: bool
    waiting: int
    rows: list[PlanComment]
    display: DisplayRows
    may_invite: bool
    guests: list[tuple[PlanInvitation, str]]
    guest_display: DisplayRows


def may_say(plan: Plan) -> bool:
    """Whether the reader may comment on a plan now."""
    is_open = plan.phase == "CONSULTATION" and plan.archived_at is None
    return is_open and may(viewer(), "CREATE", PlanComment(plan=plan.id))


def consultation_of(plan: Plan) -> Consultation:
    """What the page of a visible plan tells of it."""
    answers = may_act("CHANGE", PlanComment(plan=plan.id))
    waiting = unanswered_comments(viewer()).where(PlanComment.plan == plan.id).count() if answers else 0
    rows = [] if answers else _own(plan)
    display = display_rows(rows, ("item", "taken_into"), viewer())
    guests = _guests(plan) if answers else []
    told = display_rows([row for row, _address in guests], ("organization",), viewer())
    may_invite = answers and not plan.is_published and plan.archived_at is None
    return Consultation(may_say(plan), answers, waiting, rows, display, may_invite, guests, told)


def _guests(plan: Plan) -> list[tuple[PlanInvitation, str]]:
    invited = visible(PlanInvitation, viewer()).where(
        PlanInvitation.plan == plan.id, PlanInvitation.archived_at.is_null()
    )
    rows = list(invited.order_by(PlanInvitation.id))
    known = {row.id for row in among(viewer(), "CHANGE", rows)}
    return [(row, row.email if row.id in known else "") for row in rows]


def _own(plan: Plan) -> list[PlanComment]:
    own = visible(PlanComment, viewer()).where(PlanComment.plan == plan.id, PlanComment.archived_at.is_null())
    return list(own.order_by(PlanComment.id.desc()).limit(SHOWN))
