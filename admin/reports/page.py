"""Filling a report, looking at it, and approving it: one page for one unit and period of one form.

/reports/fill/?form=3&unit=7&period=2026-Q1     what stands in it; keep, submit, nil, propose a correction
/reports/decide/                                take back, approve, return with notes, open again, throw a draft away
/reports/workbook/?form=3&period=2026-Q1        the workbook to fill in offline, of all units or of &unit=7
/reports/history/                               who changed what
"""

import io
from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, flash, g, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.details import row_history
from admin.panel.file_names import disposition
from admin.panel.list_export import download
from admin.panel.put_off import MOST_AT_ONCE, put_off
from admin.panel.save_or_propose import answering, redirect_to_proposal
from admin.panel.sheet_links import report_sheet_links
from admin.panel.signed_in_view import SignedInView
from admin.panel.wrong_texts import flash_wrong
from admin.reports.filled_page import Refusal, ReportForm, as_new, told, with_values
from admin.words.naming import name_of
from tansiq.exchange.reporting.filled_units import standing, units_filled
from tansiq.faults import Fault, Refused
from tansiq.forms.approving import approve, reopen, send_back
from tansiq.forms.filling import begin, discard, keep, may_fill, report_of, submit, take_back
from tansiq.language.digits import whole
from tansiq.language.words import N_, gettext
from tansiq.models import Report, TypeDefinition, Unit
from tansiq.models.form_version import version_of_period
from tansiq.models.record_type import type_of
from tansiq.policy.visibility import visible
from tansiq.proposals.proposing import propose
from tansiq.records import changes
from tansiq.reporting_period import ReportingPeriod, period_named

SAVED: Mapping[str, str] = {
    "keep": N_("Saved as a draft. Nobody but your unit and its office sees it."),
    "submit": N_("Submitted."),
    "nil": N_("Submitted: nothing to report."),
    "take_back": N_("Taken back. It can be changed again."),
    "approve": N_("Approved."),
    "return": N_("Returned with your notes."),
    "reopen": N_("Opened again."),
    "discard": N_("The draft is thrown away."),
    "same": N_("Nothing differs from what the report says already."),
}
CELLS_A_SHEET = 200
"""Rows that the sheet of a unit counts as, where it is told whether a workbook takes long."""
NOTES = 3
"""Items of which one form says what is to be corrected."""
NOTED = frozenset({"return", "reopen"})
"""Deeds for which somebody writes what is to be corrected."""


