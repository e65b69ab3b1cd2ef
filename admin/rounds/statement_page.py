"""Filling a report in a round: the organisation's own work and items as they stand; only what differs is typed.

/round-reports/            the reports that the viewer fills, what is due first
/round-reports/fill/?id=   one of them: keep as a draft, submit, nothing has changed, nothing was done
/round-reports/workbook/?id=   its rows as a workbook
"""

import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import abort, flash, g, redirect, request
from flask_admin import expose
from werkzeug.datastructures import MultiDict

from admin.current_viewer import viewer
from admin.panel.file_names import disposition
from admin.panel.forms import GuardedForm
from admin.panel.list_export import download
from admin.panel.own_fields import filled_fields, own_values, with_own_fields
from admin.panel.own_inputs import kept_value
from admin.panel.save_or_propose import answering
from admin.panel.sheet_links import round_sheet_links
from admin.panel.signed_in_view import SignedInView
from admin.rounds.statement_cells import Sent, Sheet, drafted, sent_by
from admin.words.formatting import display_rows
from admin.words.naming import name_of
from tansiq.faults import Fault, Refused
from tansiq.language.digits import whole
from tansiq.language.field_vocabulary import FILES
from tansiq.language.words import N_, gettext
from tansiq.models import RoundReport
from tansiq.models.data_stamps import table_name
from tansiq.models.extra import number_of
from tansiq.models.record_type import type_of
from tansiq.policy.visibility import may, visible
from tansiq.records import changes
from tansiq.records.rule_faults import WARNS
from tansiq.rounds.asked_rows import asked_rows
from tansiq.rounds.carrying_out import may_state_now, state, told_outcome
from tansiq.rounds.days import days_of, punctuality_of
from tansiq.rounds.drafting import Draft, draft_of, keep, require_same
from tansiq.rounds.last_time import report_before, stated_before
from tansiq.rounds.stating import may_state
from tansiq.rounds.to_do import reports_filled
from tansiq.rounds.waiting import waiting_of

MOST_ROWS = 400
"""Interventions, sites and items that one page holds; a report of more is filled in its workbook."""
AT_ONCE = 100
KEPT = N_("Saved as a draft. Nobody but your organisation and the officers see it.")


class StatementPage(SignedInView):
    """Reports of organisations in reporting rounds."""

    title = type_of(RoundReport).many
    closed = 404

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="round_report", url="/admin/round-reports")

    def is_visible(self) -> bool:
        return False

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        return [(self.get_url(".index"), str(self.title))]

    @expose("/")
    def index(self) -> Any:
        """The reports that the viewer fills, open ones first, what is due first."""
        if not may(viewer(), "CHANGE", RoundReport):
            abort(404)
        rows = list(reports_filled(viewer()).limit(AT_ONCE))
        shown = display_rows(rows, ("round", "organization"), viewer())
        return self.render("rounds/reports.html", rows=rows, shown=shown)

    @expose("/fill/", methods=("GET", "POST"))
    def fill_view(self) -> Any:
        """The page of a report: to be filled, or to be read."""
        report = self._asked()
        filling = Filling(report, request.form if request.method == "POST" else None)
        if request.method == "GET":
            return self._page(filling)
        if not may_state(viewer(), report):
            abort(404)
        if filling.is_too_long:
            abort(400)
        return self._saved(filling)

    @expose("/workbook/")
    def workbook_view(self) -> Any:
        """The 5W sheet of the rows of a report, to be filled offline and sent through the imports."""
        report = self._asked()
        if not may_state(viewer(), report):
            abort(404)
        from tansiq.rounds.workbook import write_report

        book = io.BytesIO()
        write_report(viewer(), report, book)
        return download(book.getvalue(), "xlsx", disposition(name_of(report.round), report.round.area, "xlsx"))

    def address(self, report: RoundReport) -> str:
        """The address of a report."""
        return str(self.get_url(".fill_view", id=report.id))

    def _saved(self, filling: "Filling") -> Any:
        """Do what the form asks; what is refused is told on the page, with all that was typed."""
        deed = request.form.get("do", "keep")
        if deed not in ("keep", "submit", "same", "nil"):
            abort(404)
        try:
            if not self._done(filling, deed):
                return self._page(filling)
        except Refused as refused:
            filling.refuse(refused)
            return self._page(filling)
        return redirect(self.address(filling.report))

    def _done(self, filling: "Filling", deed: str) -> bool:
        """Whether a deed could be done: not where something cannot be read."""
        seen = whole(request.form.get("version")) or 0
        nil_reason = request.form.get("nil_reason", "")[:500].strip() if deed in ("nil", "keep") else ""
        if deed == "keep":
            keep(viewer(), filling.report, filling.draft(nil_reason), seen)
            flash(gettext(KEPT), "success")
            return True
        said = filling.sheet.statement(nil_reason=nil_reason, is_unchanged=deed == "same")
        own = filling.own_values()
        if filling.is_wrong or (deed == "nil" and not nil_reason):
            if not filling.is_wrong:
                filling.above.append(gettext("Say why nothing was done."))
            return False
        with changes.together():
            require_same(viewer(), filling.report, seen)
            outcome = state(answering(), filling.report, replace(said, own=own))
        flash(str(told_outcome(outcome)), "success")
        return True

    def _page(self, filling: "Filling") -> Any:
        return self.render("rounds/report.html", **filling.told())

    def _asked(self) -> RoundReport:
        """The report that the address names, if the viewer may see it; else 404."""
        given = whole(request.args.get("id")) or -1
        found: RoundReport | None = visible(RoundReport, viewer()).where(RoundReport.id == given).first()
        return found or abort(404)


