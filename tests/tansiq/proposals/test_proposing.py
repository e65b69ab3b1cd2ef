"""Proposing: what may not be published is kept aside, and the register stays as it is."""

from datetime import date
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.intervention_entry import Entry, save
from tansiq.models import (
    Batch,
    HistoryEntry,
    Intervention,
    Need,
    Organization,
    Partnership,
    Proposal,
    ProposalEvent,
    Site,
)
from tansiq.models.data_stamps import stamps
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.proposals import proposing
from tansiq.proposals.proposing import amend, submit, withdraw
from tansiq.proposals.steps import read_steps
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.tansiq.conftest import People


def _renaming(row: Intervention, title: str) -> Any:
    def deed(viewer: Viewer) -> None:
        fresh = Intervention.get_by_id(row.id)
        fresh.title_en = title
        changes.save(viewer, fresh)

    return deed


def _propose(viewer: Viewer, deed: Any) -> Proposal:
    proposal = submit(viewer, deed)
    assert proposal is not None
    return proposal


def test_who_may_publish_is_not_asked_to_propose(register: Register, people: People) -> None:
    row = register.intervention("NRA")
    register.site(row, "YE121121")
    for viewer in (people.salma, people.nadia):
        assert submit(viewer, _renaming(row, f"By {viewer.name}")) is None
        assert Intervention.get_by_id(row.id).title_en == f"By {viewer.name}"
    assert not Proposal.select().exists()


def test_what_has_no_name_of_its_own_is_called_by_its_place(register: Register, people: People) -> None:
    site = register.site(register.intervention("NRA"), "YE121121", reached=1)

    def deed(viewer: Viewer) -> None:
        fresh = Site.get_by_id(site.id)
        fresh.reached = 2
        changes.save(viewer, fresh)

    proposal = _propose(people.khaled, deed)
    assert (proposal.title_ar, proposal.title_en) == ("جعار", "Ja'ar")


def test_a_partners_change_is_kept_aside_and_nothing_is_written(register: Register, people: People) -> None:
    row = register.intervention("NRA")
    register.site(row, "YE121121")
    before = (HistoryEntry.select().count(), {name: n for name, n in stamps().items() if name != "proposal"})
    proposal = _propose(people.khaled, _renaming(row, "Wells"))
    after = (HistoryEntry.select().count(), {name: n for name, n in stamps().items() if name != "proposal"})
    assert (Intervention.get_by_id(row.id).title_en, after) == ("NRA WSH", before)
    [step] = read_steps(proposal.steps)
    assert (step.act, step.table, step.id, step.version) == ("CHANGE", "intervention", row.id, row.version)
    assert step.fields == {"title_en": ["NRA WSH", "Wells"]}
    assert (proposal.state, proposal.title_en, proposal.actor) == ("WAITING", "Wells", "Khaled")
    assert [event.act for event in ProposalEvent.select()] == ["PROPOSED"]


def test_an_intervention_with_its_sites_and_partners_is_one_proposal(register: Register, people: People) -> None:
    proposal = _propose(people.khaled, lambda viewer: save(viewer, _entry(register)))
    assert [(step.act, step.table) for step in read_steps(proposal.steps)] == [
        ("CREATE", "intervention"),
        ("CREATE", "site"),
        ("CREATE", "site"),
    ]
    work, site, _other = read_steps(proposal.steps)
    assert work.id < 0
    assert site.fields["intervention"] == [None, work.id]
    assert work.fields["partnership"][1] == [[register.organization("DON").id, "FUNDING"]]
    assert (Intervention.select().count(), Site.select().count(), Partnership.select().count()) == (0, 0, 0)


def _entry(register: Register) -> Entry:
    work = Intervention(
        organization=register.organization("NRA").id,
        sector=register.sectors["WSH"].id,
        title_ar="آبار",
        starts_on=date(2026, 3, 1),
    )
    sites = [
        Site(area=register.areas[pcode].id, population_group=register.groups["ALL"].id, targeted=100)
        for pcode in ("YE121121", "YE121001")
    ]
    return Entry(work, [{"organization": register.organization("DON").id, "role": "FUNDING"}], sites)


def test_faults_are_told_to_whoever_proposes(register: Register, people: People) -> None:
    entry = _entry(register)
    entry.sites[1].targeted = -1
    with pytest.raises(Refused, match="NEGATIVE"):
        submit(people.khaled, lambda viewer: save(viewer, entry))
    taken = register.organization("TKN", registration_number="7")
    clash = Organization(name_en="Other", registration_number="7")
    with pytest.raises(Refused, match="CONFLICT"):
        submit(people.khaled, lambda viewer: changes.save(viewer, clash))
    assert taken.id
    assert not Proposal.select().exists()


