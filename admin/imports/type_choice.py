"""What the rows of a workbook may be: types and forms to choose from, as far as its sender may enter such rows."""

from admin.current_viewer import viewer
from admin.panel.sheet_links import (
    FORM_PREFIX,
    ROUND_PREFIX,
    TYPE_PREFIX,
    UNITS_CODE,
    form_code,
    may_import,
    may_import_reports,
    type_code,
)
from admin.words.naming import name_of
from tansiq.exchange.entry_import import find_type
from tansiq.faults import Fault, Refused
from tansiq.imports.what_is_sent import ReportsOf, Whose
from tansiq.language.words import say
from tansiq.models import Plan, RoundReport, TypeDefinition, Unit
from tansiq.models.definitions import known
from tansiq.policy.entry_rule import knows
from tansiq.records import changes
from tansiq.reporting_period import period_named
from tansiq.rounds.asked_rows import organization_of


def type_of_code(code: str) -> TypeDefinition | None:
    """The type that such a code names, None for any other text. Raises Refused(NOT_FOUND) where there is none."""
    return find_type(viewer(), code.removeprefix(TYPE_PREFIX)) if code.startswith(TYPE_PREFIX) else None


def form_of_code(code: str) -> TypeDefinition | None:
    """The form that such a code names, None for any other text. Raises Refused(NOT_FOUND) where there is none."""
    if not code.startswith(FORM_PREFIX):
        return None
    key = code.removeprefix(FORM_PREFIX)
    found = next((form for form in known().types.values() if form.is_form and form.key == key), None)
    if found is None or not knows(viewer(), found):
        raise Refused(Fault("NOT_FOUND", "", say("There is no such record.")))
    return found


def round_report_of_code(code: str) -> RoundReport | None:
    """The report in a round that such a code names, None for any other text. Raises Refused(NOT_FOUND)."""
    if not code.startswith(ROUND_PREFIX):
        return None
    return changes.find(viewer(), RoundReport, code.removeprefix(ROUND_PREFIX))


def named_reports(code: str) -> list[tuple[str, str]]:
    """(code, name) of the report in a round that the address names, to choose it alone; else nothing."""
    try:
        report = round_report_of_code(code)
    except Refused:
        return []
    return [] if report is None else [(code, f"{name_of(report.round)} · {name_of(organization_of(report))}")]


def open_forms() -> list[tuple[str, str]]:
    """(code, name) of the forms whose reports the viewer may send, in the order of their places."""
    forms = [form for form in known().types.values() if form.is_form and form.use_state == "ACTIVE"]
    forms.sort(key=lambda form: (form.position, form.id))
    return [(form_code(form), name_of(form)) for form in forms if may_import_reports(form)]


def open_types() -> list[tuple[str, str]]:
    """(code, name) of the types to choose from, in the order of their places."""
    return [(type_code(kind), name_of(kind)) for kind in known().types_in_use() if may_import(kind)]


def whose(chosen: str, period: str) -> Whose:
    """What the rows are, as the form says. Raises Refused(NOT_FOUND) where there is no such plan, type or form, and
    UNKNOWN_PERIOD."""
    if (form := form_of_code(chosen)) is not None:
        return ReportsOf(form, period_named(period).key if period else None)
    if chosen == UNITS_CODE:
        return Unit
    if (report := round_report_of_code(chosen)) is not None:
        return report
    kind = type_of_code(chosen)
    return changes.find(viewer(), Plan, chosen) if kind is None and chosen else kind
