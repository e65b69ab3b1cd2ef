"""Sheets made for the tests, in every format that people send."""

import csv
import io
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[3]
HEADER: list[Any] = ["Organisation", "Sector", "District", "Targeted", "Start date"]
AID: list[Any] = ["Relief of Abyan", "Water", "Khanfar", 500, "2026-01-05"]
MORE: list[Any] = ["Hands of Aden", "Health", "Zingibar", 300, "2026-02-01"]
SMALL: list[list[Any]] = [HEADER, AID, MORE]


def fill(sheet: Worksheet, rows: Iterable[Sequence[Any]]) -> Worksheet:
    """Write rows into a sheet, from its top."""
    for row in rows:
        sheet.append(list(row))
    return sheet


def xlsx(folder: Path, *sheets: tuple[str, Sequence[Sequence[Any]]], name: str = "made.xlsx") -> Path:
    """A workbook of the given sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        fill(book.create_sheet(title), rows)
    return save(book, folder / name)


def save(book: Workbook, path: Path) -> Path:
    """Save a workbook that a test has dressed up, and say where."""
    book.save(path)
    return path


def one_sheet(rows: Sequence[Sequence[Any]]) -> tuple[Workbook, Worksheet]:
    """A workbook with one sheet called Data, to be dressed up before it is saved."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Data"
    return book, fill(sheet, rows)


def csv_text(rows: Sequence[Sequence[Any]], separator: str = ",") -> str:
    """Rows as CSV text."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def csv_file(folder: Path, content: str | bytes, name: str = "made.csv") -> Path:
    """A text file; str is written as UTF-8."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


_READ_WITHIN = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]) << 20,) * 2)
from tansiq.exchange.workbook.opening import open_book
book = open_book(Path(sys.argv[2]))
print(*(number for number, _ in book.rows(book.sheets[0].name)))
"""


def rows_read_within(megabytes: int, path: Path) -> str:
    """The numbers of the rows read by a process that may not use more memory than that."""
    command = [sys.executable, "-c", _READ_WITHIN, str(megabytes), str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or done.stderr
