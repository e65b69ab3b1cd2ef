"""CSV as programs write it: encodings, separators, quoted new lines."""

from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange.values.problems import CellError, TooLong, Unreadable
from tansiq.exchange.workbook import csv
from tansiq.exchange.workbook.csv import CsvBook
from tests.tansiq.exchange.making import csv_file, csv_text

ARABIC = [["الجهة المنفذة", "القطاع", "المديرية"], ["إغاثة أبين", "المياه", "خنفر"], ["أيادي عدن", "الصحة", "زنجبار"]]
FRENCH = [["Organisation", "Secteur", "Région"], ["Étoile", "Éducation", "Ségou"], ["Âme", "Santé", "Gao"]]


def _rows(path: Path) -> list[tuple[int, list[Any]]]:
    book = CsvBook(path)
    return list(book.rows(path.stem))


def _told(path: Path) -> list[str]:
    return [notice.value for notice in CsvBook(path).notices]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
def test_arabic_is_read_in_every_encoding_that_programs_write(tmp_path: Path, encoding: str) -> None:
    path = csv_file(tmp_path, csv_text(ARABIC).encode(encoding))
    assert [cells for _, cells in _rows(path)] == ARABIC


def test_an_encoding_other_than_utf8_is_told(tmp_path: Path) -> None:
    assert _told(csv_file(tmp_path, csv_text(ARABIC).encode("cp1256"))) == ["Windows-1256"]
    assert _told(csv_file(tmp_path, csv_text(ARABIC).encode("utf-16"))) == ["UTF-16"]
    assert _told(csv_file(tmp_path, csv_text(ARABIC))) == []


def test_french_of_old_programs_is_not_taken_for_arabic(tmp_path: Path) -> None:
    path = csv_file(tmp_path, csv_text(FRENCH).encode("cp1252"))
    assert [cells for _, cells in _rows(path)] == FRENCH
    assert _told(path) == ["Windows-1252"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_columns_are_parted_by_what_gives_most_of_them(tmp_path: Path, separator: str) -> None:
    rows = [*ARABIC, ["جهة, أو أخرى", "ماء; وصحة", "لودر"]]
    assert [cells for _, cells in _rows(csv_file(tmp_path, csv_text(rows, separator)))] == rows


def test_the_first_line_of_excel_may_say_the_separator(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "sep=;\r\nOrganisation;Sector\r\nA,B;C,D\r\n")
    assert _rows(path) == [(1, ["Organisation", "Sector"]), (2, ["A,B", "C,D"])]


def test_a_quoted_new_line_is_part_of_its_cell_and_of_its_row(tmp_path: Path) -> None:
    path = csv_file(tmp_path, 'Organisation,Remarks\n"A","one\ntwo"\n\nB,three\n')
    assert _rows(path) == [(1, ["Organisation", "Remarks"]), (2, ["A", "one\ntwo"]), (4, ["B", "three"])]


def test_a_quotation_mark_that_is_never_closed_is_refused_at_its_row(tmp_path: Path) -> None:
    path = csv_file(tmp_path, 'Organisation,Sector\nA,"Health\nB,Water\n')
    with pytest.raises(Unreadable, match="quotation marks of row 2 do not match"):
        _rows(path)


def test_blank_cells_are_none_and_failed_formulas_are_errors(tmp_path: Path) -> None:
    (_, cells), *rest = _rows(csv_file(tmp_path, "A,,#N/A\n , ,\n,,\n"))
    assert cells == ["A", None, "#N/A"]
    assert isinstance(cells[2], CellError)
    assert rest == []


@pytest.mark.parametrize("content", [b"\xff\xfeA\x00,", b"\xff\xfe\x00\xd8\x00\xd8"])
def test_broken_utf16_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Unreadable):
        _rows(csv_file(tmp_path, content))


def test_a_byte_that_an_old_code_page_does_not_know_refuses_nothing(tmp_path: Path) -> None:
    rows = _rows(csv_file(tmp_path, "Organisation,Région\nÉtoile,Gao".encode("cp1252") + b"\x81"))
    assert rows[1][1][0] == "Étoile"


def test_a_file_of_one_column_is_still_a_table(tmp_path: Path) -> None:
    book = CsvBook(csv_file(tmp_path, "Organisation\nA\nB\n"))
    assert (book.filled("made"), book.merged("made")) == (3, [])


def test_a_line_that_does_not_end_is_refused_at_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tansiq.exchange.workbook.csv.LONGEST_LINE", 1000)
    with pytest.raises(Unreadable, match="Line 2 "):
        _rows(csv_file(tmp_path, f"Organisation,Sector\n{'x' * 1000}\n"))


@pytest.mark.parametrize("most", [0, 100])
def test_rows_are_the_same_whether_they_are_kept_once_counted_or_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(csv, "MOST_KEPT", most)
    book = CsvBook(csv_file(tmp_path, "a,b\n\n1,#REF!\n ,\n2,3\n"))
    read = list(book.rows("sheet"))
    assert book.filled("sheet") == len(read) == 3
    assert list(book.rows("sheet")) == read == list(book.rows("sheet"))
    assert type(read[1][1][1]) is CellError


def test_a_cell_that_is_too_long_leaves_its_beginning(tmp_path: Path) -> None:
    ((_, cells),) = _rows(csv_file(tmp_path, f"A,{'word ' * 8000}\n"))
    assert isinstance(cells[1], TooLong)
    assert cells[1].startswith("word word")


def test_more_columns_than_a_sheet_has_are_refused_unless_they_are_empty(tmp_path: Path) -> None:
    ((_, cells),) = _rows(csv_file(tmp_path, "A" + "," * 20_000))
    assert len(cells) == 16_384
    with pytest.raises(Unreadable, match="more rows, columns or cells"):
        _rows(csv_file(tmp_path, "A" + "," * 20_000 + "B"))


MUCH = [["Organisation", "Sector", "District"], *[["Relief of Abyan", "Water", "Khanfar"]] * 9_000]
"""Rows of more than the first quarter of a megabyte."""


@pytest.mark.parametrize(
    ("last", "encoding", "told"),
    [
        (["جمعية النهر", "المياه", "خنفر"], "cp1256", ["Windows-1256"]),
        (["Étoile de Gao", "Éducation", "Ségou"], "cp1252", ["Windows-1252"]),
        (["جمعية النهر", "المياه", "خنفر"], "utf-8", []),
    ],
)
def test_the_last_row_decides_on_the_code_page_as_much_as_the_first(
    tmp_path: Path, last: list[str], encoding: str, told: list[str]
) -> None:
    path = csv_file(tmp_path, csv_text([*MUCH, last]).encode(encoding))
    assert path.stat().st_size > 1 << 18
    assert _rows(path)[-1][1] == last
    assert _told(path) == told


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_torn_letter_makes_no_other_file_of_utf8(tmp_path: Path, mark: bytes) -> None:
    path = csv_file(tmp_path, mark + csv_text([*ARABIC, *MUCH]).encode() + b"Caf\xe9,x,y\r\n")
    rows = _rows(path)
    assert (rows[1][1], rows[-1][1][0]) == (ARABIC[1], "Caf\ufffd")
    (notice,) = CsvBook(path).notices
    assert (notice.code, str(notice.sentence)[:40]) == ("torn-letters", "1 letter of the text cannot be read. Sav")
