"""Workbooks of reports for tests: written as people get them, filled as people fill them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from tansiq.exchange.report_import import ReportChoices, ReportsOutcome, import_reports
from tansiq.exchange.reporting.filled_units import standing, units_filled
from tansiq.exchange.reporting.marks import FIRST_VALUE, NIL, row_mark
from tansiq.exchange.reporting.writing import write_reports
from tansiq.policy.viewer import Viewer
from tests.filled_forms import FilledForm


def written(viewer: Viewer, form: FilledForm, folder: Path, back: int = 1) -> Path:
    """The workbook of all units for which somebody fills in the form."""
    path, period = folder / "reports.xlsx", form.period(back)
    with path.open("wb") as out:
        write_reports(viewer, standing(viewer, form.form, period, units_filled(viewer, form.form, period)), out)
    return path


def cell(sheet: Any, place: tuple[int, str] | str) -> Any:
    """The cell of a sheet that has this mark: that of an item, or of the reason for having nothing to report."""
    for row in sheet.iter_rows(min_row=2):
        mark = row_mark(row[0].value)
        if mark is not None and mark.text == NIL == place:
            return row[FIRST_VALUE]
        if mark is not None and place in mark.places:
            return row[FIRST_VALUE + 2 * mark.places.index(place)]
    raise LookupError(place)


def filled(path: Path, form: FilledForm, *sheets: Mapping[str, Any]) -> Path:
    """The workbook with values typed into its sheets, by key of the item, "waste/DRY" or "nil"; (value, format) where
    the cell is shown so."""
    book = load_workbook(path)
    for sheet, values in zip(book.worksheets, sheets, strict=False):
        for name, value in values.items():
            item, _, key = name.partition("/")
            target = cell(sheet, NIL if name == NIL else (form.number(item), key))
            target.value, shape = value if isinstance(value, tuple) else (value, target.number_format)
            target.number_format = shape
    book.save(path)
    return path


def flat(folder: Path, *rows: list[Any]) -> Path:
    """A workbook of one sheet with these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(folder / "flat.xlsx")
    return folder / "flat.xlsx"


def sent(viewer: Viewer, form: FilledForm, path: Path, **chosen: Any) -> ReportsOutcome:
    """Import a workbook for the form."""
    return import_reports(viewer, path, ReportChoices(form=form.form, **chosen))


def told(outcome: ReportsOutcome, severity: str = "error") -> list[tuple[str, str]]:
    """(code, cell) of what is wrong, the name of the sheet left out."""
    found = [problem for problem in outcome.plan.problems if problem.severity == severity]
    return [(problem.code, problem.address.partition("!")[2]) for problem in found]
