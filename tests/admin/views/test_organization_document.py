"""Documents are sent through the form and given out as attachments, to those who may see them alone."""

import re
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask

from tansiq.models import Licence, Organization, OrganizationDocument, Proposal
from tansiq.organizations import document_files
from tansiq.platform import uploads
from tansiq.proposals import proposing
from tansiq.proposals.steps import read_steps
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.definitions import field, name_of
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.organizations.test_document_files import PDF, PNG


@pytest.fixture(autouse=True)
def _files(application: Flask, tmp_path: Path) -> None:
    uploads.use(tmp_path, 1)


def sent(reader: Reader, organization: Organization, content: bytes, name: str, more: str = "") -> str:
    """The page that answers a document; "" where it was taken."""
    address = f"organizationdocument/new/?organization={organization.id}{more}"
    values = {"title": "النظام الأساسي", "document_kind": "BYLAWS", "file": (BytesIO(content), name)}
    answer = reader.post(address, page=address, **values)
    return "" if answer.status_code == 302 else answer.text


def the_document() -> OrganizationDocument:
    return OrganizationDocument.select().get()


def file_of(reader: Reader) -> bytes:
    with reader.get(f"organizationdocument/file/?id={the_document().id}") as answer:
        return bytes(answer.data)


def test_fields_of_the_ministry_are_sent_with_a_document(salma: Reader, register: Register) -> None:
    one = field("shelf", table="organization_document", is_required=True)
    address = f"organizationdocument/new/?organization={register.organization('NRA').id}"
    values = {"title": "Bylaws", "document_kind": "BYLAWS"}
    wrong = salma.post(address, page=address, **values, file=(BytesIO(PNG), "x.pdf")).text
    assert f'href="#{name_of(one)}"' in wrong
    answer = salma.post(address, page=address, **values, **{name_of(one): "B-3"}, file=(BytesIO(PDF), "x.pdf"))
    assert (answer.status_code, the_document().extra) == (302, {str(one.number): "B-3"})


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
    document_files.path_of_document(the_document().stored).unlink()
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


@pytest.fixture
def nra(khaled: Reader, register: Register) -> Organization:
    """The organisation that Khaled speaks for, seated in Abyan."""
    return Organization.get_by_id(register.organization("NRA").id)


def the_proposal() -> Proposal:
    found: Proposal = Proposal.select().order_by(Proposal.id.desc()).get()
    return found


def proposed_file(reader: Reader) -> bytes | None:
    """The file as a person gets it from the page of the newest proposal; None where there is none for them."""
    with reader.get(f"proposal/file/?id={the_proposal().id}") as answer:
        assert answer.status_code in (200, 404)
        return bytes(answer.data) if answer.status_code == 200 else None


def decided(reader: Reader, deed: str, comment: str = "Why") -> int:
    known = {"id": str(the_proposal().id), "version": str(the_proposal().version)}
    return reader.post("proposal/decide/", deed=deed, comment=comment, **known).status_code


def lying(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in (folder / "documents").glob("*")]


def test_a_partner_sends_a_document_and_an_officer_approves_it(
    khaled: Reader, nadia: Reader, nra: Organization, tmp_path: Path
) -> None:
    address = f"organizationdocument/new/?organization={nra.id}"
    assert address in khaled.get(f"organization/details/?id={nra.id}").text
    assert "Send for review" in khaled.get(address).text
    assert sent(khaled, nra, PDF, "النظام.pdf") == ""
    assert not OrganizationDocument.select().exists()
    page = khaled.get(f"proposal/details/?id={the_proposal().id}").text
    for text in ("النظام الأساسي", "النظام.pdf", "Sent for review", "NRA Aid"):
        assert text in page
    for one in (page, nadia.get(f"proposal/details/?id={the_proposal().id}").text, nadia.get("proposal/").text):
        assert "النظام الأساسي" in one
        assert not [path.name for path in (tmp_path / "documents").iterdir() if path.name in one]
    assert proposed_file(nadia) == proposed_file(khaled) == PDF
    assert decided(nadia, "approve") == 302
    assert file_of(khaled) == file_of(nadia) == PDF
    assert proposed_file(nadia) is None
    assert "النظام.pdf" in khaled.get(f"organization/details/?id={nra.id}").text


def test_a_proposed_file_is_given_out_as_an_attachment(khaled: Reader, nadia: Reader, nra: Organization) -> None:
    sent(khaled, nra, PDF, "النظام.pdf")
    with nadia.get(f"proposal/file/?id={the_proposal().id}") as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Type"] == "application/pdf"