def test_others_rows_are_not_even_proposed_to_be_changed(register: Register, people: People) -> None:
    row = register.intervention("NRA")
    need = register.need("YE1211", "WSH", 5)
    with pytest.raises(Refused, match="FORBIDDEN"):
        submit(people.huda, _renaming(row, "Mine"))
    with pytest.raises(Refused, match="FORBIDDEN"):
        submit(people.khaled, lambda viewer: changes.archive(viewer, Need.get_by_id(need.id)))
    with pytest.raises(Refused, match="FORBIDDEN"):
        submit(NOBODY, _renaming(row, "Nobody's"))


def test_a_row_is_not_given_to_another_organisation(register: Register, people: People) -> None:
    row = register.intervention("NRA")

    def deed(viewer: Viewer) -> None:
        fresh = Intervention.get_by_id(row.id)
        fresh.organization_id = register.organization("ADR").id
        changes.save(viewer, fresh)

    with pytest.raises(Refused, match="FORBIDDEN"):
        submit(people.khaled, deed)


def test_an_officer_proposes_what_lies_elsewhere(register: Register, people: People) -> None:
    need = register.need("YE1927", "WSH", 5)
    proposal = submit(people.nadia, lambda viewer: changes.archive(viewer, Need.get_by_id(need.id)))
    assert proposal is not None
    assert proposal.act == "ARCHIVE"
    assert Need.get_by_id(need.id).archived_at is None


def test_nothing_is_proposed_where_nothing_differs(register: Register, people: People) -> None:
    row = register.intervention("NRA")
    assert submit(people.khaled, _renaming(row, row.title_en)) is None
    assert not Proposal.select().exists()


def test_who_sees_a_proposal(register: Register, people: People) -> None:
    row = register.intervention("NRA")
    register.site(row, "YE121121")
    _propose(people.khaled, _renaming(row, "Wells"))
    seen = {name: visible(Proposal, viewer).count() for name, viewer in vars(people).items()}
    assert seen == {"salma": 1, "nadia": 1, "said": 0, "khaled": 1, "huda": 0}
    assert visible(Proposal, NOBODY).count() == 0


def test_a_proposal_is_amended_and_withdrawn_by_its_proposer_alone(register: Register, people: People) -> None:
    row = register.intervention("NRA")
    register.site(row, "YE121121")
    proposal = _propose(people.khaled, _renaming(row, "Wells"))
    for viewer in (people.huda, people.nadia):
        with pytest.raises(Refused, match="FORBIDDEN"):
            amend(viewer, proposal, _renaming(row, "Other"))
        with pytest.raises(Refused, match="FORBIDDEN"):
            withdraw(viewer, proposal)
    amend(people.khaled, proposal, _renaming(row, "Deep wells"))
    assert read_steps(proposal.steps)[0].fields["title_en"] == ["NRA WSH", "Deep wells"]
    withdraw(people.khaled, Proposal.get_by_id(proposal.id))
    assert Proposal.get_by_id(proposal.id).state == "WITHDRAWN"
    with pytest.raises(Refused, match="NOT_OPEN"):
        withdraw(people.khaled, Proposal.get_by_id(proposal.id))
    assert [event.act for event in ProposalEvent.select().order_by(ProposalEvent.id)] == [
        "PROPOSED",
        "AMENDED",
        "WITHDRAWN",
    ]


def test_a_flood_of_proposals_is_stopped(register: Register, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposing, "MOST_OPEN", 3)
    row = register.intervention("NRA")
    for number in range(3):
        _propose(people.khaled, _renaming(row, f"Wells {number}"))
    with pytest.raises(Refused, match="TOO_MANY_PROPOSALS"):
        submit(people.khaled, _renaming(row, "One more"))
    monkeypatch.setattr(proposing, "MOST_STEPS", 2)
    with pytest.raises(Refused, match="TOO_LARGE"):
        submit(people.khaled, lambda viewer: save(viewer, _entry(register)))
    assert Proposal.select().count() == 3
    assert not Batch.select().exists()


def test_a_new_organisation_is_proposed_by_a_partner(register: Register, people: People) -> None:
    seat = register.areas["YE121121"].id
    row = Organization(name_ar="جمعية السلام", home_area=seat, kind="ASSOCIATION")
    proposal = _propose(people.khaled, lambda viewer: changes.save(viewer, row))
    assert (proposal.act, proposal.record_id) == ("CREATE", None)
    assert visible(Proposal, people.nadia).count() == 1
    assert SALMA.is_admin


def test_a_proposal_amended_to_another_record_is_told_as_of_that_one(register: Register, people: People) -> None:
    one, other = (register.intervention("NRA", title_en=title) for title in ("One", "Other"))
    proposal = _propose(people.khaled, _renaming(one, "Wells"))
    amend(people.khaled, proposal, _renaming(other, "Latrines"))
    stored = Proposal.get_by_id(proposal.id)
    assert (stored.record_id, stored.title_en) == (other.id, "Latrines")
    with pytest.raises(Refused, match="NOTHING_DIFFERS"):
        amend(people.khaled, stored, _renaming(other, "Other"))
    assert Proposal.get_by_id(proposal.id).title_en == "Latrines"
