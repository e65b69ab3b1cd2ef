"""XLSX and XLSM: calamine for speed, openpyxl's stream for a sheet too vast to lay out as a rectangle."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from tansiq.exchange.values.dates import EPOCH_1900, EPOCH_1904
from tansiq.exchange.values.problems import Problem, Unreadable
from tansiq.exchange.workbook.archive import DAMAGED, LAST_ROW
from tansiq.exchange.workbook.book import Raw, Sheet
from tansiq.exchange.workbook.hidden import Hidden
from tansiq.exchange.workbook.merges import Merged, Merges, filled_rows
from tansiq.exchange.workbook.refusals import BROKEN, LOCKED
from tansiq.exchange.workbook.xlsx_scan import Scan, scan

# Cells laid out at once, 32 bytes each and their texts: about 100 MB. A sheet of 24,000 rows has a million.
MOST_CELLS = 2_500_000
_EPOCH_1904 = re.compile(rb'date1904="(?:1|true)"')


class XlsxBook:
    """A workbook in Excel's own format."""

    kind = "XLSX"

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.notices: list[Problem] = []
        self._path = path
        self._archive = archive
        self._scans: dict[str, Scan] = {}
        self._largest: CalamineSheet | None = None
        try:
            self._calamine = CalamineWorkbook.from_path(path)
            self._parts, self.epoch = _parts(archive)
        except PasswordError as error:
            raise Unreadable(LOCKED) from error
        except (CalamineError, *DAMAGED) as error:
            raise Unreadable(BROKEN) from error
        self.sheets = [
            Sheet(sheet.name, sheet.visible != SheetVisibleEnum.Visible)
            for sheet in self._calamine.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.name in self._parts
        ]

    def filled(self, name: str) -> int:
        """How many rows of a sheet hold anything."""
        return self._scan(name).filled

    def merged(self, name: str) -> list[Merged]:
        """The merged ranges of a sheet."""
        return self._scan(name).merges

    def hidden(self, name: str) -> Hidden:
        """What lies hidden in a sheet."""
        return self._scan(name).hidden

    def rows(self, name: str) -> Iterator[Raw]:
        """The filled rows of a sheet, from the top."""
        found = self._scan(name)
        within = found.addressed and found.area <= MOST_CELLS
        raw = self._laid_out(name) if within else self._streamed(name)
        return filled_rows(_with_failed(raw, found), Merges(found.merges))

    def _scan(self, name: str) -> Scan:
        if name not in self._scans:
            try:
                with self._archive.open(self._parts[name]) as stream:
                    self._scans[name] = scan(stream)
            except DAMAGED as error:
                raise Unreadable(BROKEN) from error
        return self._scans[name]

    def _laid_out(self, name: str) -> Iterator[Raw]:
        sheet = self._sheet(name)
        margin: list[Any] = [None] * (sheet.start[1] if sheet.start else 0)
        for number, cells in enumerate(sheet.iter_rows(), 1):
            yield number, margin + cells

    def _sheet(self, name: str) -> CalamineSheet:
        """A sheet laid out by calamine. The largest is kept: it is the likeliest to be read again."""
        if self._largest is not None and self._largest.name == name:
            return self._largest
        try:
            sheet = self._calamine.get_sheet_by_name(name)
        except (CalamineError, *DAMAGED) as error:
            raise Unreadable(BROKEN) from error
        if self._largest is None or sheet.height > self._largest.height:
            self._largest = sheet
        return sheet

    def _streamed(self, name: str) -> Iterator[Raw]:
        from openpyxl import load_workbook
        from openpyxl.utils.escape import unescape

        # openpyxl warns of drop-down lists and styles that it does not keep; reading needs neither. Over a
        # damaged sheet it raises whatever its own code stumbles on, hence the wide net.
        with warnings.catch_warnings(), self._path.open("rb") as source:
            warnings.simplefilter("ignore")
            try:
                sheet = load_workbook(source, read_only=True, data_only=True, keep_links=False)[name]
                sheet.reset_dimensions()
                for number, cells in enumerate(sheet.iter_rows(values_only=True, max_row=LAST_ROW), 1):
                    if cells:
                        yield number, [unescape(c) if type(c) is str and "_x" in c else c for c in cells]
            except Exception as error:
                raise Unreadable(BROKEN) from error


def _with_failed(rows: Iterator[Raw], found: Scan) -> Iterator[Raw]:
    """The rows with the errors of their formulas, which calamine leaves empty, put back."""
    for number, cells in rows:
        for column, error in found.failed.get(number, {}).items():
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = error
        yield number, cells


def _parts(archive: zipfile.ZipFile) -> tuple[dict[str, str], date]:
    """The part of the archive that holds each sheet, and the day that the workbook counts from."""
    text = archive.read("xl/workbook.xml")
    targets = {link.get("Id"): link.get("Target", "") for link in _parse(archive.read("xl/_rels/workbook.xml.rels"))}
    parts = {}
    for element in _parse(text).iter():
        if element.tag.endswith("}sheet"):
            link = next((value for key, value in element.items() if key.endswith("}id")), "")
            parts[element.get("name", "")] = _within(targets.get(link, ""))
    return parts, EPOCH_1904 if _EPOCH_1904.search(text) else EPOCH_1900


def _parse(text: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314  see archive


def _within(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
