"""Archives are bounded before anything is unpacked."""

import struct
import zipfile
from pathlib import Path

import pytest

from tansiq.exchange.values.problems import Unreadable
from tansiq.exchange.workbook import archive
from tansiq.exchange.workbook.opening import look, open_book
from tansiq.platform import zip_lists
from tests.tansiq.exchange.making import SMALL, xlsx

EXTRA = "xl/extra.xml"


def _with_part(path: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def _refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        _read_all(path)
    return str(refused.value)


def _read_all(path: Path) -> None:
    book = open_book(path)
    for sheet in book.sheets:
        list(book.rows(sheet.name))


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xlsx(tmp_path, ("Data", SMALL))
    assert open_book(path).filled("Data") == 3
    monkeypatch.setattr(archive, "MOST_OF_PART", 300)
    assert "unpacks to more" in _refusal(path)


def test_all_parts_together_are_told_before_anything_is_unpacked(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("Data", SMALL))
    before = archive.Archive(path).unpacked
    assert archive.Archive(_with_part(path, EXTRA, bytes(10_000))).unpacked == before + 10_000


def test_a_part_that_nobody_reads_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _with_part(xlsx(tmp_path, ("Data", SMALL)), EXTRA, b" " * 200_000)
    monkeypatch.setattr(archive, "MOST_OF_PART", 100_000)
    assert open_book(path).filled("Data") == 3


def test_sheets_and_the_number_of_parts_are_bounded_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xlsx(tmp_path, ("Data", SMALL))
    monkeypatch.setattr(archive, "MOST_OF_SHEETS", 100)
    assert "unpacks to more" in _refusal(path)
    monkeypatch.setattr(archive, "MOST_OF_SHEETS", 10**9)
    monkeypatch.setattr(archive, "MOST_PARTS", 3)
    assert "unpacks to more" in _refusal(path)


def test_a_list_of_parts_without_end_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xlsx(tmp_path, ("Data", SMALL))
    monkeypatch.setattr(zip_lists, "MOST", 100)
    with pytest.raises(Unreadable, match="unpacks to more"):
        look(path)


def test_an_archive_that_lies_about_its_sizes_is_damaged(tmp_path: Path) -> None:
    """A sheet of 8 million bytes that declares a thousand: neither reader may believe it."""
    path = xlsx(tmp_path, ("Data", SMALL))
    with zipfile.ZipFile(path) as archive:
        parts = {part.filename: archive.read(part) for part in archive.infolist()}
    sheet = next(name for name in parts if name.startswith("xl/worksheets/"))
    parts[sheet] = parts[sheet].replace(b"</sheetData>", b"</sheetData><!--" + b"A" * 8_000_000 + b"-->")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    size = struct.pack("<I", len(parts[sheet]))
    path.write_bytes(path.read_bytes().replace(size, struct.pack("<I", 1000)))
    assert "damaged" in _refusal(path)


def test_entities_that_grow_without_end_are_refused(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    content = f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><x>&a9;</x>'
    with zipfile.ZipFile(tmp_path / "laughs.ods", "w") as archive:
        archive.writestr("content.xml", content)
    assert "damaged" in _refusal(tmp_path / "laughs.ods")
