"""Files of documents are what they say, of bounded size, under random names, and none is left behind."""

import zipfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from tansiq.faults import Refused
from tansiq.organizations import document_files
from tansiq.platform import zip_lists

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(20) + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + bytes(40) + b"\xff\xd9"
HOSTILE = (
    "../../etc/passwd.pdf",
    "..\\..\\boot.pdf",
    "a/b/c.pdf",
    "\u202egpj.pdf",
    "x\x00y.pdf",
    "ن" * 400 + ".pdf",
    "/.pdf",
)


def office(*parts: str) -> bytes:
    """A small Office file with these parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<x/>")
    return file.getvalue()


DOCX, XLSX = office("word/document.xml"), office("xl/workbook.xml")


pytestmark = pytest.mark.usefixtures("document_folder")


def refused(content: bytes, name: str) -> str:
    with pytest.raises(Refused) as refusal:
        document_files.keep_file(BytesIO(content), name)
    assert [fault.field for fault in refusal.value.faults] == ["file"]
    return refusal.value.code


@pytest.mark.parametrize(
    ("content", "name"),
    [(PDF, "a.pdf"), (PNG, "a.PNG"), (JPEG, "a.jpg"), (JPEG, "a.jpeg"), (DOCX, "a.docx"), (XLSX, "الكشف.xlsx")],
)
def test_what_is_taken_is_kept_as_it_is(document_folder: Path, content: bytes, name: str) -> None:
    kept = document_files.keep_file(BytesIO(content), name)
    assert document_files.path_of_document(kept.stored).read_bytes() == content
    assert (kept.file_name, kept.size, kept.sha256) == (name, len(content), sha256(content).hexdigest())
    assert [path.name for path in document_folder.iterdir()] == [kept.stored]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"<html><script>alert(1)</script>", "a.pdf", "NOT_WHAT_IT_SAYS"),
        (b"<svg onload='alert(1)'/>", "a.png", "NOT_WHAT_IT_SAYS"),
        (PNG, "a.pdf", "NOT_WHAT_IT_SAYS"),
        (PDF, "a.jpg", "NOT_WHAT_IT_SAYS"),
        (b"<html>%PDF-1.7 %%EOF", "a.pdf", "NOT_WHAT_IT_SAYS"),
        (PDF[:-8], "a.pdf", "NOT_WHAT_IT_SAYS"),
        (PNG[:-8], "a.png", "NOT_WHAT_IT_SAYS"),
        (XLSX, "a.docx", "NOT_WHAT_IT_SAYS"),
        (office("word/document.xml", "word/vbaProject.bin"), "a.docx", "NOT_WHAT_IT_SAYS"),
        (office("word/document.xml", "xl/workbook.xml"), "a.docx", "NOT_WHAT_IT_SAYS"),
        (b"PK\x03\x04" + bytes(50), "a.xlsx", "NOT_WHAT_IT_SAYS"),
        (b"<svg/>", "a.svg", "KIND_NOT_TAKEN"),
        (b"<html>", "a.html", "KIND_NOT_TAKEN"),
        (b"MZ", "a.pdf.exe", "KIND_NOT_TAKEN"),
        (PDF, "pdf", "KIND_NOT_TAKEN"),
        (b"", "a.pdf", "EMPTY"),
        (PDF + bytes(1_000_001) + PDF, "a.pdf", "TOO_LARGE"),
    ],
)
def test_what_is_not_taken_is_refused_and_leaves_nothing(
    document_folder: Path, content: bytes, name: str, code: str
) -> None:
    assert refused(content, name) == code
    assert not list(document_folder.glob("*"))


@pytest.mark.parametrize("name", HOSTILE)
def test_no_path_is_made_of_a_persons_name(document_folder: Path, tmp_path: Path, name: str) -> None:
    try:
        kept = document_files.keep_file(BytesIO(PDF), name)
    except Refused:
        assert name == "/.pdf"
        return
    assert [path.name for path in document_folder.iterdir()] == [kept.stored]
    assert not {"/", "\\", "\x00", "\u202e"} & set(kept.file_name)
    assert len(kept.file_name) <= 200
    assert list(tmp_path.iterdir()) == [document_folder]


def test_only_random_names_lead_to_files() -> None:
    for name in ("../x", "a/b", "", "نص"):
        with pytest.raises(LookupError):
            document_files.path_of_document(name)


def test_a_list_of_parts_without_end_is_not_read(document_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library would hold each part of millions before one of them could be counted."""
    monkeypatch.setattr(zip_lists, "MOST", 60)
    assert refused(DOCX, "a.docx") == "NOT_WHAT_IT_SAYS"
    monkeypatch.setattr(zip_lists, "MOST", 1_000)
    assert document_files.keep_file(BytesIO(DOCX), "a.docx").size == len(DOCX)
