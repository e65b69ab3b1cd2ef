"""The page of one case, its history, and what is done to a case as a whole.

/cases/case/             all that is told of it         /cases/case/write/      a message to all who take part
/cases/case/history/     who changed what               /cases/case/decide/     all pairs in one deed
                                                        /cases/case/take-over/  /deadline/  /reopen/
"""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request
from flask_admin import expose

from admin.cases.case_page import OfCases, case_page
from admin.cases.deed_forms import LONGEST_NOTE, DueForm, RefusedForm, typed_text
from admin.cases.told_case import head, the_case
from admin.current_viewer import viewer
from admin.panel.details import row_history
from admin.panel.form_keys import sent_key
from admin.panel.undo_offers import flash_with_button
from tansiq.cases.deciding import decide_case, reopen, set_deadline, take_over
from tansiq.cases.thread import write
from tansiq.faults import Refused
from tansiq.language.digits import whole
from tansiq.language.vocabulary import DECISIONS
from tansiq.language.words import gettext, say
from tansiq.models import Batch, CaseMessage, OverlapCase
from tansiq.notices.inbox import seen
from tansiq.proposals.creating_once import create_once


class CasePage(OfCases):
    """One case of duplication; the name of its endpoint is what links and notices look for."""

    title = say("Case of duplication")

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="overlapcase", url="/admin/cases/case")

    @expose("/")
    def details_view(self) -> Any:
        """All that is told of one case; ?before= asks for older messages."""
        case = the_case(request.args.get("id"))
        seen(viewer(), case)
        return case_page(self, case)

    @expose("/history/")
    def history_view(self) -> Any:
        """Who changed what of one case."""
        case = the_case(request.args.get("id"))
        return self.render("cases/history.html", **head(case), history=row_history(case))

    @expose("/write/", methods=("POST",))
    def write_view(self) -> Any:
        """Write to all who take part; a form that is sent twice writes once."""
        case, row = self._sent(), CaseMessage()

        def deed() -> None:
            row.id = write(viewer(), case, typed_text("text"), whole(request.form.get("organization"))).id

        return self._do("write", case, lambda: create_once(viewer(), sent_key(), row, deed), "#thread")

    @expose("/decide/", methods=("POST",))
    def decide_view(self) -> Any:
        """Decide on all pairs in one deed, which can be taken back."""
        case, decision = self._sent(), request.form.get("decision", "")

        def deed() -> None:
            batch = decide_case(viewer(), case, decision, typed_text("note", LONGEST_NOTE))
            if decision == "LATER":
                self._offer(batch, gettext("Noted. The case stays on the list."))
            else:
                label = DECISIONS.label(decision)
                self._offer(batch, gettext("Decided on the whole case: %(decision)s.", decision=label))

        return self._do("decide", case, deed)

    @expose("/take-over/", methods=("POST",))
    def take_over_view(self) -> Any:
        """Take a case into one's own hands."""
        case = self._sent()
        return self._do("take-over", case, lambda: take_over(viewer(), case))

    @expose("/deadline/", methods=("POST",))
    def deadline_view(self) -> Any:
        """Say until when it should be settled."""
        case, form = self._sent(), DueForm(request.form)
        if not form.validate():
            return case_page(self, the_case(case.id), RefusedForm("deadline"))
        return self._do("deadline", case, lambda: set_deadline(viewer(), case, form.due_on.data))

    @expose("/reopen/", methods=("POST",))
    def reopen_view(self) -> Any:
        """Open a settled case again, and say why."""
        case = self._sent()

        def deed() -> None:
            self._offer(reopen(viewer(), case, typed_text("note", LONGEST_NOTE)), gettext("The case is open again."))

        return self._do("reopen", case, deed)

    def _sent(self) -> OverlapCase:
        """The case that the form names, as it stood when the form was opened."""
        case = the_case(request.form.get("id"))
        if "version" in request.form:
            case.version = whole(request.form.get("version")) or 0
        return case

    def _offer(self, batch: Batch, text: str) -> None:
        flash_with_button(text, self.get_url("batches.undo_view"), gettext("Undo"), id=batch.id)

    def _do(self, name: str, case: OverlapCase, deed: Callable[[], Any], place: str = "") -> Any:
        """Do it and go back to the page; what is refused is told there, with all that was typed."""
        try:
            deed()
        except Refused as refusal:
            return self._refused(name, case, refusal)
        if name in ("take-over", "deadline"):
            flash(gettext("Saved."), "success")
        return redirect(self.get_url(".details_view", id=case.id) + place)

    def _refused(self, name: str, case: OverlapCase, refusal: Refused) -> Any:
        refused = RefusedForm.of(name, refusal)
        return case_page(self, the_case(case.id), refused), refused.status
