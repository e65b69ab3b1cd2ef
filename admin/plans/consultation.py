"""What the pages of a plan tell of its consultation: what waits for an answer, what the reader said, who is invited."""

from dataclasses import dataclass
from typing import Any

from peewee import fn

from admin.current_viewer import viewer
from admin.panel.save_or_propose import may_act
from admin.words.formatting import display_rows
from tansiq.language.plan_vocabulary import COMMENT_OUTCOMES
from tansiq.models import Plan, PlanComment, PlanInvitation
from tansiq.plans.consultation import unanswered_comments
from tansiq.policy.visibility import among, may, visible

SHOWN = 50
"""Comments of the reader's own that the page shows; the list shows the rest."""


@dataclass(frozen=True)
class Consultation:
    """Whether the reader may say something of a plan now, whether they hear what everybody says of it, and how many
    comments wait for their answer."""

    may_say: bool
    hears: bool
    waiting: int


def may_say(plan: Plan) -> bool:
    """Whether the reader may comment on a plan now."""
    is_open = plan.phase == "CONSULTATION" and plan.archived_at is None
    return is_open and may(viewer(), "CREATE", PlanComment(plan=plan.id))


def consultation_of(plan: Plan) -> Consultation:
    """How the consultation on a visible plan stands for the reader."""
    who, row = viewer(), PlanComment(plan=plan.id)
    hears = who.reads_all or may(who, "CHANGE", row) or plan.organization_id in who.organization_ids
    waiting = unanswered_comments(who, plan).count() if hears and may_act("CHANGE", row) else 0
    return Consultation(may_say(plan), hears, waiting)


def consultation_values(plan: Plan) -> dict[str, Any]:
    """All that the page of the consultation tells: the latest comments of the reader's own, and to whoever hears
    all of them those who read the draft, each with their address where it may be known."""
    told = consultation_of(plan)
    rows = [] if told.hears else _own(plan)
    guests = _guests(plan) if told.hears else []
    return {
        "told": told,
        "rows": rows,
        "counts": _counts(plan) if told.hears else [],
        "display": display_rows(rows, ("item", "taken_into"), viewer()),
        "may_invite": _may_invite(plan),
        "guests": guests,
        "guest_display": display_rows([row for row, _address in guests], ("organization",), viewer()),
    }


def _may_invite(plan: Plan) -> bool:
    is_draft = not plan.is_published and plan.archived_at is None
    return is_draft and may_act("CREATE", PlanInvitation(plan=plan.id))


def _counts(plan: Plan) -> list[tuple[str, int]]:
    """(what became of them, how many comments), in the order of the vocabulary; a joined one waits with another."""
    table: Any = visible(PlanComment, viewer()).where(PlanComment.plan == plan.id, PlanComment.archived_at.is_null())
    waiting = (PlanComment.comment_outcome != "OPEN") | PlanComment.joined_into.is_null()
    rows = table.where(waiting).select(PlanComment.comment_outcome, fn.COUNT(PlanComment.id))
    found = dict(rows.group_by(PlanComment.comment_outcome).tuples())
    return [(code, found[code]) for code in COMMENT_OUTCOMES.codes if code in found]


def _own(plan: Plan) -> list[PlanComment]:
    own = visible(PlanComment, viewer()).where(PlanComment.plan == plan.id, PlanComment.archived_at.is_null())
    return list(own.order_by(PlanComment.id.desc()).limit(SHOWN))


def _guests(plan: Plan) -> list[tuple[PlanInvitation, str]]:
    invited = visible(PlanInvitation, viewer()).where(
        PlanInvitation.plan == plan.id, PlanInvitation.archived_at.is_null()
    )
    rows = list(invited.order_by(PlanInvitation.id))
    known = {row.id for row in among(viewer(), "CHANGE", rows)}
    return [(row, row.email if row.id in known else "") for row in rows]
