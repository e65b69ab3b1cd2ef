r"""What is said of a plan while it is consulted upon, and what becomes of it.

open --join----> joined into another, answered with it   --separate--> open
     \-answer--> answered                                --reopen----> open
     \-decline-> declined, says why                      --reopen----> open
     \-take----> taken into an item, made of it or there already       --reopen----> open

Whoever wrote a comment is told (tansiq.plans.consultation_notices).
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from peewee import JOIN, ModelSelect

from tansiq.faults import Fault, Refused
from tansiq.language.arabic import is_arabic
from tansiq.language.words import say
from tansiq.models import Plan, PlanComment, PlanInvitation, PlanItem, PlanItemArea, PlanItemSector
from tansiq.models.plan_comment import called
from tansiq.plans.consultation_notices import tell_answered, tell_invited
from tansiq.plans.moving import Place, add_item
from tansiq.platform import clock
from tansiq.platform.database import hold
from tansiq.policy.own_rows import own_rows
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes

LATELY = timedelta(days=14)


class Answer(NamedTuple):
    """What is answered: a code of COMMENT_OUTCOMES, in words ("" where none are needed), and the item it became."""

    outcome: str
    text: str = ""
    item: PlanItem | None = None


def invite(viewer: Viewer, row: PlanInvitation) -> PlanInvitation:
    """Let an organisation or a person read a plan before it is published, and tell them. Raises Refused as
    `changes.save` does; INVITED_ALREADY."""
    with changes.together():
        is_new = not row.__data__.get("id")
        changes.save(viewer, row)
        if is_new:
            tell_invited([row])
    return row


def comment(viewer: Viewer, row: PlanComment) -> PlanComment:
    """Enter what the viewer says of a plan, as its writer.

    Raises Refused: NOT_IN_CONSULTATION, OTHER_PLAN, FORBIDDEN (they do not read the plan, or speak for another
    organisation), or as `changes.save` does.
    """
    row.account_id, row.author = viewer.account_id, viewer.name
    return changes.save(viewer, row)


def is_unanswered(table: Any) -> Any:
    """The condition that a comment waits for an answer: it is open, and stands by itself."""
    return table.archived_at.is_null() & (table.comment_outcome == "OPEN") & table.joined_into.is_null()


def unanswered_comments(viewer: Viewer, plan: Plan | None = None) -> "ModelSelect[PlanComment]":
    """Those of `is_unanswered` on a visible plan, else on all plans of the viewer's areas; in the order of the plans
    and their items."""
    rows: Any = (
        visible(PlanComment, viewer).where(PlanComment.plan == plan.id) if plan else own_rows(PlanComment, viewer)
    )
    query: Any = rows.where(is_unanswered(PlanComment))
    about: Any = PlanItem.alias("about")
    placed: ModelSelect[PlanComment] = query.join(about, JOIN.LEFT_OUTER, on=PlanComment.item == about.id)
    return placed.order_by(PlanComment.plan, about.order_key.asc(nulls="FIRST"), PlanComment.id)


def is_lately_answered(table: Any) -> Any:
    """The condition that a comment was answered within the last two weeks."""
    return table.archived_at.is_null() & (table.answered_on >= clock.today() - LATELY)


def lately_answered(viewer: Viewer) -> "ModelSelect[PlanComment]":
    """The viewer's own of `is_lately_answered`, the latest first."""
    query = own_rows(PlanComment, viewer).where(is_lately_answered(PlanComment))
    return query.order_by(PlanComment.answered_on.desc(), PlanComment.id.desc())


def join_comments(viewer: Viewer, rows: Sequence[PlanComment], into: PlanComment) -> None:
    """Group open comments with another one, with all that was grouped with them before; all or none.

    Raises Refused: ANSWERED (one of them, or `into`, was answered meanwhile), JOINED_FURTHER, or as `changes.save`.
    """
    with changes.together():
        hold(PlanComment, [into.id, *(row.id for row in rows)])
        into = PlanComment.get_by_id(into.id)
        if into.comment_outcome != "OPEN" or into.archived_at is not None:
            raise Refused(_answered(into))
        for row in rows:
            _require_open(row)
            for one in (*joined_with(row), row):
                one.joined_into = into.id
                changes.save(viewer, one)


def joined_with(row: PlanComment) -> list[PlanComment]:
    """The standing comments that are grouped with one, which leads them."""
    rows = PlanComment.select().where(PlanComment.joined_into == row.id, PlanComment.archived_at.is_null())
    return list(rows.order_by(PlanComment.id))


