"""Answering comments on a plan: the queue of those that wait, grouping them, taking them into items, declining them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.lookups import Lookup
from admin.panel.wrong_texts import flash_wrong
from admin.plans.deciding_together import DecidingTogetherMixin, item_field, takes_more
from admin.words.formatting import DisplayRows, display_rows, figure
from admin.words.naming import name_of
from tansiq.faults import Refused
from tansiq.language.words import gettext, ngettext, say
from tansiq.models import Plan, PlanComment, PlanItem
from tansiq.plans import consultation
from tansiq.plans.consultation import Answer
from tansiq.policy.visibility import among, visible
from tansiq.records import changes

TOLD = ("plan", "item", "organization", "author", "sector", "area", "quantity", "unit", "written_on")


@dataclass(frozen=True)
class CommentCard:
    """A comment that waits, with those that are grouped with it, and the values that are told of it."""

    row: PlanComment
    joined: list[PlanComment]
    display: DisplayRows
    knows_author: bool


def comment_cards(rows: Sequence[PlanComment]) -> list[CommentCard]:
    """Some comments, each with those grouped with it; a few statements, however many."""
    joined: dict[int, list[PlanComment]] = {}
    grouped = visible(PlanComment, viewer()).where(
        PlanComment.joined_into.in_([row.id for row in rows]), PlanComment.archived_at.is_null()
    )
    for row in grouped.order_by(PlanComment.id):
        joined.setdefault(row.joined_into_id or 0, []).append(row)
    every = [*rows, *(one for found in joined.values() for one in found)]
    display = display_rows(every, TOLD, viewer())
    # Whoever is in charge knows who wrote; asked of all at once.
    known = {row.id for row in among(viewer(), "CHANGE", rows)}
    return [CommentCard(row, joined.get(row.id, []), display, row.id in known) for row in rows]


class AnsweringMixin(DecidingTogetherMixin):
    """What becomes of comments, on the page of one and in the queue of all that wait."""

    render: Any
    get_one: Any

    @property
    def answers_some(self) -> bool:
        """Whether the reader answers comments at all."""
        return bool(self.may_act("CHANGE"))

    def answer_lookups(self) -> dict[str, Lookup]:
        """The look-up of the item into which comments are taken, at the address of those of the form."""
        return {"taken_into": Lookup("taken_into", PlanItem, takes_more)}

    @expose("/queue/")
    def queue_view(self) -> Any:
        """The comments that wait for the reader's answer, of all plans or of the one that the address names."""
        plan = self._plan()
        queued = self._queued(consultation.unanswered_comments(viewer(), plan))
        cards = comment_cards(queued.pop("rows"))
        return self.render("panel/plan_comment_queue.html", cards=cards, plan=plan, **queued)

    def _plan(self) -> Plan | None:
        given = request.args.get("plan")
        try:
            return None if given is None else changes.find(viewer(), Plan, given)
        except Refused:
            abort(404)

    def card(self, row: PlanComment) -> CommentCard:
        """A stored comment with those that are grouped with it."""
        [card] = comment_cards([row])
        return card

    @expose("/answer/", methods=("POST",))
    def answer_view(self) -> Any:
        """Answer comments, decline them, or take them into an item, as the button says that was pressed."""
        rows, text, outcome = self._chosen(), self._words("answer"), request.form.get("outcome", "")
        answer = Answer(outcome, text, self._item() if outcome == "TAKEN" else None)
        if self._do(lambda acting: consultation.answer_comments(acting, rows, answer)):
            told = ngettext("%(count)s comment was answered.", "%(count)s comments were answered.", figure(len(rows)))
            self._tell(rows, told)
        return self._back()

    def _item(self) -> PlanItem | None:
        """The item that was chosen."""
        field = item_field(request.form)
        return None if field.data is None else changes.find(viewer(), PlanItem, field.data)

    @expose("/make/", methods=("POST",))
    def make_view(self) -> Any:
        """Make an item of the plan from what one comment proposes."""
        [row] = self._chosen()[:1]
        made: list[PlanItem] = []
        if self._do(lambda acting: made.append(consultation.take_as_item(acting, row))):
            flash(gettext("“%(item)s” stands in the plan now.", item=name_of(made[-1])), "success")
        return self._back()

    @expose("/join/", methods=("POST",))
    def join_view(self) -> Any:
        """Group the chosen comments with another one."""
        into = self.get_one(request.form.get("into"))
        rows = [row for row in self._chosen() if row.id != into.id]
        if not rows:
            flash_wrong([say("Choose the comments that speak of the same matter.")])
        elif self._do(lambda acting: consultation.join_comments(acting, rows, into)):
            flash(gettext("Joined. They are answered together."), "success")
        return self._back()

    @expose("/separate/", methods=("POST",))
    def separate_view(self) -> Any:
        """Let a joined comment stand by itself again."""
        return self._undone(consultation.separate_comment, gettext("It stands by itself again."))

    @expose("/reopen/", methods=("POST",))
    def reopen_view(self) -> Any:
        """Take an answer back."""
        return self._undone(consultation.reopen_comment, gettext("It waits for an answer again."))
