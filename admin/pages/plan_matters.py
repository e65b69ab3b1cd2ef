"""What the start page says of plans: demands, commitments and comments that wait for an answer, and answers."""

from admin.pages.matter import Matter, list_of
from tansiq import attention
from tansiq.language.words import say
from tansiq.models import Commitment, Demand, PlanComment
from tansiq.plans.commitments import commitments_to_confirm
from tansiq.plans.consultation import lately_answered, unanswered_comments
from tansiq.plans.demands import undecided_demands

OF_PLANS: tuple[Matter, ...] = (
    Matter(
        say("Demands not decided"),
        say("Join them, take them into an item of a plan, or decline them and say why."),
        say("Decide"),
        "due",
        lambda viewer: attention.find(undecided_demands(viewer)),
        lambda: list_of("demand", outcome="OPEN"),
        Demand,
        Demand,
        "CHANGE",
    ),
    Matter(
        say("Commitments to confirm"),
        say("An organisation offers them. Agree to them, or cancel them."),
        say("Confirm"),
        "due",
        lambda viewer: attention.found_in_all(
            viewer, "commitments", lambda: attention.find(commitments_to_confirm(viewer))
        ),
        lambda: list_of("commitment", commitment_state="OFFERED"),
        Commitment,
        Commitment,
        "CHANGE",
    ),
    Matter(
        say("Comments to answer"),
        say("Partners say what they think of a plan. Answer them, group them, or take them into its items."),
        say("Answer"),
        "due",
        lambda viewer: attention.find(unanswered_comments(viewer)),
        lambda: list_of("plancomment", comment_outcome="OPEN"),
        PlanComment,
        PlanComment,
        "CHANGE",
    ),
    Matter(
        say("Answers to your comments"),
        say("What became of what you said of plans in the last two weeks."),
        say("Read"),
        "due",
        lambda viewer: attention.find(lately_answered(viewer)),
        lambda: list_of("plancomment", comment_outcome="LATELY"),
        PlanComment,
        PlanComment,
        "CREATE",
        by_organization=True,
    ),
)
"""In the order of the page."""
