"""Replying to feedback: by whoever may change the entry that it is, with or without showing it to everybody.

    reply(viewer, feedback, text)            mailed by the worker where an address was given, else looked up by the code
    publish(viewer, feedback)                the entry is shown, its personal fields to nobody
    hand_over(viewer, feedback, area)        it lies in another district, whose officers see it from then on

A reply is corrected by another one; those before it stay to be read by those who reply.
"""

from dataclasses import replace
from typing import Any

from peewee import fn

from tansiq.faults import Fault, Refused
from tansiq.language.cleaning import clean_lines
from tansiq.language.words import say
from tansiq.models import Area, Entry, Feedback, FeedbackReply
from tansiq.models.column_values import text_fault
from tansiq.models.data_stamps import bump, table_name
from tansiq.models.record import now
from tansiq.platform import background
from tansiq.platform.database import hold
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.records import changes
from tansiq.records.changes import require, together
from tansiq.surveys.feedback import last_reply
from tansiq.surveys.opening import places_asked

LONGEST = 4_000
"""Letters of a reply."""
REPLY_MAIL_JOB = "feedback_mail"
"""The job that mails replies."""


def may_reply(viewer: Viewer, feedback: Feedback) -> bool:
    """Whether a viewer replies to it: whoever may change what was told."""
    return feedback.entry.archived_at is None and may(viewer, "CHANGE", feedback.entry)


def reply(viewer: Viewer, feedback: Feedback, text: str, is_published: bool = False, seen: int | None = None) -> None:
    """Write a reply, and show the entry to everybody if so wished; `seen` is how many replies its writer had read.
    The words of the last one once more are no further reply, and are not mailed again.

    Raises Refused: FORBIDDEN; ARCHIVED; CONFLICT where somebody replied since; MISSING, TOO_LONG or BAD_CHARACTER, at
    "reply"; NOTHING_DIFFERS where the words stand there already and nothing is to be shown; as `publish` does.
    """
    _require(viewer, feedback)
    written = _read(text)
    with together():
        # Of two who write in the same moment the second one waits here, and finds the first one's reply.
        hold(Feedback, [feedback.id])
        if seen is not None and feedback.replies.count() != seen:
            text_of_conflict = say("Somebody replied meanwhile. Read that first: what you wrote stands here still.")
            raise Refused(Fault("CONFLICT", "reply", text_of_conflict))
        is_new = _is_new(feedback, written)
        if not (is_new or is_published):
            text_of_same = say("This reply stands there already. Write what is to be said instead.")
            raise Refused(Fault("NOTHING_DIFFERS", "reply", text_of_same))
        if is_new:
            _keep(viewer, feedback, written)
        if is_published:
            publish(viewer, feedback)
    if is_new and feedback.email:
        background.hurry(REPLY_MAIL_JOB)


def _read(text: str) -> str:
    written = clean_lines(text).strip()
    if not written:
        raise Refused(Fault("MISSING", "reply", say("Write what is to be replied.")))
    if wrong := text_fault("reply", written, LONGEST):
        raise Refused(wrong)
    return written


def _is_new(feedback: Feedback, written: str) -> bool:
    last = last_reply(feedback)
    return last is None or last.text != written


def _keep(viewer: Viewer, feedback: Feedback, written: str) -> None:
    FeedbackReply.create(feedback=feedback.id, text=written, actor=viewer.name)
    is_mailed: Any = Feedback.email != ""
    first: Any = fn.COALESCE(Feedback.replied_at, now())
    Feedback.update(replied_at=first, is_unmailed=is_mailed).where(Feedback.id == feedback.id).execute()
    bump([table_name(Feedback), table_name(FeedbackReply)])


def may_publish(viewer: Viewer, feedback: Feedback) -> bool:
    """Whether showing what was told makes a difference: everybody may read the record type, and it is not shown yet."""
    entry = feedback.entry
    return entry.record_type.policy == "PUBLIC" and not entry.is_published and may_reply(viewer, feedback)


def publish(viewer: Viewer, feedback: Feedback, is_published: bool = True) -> None:
    """Show what was told to everybody, without what is personal in it, or no longer.

    Raises Refused: FORBIDDEN; ARCHIVED; NOT_PUBLIC where the record type is for few; as `changes.save` does.
    """
    _require(viewer, feedback)
    entry: Entry = Entry.get_by_id(feedback.entry_id)
    if is_published and entry.record_type.policy != "PUBLIC":
        raise Refused(Fault("NOT_PUBLIC", "", say("Entries of this record type are not for everybody.")))
    entry.is_published = is_published
    changes.save(viewer, entry)


def places_to_hand_over(feedback: Feedback) -> list[Area]:
    """The districts that the survey asks of, without the one where it lies."""
    return [area for area in places_asked(feedback.survey) or () if area.id != feedback.entry.area_id]


def hand_over(viewer: Viewer, feedback: Feedback, area_id: int | None) -> None:
    """Let feedback lie in another district: people choose a wrong one, and it is nobody's there.

    Whoever is in charge of where it lies may do so without being in charge of where it goes. Raises Refused: FORBIDDEN;
    ARCHIVED; MISSING; as `changes.save` does.
    """
    _require(viewer, feedback)
    if area_id not in {area.id for area in places_to_hand_over(feedback)}:
        raise Refused(Fault("MISSING", "area", say("Choose the district.")))
    entry: Entry = Entry.get_by_id(feedback.entry_id)
    entry.enter("area", area_id)
    changes.save(replace(viewer, area_ids=viewer.area_ids | {area_id}) if viewer.area_ids else viewer, entry)


def _require(viewer: Viewer, feedback: Feedback) -> None:
    require(viewer, "CHANGE", feedback.entry)
    if feedback.entry.archived_at is not None:
        raise Refused(Fault("ARCHIVED", "", say("This feedback was archived. Restore it first.")))
