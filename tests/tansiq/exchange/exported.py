"""Lists exported for the tests, read and changed as an office would."""

import csv
from pathlib import Path
from typing import Any, Literal

from tansiq.exchange.export.column_order import EXPORTED
from tansiq.exchange.export.exporting import Filters
from tansiq.exchange.export.month_layout import MonthLayout
from tansiq.exchange.export.workbook_writer import export
from tests.people import SALMA

Format = Literal["xlsx", "csv"]
FORMATS: list[Format] = ["xlsx", "csv"]


def exported(folder: Path, kind: Format, months: MonthLayout = "last", **filters: Any) -> Path:
    """All that Salma may export, or what the filters leave of it, in a new file."""
    path = folder / f"out.{kind}"
    export(SALMA, Filters(**filters), path, kind, months)
    return path


def csv_rows(path: Path) -> list[list[str]]:
    """The rows of a CSV, the two of its head first."""
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.reader(source))


def write_csv(path: Path, rows: list[list[str]]) -> None:
    """Put these rows in the place of those of a CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(rows)


def changed(path: Path, row: int, **cells: str) -> Path:
    """The CSV with some cells of a row (1 is the first below the head) replaced; keys are fields."""
    rows = csv_rows(path)
    for name, text in cells.items():
        rows[row + 1][EXPORTED.index(name)] = text
    write_csv(path, rows)
    return path
