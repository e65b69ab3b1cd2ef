"""A file of sheets, whatever its format: which sheets it has, and the rows of one as a stream.

    path --look at its first bytes--> XLSX, ODS, CSV --> Book

The name of a file proves nothing: a CSV called .xlsx is read as CSV, and the reader is told.
"""

import mmap
from pathlib import Path

from tansiq.exchange.values.problems import Problem, Unreadable
from tansiq.exchange.workbook import refusals
from tansiq.exchange.workbook.archive import Archive
from tansiq.exchange.workbook.book import Book
from tansiq.exchange.workbook.csv import CsvBook
from tansiq.exchange.workbook.ods import OdsBook
from tansiq.exchange.workbook.xlsx import XlsxBook
from tansiq.language.words import say

_SUFFIXES = {".xlsx": "XLSX", ".xlsm": "XLSX", ".ods": "ODS", ".csv": "CSV", ".tsv": "CSV", ".txt": "CSV"}
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<workbook")
_OTHERS = (b"%pdf", b"{\\rtf", b"\x7felf", b"rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\x89png", b"\xff\xd8\xff")


def open_book(path: Path, name: str | None = None) -> Book:
    """Open a file by what it holds; raise `Unreadable` with one sentence where it is no table.

    `name` is what the file is called, where it is kept under another name.
    """
    called, head = Path(name or path.name), _head(path)
    if head.startswith(b"PK"):
        book = _open_zipped(path)
    else:
        _refuse_strangers(path, head)
        book = CsvBook(path, called.stem)
    _note_label(called, book)
    return book


def look(path: Path) -> None:
    """A quick look at the outside of a file: raise `Unreadable` where it cannot be a workbook or a table of text."""
    head = _head(path)
    if not head.startswith(b"PK"):
        _refuse_strangers(path, head)
        return
    _kind_of(Archive(path))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as source:
            head = source.read(4096)
    except OSError as error:
        raise Unreadable(say("The file cannot be opened (%(reason)s).", reason=error.strerror or "")) from error
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(refusals.EMPTY)
    return head


def _open_zipped(path: Path) -> Book:
    archive = Archive(path)
    return XlsxBook(archive) if _kind_of(archive) == "XLSX" else OdsBook(archive)


def _kind_of(archive: Archive) -> str:
    """What an archive of these parts is: XLSX or ODS; else it is refused."""
    if "xl/workbook.xml" in archive:
        return "XLSX"
    if "content.xml" in archive:
        return "ODS"
    raise Unreadable(refusals.BINARY if "xl/workbook.bin" in archive else refusals.NO_WORKBOOK)


def _refuse_strangers(path: Path, head: bytes) -> None:
    """Files that are no table, each with the way out of it."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_OLE):
        raise Unreadable(refusals.LOCKED if _is_locked(path) else refusals.OLD)
    if start.startswith(_MARKUP):
        raise Unreadable(refusals.MARKUP)
    if start.startswith(_OTHERS):
        raise Unreadable(refusals.NO_WORKBOOK)


def _is_locked(path: Path) -> bool:
    """Excel wraps a locked workbook into the container of the old kind, under this name."""
    with path.open("rb") as source, mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find("EncryptedPackage".encode("utf-16-le")) >= 0


def _note_label(called: Path, book: Book) -> None:
    suffix = called.suffix.lower()
    if _SUFFIXES.get(suffix, book.kind) != book.kind:
        text = say("The name says %(suffix)s, but this is %(kind)s and was read so.", suffix=suffix, kind=book.kind)
        book.notices.append(Problem(called.name, suffix, text, "notice", "mislabelled"))
