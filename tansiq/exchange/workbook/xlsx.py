"""XLSX and XLSM, Excel's own format: which sheets a workbook has, what its cells refer to, and the rows of a sheet.

    xl/workbook.xml + its links --> the part of each sheet --SheetRows--> rows, with texts and moments looked up

A sheet is walked once for what it holds and how it is merged; the rows of an ordinary one are kept from that walk.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tansiq.exchange.values.dates import EPOCH_1900, EPOCH_1904
from tansiq.exchange.values.problems import Problem, Unreadable
from tansiq.exchange.workbook.archive import MOST_OF_SHEETS, MOST_SHEETS, Archive, within
from tansiq.exchange.workbook.book import Raw, Sheet
from tansiq.exchange.workbook.hidden import Hidden
from tansiq.exchange.workbook.markup import OPEN, LocalNames, events
from tansiq.exchange.workbook.merges import Merged, Merges, filled_rows, holds_anything
from tansiq.exchange.workbook.refusals import TOO_LARGE
from tansiq.exchange.workbook.xlsx_lookups import indents, moments, texts
from tansiq.exchange.workbook.xlsx_rows import Lookups, SheetRows

MOST_KEPT = 2_500_000
"""Cells of the sheet whose rows are kept in memory, about 200 MB. A sheet of 24,000 rows has a million."""
_WORKBOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


@dataclass
class _Walked:
    """What one walk over a sheet found: how many rows hold anything, the rest, the rows if they are few."""

    filled: int = 0
    merges: list[Merged] = field(default_factory=list)
    hidden: Hidden = field(default_factory=Hidden)
    indents: dict[tuple[int, int], int] = field(default_factory=dict)
    rows: list[Raw] | None = None


class XlsxBook:
    """A workbook in Excel's own format."""

    kind = "XLSX"

    def __init__(self, archive: Archive) -> None:
        self.notices: list[Problem] = []
        self.epoch = EPOCH_1900
        self.sheets: list[Sheet] = []
        self._archive = archive
        self._walked: dict[str, _Walked] = {}
        self._parts: dict[str, str] = {}
        links = _Links(archive)
        self._read_workbook(links)
        self._lookups = Lookups(
            texts(archive.part(links.of_kind["sharedStrings"])) if "sharedStrings" in links.of_kind else [],
            moments(archive.part(links.of_kind["styles"]), self.epoch) if "styles" in links.of_kind else {},
            indents(archive.part(links.of_kind["styles"])) if "styles" in links.of_kind else {},
        )

    def filled(self, name: str) -> int:
        """How many rows of a sheet hold anything."""
        return self._walk(name).filled

    def merged(self, name: str) -> list[Merged]:
        """The merged ranges of a sheet."""
        return self._walk(name).merges

    def hidden(self, name: str) -> Hidden:
        """What lies hidden in a sheet."""
        return self._walk(name).hidden

    def indents(self, name: str) -> Mapping[tuple[int, int], int]:
        """How far texts are indented by their style."""
        return self._walk(name).indents

    def rows(self, name: str) -> Iterator[Raw]:
        """The filled rows of a sheet, from the top."""
        walked = self._walk(name)
        return filled_rows(self._rows(name) if walked.rows is None else walked.rows, Merges(walked.merges))

    def _read_workbook(self, links: "_Links") -> None:
        names = LocalNames()
        for event, name, attributes in events(self._archive.part(_WORKBOOK)):
            if event == OPEN and names[name] == "sheet":
                self._add_sheet({names[key]: value for key, value in attributes.items()}, links)
            elif event == OPEN and names[name] == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                self.epoch = EPOCH_1904
        if len(self.sheets) > MOST_SHEETS or sum(map(self._archive.size, self._parts.values())) > MOST_OF_SHEETS:
            raise Unreadable(TOO_LARGE)

    def _add_sheet(self, attributes: dict[str, str], links: "_Links") -> None:
        name, kind, part = attributes.get("name", ""), *links.of_id.get(attributes.get("id", ""), ("", ""))
        if kind == "worksheet" and name not in self._parts:
            self._parts[name] = part
            self.sheets.append(Sheet(name, attributes.get("state", "visible") != "visible"))

    def _rows(self, name: str) -> SheetRows:
        return SheetRows(self._archive.pieces(self._parts[name], MOST_OF_SHEETS), self._lookups)

    def _walk(self, name: str) -> _Walked:
        if name not in self._walked:
            self._walked[name] = _walk(self._rows(name))
            self._forget_all_but_longest()
        return self._walked[name]

    def _forget_all_but_longest(self) -> None:
        """The rows of one sheet alone are kept: the longest, which is the likeliest to be read again."""
        kept = [walked for walked in self._walked.values() if walked.rows is not None]
        longest = max(kept, key=lambda walked: walked.filled, default=None)
        for walked in kept:
            if walked is not longest:
                walked.rows = None


class _Links:
    """Where the links of the workbook lead: {id: (kind, part)}, and the first part of each kind."""

    def __init__(self, archive: Archive) -> None:
        self.of_id: dict[str, tuple[str, str]] = {}
        self.of_kind: dict[str, str] = {}
        for event, _, attributes in events(archive.part(_LINKS)):
            if event == OPEN and attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                part = within("xl", attributes.get("Target", ""))
                self.of_id[attributes.get("Id", "")] = (kind, part)
                self.of_kind.setdefault(kind, part)


def _walk(sheet: SheetRows) -> _Walked:
    found, cells = _Walked(rows=[]), 0
    for number, row in sheet:
        cells += len(row)
        if cells > MOST_KEPT:
            found.rows = None
        if found.rows is not None:
            found.rows.append((number, row))
        found.filled += holds_anything(row)
    found.merges, found.hidden, found.indents = sheet.merges, sheet.hidden, sheet.indents
    return found
