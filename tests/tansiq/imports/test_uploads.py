"""Files that people send: bounded, looked at, kept under random names, removed."""

import io
import zipfile
from pathlib import Path

import pytest

from tansiq.exchange.values.problems import Unreadable
from tansiq.imports import uploads

CSV = b"Organisation,Sector,District\n"


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_file_is_kept_as_it_is_under_a_random_name(folder: Path) -> None:
    first, second = (uploads.keep(io.BytesIO(CSV), "5w.csv") for _ in range(2))
    assert (first.file_name, first.size, first.digest) == ("5w.csv", len(CSV), second.digest)
    assert first.stored != second.stored
    assert uploads.path_of(first.stored).read_bytes() == CSV
    uploads.remove(first.stored)
    uploads.remove(first.stored)
    assert [path.name for path in folder.iterdir()] == [second.stored]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"\x89PNG\r\n", "no workbook"),
        (_zip({"readme.txt": b"hello"}), "no workbook"),
        (_zip({"xl/workbook.bin": b""}), "binary workbook"),
        (_zip({"xl/workbook.xml": b"", "xl/styles.xml": b"\0" * 101_000_000}), "unpacks to more"),
        (_zip({f"xl/{number}": b"" for number in range(10_001)}), "unpacks to more"),
        (CSV * 40_000, "larger than 1 megabytes"),
    ],
)
def test_what_is_empty_too_large_or_no_workbook_is_not_kept(folder: Path, content: bytes, said: str) -> None:
    uploads.use(folder, 1)
    with pytest.raises(Unreadable, match=said):
        uploads.keep(io.BytesIO(content), "5w.xlsx")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\temp\\5w.xlsx", "5w.xlsx"),
        ("تقرير\u202exslx.exe", "تقريرxslx.exe"),
        ("a\u0000b\n.csv", "ab.csv"),
        ("..", "5w"),
        ("", "5w"),
        ("x" * 300 + ".xlsx", "x" * 110 + ".xlsx"),
        ("y" * 300, "y" * 120),
    ],
)
def test_the_name_of_a_file_is_made_harmless(given: str, shown: str) -> None:
    assert uploads.tidy_name(given) == shown


@pytest.mark.parametrize("stored", ["../secret", "a/b", "", "a.b", "ملف"])
def test_no_other_file_is_reached_by_its_name(folder: Path, stored: str) -> None:
    with pytest.raises(LookupError):
        uploads.path_of(stored)
