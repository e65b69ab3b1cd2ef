"""What citizens of the demonstration told, and what they were replied: some in time, some late, some not at all.

    "feedback": [{"type": "complaints", "columns": ["days", "area", "told", "reply", "after", "shown"],
                  "rows": [[40, "SY0100", "The street is dark.", "It is lit again.", 9, true]]}]

"days" is how long before the day of the picture it came in, "after" how many days later it was replied to, "shown"
whether it was published; all other columns are those of entries. All of it is invented, and nobody stands in it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from tansiq.demo import DAY
from tansiq.models import Entry, Feedback, FeedbackReply, Survey
from tansiq.models.survey import random_code
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.surveys.feedback import take_in
from tansiq.surveys.inviting import CODE_LENGTH
from tansiq.surveys.opening import participant
from tansiq.surveys.replying import reply

OF_FEEDBACK = frozenset({"days", "reply", "after", "shown"})
"""The columns that no entry has."""


def enter_feedback(viewer: Viewer, entries: Sequence[Entry], rows: Sequence[Mapping[str, Any]]) -> int:
    """Enter each row with the entry that it is; how many."""
    for entry, row in zip(entries, rows, strict=True):
        survey: Any = Survey.get(Survey.record_type == entry.record_type_id)
        entry.is_published = False
        changes.save(participant(survey), entry)
        take_in(survey, entry, random_code(CODE_LENGTH), "")
        _date(viewer, survey, entry, row)
    return len(rows)


def _date(viewer: Viewer, survey: Survey, entry: Entry, row: Mapping[str, Any]) -> None:
    """Put what came in, and what was replied, at their days."""
    feedback: Feedback = Feedback.get(Feedback.entry == entry.id)
    came = DAY - timedelta(days=row["days"])
    told: Any = {"received_at": _noon(came), "due_on": came + timedelta(days=survey.reply_days or 0)}
    if row["reply"]:
        replied = _noon(came + timedelta(days=row["after"]))
        reply(viewer, feedback, row["reply"], is_published=row["shown"])
        FeedbackReply.update(at=replied).where(FeedbackReply.feedback == feedback.id).execute()
        told["replied_at"] = replied
    Feedback.update(told).where(Feedback.id == feedback.id).execute()


def _noon(day: Any) -> datetime:
    return clock.stored(datetime.combine(day, time(12)))
