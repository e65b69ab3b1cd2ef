"""What officers are told of feedback in their areas: that it came in, and once that it is late.

Whoever is handed over to is told as of what came in, since they see it for the first time.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from tansiq.language.words import say, say_count
from tansiq.models import Entry, Feedback
from tansiq.models.feedback import is_in_state
from tansiq.models.record import now
from tansiq.notices.kinds import News, NoticeKind, register
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

LOOKED_BACK = 60
"""Days after which it is no news any more; it stands on the start page."""


def feedback_due(viewers: Sequence[Viewer]) -> Iterator[tuple[int, News]]:
    """Of each officer: the feedback that waits for a reply in their areas, and what of it is late."""
    today, back = clock.today(), timedelta(days=LOOKED_BACK)
    news: Any = {
        "CAME": is_in_state("WAITING", today) & (Feedback.received_at >= now() - back),
        "LATE": is_in_state("LATE", today) & (Feedback.due_on >= today - back),
    }
    for event, condition in news.items():
        for viewer in viewers if Feedback.select().where(condition).exists() else ():
            # A partner is told of nothing here: visible() gives them no row.
            found = visible(Feedback, viewer).where(condition).join(Entry).where(Entry.archived_at.is_null())
            yield from ((viewer.account_id or 0, News(event, Feedback, one.id, event)) for one in found)


FEEDBACK = register(
    NoticeKind(
        "FEEDBACK",
        position=36,
        title=say("Citizens' feedback in your areas"),
        events={"CAME": say("Feedback came in"), "LATE": say("The reply to feedback is late")},
        counted=lambda count: say_count("%(count)s piece of feedback waits for a reply",
                                        "%(count)s pieces of feedback wait for a reply", count),
        due=feedback_due,
    )
)  # fmt: skip
