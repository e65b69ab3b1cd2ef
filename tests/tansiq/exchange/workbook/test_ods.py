"""ODS as LibreOffice writes it: repeated cells, merged ranges, dates, errors, hidden sheets."""

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from odf.opendocument import OpenDocumentSpreadsheet  # type: ignore[import-untyped]  # odfpy ships no types.
from odf.style import Style, TableProperties  # type: ignore[import-untyped]  # odfpy ships no types.
from odf.table import Table, TableCell, TableRow  # type: ignore[import-untyped]  # odfpy ships no types.
from odf.text import P  # type: ignore[import-untyped]  # odfpy ships no types.

from tansiq.exchange.values.problems import CellError, Unreadable
from tansiq.exchange.workbook.merges import Merged
from tansiq.exchange.workbook.opening import open_book
from tests.tansiq.exchange.making import SMALL, rows_read_within

NAMESPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def _saved(folder: Path, *tables: tuple[str, list[list[Any]], bool]) -> Path:
    document = OpenDocumentSpreadsheet()
    hidden = Style(name="hidden", family="table")
    hidden.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(hidden)
    for name, rows, is_hidden in tables:
        table = Table(name=name, **({"stylename": hidden} if is_hidden else {}))
        for row in rows:
            line = TableRow()
            for value in row:
                line.addElement(_cell(value))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(folder / "made.ods")
    return folder / "made.ods"


def _cell(value: Any) -> TableCell:
    if isinstance(value, bool):
        cell = TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    elif isinstance(value, int | float):
        cell = TableCell(valuetype="float", value=value)
    elif isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    else:
        cell = TableCell(valuetype="string")
    cell.addElement(P(text=str(value)))
    return cell


def _raw(folder: Path, rows: str) -> Path:
    """A file with the given XML as the rows of its one sheet."""
    content = (
        f"<office:document-content {NAMESPACES}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(folder / "raw.ods", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", content)
    return folder / "raw.ods"


