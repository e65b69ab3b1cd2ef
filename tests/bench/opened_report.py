"""A report of 400 cells as it is opened to be filled, beside its bare SQL and page, through the same application.

ours    /admin/reports/fill/        what stands in it, what stood there before, what jumps, what may be done with it
bare    the same address, &bare     the statements of what it shows, by hand and only fetched, and the page itself
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import orjson
from flask import Flask, request

from admin.reports.filled_page import ReportForm, told
from admin.reports.page import ReportsPage
from tansiq.forms.assigning import assign
from tansiq.forms.filling import begin, keep, submit
from tansiq.forms.versions import publish
from tansiq.models import Report, Unit
from tansiq.platform.database import db
from tansiq.policy.viewer import OPERATOR
from tansiq.reporting_period import period_named
from tests.bench.measuring import Way
from tests.bench.panel import get, signed_in
from tests.definitions import answers, form, item
from tests.people import SALMA

ITEMS, ANSWERS = 100, 4
YEAR, MONTHS = 2025, 12
_SHOWN = (
    """SELECT r.extra, r.report_state, r.version, f.many_ar, f.many_en, u.name_ar, u.name_en, v.number, v.due_days
    FROM report r JOIN type_definition f ON f.id = r.form_id JOIN unit u ON u.id = r.unit_id
    JOIN form_version v ON v.id = r.form_version_id
    WHERE r.form_id = {form} AND r.unit_id = {unit} ORDER BY r.period_ends DESC LIMIT 2""",
    """SELECT due_on, closes_on FROM extension
    WHERE form_id = {form} AND unit_id = {unit} AND period = '{period}' AND archived_at IS NULL""",
    """SELECT item_id, value FROM figure
    WHERE unit_id = {unit} AND cell = '' AND period_ends < '{ends}' ORDER BY period_ends""",
)
"""The report and the one before, more time, and what was reported earlier, of which it is asked where it jumps."""


def enter_report(unit: Unit) -> Report:
    """The draft of the last month of a year, of a form of 400 cells; the months before were approved."""
    made = form("wide", period_type="MONTH", reported_from=date(YEAR, 1, 1), closes_days=None, approval_levels=0)
    by = answers(*(f"W{number}" for number in range(ANSWERS)))
    items = [item(made, f"wide{number}", "NUMBER", decimals=1, breakdown=by.id) for number in range(ITEMS)]
    publish(SALMA, made, date(YEAR, 1, 1))
    assign(OPERATOR, made, [unit], date(YEAR, 1, 1))
    for month in range(1, MONTHS + 1):
        report = begin(OPERATOR, made, unit, period_named(f"{YEAR}-{month:02}"))
        said = {
            one.number: {f"W{cell}": (month * 3 + one.number + cell) % 90 / 2 for cell in range(ANSWERS)}
            for one in items
        }
        (submit if month < MONTHS else keep)(OPERATOR, report, said)
    return report


def opened(app: Flask, report: Report) -> dict[str, Way]:
    """The ways to the page, by name: "ours" and "bare", each as an administrator opens it. Raises ValueError where the
    two pages differ by more than their addresses do."""
    _answer_bare(app, report)
    client = signed_in(app)
    address = f"reports/fill/?form={report.form_id}&unit={report.unit_id}&period={report.period}"
    ways: dict[str, Callable[[], bytes]] = {
        "ours": lambda: get(client, address),
        "bare": lambda: get(client, f"{address}&bare"),
    }
    if abs(len(ways["ours"]()) - len(ways["bare"]())) > len(ways["ours"]()) / 100:
        raise ValueError("The two pages are not the same.")
    return dict(ways)


def _answer_bare(app: Flask, report: Report) -> None:
    """Let the page of reports answer without finding out anything, where the address says "bare"."""
    view = next(one for one in app.extensions["admin"][0]._views if isinstance(one, ReportsPage))
    as_ever, kept = view._run_view, dict[str, Any]()
    named = {"form": report.form_id, "unit": report.unit_id, "period": report.period, "ends": report.period_ends}
    shown = [statement.format(**named) for statement in _SHOWN]

    def bare(_view: ReportsPage, **_more: Any) -> Any:
        rows, *_others = [db.execute_sql(statement).fetchall() for statement in shown]
        for text, *_rest in rows:
            if not isinstance(text, dict):
                orjson.loads(text)
        if not kept:
            kept.update(told(ReportForm(Report.get_by_id(report.id))))
        return view.render("reports/report.html", is_correcting=False, **kept)

    def either(view_function: Any, *args: Any, **more: Any) -> Any:
        return as_ever(bare if "bare" in request.args else view_function, *args, **more)

    setattr(view, as_ever.__name__, either)