def separate_comment(viewer: Viewer, row: PlanComment) -> None:
    """Let a joined comment stand by itself again. Raises Refused: ARCHIVED, or as `changes.save` does."""
    _require_standing(row)
    row.joined_into = None
    changes.save(viewer, row)


def answer_comments(viewer: Viewer, rows: Sequence[PlanComment], answer: Answer) -> None:
    """Answer open comments, each with all that are grouped with it, so that each writer reads the answer; all or none.

    Raises Refused: ANSWERED, ARCHIVED, REASON_MISSING or TEXT_MISSING (`answer`), ITEM_MISSING, OTHER_PLAN, ITEM_GONE,
    or as `changes.save` does.
    """
    with changes.together():
        hold(PlanComment, [row.id for row in rows])
        answered = [one for row in rows for one in _with_joined(row)]
        for row in answered:
            row.comment_outcome, row.answer, row.taken_into = answer.outcome, answer.text, answer.item
            row.answered_on, row.answered_by = clock.today(), viewer.name
            changes.save(viewer, row)
        tell_answered(answered, viewer.account_id)


def take_as_item(viewer: Viewer, row: PlanComment, text: str = "") -> PlanItem:
    """Make an item of the plan from what a comment proposes, the last under the item it is about, and answer the
    comment with it. Returns the item. Raises Refused: NOT_PROPOSED, or as `add_item` and `answer_comments` do."""
    if row.comment_kind != "NEW_ITEM":
        raise Refused(Fault("NOT_PROPOSED", "", say("This comment proposes no item. Take it into one that is there.")))
    with changes.together():
        hold(PlanComment, [row.id])
        _require_open(PlanComment.get_by_id(row.id))
        name = {"name_ar" if is_arabic(row.proposed) else "name_en": row.proposed}
        words = {"description_ar" if is_arabic(row.text) else "description_en": row.text}
        item = PlanItem(plan=row.plan_id, required=row.quantity, unit=row.unit if row.quantity else "", **name, **words)
        add_item(viewer, item, Place(row.item_id))
        for part, key, value in ((PlanItemSector, "sector", row.sector_id), (PlanItemArea, "area", row.area_id)):
            if value is not None:
                changes.replace_parts(viewer, item, part, [{key: value}])
        answer_comments(viewer, [row], Answer("TAKEN", text, item))
    return item


def reopen_comment(viewer: Viewer, row: PlanComment) -> None:
    """Take an answer back, from all that were grouped with the comment too; one that was joined itself waits alone.

    The item that it became stays. Raises Refused: ARCHIVED, or as `changes.save` does.
    """
    with changes.together():
        _require_standing(row)
        row.joined_into = None
        for one in (row, *joined_with(row)):
            one.comment_outcome, one.answer, one.taken_into = "OPEN", "", None
            one.answered_on, one.answered_by = None, ""
            changes.save(viewer, one)


def comments_taken(viewer: Viewer, item_ids: Iterable[int]) -> dict[int, list[PlanComment]]:
    """By item: the comments that were taken into it, as far as the viewer may read them; one statement."""
    found: dict[int, list[PlanComment]] = {}
    taken = visible(PlanComment, viewer).where(PlanComment.taken_into.in_(sorted(set(item_ids))))
    for row in taken.order_by(PlanComment.id):
        found.setdefault(row.taken_into_id or 0, []).append(row)
    return found


def _with_joined(row: PlanComment) -> list[PlanComment]:
    now: PlanComment = PlanComment.get_by_id(row.id)
    _require_open(now)
    if now.version != row.version:
        raise Refused(Fault("CHANGED_MEANWHILE", "", changes.CHANGED_MEANWHILE))
    return [row, *joined_with(now)]


def _require_standing(row: PlanComment) -> None:
    if row.archived_at is not None:
        raise Refused(Fault("ARCHIVED", "", say("This record is archived. Restore it first.")))


def _require_open(row: PlanComment) -> None:
    """Raise Refused(ARCHIVED, ANSWERED) unless the comment waits for an answer: nobody answers over another's head."""
    _require_standing(row)
    if row.comment_outcome != "OPEN" or row.joined_into_id is not None:
        raise Refused(_answered(row))


def _answered(row: PlanComment) -> Fault:
    text = say("“%(comment)s” was answered or joined meanwhile. Look at it again.", comment=called(row))
    return Fault("ANSWERED", "", text)
