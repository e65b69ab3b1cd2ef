"""What stands behind a demand is sent and given out as papers are, to those alone who decide on the demand."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from tansiq.models import Demand, DemandDocument, Proposal
from tansiq.platform import uploads
from tests.admin.conftest import Reader, Readers
from tests.register import Register
from tests.tansiq.organizations.test_document_files import PDF, PNG
from tests.tansiq.plans.test_alike_demands import enter


@pytest.fixture(autouse=True)
def _files(application: Flask, tmp_path: Path) -> None:
    uploads.use(tmp_path, 1)


def _send(reader: Reader, demand_id: int) -> int:
    address = f"demanddocument/new/?demand={demand_id}"
    values = {"title": "Letter of the council", "file": (BytesIO(PDF), "letter.pdf")}
    return reader.post(address, page="", **values).status_code


def test_officers_of_the_area_send_and_read_it_and_nobody_else_hears_of_it(
    register: Register, nadia: Reader, reader: Readers
) -> None:
    here, there = enter(register, "A well"), enter(register, "A well", "YE1927")
    assert f"demanddocument/new/?demand={here.id}" in nadia.get(f"demand/details/?id={here.id}").text
    assert _send(nadia, here.id) == 302
    row = DemandDocument.get()
    with nadia.get(f"demanddocument/file/?id={row.id}") as answer:
        assert answer.data == PDF
    assert "Letter of the council" in nadia.get(f"demand/details/?id={here.id}").text
    for name in ("khaled", "amin", "visitor"):
        assert reader(name).get(f"demanddocument/file/?id={row.id}").status_code == 404
        assert "Letter of the council" not in reader(name).get(f"demand/details/?id={here.id}").text
        assert "Letter of the council" not in reader(name).get("history/").text
    assert _send(nadia, there.id) == 302
    assert DemandDocument.select().count() == 1
    assert Proposal.select().count() == 1
    assert _send(reader("khaled"), here.id) != 302


def _form(register: Register, *files: tuple[BytesIO, str], **more: object) -> dict[str, object]:
    facts = {"title_en": "A well", "raised_by": "CITIZEN", "raised_on": "2026-02-01", "is_published": "y"}
    place = {"area": register.areas["YE121121"].id, "sector": register.sectors["WSH"].id}
    return {**facts, **place, "evidence": list(files), **more}


def _letter() -> tuple[BytesIO, str]:
    return BytesIO(PDF), "letter.pdf"


def _place() -> tuple[BytesIO, str]:
    return BytesIO(PNG), "place.png"


def test_whoever_proposes_a_demand_sends_files_with_it_and_those_who_decide_read_them(
    register: Register, khaled: Reader, nadia: Reader, reader: Readers
) -> None:
    assert 'name="evidence"' in khaled.get("demand/new/").text
    answer = khaled.post("demand/new/", "demand/new/", **_form(register, _letter(), _place()))
    page = f"proposal/details/?id={Proposal.get().id}"
    assert answer.location.endswith(page)
    for who in (nadia, khaled):
        assert [name in who.get(page).text for name in ("letter.pdf", "place.png")] == [True, True]
        for number, content in enumerate((PDF, PNG)):
            with who.get(f"proposal/file/?id={Proposal.get().id}&number={number}") as file:
                assert file.data == content
    assert nadia.get(f"proposal/file/?id={Proposal.get().id}&number=2").status_code == 404
    for name in ("amin", "visitor"):
        assert "letter.pdf" not in reader(name).get(page).text
        assert reader(name).get(f"proposal/file/?id={Proposal.get().id}").status_code == 404
    nadia.post("proposal/decide/", id=Proposal.get().id, version=Proposal.get().version, deed="approve")
    [demand] = Demand
    assert {row.demand_id for row in DemandDocument} == {demand.id}
    assert "letter.pdf" in nadia.get(f"demand/details/?id={demand.id}").text


def test_whoever_amends_it_leaves_files_out_and_adds_others(register: Register, khaled: Reader, nadia: Reader) -> None:
    khaled.post("demand/new/", "demand/new/", **_form(register, _letter(), _place()))
    address = f"demand/new/?proposal={Proposal.get().id}"
    form = khaled.get(address).text
    left_out = re.findall(r'name="left_out" value="([^"]+)"[^>]*> <label[^>]*>Leave out: <bdi>place.png', form)
    assert len(left_out) == 1
    khaled.post(address, address, **_form(register, (BytesIO(PDF), "minutes.pdf"), left_out=left_out))
    page = nadia.get(f"proposal/details/?id={Proposal.get().id}").text
    assert [name in page for name in ("letter.pdf", "place.png", "minutes.pdf")] == [True, False, True]


def test_a_wrong_file_is_told_with_all_else_that_is_wrong_and_nothing_is_lost_silently(
    register: Register, khaled: Reader, nadia: Reader, tmp_path: Path
) -> None:
    wrong = {"title_en": "A well", "raised_on": "no day"}
    for reader in (khaled, nadia):
        for more in (wrong, {}):
            form = _form(register, _letter(), (BytesIO(PNG), "minutes.pdf"), **more)
            page = reader.post("demand/new/", "demand/new/", **form).text
            assert "minutes.pdf: The file is not what its name says" in page
            assert "Choose your files once more" in page
    assert not list((tmp_path / "documents").glob("*"))
    assert (Demand.select().count(), Proposal.select().count()) == (0, 0)


def test_a_form_that_is_sent_twice_keeps_its_files_once(register: Register, khaled: Reader, tmp_path: Path) -> None:
    found = re.search(r'name="form_key" value="([^"]+)"', khaled.get("demand/new/").text)
    assert found is not None
    for _ in range(2):
        khaled.post("demand/new/", "demand/new/", **_form(register, _letter(), form_key=found[1]))
    assert Proposal.select().count() == 1
    assert len(list((tmp_path / "documents").glob("*"))) == 1


def test_a_demand_that_stands_takes_documents_on_its_page_alone(register: Register, nadia: Reader) -> None:
    row = enter(register, "A well")
    assert 'name="evidence"' not in nadia.get(f"demand/edit/?id={row.id}").text