def _draft(report: RoundReport) -> Draft:
    """What was typed and not submitted yet, of which others than those who fill the report are told nothing."""
    return draft_of(report) if may_state(viewer(), report) else Draft()


class Filling:
    """A report as its page holds it: its sheet of cells, the fields of the ministry, and what is wrong."""

    def __init__(self, report: RoundReport, sent: MultiDict[str, str] | None) -> None:
        self.report, self.is_sent = report, sent is not None
        asked, kept = asked_rows(viewer(), report), _draft(report)
        self.is_too_long = len(asked.rows) > MOST_ROWS
        self.before = report_before(viewer(), report)
        typed = drafted(kept) if sent is None else sent_by(sent)
        self.sheet = Sheet(asked, waiting_of(viewer(), asked), typed, stated_before(self.before))
        self.nil_reason = (
            (sent.get("nil_reason", "") if sent is not None else "") or kept.nil_reason or report.nil_reason
        )
        self.above: list[str] = []
        self.is_stale = False
        self.own = self._own_form(sent, kept)

    @property
    def is_wrong(self) -> bool:
        """Whether something that was typed cannot be read."""
        return bool(self.sheet.sent.wrong) or bool(self.own.errors)

    def draft(self, nil_reason: str) -> Draft:
        """What was typed, to be kept."""
        names = [field.name for field in self.own if number_of(field.short_name) is not None]
        own = {name: request.form.getlist(name) for name in names if name in request.form}
        return self.sheet.draft(nil_reason=nil_reason, own=own)

    def own_values(self) -> Mapping[int, Any]:
        """What was answered in the fields of the ministry, by their numbers."""
        self.own.validate()
        numbers = {number: field for field in self.own if (number := number_of(field.short_name)) is not None}
        return {number: kept_value(field.data) for number, field in numbers.items()}

    def refuse(self, refused: Refused) -> None:
        """Put each fault at its cell, or above; of what somebody else saved meanwhile each cell tells."""
        for fault in refused.faults:
            self._tell(fault)
        if any(fault.code == "CHANGED_MEANWHILE" and not fault.field for fault in refused.faults):
            stored = RoundReport.get_by_id(self.report.id)
            self.is_stale = True
            self.report.draft_number = stored.draft_number
            sent = self.sheet.sent
            theirs = draft_of(stored).texts
            self.sheet = replace(self.sheet, sent=Sent(sent.texts, sent.seen, sent.wrong, theirs))
        g.is_warned = any(fault.code == WARNS for fault in refused.faults)

    def _tell(self, fault: Fault) -> None:
        if fault.field in self.sheet.keys:
            self.sheet.sent.wrong[fault.field] = str(fault)
        elif number_of(fault.field) is not None and fault.field in self.own:
            self.own[fault.field].errors = [*self.own[fault.field].errors, str(fault)]
        else:
            self.above.append(str(fault))

    def _own_form(self, sent: MultiDict[str, str] | None, kept: Draft) -> Any:
        holder = (table_name(RoundReport), None)
        asked = filled_fields(holder) if self.report.round.asks_fields else []
        made = with_own_fields(GuardedForm, [one for one in asked if one.value_type not in FILES])
        held = own_values({"extra": self.report.extra or {}})
        typed = MultiDict(kept.own) if sent is None and kept.own else sent
        return made(typed, data=held) if typed else made(data=held)

    def told(self) -> dict[str, Any]:
        """All that the page tells, by the names of its template."""
        report, works = self.report, self.sheet.asked.works
        days = days_of(report.round)
        sites = [site for work in works for site in work.sites]
        rows = [work.row for work in works]
        return {
            "filling": self,
            "report": report,
            "sheet": self.sheet,
            "days": days,
            "before": self.before,
            "is_open": may_state_now(viewer(), report) and not self.is_too_long,
            "is_proposed": bool(rows) and not may(viewer(), "CHANGE", rows[0]),
            "punctuality": punctuality_of(report.round, report.first_submitted_at),
            "reports": display_rows([report], ("round", "organization"), viewer()),
            "works": display_rows(rows, ("title", "sector"), viewer()),
            "sites": display_rows(sites, ("area", "population_group"), viewer()),
            "items": display_rows(list(self.sheet.asked.items), ("name",), viewer()),
            "links": round_sheet_links(report) if may_state_now(viewer(), report) else [],
        }
