"""The reports of a round, as those who look at them work through them, and as the organisations see their own.

/rounds/?id=3                  all reports, how far each is and whether in time; /rounds/export/xlsx the same as a file
/rounds/missing/?id=3          who has not reported, by area, with whom to call
/rounds/report/?id=7           one report; accept, return, rate, answer
"""

from collections.abc import Callable, Sequence
from typing import Any

from flask import abort, flash, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.list_export import TYPES, TableFile, list_file
from admin.panel.signed_in_view import SignedInView
from admin.rounds.report_lines import (
    cells,
    in_time,
    lacking_cells,
    lacking_lines,
    lacking_titles,
    lines_of,
    names_of,
    titles,
)
from admin.words.naming import name_of
from tansiq.faults import Fault, Refused
from tansiq.language.digits import whole
from tansiq.language.round_vocabulary import RATINGS, ROUND_STATES
from tansiq.language.words import Sentence, gettext, say
from tansiq.models import Round, RoundReport
from tansiq.policy.round_rules import is_own_report
from tansiq.policy.visibility import may, visible
from tansiq.rounds import deciding
from tansiq.rounds.counts import counts_of
from tansiq.rounds.days import punctuality_of
from tansiq.rounds.who_has_not import reports_told, who_has_not

AT_ONCE = 100
_TYPED = ("comment", "rating", "remark", "answer")
"""What is typed or chosen on the page of one report."""


class RoundsPage(SignedInView):
    """/admin/rounds/: reached from the page of a round and from the start page."""

    title: Sentence = say("Reports in rounds")
    closed = 404

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="rounds", url="rounds")

    def is_visible(self) -> bool:
        return False

    def is_accessible(self) -> bool:
        return super().is_accessible() and may(viewer(), "READ", Round)

    @expose("/")
    def index(self) -> Any:
        """The reports of a round; without one in the address, the rounds."""
        if "id" not in request.args:
            return redirect(self.get_url("round.index_view"))
        row, state, page = (
            self._round(),
            request.args.get("state", ""),
            min(whole(request.args.get("page")) or 0, 1_000),
        )
        found = [one for one in reports_told(viewer(), row) if state in ("", one.round_state)]
        shown = found[page * AT_ONCE :][:AT_ONCE]
        return self.render(
            "rounds/of_round.html", row=row, lines=lines_of(row, shown), counts=counts_of(viewer(), [row])[row.id],
            states=ROUND_STATES.choices(), state=state, page=page, has_next=len(found) > (page + 1) * AT_ONCE,
        )  # fmt: skip

    @expose("/export/<kind_of_file>")
    def export(self, kind_of_file: str) -> Any:
        """All reports as a file."""
        row = self._round()
        lines = lines_of(row, reports_told(viewer(), row))
        return self._file(kind_of_file, row, say("Reports of the round"), titles(), cells(lines))

    @expose("/missing/")
    def missing_view(self) -> Any:
        """Who has not reported, by area."""
        row = self._round()
        return self.render("rounds/missing.html", row=row, found=lacking_lines(row, who_has_not(viewer(), row)))

    @expose("/missing/export/<kind_of_file>")
    def missing_export(self, kind_of_file: str) -> Any:
        """The same as a list to telephone by."""
        row = self._round()
        found = lacking_cells(lacking_lines(row, who_has_not(viewer(), row)))
        return self._file(kind_of_file, row, say("Who has not reported"), lacking_titles(), found)

    @expose("/report/")
    def report_view(self) -> Any:
        """One report, and what may be done to it."""
        return self._one(self._report())

    @expose("/accept/", methods=("POST",))
    def accept_view(self) -> Any:
        """Find it right."""
        report = self._report()
        return self._did(report, gettext("The report is accepted."), lambda: deciding.accept(viewer(), report))

    @expose("/return/", methods=("POST",))
    def return_view(self) -> Any:
        """Return it with what is to be corrected."""
        report, said = self._report(), request.form.get("comment", "")
        done = gettext("The report is returned. Those who speak for the organisation are told.")
        return self._did(report, done, lambda: deciding.send_back(viewer(), report, said))

    @expose("/rate/", methods=("POST",))
    def rate_view(self) -> Any:
        """Say how well the organisation achieved what it had planned."""
        report, sent = self._report(), request.form
        done = gettext("The rating is kept. The organisation reads it and may answer.")
        deed = lambda: deciding.rate(viewer(), report, sent.get("rating"), sent.get("remark", ""))  # noqa: E731
        return self._did(report, done, deed)

    @expose("/answer/", methods=("POST",))
    def answer_view(self) -> Any:
        """Answer to how it was rated."""
        report, said = self._report(), request.form.get("answer", "")
        return self._did(report, gettext("The answer is kept."), lambda: deciding.answer(viewer(), report, said))

    def trail(self, row: Any = None, is_below: bool = False) -> list[tuple[str, str]]:
        """From the list of rounds over the round to its reports."""
        above = [(self.get_url("round.index_view"), gettext("Reporting rounds"))]
        if row is None:
            return above
        above.append((self.get_url("round.details_view", id=row.id), name_of(row)))
        return [*above, (self.get_url(".index", id=row.id), gettext("Reports of the round"))] if is_below else above

    def _round(self) -> Round:
        row: Round | None = visible(Round, viewer()).where(Round.id == (whole(request.args.get("id")) or -1)).first()
        return row or abort(404)

    def _report(self) -> RoundReport:
        wanted = whole(request.values.get("id")) or -1
        row: RoundReport | None = visible(RoundReport, viewer()).where(RoundReport.id == wanted).first()
        return row or abort(404)

    def _file(self, kind: str, row: Round, what: Sentence, heads: list[str], rows: Any) -> Any:
        if kind not in TYPES:
            abort(404)
        chosen = [(gettext("Reporting round"), name_of(row)), (gettext("Period"), str(row.reported.name))]
        return list_file(kind, TableFile(what, None, chosen), heads, rows)

    def _did(self, report: RoundReport, done: str, deed: Callable[[], object]) -> Any:
        """Do it and say so; what stands against it is told on the page, with all that was typed."""
        try:
            deed()
        except Refused as refusal:
            return self._one(RoundReport.get_by_id(report.id), refusal.faults)
        flash(done, "success")
        return redirect(self.get_url(".report_view", id=report.id))

    def _one(self, report: RoundReport, faults: Sequence[Fault] = ()) -> Any:
        row, is_rated = Round.get_by_id(report.round_id), report.rating is not None or bool(report.remark)
        return self.render(
            "rounds/deciding.html", row=row, report=report, name=names_of([report])[report.id],
            in_time=in_time(punctuality_of(row, report.first_submitted_at)), ratings=RATINGS.choices(),
            may_decide=deciding.may_decide(viewer(), report), typed=request.form,
            may_answer=is_rated and is_own_report(viewer(), "CHANGE", report),
            wrong={fault.field: str(fault) for fault in faults if fault.field in _TYPED},
            others=[str(fault) for fault in faults if fault.field not in _TYPED],
        )  # fmt: skip