def test_a_proposed_document_of_others_is_not_there(
    khaled: Reader, huda: Reader, amin: Reader, nobody: Reader, nra: Organization
) -> None:
    sent(khaled, nra, PDF, "x.pdf")
    for door in ("details", "file"):
        assert huda.get(f"proposal/{door}/?id={the_proposal().id}").status_code == 404
        assert nobody.get(f"proposal/{door}/?id={the_proposal().id}").status_code == 302
    # The auditor reads what is proposed, and has no papers of organisations.
    page = amin.get(f"proposal/details/?id={the_proposal().id}")
    assert (page.status_code, "proposal/file/" in page.text) == (200, False)
    assert proposed_file(amin) is None
    for given in ("x", "-1", "", "../x", "99999"):
        assert khaled.get(f"proposal/file/?id={given}").status_code == 404


def test_the_file_of_a_rejected_or_withdrawn_document_is_gone(
    khaled: Reader, nadia: Reader, nra: Organization, tmp_path: Path
) -> None:
    sent(khaled, nra, PDF, "x.pdf")
    assert decided(nadia, "reject") == 302
    assert (proposed_file(nadia), lying(tmp_path)) == (None, [])
    assert nadia.get(f"proposal/details/?id={the_proposal().id}").status_code == 200
    sent(khaled, nra, PDF, "x.pdf")
    khaled.post("proposal/withdraw/", id=the_proposal().id)
    assert (proposed_file(khaled), lying(tmp_path)) == (None, [])


def test_a_returned_document_is_amended_with_or_without_another_file(
    khaled: Reader, nadia: Reader, nra: Organization, tmp_path: Path
) -> None:
    sent(khaled, nra, PDF, "first.pdf")
    decided(nadia, "return")
    found = re.search(r'href="([^"]*/new/[^"]*)"', khaled.get(f"proposal/details/?id={the_proposal().id}").text)
    assert found is not None
    address = found[1].replace("&amp;", "&").removeprefix("/admin/")
    form = khaled.get(address).text
    assert "keep the file that was sent: <bdi>first.pdf</bdi>" in form
    assert 'value="النظام الأساسي"' in form
    assert khaled.post(address, page=address, title="Statutes", document_kind="BYLAWS").status_code == 302
    assert (Proposal.select().count(), the_proposal().title_en, lying(tmp_path)) == (1, "Statutes", [PDF])
    assert "not what its name says" in sent(khaled, nra, PDF, "x.png", f"&proposal={the_proposal().id}")
    assert lying(tmp_path) == [PDF]
    assert sent(khaled, nra, PNG, "second.png", f"&proposal={the_proposal().id}") == ""
    assert lying(tmp_path) == [PNG]
    decided(nadia, "approve")
    assert (the_document().file_name, file_of(khaled)) == ("second.png", PNG)


def test_what_is_refused_leaves_neither_a_file_nor_a_proposal(
    khaled: Reader, nra: Organization, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "not what its name says" in sent(khaled, nra, PNG, "x.pdf")
    assert "You may not do this" in sent(khaled, register.organization("ADR"), PDF, "x.pdf")
    address = f"organizationdocument/new/?organization={nra.id}"
    forged = {"organization": str(register.organization("ADR").id), "stored": "mine", "media_type": "text/html"}
    assert "Choose a file first" in khaled.post(address, page=address, title="x", document_kind="BYLAWS", **forged).text
    assert (lying(tmp_path), Proposal.select().count()) == ([], 0)
    monkeypatch.setattr(proposing, "MOST_OPEN", 1)
    file = (BytesIO(PDF), "x.pdf")
    khaled.post(address, page=address, title="x", document_kind="BYLAWS", file=file, **forged)
    assert proposed_values() == [nra.id, "application/pdf"]
    assert "wait for review" in sent(khaled, nra, PDF, "x.pdf")
    assert (lying(tmp_path), Proposal.select().count()) == ([PDF], 1)


def proposed_values() -> list[object]:
    """Whose the proposed document is, and what kind of file it holds."""
    [step] = read_steps(the_proposal().steps)
    return [step.fields["organization"][1], step.carried["media_type"]]


def test_the_address_that_amends_a_licence_or_a_contact_leads_to_its_form(khaled: Reader, nra: Organization) -> None:
    address = f"licence/new/?organization={nra.id}"
    khaled.post(address, page=address, number="7", authority="Office", issued_on="1/3/2026")
    page = khaled.get(f"proposal/details/?id={the_proposal().id}").text
    found = re.search(r'href="([^"]*/licence/new/[^"]*)"', page)
    assert found is not None
    assert khaled.client.get(found[1].replace("&amp;", "&")).status_code == 200


def test_a_partner_is_offered_nothing_on_the_page_of_others(khaled: Reader, register: Register) -> None:
    other = register.organization("ADR")
    assert "organizationdocument/new/" not in khaled.get(f"organization/details/?id={other.id}").text
