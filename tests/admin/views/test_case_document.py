"""Documents of a case: whoever takes part adds them on its page, and whoever reads the case reads them."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from tansiq.models import CaseDocument, OverlapCase
from tansiq.models.case_document import MOST_IN_CASE
from tansiq.platform import uploads
from tests.admin.conftest import Reader, Readers
from tests.register import Register
from tests.tansiq.cases.entered_cases import enter_case, work
from tests.tansiq.organizations.test_document_files import PDF

TITLE = "Who serves which lane"


@pytest.fixture(autouse=True)
def _files(application: Flask, tmp_path: Path) -> None:
    uploads.use(tmp_path, 1)


@pytest.fixture
def case(register: Register) -> OverlapCase:
    """Water by NRA and another one in Ja'ar."""
    return enter_case(register, work(register, "NRA"), work(register, "BKC"))


def _send(reader: Reader, case: OverlapCase, **values: str) -> int:
    file = (BytesIO(PDF), "lanes.pdf")
    return reader.post(f"casedocument/new/?case={case.id}", page="", title=TITLE, file=file, **values).status_code


def test_a_party_adds_a_document_and_all_who_read_the_case_have_it(
    register: Register, case: OverlapCase, khaled: Reader, reader: Readers
) -> None:
    assert f"casedocument/new/?case={case.id}" in khaled.get(f"cases/case/?id={case.id}").text
    answer = khaled.post(
        f"casedocument/new/?case={case.id}", page="", title=TITLE, organization=str(register.organization("NRA").id),
        file=(BytesIO(PDF), "lanes.pdf"),
    )  # fmt: skip
    assert answer.headers["Location"].endswith(f"cases/case/?id={case.id}#documents")
    row = CaseDocument.get()
    assert (row.title, row.organization_id) == (TITLE, register.organization("NRA").id)
    for name in ("nadia", "khaled", "amin"):
        assert TITLE in reader(name).get(f"cases/case/?id={case.id}").text
        with reader(name).get(f"casedocument/file/?id={row.id}") as file:
            assert (file.status_code, file.data) == (200, PDF)


def test_whoever_does_not_read_the_case_neither_adds_nor_reads_its_documents(
    case: OverlapCase, nadia: Reader, huda: Reader
) -> None:
    assert _send(nadia, case) == 302
    assert _send(huda, case) == 404
    assert huda.get(f"casedocument/file/?id={CaseDocument.get().id}").status_code == 404
    assert CaseDocument.select().count() == 1


def test_nobody_adds_a_document_for_another_organisation(register: Register, case: OverlapCase, khaled: Reader) -> None:
    assert _send(khaled, case, organization=str(register.organization("BKC").id)) != 302
    assert not CaseDocument.select().exists()


def test_an_officer_of_elsewhere_is_not_offered_to_add_one_and_refused(
    register: Register, case: OverlapCase, nadia: Reader, khaled: Reader
) -> None:
    far = enter_case(register, work(register, "NRA", "YE1927"), work(register, "BKC", "YE1927"), pcode="YE1927")
    assert f"casedocument/new/?case={far.id}" not in nadia.get(f"cases/case/?id={far.id}").text
    assert _send(nadia, far) == 200
    assert not CaseDocument.select().exists()
    # Who speaks for one party alone need not say for which.
    assert _send(nadia, case) == _send(khaled, far) == 302
    added = [row.organization_id for row in CaseDocument.select().order_by(CaseDocument.id)]
    assert added == [None, register.organization("NRA").id]


def test_a_case_that_became_part_of_another_takes_none(case: OverlapCase, nadia: Reader) -> None:
    OverlapCase.update(end_kind="JOINED").execute()
    assert "casedocument/new/" not in nadia.get(f"cases/case/?id={case.id}").text
    assert _send(nadia, case) == 200
    assert not CaseDocument.select().exists()


def test_a_case_that_is_full_takes_no_more(case: OverlapCase, nadia: Reader) -> None:
    facts = {"title": "One more", "file_name": "a.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0"}
    CaseDocument.insert_many([{**facts, "case": case.id, "stored": f"n{n}"} for n in range(MOST_IN_CASE)]).execute()
    assert _send(nadia, case) == 200
    assert CaseDocument.select().count() == MOST_IN_CASE
