"""Demands that are entered or proposed together with the files that stand behind them."""

from datetime import date
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from tansiq.faults import Refused
from tansiq.imports import jobs
from tansiq.language.words import speaking
from tansiq.models import Demand, DemandDocument, Proposal, ProposalArea
from tansiq.organizations.document_files import path_of_document
from tansiq.platform.background import Order
from tansiq.policy.viewer import Viewer
from tansiq.proposals import documents, proposing
from tansiq.proposals.demand_evidence import faults_of_files, send_demand
from tansiq.proposals.documents import Sent, proposed_documents
from tansiq.proposals.proposing import submit, withdraw
from tansiq.proposals.reviewing import approve, reject
from tansiq.records import changes
from tests.people import AMIN, NOBODY, portal
from tests.register import Register
from tests.tansiq.conftest import People
from tests.tansiq.organizations.test_document_files import PDF, PNG
from tests.tansiq.plans.test_alike_demands import enter

pytestmark = pytest.mark.usefixtures("document_folder")


def well(register: Register, pcode: str = "YE121121", **values: object) -> Demand:
    place, sector = register.areas[pcode].id, register.sectors["WSH"].id
    facts = {"raised_by": "CITIZEN", "raised_on": date(2026, 2, 1), "title_en": "A well"}
    return Demand(area=place, sector=sector, **(facts | values))


def letter(name: str = "رسالة المجلس.pdf", content: bytes = PDF) -> Sent:
    return BytesIO(content), name


def propose(register: Register, viewer: Viewer, *files: Sent, pcode: str = "YE121121") -> Proposal:
    proposal = send_demand(viewer, well(register, pcode), files)
    assert proposal is not None
    return proposal


def lying(document_folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(document_folder.glob("*"))]


def anew(proposal: Proposal) -> Proposal:
    found: Proposal = Proposal.get_by_id(proposal.id)
    return found


def names(viewer: Viewer, proposal: Proposal) -> list[str]:
    return [one.file_name for one in proposed_documents(viewer, anew(proposal))]


def test_an_officer_enters_a_demand_with_its_files_at_once(register: Register, people: People) -> None:
    assert send_demand(people.nadia, well(register), [letter(), letter("Place.png", PNG)]) is None
    demand = Demand.get()
    found = [(one.demand_id, one.title, one.media_type) for one in DemandDocument.select().order_by(DemandDocument.id)]
    assert found == [(demand.id, "رسالة المجلس", "application/pdf"), (demand.id, "Place", "image/png")]
    assert not Proposal.select().exists()


@pytest.mark.parametrize("pcode", ["YE121121", "YE1927"])
def test_a_partners_files_wait_with_the_demand_and_are_entered_with_it(
    register: Register, people: People, document_folder: Path, pcode: str
) -> None:
    proposal = propose(register, people.khaled, letter(), letter("Place.png", PNG), pcode=pcode)
    assert (Demand.select().count(), DemandDocument.select().count(), len(lying(document_folder))) == (0, 0, 2)
    assert (proposal.record_type, proposal.title_en) == ("demand", "A well")
    assert [place.area_id for place in ProposalArea.select()] == [register.areas[pcode].id]
    decides = people.nadia if pcode == "YE121121" else people.said
    approve(decides, proposal)
    demand = Demand.get()
    stored = list(DemandDocument.select().order_by(DemandDocument.id))
    assert [(one.demand_id, one.file_name) for one in stored] == [
        (demand.id, "رسالة المجلس.pdf"), (demand.id, "Place.png")]  # fmt: skip
    assert [path_of_document(one.stored).read_bytes() for one in stored] == [PDF, PNG]
    assert names(decides, proposal) == []


def test_the_files_are_for_whoever_sent_them_and_those_who_decide(register: Register, people: People) -> None:
    proposal = propose(register, people.khaled, letter())
    viewers = {**vars(people), "amin": AMIN, "nobody": NOBODY, "portal": portal(register.areas["YE12"].id)}
    having = {name for name, viewer in viewers.items() if proposed_documents(viewer, proposal)}
    assert having == {"salma", "nadia", "khaled"}


def test_the_files_of_what_is_rejected_or_withdrawn_are_removed(
    register: Register, people: People, document_folder: Path
) -> None:
    first, second = (propose(register, people.khaled, letter(), letter("Place.png", PNG)) for _ in range(2))
    reject(people.nadia, first, "It is in the plan already")
    assert len(lying(document_folder)) == 2
    withdraw(people.khaled, second)
    assert lying(document_folder) == []


