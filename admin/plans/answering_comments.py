"""Answering comments on a plan: the queue of those that wait, grouping them, taking them into items, declining them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.current_viewer import local, viewer
from admin.panel.lookups import Lookup
from admin.panel.save_or_propose import save_or_propose
from admin.panel.undo_offers import flash_with_button
from admin.panel.wrong_texts import flash_wrong
from admin.plans.deciding_demands import item_field
from admin.words.formatting import DisplayRows, display_rows, figure
from admin.words.naming import name_of
from tansiq.faults import Refused
from tansiq.language.cleaning import clean_lines
from tansiq.language.digits import whole
from tansiq.language.words import gettext, ngettext, say
from tansiq.models import Plan, PlanComment, PlanItem
from tansiq.plans import consultation
from tansiq.plans.consultation import Answer
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import among, visible
from tansiq.records import changes

AT_ONCE = 25
DEEPEST = 10_000
MOST = 100
"""Comments that are answered at once."""
LONGEST_ANSWER = 2_000
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


class AnsweringMixin:
    """What becomes of comments, on the page of one and in the queue of all that wait."""

    render: Any
    get_url: Any
    get_one: Any
    get_own: Any
    may_act: Any

    @property
    def answers_some(self) -> bool:
        """Whether the reader answers comments at all."""
        return bool(self.may_act("CHANGE"))

    def answer_lookups(self) -> dict[str, Lookup]:
        """The look-up of the item into which comments are taken, at the address of those of the form."""
        return {"taken_into": Lookup("taken_into", PlanItem, lambda table: table.item_state != "CANCELLED")}

    @expose("/queue/")
    def queue_view(self) -> Any:
        """The comments that wait for the reader's answer, of all plans or of the one that the address names."""
        if not self.may_act("CHANGE"):
            abort(403)
        page = min(whole(request.args.get("page")) or 0, DEEPEST)
        plan = self._plan()
        query = consultation.unanswered_comments(viewer(), plan)
        found = list(query.limit(AT_ONCE + 1).offset(page * AT_ONCE))
        cards = comment_cards(found[:AT_ONCE])
        return self.render(
            "panel/plan_comment_queue.html", cards=cards, page=page, has_next=len(found) > AT_ONCE, plan=plan
        )

    def _plan(self) -> Plan | None:
        given = request.args.get("plan")
        try:
            return None if given is None else changes.find(viewer(), Plan, given)
        except Refused:
            abort(404)

    def item_field(self) -> Any:
        """The field by which an item is chosen to take comments into."""
        return item_field()

    def card(self, row: PlanComment) -> CommentCard:
        """A stored comment with those that are grouped with it."""
        [card] = comment_cards([row])
        return card

    @expose("/answer/", methods=("POST",))
    def answer_view(self) -> Any:
        """Answer comments, decline them, or take them into an item, as the button says that was pressed."""
        rows, text = self._chosen(), clean_lines(request.form.get("answer") or "")
        if len(text) > LONGEST_ANSWER:
            flash_wrong([say("At most %(most)s letters fit here; this has %(found)s.", most=LONGEST_ANSWER,
                             found=len(text))])  # fmt: skip
            return self._back()
        outcome = request.form.get("outcome", "")
        answer = Answer(outcome, text, self._item() if outcome == "TAKEN" else None)
        if self._do(lambda acting: consultation.answer_comments(acting, rows, answer)):
            self._tell(rows)
        return self._back()

    def _item(self) -> PlanItem | None:
        """The item that was chosen; without scripts its name is sent as it was typed."""
        field = item_field(request.form)
        return None if field.data is None else changes.find(viewer(), PlanItem, field.data)

    def _tell(self, rows: Sequence[PlanComment]) -> None:
        text = ngettext("%(count)s comment was answered.", "%(count)s comments were answered.", figure(len(rows)))
        if len(rows) == 1:
            flash_with_button(text, self.get_url(".reopen_view"), gettext("Undo"), row=rows[0].id)
        else:
            flash(text, "success")

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
        [row] = self._chosen()[:1]
        if self._do(lambda acting: consultation.separate_comment(acting, row)):
            flash(gettext("It stands by itself again."), "success")
        return self._back()

    @expose("/reopen/", methods=("POST",))
    def reopen_view(self) -> Any:
        """Take an answer back."""
        [row] = self._chosen()[:1]
        if self._do(lambda acting: consultation.reopen_comment(acting, row)):
            flash(gettext("It waits for an answer again."), "success")
        return self._back()

    def _chosen(self) -> list[Any]:
        """The comments that were sent, each one that the viewer may change or propose to change."""
        rows = [self.get_own("CHANGE", given) for given in dict.fromkeys(request.form.getlist("row")[:MOST])]
        if not rows:
            flash_wrong([say("Choose at least one comment.")])
            abort(self._back())
        return rows

    def _do(self, deed: Callable[[Viewer], object]) -> bool:
        """Do a deed, or propose it and go to the proposal; False where it is refused, which is told."""
        try:
            save_or_propose(deed)
        except Refused as refusal:
            flash_wrong(refusal.faults)
            return False
        return True

    def _back(self) -> Any:
        return redirect(local(request.form.get("back") or self.get_url(".queue_view")))
