"""Documents that partners propose: the file waits with the proposal, and goes where the decision leads."""

from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from tansiq.faults import Refused
from tansiq.imports import jobs
from tansiq.models import DemandDocument, Document, Licence, OrganizationDocument, PlanDocument, Proposal, ProposalArea
from tansiq.models.record_type import type_of
from tansiq.organizations.document_files import path_of_document
from tansiq.platform import clock
from tansiq.platform.background import Order
from tansiq.policy.viewer import Viewer
from tansiq.proposals import documents, proposing, reviewing
from tansiq.proposals.documents import proposed_document
from tansiq.proposals.proposing import amend, submit, withdraw
from tansiq.proposals.reviewing import approve, give_back, reject
from tansiq.records import changes
from tests.people import AMIN, NOBODY, portal
from tests.register import Register
from tests.tansiq.conftest import People
from tests.tansiq.organizations.test_document_files import PDF, PNG
from tests.tansiq.plans.test_alike_demands import enter

pytestmark = pytest.mark.usefixtures("document_folder")


def bylaws(register: Register, acronym: str = "NRA", title: str = "Bylaws") -> OrganizationDocument:
    own = register.organization(acronym).id
    return OrganizationDocument(organization=own, title=title, document_kind="BYLAWS")


def send(viewer: Viewer, document: OrganizationDocument, amending: Proposal | None = None) -> Proposal:
    proposal = documents.send_document(viewer, document, (BytesIO(PDF), "النظام.pdf"), amending)
    assert proposal is not None
    return proposal


def lying(document_folder: Path) -> list[bytes]:
    """The files that are kept."""
    return [path.read_bytes() for path in sorted(document_folder.glob("*"))]


def anew(proposal: Proposal) -> Proposal:
    found: Proposal = Proposal.get_by_id(proposal.id)
    return found


def test_who_may_enter_a_document_enters_it_at_once(register: Register, people: People, document_folder: Path) -> None:
    for viewer in (people.salma, people.nadia):
        assert documents.send_document(viewer, bylaws(register), (BytesIO(PDF), "النظام.pdf")) is None
    stored = OrganizationDocument.select().order_by(OrganizationDocument.id.desc()).get()
    assert (stored.file_name, stored.media_type, stored.size) == ("النظام.pdf", "application/pdf", len(PDF))
    assert path_of_document(stored.stored).read_bytes() == PDF
    assert not Proposal.select().exists()


def test_a_refused_document_leaves_no_file(register: Register, people: People, document_folder: Path) -> None:
    for viewer, document in (
        (people.salma, bylaws(register, title="")),
        (people.khaled, bylaws(register, title="")),
        (people.huda, bylaws(register)),
        (NOBODY, bylaws(register)),
        (portal(organization_ids=(register.organization("NRA").id,)), bylaws(register)),
    ):
        with pytest.raises(Refused):
            documents.send_document(viewer, document, (BytesIO(PDF), "a.pdf"))
    with pytest.raises(Refused, match="NOT_WHAT_IT_SAYS"):
        documents.send_document(people.khaled, bylaws(register), (BytesIO(PNG), "a.pdf"))
    with pytest.raises(Refused, match="MISSING"):
        documents.send_document(people.khaled, bylaws(register), None)
    assert lying(document_folder) == []
    assert not Proposal.select().exists()


@pytest.mark.parametrize("limit", [(proposing, "MOST_OPEN"), (documents, "MOST_WAITING")])
def test_whoever_sent_too_many_leaves_no_file(
    register: Register,
    people: People,
    document_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    limit: tuple[ModuleType, str],
) -> None:
    monkeypatch.setattr(*limit, 1)
    send(people.khaled, bylaws(register))
    with pytest.raises(Refused, match="TOO_MANY_PROPOSALS"):
        send(people.khaled, bylaws(register))
    assert lying(document_folder) == [PDF]


