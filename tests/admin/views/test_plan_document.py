"""Documents of a plan: its officers add them on a tab of their own, and whoever reads the plan reads them."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from tansiq.models import Plan, PlanDocument, Proposal
from tansiq.organizations.document_files import path_of_document
from tansiq.platform import uploads
from tansiq.proposals.reviewing import approve
from tansiq.records import changes
from tests.admin.conftest import Reader, Readers
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.organizations.test_document_files import PDF

TITLE = "Minutes of the council"


@pytest.fixture(autouse=True)
def _files(application: Flask, tmp_path: Path) -> None:
    uploads.use(tmp_path, 1)


def _send(reader: Reader, plan: Plan) -> int:
    values = {"title": TITLE, "file": (BytesIO(PDF), "minutes.pdf")}
    return reader.post(f"plandocument/new/?plan={plan.id}", page="", **values).status_code


def _tab(reader: Reader, plan: Plan) -> str:
    return reader.get(f"plan/documents/?id={plan.id}").text


def _file(reader: Reader) -> tuple[int, bytes]:
    with reader.get(f"plandocument/file/?id={PlanDocument.get().id}") as answer:
        return answer.status_code, answer.data


def test_an_officer_adds_a_document_and_whoever_reads_the_plan_reads_it(
    register: Register, nadia: Reader, reader: Readers
) -> None:
    plan = register.plan()
    assert f"plandocument/new/?plan={plan.id}" in _tab(nadia, plan)
    answer = nadia.post(f"plandocument/new/?plan={plan.id}", page="", title=TITLE, file=(BytesIO(PDF), "minutes.pdf"))
    assert answer.headers["Location"].endswith(f"plan/documents/?id={plan.id}")
    for name in ("nadia", "khaled", "amin", "visitor"):
        page = _tab(reader(name), plan)
        assert TITLE in page
        assert f"plandocument/file/?id={PlanDocument.get().id}" in page
        assert _file(reader(name)) == (200, PDF)
    assert "plandocument/new/" not in _tab(reader("visitor"), plan)


def test_the_documents_of_a_draft_are_for_those_alone_who_read_the_draft(
    register: Register, nadia: Reader, reader: Readers
) -> None:
    plan = register.plan(is_published=False)
    assert _send(nadia, plan) == 302
    assert _file(nadia) == (200, PDF)
    assert _file(reader("amin")) == (200, PDF)
    for name in ("khaled", "visitor"):
        assert reader(name).get(f"plan/documents/?id={plan.id}").status_code == 404
        assert _file(reader(name))[0] == 404


def test_an_archived_document_is_for_those_whose_plan_it_is_and_comes_back(
    register: Register, nadia: Reader, visitor: Reader
) -> None:
    plan = register.plan()
    _send(nadia, plan)
    row = PlanDocument.get()
    nadia.post("plandocument/delete/", f"plandocument/archive/?id={row.id}", id=row.id)
    assert "Archived" in _tab(nadia, plan)
    assert TITLE not in _tab(visitor, plan)
    assert _file(visitor)[0] == 404
    assert path_of_document(row.stored).is_file()
    nadia.post("plandocument/restore/", f"plandocument/details/?id={row.id}", id=row.id)
    assert _file(visitor) == (200, PDF)


def test_whose_plan_it_is_proposes_a_document_and_the_officer_approves_it(
    register: Register, khaled: Reader, nadia: Reader
) -> None:
    plan = register.plan(organization=register.organization("NRA").id)
    assert _send(khaled, plan) == 302
    assert not PlanDocument.select().exists()
    approve(SALMA, Proposal.get())
    assert _file(nadia) == (200, PDF)
    other = register.plan(organization=register.organization("ADR").id)
    assert _send(khaled, other) != 302


def test_documents_are_added_to_an_adopted_and_to_a_closed_plan(register: Register, nadia: Reader) -> None:
    for values in ({"is_frozen": True}, {"phase": "CLOSED"}):
        plan = register.plan()
        Plan.update(values).where(Plan.id == plan.id).execute()
        assert _send(nadia, plan) == 302
    assert PlanDocument.select().count() == 2


def test_an_empty_tab_says_what_belongs_there(register: Register, nadia: Reader, visitor: Reader) -> None:
    plan = register.plan()
    assert "No document yet: the letter that asked for the plan" in _tab(nadia, plan)
    changes.archive(SALMA, plan)
    assert "plandocument/new/" not in _tab(nadia, plan)
    assert visitor.get(f"plan/documents/?id={plan.id}").status_code == 404
