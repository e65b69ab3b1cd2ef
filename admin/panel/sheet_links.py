"""From the list of a ministry's own register, of administrative units, or from a form, to its workbooks: sending one,
an empty one, one of all entries."""

from flask import url_for

from admin.current_viewer import viewer
from tansiq.exchange import report_import, units_import
from tansiq.exchange.entry_import import require_importable
from tansiq.faults import Refused
from tansiq.language.words import gettext, language
from tansiq.models import ImportRun, RoundReport, TypeDefinition
from tansiq.policy.visibility import may

TYPE_PREFIX = "type-"
FORM_PREFIX = "form-"
ROUND_PREFIX = "round-"
UNITS_CODE = "units"
"""How the address of a page of imports names administrative units."""


def type_code(kind: TypeDefinition) -> str:
    """How the address of a page of imports names a type, apart from the numbers of plans: "type-wells"."""
    return f"{TYPE_PREFIX}{kind.key}"


def may_import(kind: TypeDefinition) -> bool:
    """Whether the viewer may send entries of a type: that is in use, and they may enter or propose them."""
    try:
        require_importable(viewer(), kind)
    except Refused:
        return False
    return True


def sheet_links(kind: TypeDefinition) -> list[tuple[str, str]]:
    """(address, words) of what the viewer may do with workbooks of a type; nothing where they may send none."""
    if not (may(viewer(), "CREATE", ImportRun) and may_import(kind)):
        return []
    code = type_code(kind)
    return [
        (url_for("imports.new", plan=code), gettext("Import a workbook")),
        (url_for("imports.template", language=language(), type=code), gettext("Empty workbook")),
        (url_for("imports.entries", type=code), gettext("Filled workbook")),
    ]


def form_code(form: TypeDefinition) -> str:
    """How the address of a page of imports names a form whose reports a workbook holds: "form-municipal"."""
    return f"{FORM_PREFIX}{form.key}"


def may_import_reports(form: TypeDefinition) -> bool:
    """Whether the viewer may send reports of a form: they fill in for some unit."""
    try:
        report_import.require_importable(viewer(), form)
    except Refused:
        return False
    return may(viewer(), "CREATE", ImportRun)


def report_sheet_links(form: TypeDefinition, period: str, unit_id: int | None = None) -> list[tuple[str, str]]:
    """(address, words) of what the viewer may do with the workbook of a form for a period: that of one unit, or of all
    for which they fill it in; nothing where they may send none."""
    if not may_import_reports(form):
        return []
    return [
        (url_for("reports.workbook_view", form=form.id, period=period, unit=unit_id), gettext("Workbook to fill in")),
        (url_for("imports.new", plan=form_code(form), period=period), gettext("Send a filled workbook")),
    ]


def round_sheet_links(report: RoundReport) -> list[tuple[str, str]]:
    """(address, words) of what whoever fills a report in a round may do with its workbook."""
    if not may(viewer(), "CREATE", ImportRun):
        return []
    return [
        (url_for("round_report.workbook_view", id=report.id), gettext("Workbook to fill in")),
        (url_for("imports.new", plan=f"{ROUND_PREFIX}{report.id}"), gettext("Send a filled workbook")),
    ]


def may_import_units() -> bool:
    """Whether the viewer may send administrative units."""
    try:
        units_import.require_importable(viewer())
    except Refused:
        return False
    return may(viewer(), "CREATE", ImportRun)


def unit_sheet_links() -> list[tuple[str, str]]:
    """(address, words) of what the viewer may do with workbooks of units; nothing where they may send none."""
    if not may_import_units():
        return []
    return [
        (url_for("imports.new", plan=UNITS_CODE), gettext("Import a workbook")),
        (url_for("imports.template", language=language(), type=UNITS_CODE), gettext("Empty workbook")),
    ]