def _text(value: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{value}</text:p></table:table-cell>'


def test_values_keep_their_types(tmp_path: Path) -> None:
    moment = datetime(2026, 1, 5, 10, 30)  # noqa: DTZ001  cells have no zone
    path = _saved(tmp_path, ("5W", [["Aden", 5, 2.5, date(2026, 1, 5), moment, True]], False))
    assert list(open_book(path).rows("5W")) == [(1, ["Aden", 5.0, 2.5, date(2026, 1, 5), moment, True])]


def test_sheets_say_whether_they_are_hidden_and_how_many_rows_they_hold(tmp_path: Path) -> None:
    book = open_book(_saved(tmp_path, ("5W", SMALL, False), ("Old", SMALL[:2], True)))
    assert [(sheet.name, sheet.hidden, book.filled(sheet.name)) for sheet in book.sheets] == [
        ("5W", False, 3),
        ("Old", True, 2),
    ]
    assert [number for number, _ in book.rows("Old")] == [1, 2]


def test_a_value_in_the_last_cell_of_the_sheet_costs_no_memory(tmp_path: Path) -> None:
    row, cell = "table:table-row", "table:table-cell table:number-columns-repeated"
    blank = f'<{row} table:number-rows-repeated="1048574"><{cell}="16384"/></{row}>'
    last = (
        f'<table:table-row><table:table-cell table:number-columns-repeated="16383"/>{_text("stray")}</table:table-row>'
    )
    path = _raw(tmp_path, f"<table:table-row>{_text('Aden')}</table:table-row>{blank}{last}")
    assert rows_read_within(400, path) == "1 1048576"


def test_a_file_that_repeats_beyond_the_end_of_a_sheet_stops_there(tmp_path: Path) -> None:
    wide = _text("x", 'table:number-columns-repeated="999999999"')
    blank = '<table:table-row table:number-rows-repeated="1048574"/>'
    far = f'<table:table-row table:number-rows-repeated="999999999">{_text("y")}</table:table-row>'
    rows = open_book(_raw(tmp_path, f"<table:table-row>{wide}</table:table-row>{blank}{far}")).rows("S")
    assert [(number, len(cells)) for number, cells in rows] == [(1, 16_384), (1_048_576, 1)]


def test_a_merged_value_holds_for_all_its_cells(tmp_path: Path) -> None:
    first = _text("Relief", 'table:number-rows-spanned="2" table:number-columns-spanned="2"')
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    path = _raw(
        tmp_path,
        f"<table:table-row>{first}<table:covered-table-cell/>{_text('Aden')}</table:table-row>"
        f"<table:table-row>{covered}{_text('Lahj')}</table:table-row>",
    )
    book = open_book(path)
    assert list(book.rows("S")) == [(1, ["Relief", "Relief", "Aden"]), (2, ["Relief", "Relief", "Lahj"])]
    assert book.merged("S") == [Merged(1, 0, 2, 1)]


def test_failed_and_uncalculated_formulas_are_told_apart(tmp_path: Path) -> None:
    failed = _text("#REF!", 'calcext:value-type="error"') + _text("Err:502")
    bare = '<table:table-cell table:formula="of:=[.A1]"/>'
    ((_, cells),) = open_book(_raw(tmp_path, f"<table:table-row>{failed}{bare}</table:table-row>")).rows("S")
    assert cells == ["#REF!", "Err:502", "="]
    assert all(isinstance(cell, CellError) for cell in cells)


def test_line_breaks_are_kept_and_comments_are_not_part_of_a_cell(tmp_path: Path) -> None:
    comment = "<office:annotation><text:p>note</text:p></office:annotation>"
    cell = f"<table:table-cell>{comment}<text:p>one<text:line-break/>two <text:s/>three</text:p></table:table-cell>"
    ((_, cells),) = open_book(_raw(tmp_path, f"<table:table-row>{cell}</table:table-row>")).rows("S")
    assert cells == ["one\ntwo  three"]


def test_a_locked_document_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "locked.ods", "w") as archive:
        archive.writestr("content.xml", "scrambled")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with pytest.raises(Unreadable, match="password"):
        open_book(tmp_path / "locked.ods")


def test_what_a_cell_claims_wrongly_is_read_as_it_is_shown(tmp_path: Path) -> None:
    kinds = {
        'office:value-type="float" office:value="1,5"': "1,5",
        'office:value-type="float"': "7",
        'office:value-type="date" office:date-value="0000-13-01"': "soon",
        'office:value-type="date"': "13 April",
        'office:value-type="time" office:time-value="PT12H"': "12:00",
        'office:value-type="boolean"': "yes",
        'office:value-type="strange" table:number-columns-repeated="no"': "x",
        'office:value-type="string" office:string-value="own"': "",
    }
    cells = "".join(
        f"<table:table-cell {said}><text:p>{text}</text:p></table:table-cell>" for said, text in kinds.items()
    )
    ((_, read),) = open_book(_raw(tmp_path, f"<table:table-row>{cells}</table:table-row>")).rows("S")
    assert read == ["1,5", "7", "soon", "13 April", "12:00", "yes", "x", "own"]


