"""The feedback that somebody sees, as those who reply look through it: what is due first first."""

from typing import Any

from peewee import ModelSelect, fn

from tansiq.models import Entry, Feedback, Survey
from tansiq.models.feedback import is_in_state
from tansiq.platform import clock
from tansiq.policy.belonging import NOBODY
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible

OPEN = ("LATE", "WAITING")
"""The states in which a reply is owed."""


def is_replier(viewer: Viewer) -> bool:
    """Whether feedback may be told to somebody at all."""
    return condition(Feedback, viewer) is not NOBODY


def feedback_seen(viewer: Viewer) -> "ModelSelect[Feedback]":
    """All that a viewer sees, joined with its entries, without what was archived; what is due first comes first, and
    what is owed no reply last."""
    query: Any = visible(Feedback, viewer).join(Entry).where(Entry.archived_at.is_null())
    # Databases sort what is missing differently.
    found: ModelSelect[Feedback] = query.order_by(
        Feedback.replied_at.is_null(False), Feedback.due_on.is_null(), Feedback.due_on, Feedback.id
    )
    return found


def feedback_owed(viewer: Viewer) -> "ModelSelect[Feedback]":
    """What waits for a reply, late or not."""
    return feedback_seen(viewer).where(Feedback.replied_at.is_null(), Feedback.due_on.is_null(False))


def counts_by_state(viewer: Viewer, survey: Survey) -> dict[str, int]:
    """How much feedback to a survey a viewer sees in each state, in one statement."""
    today = clock.today()
    states = ("WAITING", "LATE", "REPLIED", "NOT_ASKED")
    columns = [fn.COUNT(Feedback.id).filter(is_in_state(state, today)) for state in states]
    query: Any = visible(Feedback, viewer).join(Entry).where(Entry.archived_at.is_null(), Feedback.survey == survey.id)
    [found] = query.select(*columns).tuples()
    return dict(zip(states, found, strict=True))