def test_a_partners_document_waits_with_its_file_and_is_approved(register: Register, people: People) -> None:
    proposal = send(people.khaled, bylaws(register))
    assert not OrganizationDocument.select().exists()
    assert (proposal.title_ar, proposal.title_en) == ("Bylaws", "Bylaws")
    made = approve(people.nadia, proposal)
    stored = OrganizationDocument.get()
    assert (made, stored.title, stored.file_name) == (stored, "Bylaws", "النظام.pdf")
    assert (stored.media_type, stored.size) == ("application/pdf", len(PDF))
    assert path_of_document(stored.stored).read_bytes() == PDF
    assert proposed_document(people.khaled, anew(proposal)) is None


def test_a_proposal_of_a_paper_is_looked_at_where_the_organisation_has_its_seat(
    register: Register, people: People
) -> None:
    seat = register.areas["YE121121"].id
    own = register.organization("NRA").id
    licence = Licence(organization=own, number="7", authority="Office", issued_on=clock.today())
    send(people.khaled, bylaws(register))
    submit(people.khaled, lambda acting: changes.save(acting, licence))
    assert [place.area_id for place in ProposalArea.select()] == [seat, seat]


def test_the_file_is_for_those_who_proposed_and_those_who_decide(register: Register, people: People) -> None:
    proposal = send(people.khaled, bylaws(register))
    having = {name for name, viewer in vars(people).items() if proposed_document(viewer, proposal)}
    assert having == {"salma", "nadia", "khaled"}
    assert proposed_document(AMIN, proposal) is None


def test_the_file_of_what_is_rejected_or_withdrawn_is_removed(
    register: Register, people: People, document_folder: Path
) -> None:
    first, second = (send(people.khaled, bylaws(register)) for _ in range(2))
    reject(people.nadia, first, "Not signed")
    assert lying(document_folder) == [PDF]
    withdraw(people.khaled, second)
    assert lying(document_folder) == []
    assert [proposed_document(people.salma, anew(one)) for one in (first, second)] == [None, None]


def test_what_was_decided_meanwhile_keeps_its_file(register: Register, people: People, document_folder: Path) -> None:
    proposal = send(people.khaled, bylaws(register))
    seen = anew(proposal)
    approve(people.nadia, proposal)
    with pytest.raises(Refused, match="NOT_OPEN"):
        withdraw(people.khaled, seen)
    with pytest.raises(Refused, match="NOT_OPEN"):
        reject(people.salma, seen, "Too late")
    with pytest.raises(Refused, match="NOT_OPEN"):
        send(people.khaled, bylaws(register), seen)
    assert lying(document_folder) == [PDF]
    assert path_of_document(OrganizationDocument.get().stored).is_file()


def test_another_file_replaces_the_former(register: Register, people: People, document_folder: Path) -> None:
    proposal = send(people.khaled, bylaws(register))
    give_back(people.nadia, proposal, "A picture, please")
    documents.send_document(people.khaled, bylaws(register), (BytesIO(PNG), "النظام.png"), proposal)
    assert lying(document_folder) == [PNG]
    approve(people.nadia, anew(proposal))
    assert (OrganizationDocument.get().file_name, OrganizationDocument.get().media_type) == ("النظام.png", "image/png")


def test_the_former_file_stays_where_no_other_is_sent(
    register: Register, people: People, document_folder: Path
) -> None:
    proposal = send(people.khaled, bylaws(register))
    documents.send_document(people.khaled, bylaws(register, title="New bylaws"), None, proposal)
    assert lying(document_folder) == [PDF]
    approve(people.nadia, anew(proposal))
    assert (OrganizationDocument.get().title, OrganizationDocument.get().file_name) == ("New bylaws", "النظام.pdf")


