"""Feedback: answers to surveys that are replied to, with the day until which that is due, and the replies.

    Survey 1 -- n Feedback -- 1 Entry        what somebody told, in the area in which it lies
                  1 -- n FeedbackReply       what they are told; the last one holds, those before it stay to be read

Whoever sent it looks it up by a code, of which the digest alone is kept, or is mailed. `tansiq.surveys` takes it in,
replies and counts.
"""

from datetime import date
from typing import Any

from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField, ModelSelect, TextField

from tansiq.models.entry import Entry
from tansiq.models.record import Table, now
from tansiq.models.survey import Survey


class Feedback(Table):
    """One answer that is replied to. `due_on` is empty where no reply is wished; `replied_at` is when the first reply
    was written (UTC); `email` is where replies are mailed, in `language`; `is_unmailed` while one is to be mailed."""

    survey = ForeignKeyField(Survey, backref="+", on_delete="RESTRICT", index=False)
    entry = ForeignKeyField(Entry, unique=True, backref="+", on_delete="RESTRICT")
    digest = CharField(max_length=64, unique=True)
    received_at = DateTimeField(default=now)
    due_on = DateField(null=True)
    replied_at = DateTimeField(null=True)
    email = CharField(max_length=255, default="")
    language = CharField(max_length=2, default="ar")
    is_unmailed = BooleanField(default=False)

    survey_id: int
    entry_id: int
    replies: "ModelSelect[FeedbackReply]"

    class Meta:
        indexes = ((("survey", "received_at"), False),)

    def state(self, today: date) -> str:
        """How it stands on a day, a code of FEEDBACK_STATES."""
        if self.replied_at is not None:
            return "REPLIED"
        if self.due_on is None:
            return "NOT_ASKED"
        return "LATE" if self.due_on < today else "WAITING"


def is_in_state(state: str, today: date) -> Any:
    """The condition that feedback stands so on a day."""
    open_ = Feedback.replied_at.is_null()
    return {
        "REPLIED": Feedback.replied_at.is_null(False),
        "NOT_ASKED": open_ & Feedback.due_on.is_null(),
        "LATE": open_ & (Feedback.due_on < today),
        "WAITING": open_ & (Feedback.due_on >= today),
    }[state]


class FeedbackReply(Table):
    """One reply, and who wrote it. It is never changed: whoever corrects it writes another."""

    feedback = ForeignKeyField(Feedback, backref="replies", on_delete="CASCADE")
    text = TextField()
    actor = CharField(max_length=200)
    at = DateTimeField(default=now)

    feedback_id: int
