"""What the pages of imports say of a workbook by what its rows are: work, items, entries, units, reports."""

from typing import Any

from markupsafe import Markup

from admin.current_viewer import viewer
from admin.imports import review
from admin.panel.sheet_links import UNITS_CODE, form_code, type_code
from admin.words.formatting import figure, link
from admin.words.naming import name_of
from tansiq.exchange.plan_import import LAYOUTS, untouched
from tansiq.exchange.sheet.field import SheetKind
from tansiq.exchange.sheet.fields import groups_of
from tansiq.exchange.sheet.labels import label as field_label
from tansiq.imports import runs
from tansiq.language.words import N_, gettext, listed, ngettext
from tansiq.models import ImportRun, Report, Unit
from tansiq.models.record_type import type_of
from tansiq.reporting_period import period_named


def field_groups(kind: SheetKind = "FIVEW") -> list[tuple[str, list[tuple[str, str]]]]:
    """The fields a column of a kind of sheet can be taken as, (name, label) under headings."""
    groups = groups_of(kind)
    return [(str(title), [(field.name, field_label(field.name)) for field in fields]) for title, fields in groups]


def groups_for(run: ImportRun) -> list[tuple[str, list[tuple[str, str]]]]:
    """The same for the workbook of a run."""
    return field_groups(runs.kind_of(run))


def asks_country(run: ImportRun) -> bool:
    """Whether somebody may say of which country rows are: items of plans lie where their plan does, and units say their
    area themselves."""
    if run.for_form is not None:
        return False
    kind = runs.type_of(viewer(), run)
    return runs.kind_of(run) == "FIVEW" if run.for_type is None else kind is not None and kind.has_area


def type_name(run: ImportRun) -> str:
    """What the own record type is called whose entries a workbook holds; "" where it is hidden by now, or none."""
    kind = runs.type_of(viewer(), run)
    return name_of(kind) if kind is not None else ""


def type_key(run: ImportRun) -> str:
    """The key of that type, by which its list is found; "" where it is hidden by now, or none."""
    kind = runs.type_of(viewer(), run)
    return kind.key if kind is not None else ""


def chosen_for(run: ImportRun) -> str:
    """What the next workbook of the same kind is sent as, by the address of the page."""
    if run.for_units:
        return UNITS_CODE
    form = runs.form_of(viewer(), run)
    if form is not None:
        return form_code(form)
    kind = runs.type_of(viewer(), run)
    return type_code(kind) if kind is not None else str(run.for_plan or "")


def form_name(run: ImportRun) -> str:
    """What the form is called whose reports a workbook holds; "" where it is hidden by now, or none."""
    form = runs.form_of(viewer(), run)
    return name_of(form) if form is not None else ""


def period_name(key: str | None) -> str:
    """What a period is called; "" for none."""
    return str(period_named(key).name) if key else ""


def place_name(run: ImportRun, one: Any) -> str:
    """What the part of a workbook is called that something stands in: a row, or the sheet of a report."""
    if one.get("sheet"):
        return gettext("Sheet %(sheet)s", sheet=one["sheet"])
    return gettext("Row %(number)s", number=one["row"])


def columns_sentences(run: ImportRun, report: Any) -> list[str]:
    """Which columns of a sheet of entries or units were not read, and why."""
    if run.for_type is None and not run.for_units and run.for_form is None:
        return []
    columns = report["columns"]
    told = (
        (N_("Left out because they are personal: %(columns)s"), columns["personal"]),
        (N_("Understood, but kept nowhere: %(columns)s"), columns["not_kept"]),
        (N_("Not understood: %(columns)s"), columns["unknown"]),
    )
    return [gettext(text, columns=listed(headers)) + "." for text, headers in told if headers]


def plan_link(run: ImportRun) -> Markup:
    """The plan that the rows of a workbook are items of; nothing for a 5W sheet, or a plan that is hidden by now."""
    plan = runs.plan_of(viewer(), run)
    return link(plan, name_of(plan)) if plan is not None else Markup("")