def test_a_refused_amendment_leaves_the_former_file_alone(
    register: Register, people: People, document_folder: Path
) -> None:
    proposal = send(people.khaled, bylaws(register))
    for sent in (None, (BytesIO(PNG), "a.png"), (BytesIO(PDF), "a.png")):
        with pytest.raises(Refused):
            documents.send_document(people.khaled, bylaws(register, title=""), sent, proposal)
    assert lying(document_folder) == [PDF]


def test_a_proposal_that_becomes_about_something_else_holds_no_file(
    register: Register, people: People, document_folder: Path
) -> None:
    proposal = send(people.khaled, bylaws(register))
    row = register.organization("NRA")
    row.name_en = "New Relief"
    amend(people.khaled, proposal, lambda acting: changes.save(acting, row))
    assert lying(document_folder) == []
    assert proposed_document(people.khaled, proposal) is None


def test_a_document_whose_file_is_lost_is_not_approved(
    register: Register, people: People, document_folder: Path
) -> None:
    proposal = send(people.khaled, bylaws(register))
    for path in document_folder.iterdir():
        path.unlink()
    with pytest.raises(Refused, match="FILE_GONE"):
        approve(people.nadia, proposal)
    assert (anew(proposal).state, OrganizationDocument.select().count()) == ("WAITING", 0)


def test_title_and_archiving_are_proposed_and_the_file_stays(register: Register, people: People) -> None:
    documents.send_document(people.salma, bylaws(register), (BytesIO(PDF), "النظام.pdf"))
    row = OrganizationDocument.get()
    row.title = "Old bylaws"
    renaming = submit(people.khaled, lambda acting: changes.save(acting, row))
    assert renaming is not None
    withdraw(people.khaled, renaming)
    archiving = submit(people.khaled, lambda acting: changes.archive(acting, OrganizationDocument.get()))
    assert archiving is not None
    assert path_of_document(row.stored).read_bytes() == PDF
    approve(people.nadia, archiving)
    assert OrganizationDocument.get().archived_at is not None
    assert path_of_document(row.stored).read_bytes() == PDF


@pytest.mark.parametrize("decided", ["rejected", "withdrawn"])
def test_the_worker_removes_the_file_where_whoever_decided_was_killed_before(
    register: Register, people: People, document_folder: Path, monkeypatch: pytest.MonkeyPatch, decided: str
) -> None:
    wanted, unwanted = send(people.khaled, bylaws(register)), send(people.khaled, bylaws(register, title="Minutes"))
    with monkeypatch.context() as killed:
        for module in (reviewing, proposing):
            killed.setattr(module, "remove_files", lambda _names: None)
        if decided == "rejected":
            reject(people.nadia, unwanted, "It is not signed.")
        else:
            withdraw(people.khaled, unwanted)
    assert len(lying(document_folder)) == 2
    jobs.ALL["sweep"](Order("sweep"), lambda _stage, _count: None)
    assert lying(document_folder) == [PDF]
    approve(people.nadia, wanted)
    Proposal.update(state="REJECTED").where(Proposal.id == wanted.id).execute()
    jobs.ALL["sweep"](Order("sweep"), lambda _stage, _count: None)
    assert lying(document_folder) == [PDF], "a document has it"


@pytest.mark.parametrize("kind", [DemandDocument, PlanDocument])
def test_the_worker_removes_the_file_of_a_document_of_any_kind(
    register: Register, people: People, document_folder: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Document]
) -> None:
    there = register.plan("YE1927") if kind is PlanDocument else enter(register, "A well", "YE1927")
    letter = kind(**{type_of(kind).parent: there.id}, title="Letter of the council")
    sent = documents.send_document(people.nadia, letter, (BytesIO(PDF), "letter.pdf"))
    assert sent is not None
    with monkeypatch.context() as killed:
        killed.setattr(proposing, "remove_files", lambda _names: None)
        withdraw(people.nadia, sent)
    assert lying(document_folder) == [PDF]
    jobs.ALL["sweep"](Order("sweep"), lambda _stage, _count: None)
    assert lying(document_folder) == []