def test_what_is_no_row_or_cell_is_passed_over(tmp_path: Path) -> None:
    change = "<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell>"
    changed = f"{change}<text:p>old</text:p></table:change-track-table-cell></table:previous>"
    tracked = f"{changed}</table:cell-content-change></table:tracked-changes>"
    within = "<text:p>in a picture</text:p>"
    picture = f"<draw:frame xmlns:draw='urn:x:draw:1.0'><draw:text-box>{within}</draw:text-box></draw:frame>"
    remark = "<office:annotation><text:p>why</text:p></office:annotation>"
    link = f"<text:p>See <text:a>the <text:span>link</text:span></text:a>{remark}</text:p>"
    table = f"<table:table table:name='inner'><table:table-row>{_text('inner')}</table:table-row></table:table>"
    rows = (
        f"{tracked}<table:table-column/><table:table-header-rows><table:table-row>{_text('Head')}</table:table-row>"
        "</table:table-header-rows><table:table-row-group><table:table-rows><table:table-row><unknown/>"
        f"<table:table-cell>{picture}{link}{table}</table:table-cell><table:covered-table-cell><text:p>under</text:p>"
        f"</table:covered-table-cell>{_text('last')}</table:table-row></table:table-rows></table:table-row-group>"
        "<!-- a remark --><?an instruction?>"
    )
    assert list(open_book(_raw(tmp_path, rows)).rows("S")) == [(1, ["Head"]), (2, ["See the link", None, "last"])]


def test_rows_before_any_sheet_are_passed_over(tmp_path: Path) -> None:
    row = f"<table:table-row>{_text('x')}</table:table-row>"
    with zipfile.ZipFile(tmp_path / "text.ods", "w") as archive:
        archive.writestr("content.xml", f"<office:document-content {NAMESPACES}>{row}</office:document-content>")
    assert open_book(tmp_path / "text.ods").sheets == []


def test_prefixes_are_those_that_the_document_declares(tmp_path: Path) -> None:
    other = _raw(tmp_path, f"<table:table-row>{_text('Aden')}</table:table-row>")
    with zipfile.ZipFile(other) as archive:
        content = archive.read("content.xml").decode()
    for prefix in ("office", "table", "text"):
        content = content.replace(f"{prefix}:", f"{prefix[0:3]}x:").replace(
            f"xmlns:{prefix}=", f"xmlns:{prefix[0:3]}x="
        )
    content = content.replace(
        "urn:oasis:names:tc:opendocument:xmlns:offx:", "urn:oasis:names:tc:opendocument:xmlns:office:"
    )
    content = content.replace("xmlns:tabx:", "xmlns:table:").replace("xmlns:texx:", "xmlns:text:")
    with zipfile.ZipFile(tmp_path / "other.ods", "w") as archive:
        archive.writestr("content.xml", content)
    assert list(open_book(tmp_path / "other.ods").rows("S")) == [(1, ["Aden"])]


def test_rows_that_are_not_kept_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _saved(tmp_path, ("5W", SMALL, False), ("Old", SMALL[:2], True))
    kept = [list(open_book(path).rows(name)) for name in ("5W", "Old")]
    monkeypatch.setattr("tansiq.exchange.workbook.ods.MOST_KEPT", 4)
    assert [list(open_book(path).rows(name)) for name in ("5W", "Old")] == kept


def test_hidden_and_filtered_rows_and_hidden_columns_are_told(tmp_path: Path) -> None:
    line = '<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>'
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        f"<table:table-row>{line}</table:table-row>"
        f'<table:table-row table:visibility="collapse" table:number-rows-repeated="2">{line}</table:table-row>'
        '<table:table-row table:visibility="collapse" table:number-rows-repeated="5"/>'
        f'<table:table-row table:visibility="filter">{line}</table:table-row>'
        f"<table:table-row>{line}</table:table-row>"
    )
    book = open_book(_raw(tmp_path, rows))
    hidden = book.hidden(book.sheets[0].name)
    assert [number for number in range(1, 12) if number in hidden.rows] == [2, 3, 9]
    assert hidden.rows.count_after(2) == 2
    assert [index for index in range(5) if index in hidden.columns] == [1, 2]


def test_a_percentage_is_known_as_one(tmp_path: Path) -> None:
    rows = '<table:table-row><table:table-cell office:value-type="percentage" office:value="0.45"/></table:table-row>'
    book = open_book(_raw(tmp_path, rows))
    [(_, [value])] = book.rows(book.sheets[0].name)
    assert (value, value.percent) == (0.45, 45)