class ReportsPage(SignedInView):
    """Reports of units for periods."""

    title = type_of(Report).many
    closed = 404

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="reports", url="/admin/reports")

    def is_visible(self) -> bool:
        return False

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        return []

    @expose("/")
    def index(self) -> Any:
        """Reports are reached from their forms."""
        return redirect(self.get_url("typedefinition.index_view"))

    @expose("/fill/", methods=("GET", "POST"))
    def fill_view(self) -> Any:
        """The page of a report: to be filled, or to be read."""
        report = self._asked()
        if request.method == "GET":
            return self._page(ReportForm(report))
        if not may_fill(viewer(), report):
            abort(404)
        return self._saved(report)

    @expose("/decide/", methods=("POST",))
    def decide_view(self) -> Any:
        """Do something with a report as the page showed it."""
        report: Report = _one(Report, request.form.get("id"))
        deed = request.form.get("do", "")
        acts: Mapping[str, Callable[[], Any]] = {
            "take_back": lambda: take_back(viewer(), report),
            "approve": lambda: approve(viewer(), report),
            "return": lambda: send_back(viewer(), report, self._notes()),
            "reopen": lambda: reopen(viewer(), report, request.form.get("reason", "")),
            "discard": lambda: discard(viewer(), report),
        }
        act = acts.get(deed) or abort(404)
        try:
            _demand_as_seen(report)
            act()
        except Refused as refused:
            if deed in NOTED:
                # What was said of it is still there.
                return self._refused(_one(Report, request.form.get("id")), refused)
            flash_wrong(refused.faults)
        else:
            flash(gettext(SAVED[deed]), "success")
        return redirect(self.address(report))

    @expose("/workbook/")
    def workbook_view(self) -> Any:
        """The workbook of a form for a period, to be filled offline: of one unit, or of all that the viewer fills."""
        form = _one(TypeDefinition, request.args.get("form"))
        if not form.is_form:
            abort(404)
        period = self._period(form)
        units = units_filled(viewer(), form, period)
        if "unit" in request.args:
            units = [unit for unit in units if str(unit.id) == request.args["unit"]]
        if not units:
            abort(404)
        what = f"{name_of(form)}, {period.name}"
        return put_off(len(units) * CELLS_A_SHEET > MOST_AT_ONCE, what) or self._workbook(form, period, units, what)

    def _workbook(self, form: TypeDefinition, period: ReportingPeriod, units: list[Unit], what: str) -> Any:
        from tansiq.exchange.reporting.writing import write_reports

        try:
            rows = standing(viewer(), form, period, units)
        except Refused:
            abort(404)
        book = io.BytesIO()
        write_reports(viewer(), rows, book, lambda _, count: g.rows_told(count) if "rows_told" in g else None)
        place = units[0].area if len(units) == 1 else None
        return download(book.getvalue(), "xlsx", disposition(what, place, "xlsx"))

    @expose("/history/")
    def history_view(self) -> Any:
        """Who changed what of a report."""
        report: Report = _one(Report, request.args.get("id"))
        return self.render("reports/history.html", report=report, history=row_history(report))

    def sheet_links(self, report: Report) -> list[tuple[str, str]]:
        """(address, words) of what the viewer may do with the workbook of a report."""
        return report_sheet_links(report.form, report.period, report.unit_id)

    def address(self, report: Report) -> str:
        """The address of a report."""
        named = {"form": report.form_id, "unit": report.unit_id, "period": report.period}
        return str(self.get_url(".fill_view", **named))

    def _saved(self, report: Report) -> Any:
        """Do what the form asks; what is refused is told on the page, with all that was typed."""
        form, deed = ReportForm(report, request.form), request.form.get("do", "keep")
        sent, refusal = form.read(), Refusal()
        nil_reason = request.form.get("nil_reason", "") if deed == "nil" else ""
        if sent.wrong and not nil_reason:
            return self._page(form, sent.wrong, refusal)
        if deed == "nil" and not nil_reason.strip():
            refusal.above.append(gettext("Say why there is nothing to report."))
            return self._page(form, {}, refusal)
        try:
            self._do(deed, report, sent.values, nil_reason)
        except Refused as refused:
            if any(fault.code == "CHANGED_MEANWHILE" for fault in refused.faults) and report.id:
                refusal.newer = Report.get_by_id(report.id)
            refusal.add(refused.faults, form.items)
            g.is_warned = refusal.is_warned
            return self._page(ReportForm(with_values(self._asked(), sent.values), request.form), {}, refusal)
        # A correction that says what the report says already is none.
        flash(gettext(SAVED.get(deed, SAVED["same"])), "success")
        return redirect(self.address(report))

    def _do(self, deed: str, report: Report, values: Mapping[int, Any], nil_reason: str) -> None:
        if deed not in ("keep", "submit", "nil", "correct"):
            abort(404)
        acting = answering()
        if report.id:
            # Somebody else may have begun it since this page was opened, or changed it.
            report.version = whole(request.form.get("version")) or 0
        if deed == "correct":
            redirect_to_proposal(propose(acting, lambda person: _correct(person, report, values)))
            return
        with changes.together():
            begun = report if report.id else begin(acting, report.form, report.unit, report.reported)
            if deed == "keep":
                keep(acting, begun, values)
            else:
                submit(acting, begun, {} if nil_reason else values, nil_reason)

    def _page(self, form: ReportForm, wrong: Mapping[str, str] | None = None, refusal: Refusal | None = None) -> Any:
        is_correcting = ("correct" in request.args and request.method == "GET") or request.form.get("do") == "correct"
        return self.render("reports/report.html", is_correcting=is_correcting, **told(form, wrong, refusal))

    def _refused(self, report: Report, refused: Refused) -> Any:
        """The page of a report with what stood against a deed."""
        form, refusal = ReportForm(report), Refusal()
        refusal.add(refused.faults, form.items)
        return self._page(form, {}, refusal)

    def _asked(self) -> Report:
        """The report that the address names: that which is there, or a new one that may be begun; else 404."""
        form = _one(TypeDefinition, request.args.get("form"))
        unit = _one(Unit, request.args.get("unit"))
        if not form.is_form:
            abort(404)
        period = self._period(form)
        found = report_of(viewer(), form, unit, period)
        if found is not None:
            return found
        new = Report(form=form, unit=unit, period=period.key)
        if not may_fill(viewer(), new) or version_of_period(form.id, period.begins) is None:
            abort(404)
        return as_new(new)

    def _period(self, form: TypeDefinition) -> ReportingPeriod:
        try:
            period = period_named(request.args.get("period", ""))
        except Refused:
            abort(404)
        return period if period.period_type == form.period_type else abort(404)

    def _notes(self) -> dict[int | None, str]:
        """What is to be corrected: of all of it, and of some of its items."""
        said: dict[int | None, str] = {None: request.form.get("reason", "")}
        for place in range(NOTES):
            number, text = whole(request.form.get(f"item{place}")), request.form.get(f"note{place}", "")
            if number and text.strip():
                said[number] = " ".join(filter(None, (said.get(number), text)))
        return said


def _one(model: Any, row_id: str | None) -> Any:
    found = visible(model, viewer()).where(model.id == (whole(row_id) or -1)).first()
    return found or abort(404)


def _demand_as_seen(report: Report) -> None:
    """Decided is what was read: the version comes with the form. Raises Refused(CHANGED_MEANWHILE)."""
    if whole(request.form.get("version")) != report.version:
        raise Refused(Fault("CHANGED_MEANWHILE", "", changes.CHANGED_MEANWHILE))


def _correct(person: Any, report: Report, values: Mapping[int, Any]) -> None:
    """Save what an approved report should say: it is proposed, whoever might do it."""
    changes.save(person, with_values(report, values))