def items_sentences(run: ImportRun, tally: Any, report: Any) -> list[str]:
    """How the levels of a plan's sheet were told, and how many items it does not name."""
    if run.for_plan is None:
        return []
    left = tally.get("untouched", 0)
    return [gettext(LAYOUTS[report["layout"]])] * ("layout" in report) + [untouched(figure(left))] * bool(left)


def consequence(run: ImportRun, tally: dict[str, int]) -> str:
    """What follows once the rows of a preview are entered, in sentences."""
    changed = ngettext("%(count)s row changes what is entered.", "%(count)s rows change what is entered.",
                       figure(tally["changed"]))  # fmt: skip
    wrong = ngettext("%(count)s wrong row is left out.", "%(count)s wrong rows are left out.", figure(tally["wrong"]))
    counted = (
        (_new_sentence(run, figure(tally["new"])), tally["new"]),
        (changed, tally["changed"]),
        (wrong, tally["wrong"]),
        (review.review_sentence(tally), True),
    )
    return " ".join(text for text, count in counted if count and text)


def _new_sentence(run: ImportRun, count: Any) -> str:
    if run.for_form is not None:
        return ngettext("%(count)s new report is entered.", "%(count)s new reports are entered.", count)
    if run.for_units:
        return ngettext("%(count)s new unit is entered.", "%(count)s new units are entered.", count)
    if run.for_type is not None:
        return ngettext("%(count)s new entry is entered.", "%(count)s new entries are entered.", count)
    if run.for_plan is not None:
        return ngettext("%(count)s new item is entered.", "%(count)s new items are entered.", count)
    return ngettext("%(count)s new site is entered.", "%(count)s new sites are entered.", count)


_NEW_ROWS = {"FIVEW": "new_rows", "PLAN": "new_items", "UNITS": "new_units", "REPORTS": "new_reports"}


def new_rows(run: ImportRun) -> str:
    """The template that lists the new rows of a preview."""
    return f"imports/{_NEW_ROWS.get(runs.kind_of(run), 'new_entries')}.html"


def rows_name(run: ImportRun) -> str:
    """What the rows of a workbook are called beside its name in the list; "" for a 5W sheet."""
    if run.for_form is not None:
        return form_name(run) or str(type_of(Report).many)
    if run.for_units:
        return str(type_of(Unit).many)
    if run.for_type is not None:
        return type_name(run) or gettext("Entries of a record type")
    return "" if run.for_plan is None else gettext("Items of a plan")


_ROWS, _UNCHANGED = ("rows", N_("Rows")), ("unchanged", N_("Unchanged rows"))
_AGAIN, _WRONG = ("again", N_("Repeated rows")), ("wrong", N_("Wrong rows, left out"))
_COUNTS = {
    "PLAN": (_ROWS, ("new", N_("New items")), ("changed", N_("Items that changed")), _UNCHANGED, _WRONG),
    "UNITS": (_ROWS, ("new", N_("New units")), ("changed", N_("Units that changed")), _UNCHANGED, _WRONG),
    "REPORTS": (
        ("rows", N_("Reports")),
        ("new", N_("New reports")),
        ("changed", N_("Reports that changed")),
        ("unchanged", N_("Unchanged reports")),
        ("wrong", N_("Wrong reports, left out")),
    ),
    "FIVEW": (
        _ROWS,
        ("new", N_("New sites")),
        ("changed", N_("Rows that changed something")),
        _UNCHANGED,
        _AGAIN,
        _WRONG,
        ("interventions", N_("New interventions")),
        ("organizations", N_("New organisations")),
        ("areas", N_("New areas")),
        ("projects", N_("New projects")),
    ),
}
_OF_ENTRIES = (_ROWS, ("new", N_("New entries")), ("changed", N_("Entries that changed")), _UNCHANGED, _AGAIN, _WRONG)


def counts(run: ImportRun, tally: dict[str, int]) -> list[tuple[str, int | None]]:
    """(title, count) of what was in a workbook."""
    return [(gettext(title), tally.get(name)) for name, title in _COUNTS.get(runs.kind_of(run), _OF_ENTRIES)]