def test_the_worker_removes_files_that_were_left_behind(
    register: Register, people: People, document_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = propose(register, people.khaled, letter())
    with monkeypatch.context() as killed:
        killed.setattr(proposing, "remove_files", lambda _names: None)
        withdraw(people.khaled, proposal)
    assert lying(document_folder) == [PDF]
    jobs.ALL["sweep"](Order("sweep"), lambda _stage, _count: None)
    assert lying(document_folder) == []


def test_whoever_amends_keeps_leaves_out_and_adds_files(
    register: Register, people: People, document_folder: Path
) -> None:
    proposal = propose(register, people.khaled, letter("a.pdf"), letter("b.png", PNG))
    send_demand(people.khaled, well(register, title_en="A deep well"), [], anew(proposal))
    assert (anew(proposal).title_en, names(people.nadia, proposal)) == ("A deep well", ["a.pdf", "b.png"])
    [_kept, picture] = proposed_documents(people.khaled, anew(proposal))
    send_demand(people.khaled, well(register), [letter("c.pdf")], anew(proposal), [picture.sha256])
    assert names(people.nadia, proposal) == ["a.pdf", "c.pdf"]
    assert lying(document_folder) == [PDF, PDF]
    approve(people.nadia, anew(proposal))
    assert {one.file_name for one in DemandDocument} == {"a.pdf", "c.pdf"}


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([letter("a.pdf", PNG)], "NOT_WHAT_IT_SAYS"),
        ([letter("a.exe")], "KIND_NOT_TAKEN"),
        ([letter("a.pdf", b"")], "EMPTY"),
        ([letter(), letter("b.pdf", PNG)], "NOT_WHAT_IT_SAYS"),
        ([letter()] * 6, "TOO_MANY"),
    ],
)
def test_wrong_files_are_told_with_the_demands_own_faults_and_none_is_kept(
    register: Register, people: People, document_folder: Path, files: list[Sent], code: str
) -> None:
    for viewer in (people.nadia, people.khaled):
        again = [(BytesIO(stream.getvalue()), name) for stream, name in files if isinstance(stream, BytesIO)]
        with pytest.raises(Refused) as refused:
            send_demand(viewer, well(register, title_en=""), again)
        told = {(fault.field, fault.code) for fault in refused.value.faults}
        assert told == {("title_ar", "NAME_MISSING"), ("evidence", code)}
    assert lying(document_folder) == []
    assert not Proposal.select().exists()


def test_what_is_wrong_with_a_file_is_told_by_its_name(document_folder: Path) -> None:
    with speaking("en"):
        [fault] = faults_of_files([letter(), letter("Minutes.pdf", PNG)])
        assert "Minutes.pdf" in str(fault)
        assert "is not what its name says" in str(fault)
    assert lying(document_folder) == []


def test_a_refused_demand_leaves_no_file(register: Register, people: People, document_folder: Path) -> None:
    for viewer in (people.nadia, people.khaled, NOBODY):
        with pytest.raises(Refused):
            send_demand(viewer, well(register, title_en=""), [letter()])
    assert lying(document_folder) == []


@pytest.mark.parametrize("limit", [(documents, "MOST_WAITING"), (proposing, "MOST_OPEN")])
def test_whoever_sent_too_many_leaves_no_file(
    register: Register,
    people: People,
    document_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    limit: tuple[ModuleType, str],
) -> None:
    monkeypatch.setattr(*limit, 1)
    propose(register, people.khaled, letter())
    with pytest.raises(Refused, match="TOO_MANY_PROPOSALS"):
        propose(register, people.khaled, letter())
    assert lying(document_folder) == [PDF]


def test_files_that_wait_with_demands_count_as_documents_that_wait(
    register: Register, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MOST_WAITING", 3)
    propose(register, people.khaled, letter(), letter("b.png", PNG))
    with pytest.raises(Refused, match="TOO_MANY_PROPOSALS"):
        propose(register, people.khaled, letter(), letter("b.png", PNG))
    assert propose(register, people.khaled, letter())


def test_nobody_but_its_officers_adds_to_a_demand_that_stands(register: Register, people: People) -> None:
    stored = enter(register, "A well")
    facts = {"title": "Letter", "file_name": "a.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0",
             "stored": "0"}  # fmt: skip
    document = DemandDocument(demand=stored.id, **facts)
    with pytest.raises(Refused, match="FORBIDDEN"):
        submit(people.khaled, lambda acting: changes.save(acting, document))
