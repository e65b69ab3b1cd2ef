"""Citizens' feedback, as those who reply to it work through it.

/feedback/?state=LATE&area=12          what waits, what is due first first
/feedback/export/xlsx                  the same as a file, without who sent it
/feedback/one/?id=3                    what was told; reply, show it to everybody, hand it over to another district
/feedback/figures/?survey=3            how much came in and was replied to
"""

from collections.abc import Callable, Sequence
from typing import Any

from flask import abort, flash, jsonify, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.list_export import TYPES, TableFile, list_file
from admin.panel.signed_in_view import SignedInView
from admin.surveys import feedback_rows
from admin.surveys.feedback_asked import AREA, read_asked, surveys_offered
from admin.surveys.feedback_rows import AT_ONCE, told_rows
from admin.words.labels import label
from tansiq.faults import Fault, Refused
from tansiq.language.digits import whole
from tansiq.language.survey_vocabulary import FEEDBACK_STATES
from tansiq.language.words import Sentence, gettext, say
from tansiq.models import Feedback
from tansiq.platform import clock
from tansiq.policy.visibility import visible
from tansiq.surveys.feedback_figures import overview
from tansiq.surveys.feedback_queue import is_replier
from tansiq.surveys.replying import LONGEST, hand_over, may_publish, may_reply, places_to_hand_over, publish, reply

_ASKED = ("reply", "area")
"""What is typed or chosen on the page of one piece."""


class FeedbackPage(SignedInView):
    """/admin/feedback/: reached from the start page and from the page of a survey."""

    title: Sentence = say("Citizens' feedback")
    closed = 404

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="feedback", url="feedback")

    def is_visible(self) -> bool:
        return False

    def is_accessible(self) -> bool:
        return super().is_accessible() and is_replier(viewer())

    @expose("/")
    def index(self) -> Any:
        """What waits for a reply, or what was asked for."""
        asked = read_asked(request.args)
        rows = list(asked.query.limit(AT_ONCE + 1).offset(asked.page * AT_ONCE))
        return self.render(
            "surveys/feedback.html", asked=asked, lines=told_rows(rows[:AT_ONCE]), has_next=len(rows) > AT_ONCE,
            count=asked.query.count(), surveys=surveys_offered(), states=FEEDBACK_STATES.choices(),
        )  # fmt: skip

    @expose("/export/<kind_of_file>")
    def export(self, kind_of_file: str) -> Any:
        """The whole list as a file."""
        asked = read_asked(request.args)
        if kind_of_file not in TYPES:
            abort(404)
        about = TableFile(self.title, asked.area.meant, asked.in_force())
        return list_file(kind_of_file, about, feedback_rows.titles(), feedback_rows.cells(list(asked.query)))

    @expose("/lookup/<of>/")
    def ajax_lookup(self, of: str) -> Any:
        """Areas whose names hold what is typed."""
        if of != AREA.name:
            abort(404)
        return jsonify(AREA.lookup.get_list(request.args.get("query"), limit=12))

    @expose("/one/")
    def one_view(self) -> Any:
        """What was told, the replies, and what may be done."""
        return self._one(self._feedback())

    @expose("/reply/", methods=("POST",))
    def reply_view(self) -> Any:
        """Reply, and show it to everybody where that button was pressed."""
        row, text = self._feedback(), request.form.get("reply", "")
        seen = whole(request.form.get("seen")) or 0
        done = gettext("The reply is kept. Whoever sent the feedback finds it by the code, or in their mail.")
        return self._did(row, done, lambda: reply(viewer(), row, text, "publish" in request.form, seen))

    @expose("/publish/", methods=("POST",))
    def publish_view(self) -> Any:
        """Show what was told to everybody, or no longer."""
        row, is_shown = self._feedback(), "hide" not in request.form
        done = (
            gettext("Everybody may read it now, without who sent it.") if is_shown else gettext("It is hidden again.")
        )
        return self._did(row, done, lambda: publish(viewer(), row, is_shown))

    @expose("/hand-over/", methods=("POST",))
    def hand_over_view(self) -> Any:
        """Let it lie in another district."""
        row = self._feedback()
        done = gettext("It lies in that district now, and its officers are told.")
        return self._did(row, done, lambda: hand_over(viewer(), row, whole(request.form.get("area"))))

    @expose("/figures/")
    def figures_view(self) -> Any:
        """How much of what the reader sees came in and was replied to."""
        survey_id = whole(request.args.get("survey"))
        found = next((one for one in surveys_offered() if one.id == survey_id), None) or abort(404)
        return self.render("surveys/feedback_figures.html", row=found, told=overview(viewer(), found))

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        """From the start page to the list."""
        return [(self.get_url(".index"), str(self.title))]

    def _feedback(self) -> Feedback:
        row_id = whole(request.values.get("id"))
        row: Feedback | None = visible(Feedback, viewer()).where(Feedback.id == (row_id or -1)).first()
        return row or abort(404)

    def _did(self, row: Feedback, done: str, deed: Callable[[], None]) -> Any:
        """Do it and say so; what stands against it is told on the page, with all that was typed."""
        try:
            deed()
        except Refused as refusal:
            return self._one(row, refusal.faults)
        flash(done, "success")
        # Whoever handed it over may see it no more.
        is_seen = visible(Feedback, viewer()).where(Feedback.id == row.id).exists()
        return redirect(self.get_url(".one_view", id=row.id) if is_seen else self.get_url(".index"))

    def _one(self, row: Feedback, faults: Sequence[Fault] = ()) -> Any:
        known = feedback_rows.told_one(row)
        is_mine = may_reply(viewer(), row)
        return self.render(
            "surveys/feedback_one.html", row=row, typed=request.form, most=LONGEST, state=row.state(clock.today()),
            wrong={fault.field: str(fault) for fault in faults if fault.field in _ASKED}, others=_others(faults),
            is_mine=is_mine, can_publish=may_publish(viewer(), row),
            places=places_to_hand_over(row) if is_mine else [], **known,
        )  # fmt: skip


def _others(faults: Sequence[Fault]) -> list[str]:
    """What stands against a deed beside what is asked on the page: answers of the entry that hold it up are named."""
    rest = [fault for fault in faults if fault.field not in _ASKED]
    return [f"{label(fault.field, 'entry')}: {fault}" if fault.field else str(fault) for fault in rest]
