"""Documents are sent through the form and given out as attachments, to those who may see them alone."""

from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask

from tansiq import changes, documents
from tansiq.imports import uploads
from tansiq.models import Licence, Organization, OrganizationDocument
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.test_documents import PDF, PNG


@pytest.fixture(autouse=True)
def _files(application: Flask, tmp_path: Path) -> None:
    uploads.use(tmp_path, 1)


def sent(reader: Reader, organization: Organization, content: bytes, name: str) -> str:
    """The page that answers a document; "" where it was taken."""
    address = f"organizationdocument/new/?organization={organization.id}"
    values = {"title": "النظام الأساسي", "document_kind": "BYLAWS", "file": (BytesIO(content), name)}
    answer = reader.post(address, page=address, **values)
    return "" if answer.status_code == 302 else answer.text


def the_document() -> OrganizationDocument:
    return OrganizationDocument.select().get()


def file_of(reader: Reader) -> bytes:
    with reader.get(f"organizationdocument/file/?id={the_document().id}") as answer:
        return bytes(answer.data)


def test_a_document_is_sent_and_given_out_as_an_attachment(salma: Reader, register: Register) -> None:
    row = register.organization("NRA")
    assert sent(salma, row, PDF, "النظام الأساسي.pdf") == ""
    answer = salma.get(f"organizationdocument/file/?id={the_document().id}")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert quote("النظام الأساسي.pdf") in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    answer.close()
    page = salma.get(f"organization/details/?id={row.id}").text
    assert "النظام الأساسي.pdf" in page
    assert the_document().stored not in page


def test_a_file_that_lies_is_refused_in_words_and_what_was_typed_stays(salma: Reader, register: Register) -> None:
    row = register.organization("NRA")
    page = sent(salma, row, b"<html><script>alert(1)</script>", "licence.pdf")
    assert "not what its name says" in page
    assert 'value="النظام الأساسي"' in page
    assert "Send a PDF" in sent(salma, row, b"<svg/>", "mark.svg")
    assert "not what its name says" in sent(salma, row, PNG, "x.pdf")
    address = f"organizationdocument/new/?organization={row.id}"
    assert "Choose a file first" in salma.post(address, page=address, title="x", document_kind="BYLAWS").text
    assert not OrganizationDocument.select().exists()


def test_a_hostile_name_stays_a_name(salma: Reader, register: Register, tmp_path: Path) -> None:
    assert sent(salma, register.organization("NRA"), PDF, "../../<b>x<b>;a=b.pdf") == ""
    assert file_of(salma) == PDF
    assert [path.name for path in (tmp_path / "documents").iterdir()] == [the_document().stored]


def test_a_document_of_others_answers_like_one_that_is_not_there(
    salma: Reader, visitor: Reader, nobody: Reader, register: Register
) -> None:
    row = register.organization("NRA")
    sent(salma, row, PDF, "x.pdf")
    address = f"organizationdocument/file/?id={the_document().id}"
    assert visitor.get(address).status_code == visitor.get("organizationdocument/file/?id=99999").status_code == 404
    for given in ("x", "-1", "", "../x"):
        assert salma.get(f"organizationdocument/file/?id={given}").status_code == 404
    documents.place_of(the_document().stored).unlink()
    assert salma.get(address).status_code == 404


def test_an_archived_document_keeps_its_file(salma: Reader, register: Register) -> None:
    sent(salma, register.organization("NRA"), PDF, "x.pdf")
    changes.archive(SALMA, the_document())
    assert file_of(salma) == PDF


def test_what_the_machine_writes_is_not_taken_from_a_form(salma: Reader, register: Register) -> None:
    row = register.organization("NRA")
    sent(salma, row, PDF, "x.pdf")
    document = the_document()
    forged = {"stored": "mine", "media_type": "text/html", "size": "9", "sha256": "0", "file_name": "y.html"}
    edit = f"organizationdocument/edit/?id={document.id}"
    salma.post(edit, page=edit, version=document.version, title="Renamed", document_kind="BYLAWS", **forged)
    stored = the_document()
    assert stored.title == "Renamed"
    assert [stored.stored, stored.media_type, stored.file_name] == [document.stored, "application/pdf", "x.pdf"]
    edit = f"organization/edit/?id={row.id}"
    dates = {"licence_expires_on": "2099-01-01", "licence_issued_on": "2020-01-01"}
    salma.post(edit, page=edit, version=row.version, name_en="Renamed", kind="NNGO", **dates)
    assert Organization.get_by_id(row.id).name_en == "Renamed"
    assert Organization.get_by_id(row.id).licence_expires_on is None


def test_a_licence_stays_with_its_organisation(salma: Reader, register: Register) -> None:
    row, other = register.organization("NRA"), register.organization("ADR")
    for given in ("", "?organization=99999", "?organization=x"):
        assert salma.get(f"licence/new/{given}").status_code == 404
    address = f"licence/new/?organization={row.id}"
    typed = {"number": "7", "authority": "Office", "issued_on": "1/3/2026", "organization": str(other.id)}
    assert salma.post(address, page=address, **typed).status_code == 302
    assert Licence.select().get().organization_id == row.id
