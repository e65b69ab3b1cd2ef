"""What stands behind a demand is sent and given out as papers are, to those alone who decide on the demand."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from tansiq.models import DemandDocument, Proposal
from tansiq.platform import uploads
from tests.admin.conftest import Reader, Readers
from tests.register import Register
from tests.tansiq.organizations.test_document_files import PDF
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
