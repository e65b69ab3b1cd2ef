"""The report of an area as a page, with its files in both languages one click away."""

from typing import Any

from flask import abort, url_for
from flask_admin import expose

from admin.area_reports.files import KINDS, file_of
from admin.area_reports.report_form import ReportForm, report_form
from admin.area_reports.told_report import in_words, period_of, title_of
from admin.current_viewer import viewer
from admin.panel.signed_in_view import SignedInView
from tansiq.area_reports.answer import AreaReport, area_report
from tansiq.faults import Refused
from tansiq.language.words import LANGUAGES, own_name, say, speaking


class AreaReportPage(SignedInView):
    """/admin/coverage/report/"""

    title = say("Report of an area")

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="areareport", url="/admin/coverage/report")

    def is_visible(self) -> bool:
        return False

    @property
    def section(self) -> str:
        return "coverage"

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        return [(self.get_url("coverage.index"), str(say("Coverage")))]

    @expose("/")
    def index(self) -> Any:
        """All sections that the reader is told."""
        form = report_form()
        report, faults = _report(form)
        return self.render(
            "area_reports/report.html",
            form=form,
            faults=faults,
            heading=title_of(report) if report else str(self.title),
            period=period_of(report) if report else "",
            sections=in_words(report) if report else [],
            saved=list(_files(form)) if report else [],
        )

    @expose("/<code>/<kind>/")
    def export_view(self, code: str, kind: str) -> Any:
        """The report as a file of one of KINDS, in one of the languages."""
        report, _faults = _report(report_form())
        if code not in LANGUAGES or kind not in KINDS or report is None:
            abort(404)
        with speaking(code):
            return file_of(kind, report)


def _report(form: ReportForm) -> tuple[AreaReport | None, list[Any]]:
    """The report, or why it is not told."""
    question = form.question()
    if question is None:
        return None, []
    try:
        return area_report(viewer(), question), []
    except Refused as refusal:
        return None, list(refusal.faults)


def _files(form: ReportForm) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(code of a language, its own name, [(kind, address)]) of the files of the same report."""
    return [
        (
            code,
            own_name(code),
            [(kind, url_for("areareport.export_view", code=code, kind=kind, **form.address())) for kind in KINDS],
        )
        for code in LANGUAGES
    ]
