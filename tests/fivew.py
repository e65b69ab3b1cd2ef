"""5W sheets made for tests: invented organisations in the areas of tests.register."""

import csv
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from tansiq.exchange.fivew_import import Choices, Outcome, import_fivew
from tests.people import SALMA

TODAY = date(2026, 4, 1)

HEADER = (
    "Organisation", "Acronym", "Organisation type", "Governorate", "District", "District P-code", "Sub-district",
    "Sector", "Title", "Start date", "End date", "Status", "Population group", "Targeted people", "Reached people",
)  # fmt: skip
ROW = (
    "Nahar Relief", "NRA", "NNGO", "Abyan", "Khanfar", "YE1211", "Ja'ar", "WSH", "Water for Ja'ar", "2026-03-01",
    "2026-03-31", "Ongoing", "IDP", 500, 200,
)  # fmt: skip


def row(**values: Any) -> list[Any]:
    """ROW with some cells replaced: keys are headers with _ for spaces and dashes, such as District_P_code."""
    keys = [header.replace(" ", "_").replace("-", "_") for header in HEADER]
    unknown = set(values) - set(keys)
    if unknown:
        raise KeyError(unknown)
    return [values.get(key, cell) for key, cell in zip(keys, ROW, strict=True)]


def csv_file(folder: Path, rows: Sequence[Sequence[Any]], header: Sequence[str] = HEADER, name: str = "5w.csv") -> Path:
    """A CSV file of a header and rows."""
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([header, *rows])
    return path


def workbook(folder: Path, rows: Sequence[Sequence[Any]], header: Sequence[str] = HEADER, sheet: str = "5W") -> Path:
    """A workbook of one sheet; dates become cells with a date."""
    book = Workbook()
    page: Any = book.active
    page.title = sheet
    for cells in (header, *rows):
        page.append([datetime.combine(cell, time.min) if type(cell) is date else cell for cell in cells])
    path = folder / "5w.xlsx"
    book.save(path)
    return path


def with_hidden_row(folder: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """The workbook of the rows, the last of which is hidden."""
    path = workbook(folder, rows)
    book = load_workbook(path)
    book["5W"].row_dimensions[len(rows) + 1].hidden = True
    book.save(path)
    return path


def take(path: Path, **choices: Any) -> Outcome:
    """Import a file as Salma, on the day of the tests."""
    return import_fivew(SALMA, path, Choices(**{"today": TODAY, **choices}))


def told(outcome: Outcome, severity: str = "error") -> list[tuple[str, str]]:
    """The (address, code) of all problems of a severity."""
    return [(problem.address, problem.code) for problem in outcome.plan.problems if problem.severity == severity]
