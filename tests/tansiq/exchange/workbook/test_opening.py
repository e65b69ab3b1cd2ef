"""Files are opened by what they hold; what is no table is refused in one sentence."""

import zipfile
from pathlib import Path

import pytest

from tansiq.exchange.values.problems import Unreadable
from tansiq.exchange.workbook.opening import open_book
from tests.tansiq.exchange.making import SMALL, csv_file, csv_text, xlsx

OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def _refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        open_book(path)
    return str(refused.value)


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\0" * 100])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, content: bytes) -> None:
    assert "empty" in _refusal(csv_file(tmp_path, content))


def test_a_file_that_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    assert "cannot be opened (No such file" in _refusal(tmp_path / "nowhere.xlsx")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 ...", "no workbook"),
        (b"\x89PNG\r\n", "no workbook"),
        (b"{\\rtf1 ...", "no workbook"),
        (b"\x00\x01\x02\x03" * 50, "no workbook"),
        (b"<html><table><tr>", "web page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "web page"),
        (OLE + b"Workbook", "old .xls"),
        (OLE + b"\0" * 5000 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04 and then nothing", "damaged"),
    ],
)
def test_what_is_no_table_is_refused_with_the_way_out(tmp_path: Path, content: bytes, sentence: str) -> None:
    assert sentence in _refusal(csv_file(tmp_path, content, "sent.xlsx"))


@pytest.mark.parametrize(("part", "sentence"), [("word/document.xml", "no workbook"), ("xl/workbook.bin", ".xlsb")])
def test_another_kind_of_archive_is_refused(tmp_path: Path, part: str, sentence: str) -> None:
    with zipfile.ZipFile(tmp_path / "sent.xlsx", "w") as archive:
        archive.writestr(part, "x")
    assert sentence in _refusal(tmp_path / "sent.xlsx")


def test_a_text_file_called_xlsx_is_read_and_told(tmp_path: Path) -> None:
    book = open_book(csv_file(tmp_path, csv_text(SMALL), "sent.xlsx"))
    assert (book.kind, book.filled("sent")) == ("CSV", 3)
    assert [(n.code, str(n.sentence)) for n in book.notices] == [
        ("mislabelled", "The name says .xlsx, but this is CSV and was read so.")
    ]


def test_a_workbook_called_csv_is_read_and_told(tmp_path: Path) -> None:
    book = open_book(xlsx(tmp_path, ("Data", SMALL), name="sent.csv"))
    assert (book.kind, [n.code for n in book.notices]) == ("XLSX", ["mislabelled"])


@pytest.mark.parametrize("name", ["sent.xlsx", "sent.xlsm", "sent", "sent.XLSX"])
def test_a_workbook_under_its_own_name_needs_no_word(tmp_path: Path, name: str) -> None:
    assert open_book(xlsx(tmp_path, ("Data", SMALL), name=name)).notices == []


@pytest.mark.parametrize("length", [30, 300, 3000, 4500])
def test_a_workbook_cut_short_is_damaged(tmp_path: Path, length: int) -> None:
    whole = xlsx(tmp_path, ("Data", SMALL)).read_bytes()
    assert "damaged" in _refusal(csv_file(tmp_path, whole[:length], "cut.xlsx"))
