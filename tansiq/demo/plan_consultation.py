"""What was said of the plans while they were consulted upon, with the answers, and the items that came of it."""

from tansiq.demo import plan_tables
from tansiq.demo.entered_plans import EnteredPlan, References
from tansiq.demo.plan_tables import CommentFacts
from tansiq.models import Plan, PlanComment
from tansiq.policy.viewer import Viewer
from tansiq.records import changes

AUTHOR = "شخص مُختلَق · Invented person"


def consult(viewer: Viewer, plan: EnteredPlan, known: References) -> None:
    """Bring a plan of which something was said into its consultation, and enter that; before its adoption."""
    told = [facts for facts in plan_tables.comments() if facts.plan == plan.facts.key]
    if not told:
        return
    row = changes.find(viewer, Plan, plan.row.id)
    row.phase = "CONSULTATION"
    changes.save(viewer, row)
    entered = dict[str, PlanComment]()
    for facts in told:
        entered[facts.key] = changes.save(viewer, _comment(facts, plan, entered.get(facts.joined_into), known))


def _comment(facts: CommentFacts, plan: EnteredPlan, leads: PlanComment | None, known: References) -> PlanComment:
    return PlanComment(
        plan=plan.row.id,
        item=plan.items[facts.item].id,
        comment_kind=facts.kind,
        text=facts.text,
        proposed=facts.proposed,
        organization=known.organizations[facts.organization],
        author=AUTHOR,
        written_on=facts.written_on,
        joined_into=leads.id if leads else None,
        comment_outcome=facts.outcome,
        answer=facts.answer,
        answered_on=facts.answered_on,
        taken_into=plan.items[facts.taken_into].id if facts.taken_into else None,
    )
