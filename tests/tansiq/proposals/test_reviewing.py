"""Reviewing: approved proposals are carried out whole, clashes are decided field by field, nothing is overwritten."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.intervention_entry import Entry, save
from tansiq.models import Batch, HistoryEntry, Intervention, Organization, Partnership, Proposal, ProposalEvent, Site
from tansiq.policy.viewer import Viewer
from tansiq.proposals.proposing import amend, submit, withdraw
from tansiq.proposals.reviewing import (
    approve,
    approve_all,
    clashes,
    give_back,
    own_proposals,
    reject,
    waiting_proposals,
)
from tansiq.records import changes
from tansiq.records.undoing import undo
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.conftest import People


@pytest.fixture
def work(register: Register, people: People) -> Intervention:
    """Water by NRA in Ja'ar."""
    row = register.intervention("NRA", title_ar="مياه")
    register.site(row, "YE121121", targeted=100)
    return row


def _change(work: Intervention, **values: Any) -> Any:
    def deed(viewer: Viewer) -> None:
        fresh = Intervention.get_by_id(work.id)
        for name, value in values.items():
            setattr(fresh, name, value)
        changes.save(viewer, fresh)

    return deed


def _proposed(viewer: Viewer, deed: Any) -> Proposal:
    proposal = submit(viewer, deed)
    assert proposal is not None
    return Proposal.get_by_id(proposal.id)


def _stored(work: Intervention) -> Intervention:
    return Intervention.get_by_id(work.id)


def test_an_approved_change_is_the_officers_and_can_be_taken_back(work: Intervention, people: People) -> None:
    proposal = _proposed(people.khaled, _change(work, title_en="Wells", budget=Decimal("12.50"), currency="USD"))
    row = approve(people.nadia, proposal)
    assert row == work
    assert (_stored(work).title_en, _stored(work).budget) == ("Wells", Decimal("12.50"))
    entry = HistoryEntry.select().order_by(HistoryEntry.id.desc()).get()
    assert (entry.account_id, entry.act) == (people.nadia.account_id, "CHANGE")
    assert Proposal.get_by_id(proposal.id).state == "APPROVED"
    undo(people.nadia, Batch.get())
    assert (_stored(work).title_en, _stored(work).budget) == ("NRA WSH", None)


def test_a_new_intervention_comes_with_its_sites_and_partners(register: Register, people: People) -> None:
    donor = register.organization("DON").id
    entry = Entry(
        Intervention(
            organization=register.organization("NRA").id,
            sector=register.sectors["WSH"].id,
            title_ar="آبار",
            starts_on=date(2026, 3, 1),
        ),
        [{"organization": donor, "role": "FUNDING"}],
        [
            Site(area=register.areas[pcode].id, population_group=register.groups["ALL"].id, targeted=100)
            for pcode in ("YE121121", "YE121001")
        ],
    )
    proposal = _proposed(people.khaled, lambda viewer: save(viewer, entry))
    register.intervention("ADR")
    row = approve(people.nadia, proposal)
    assert isinstance(row, Intervention)
    assert row.title_ar == "آبار"
    assert [site.area.pcode for site in Site.select().order_by(Site.number)] == ["YE121121", "YE121001"]
    assert [(part.organization_id, part.role) for part in Partnership.select()] == [(donor, "FUNDING")]
    assert Proposal.get_by_id(proposal.id).record_id == row.id


def test_the_same_proposal_is_not_approved_twice(work: Intervention, people: People) -> None:
    proposal = _proposed(people.khaled, _change(work, title_en="Wells"))
    approve(people.nadia, Proposal.get_by_id(proposal.id))
    version = _stored(work).version
    for viewer, again in ((people.nadia, proposal), (SALMA, Proposal.get_by_id(proposal.id))):
        with pytest.raises(Refused, match="NOT_OPEN"):
            approve(viewer, again)
    assert _stored(work).version == version


def test_what_was_amended_after_it_was_read_is_not_approved(work: Intervention, people: People) -> None:
    proposal = _proposed(people.khaled, _change(work, title_en="Wells"))
    seen = Proposal.get_by_id(proposal.id)
    amend(people.khaled, proposal, _change(work, title_en="Something else"))
    with pytest.raises(Refused, match="CHANGED_MEANWHILE"):
        approve(people.nadia, seen)
    assert _stored(work).title_en == "NRA WSH"


def test_a_change_meanwhile_to_another_field_does_not_matter(work: Intervention, people: People) -> None:
    proposal = _proposed(people.khaled, _change(work, title_en="Wells"))
    _change(work, status="COMPLETED")(people.nadia)
    approve(people.nadia, proposal)
    assert (_stored(work).title_en, _stored(work).status) == ("Wells", "COMPLETED")


def test_a_clash_is_told_by_field_and_decided_by_the_officer(work: Intervention, people: People) -> None:
    proposal = _proposed(people.khaled, _change(work, title_en="Wells", status="COMPLETED"))
    _change(work, title_en="Boreholes", status="SUSPENDED")(people.nadia)
    found = {clash.field: (clash.was, clash.now, clash.proposed) for clash in clashes(proposal)}
    assert found == {
        "title_en": ("NRA WSH", "Boreholes", "Wells"),
        "status": ("ONGOING", "SUSPENDED", "COMPLETED"),
    }
    with pytest.raises(Refused, match="CLASH") as refusal:
        approve(people.nadia, proposal)
    places = {fault.field for fault in refusal.value.faults}
    assert places == {f"intervention.{work.id}.title_en", f"intervention.{work.id}.status"}
    assert _stored(work).title_en == "Boreholes"
    choices = {f"intervention.{work.id}.title_en": "PROPOSED", f"intervention.{work.id}.status": "CURRENT"}
    approve(people.nadia, proposal, choices)
    assert (_stored(work).title_en, _stored(work).status) == ("Wells", "SUSPENDED")


def test_the_same_change_made_by_somebody_else_is_no_clash(work: Intervention, people: People) -> None:
    proposal = _proposed(people.khaled, _change(work, title_en="Wells"))
    _change(work, title_en="Wells")(people.nadia)
    assert clashes(proposal) == []
    approve(people.nadia, proposal)
    assert _stored(work).title_en == "Wells"


def test_parts_clash_as_a_whole(register: Register, work: Intervention, people: People) -> None:
    one, other = (register.organization(name).id for name in ("ONE", "TWO"))

    def partners(row_id: int) -> Any:
        parts = [{"organization": row_id, "role": "FUNDING"}]
        return lambda viewer: changes.replace_parts(viewer, Intervention.get_by_id(work.id), Partnership, parts)

    proposal = _proposed(people.khaled, partners(one))
    partners(other)(people.nadia)
    [clash] = clashes(proposal)
    assert (clash.was, clash.now, clash.proposed) == ([], [[other, "FUNDING"]], [[one, "FUNDING"]])
    approve(people.nadia, proposal, {clash.place: "PROPOSED"})
    assert [part.organization_id for part in Partnership.select()] == [one]


def test_an_archived_row_is_not_changed_behind_anybodys_back(work: Intervention, people: People) -> None:
    proposal = _proposed(people.khaled, _change(work, title_en="Wells"))
    changes.archive(people.nadia, _stored(work))
    with pytest.raises(Refused, match="GONE"):
        approve(people.nadia, proposal)
    assert Proposal.get_by_id(proposal.id).state == "WAITING"


def test_archiving_is_proposed_and_approved(work: Intervention, people: People) -> None:
    proposal = _proposed(people.khaled, lambda viewer: changes.archive(viewer, _stored(work)))
    approve(people.nadia, proposal)
    assert _stored(work).archived_at is not None


def test_an_officer_approves_only_what_lies_in_their_areas(register: Register, people: People) -> None:
    row = register.intervention("NRA")
    for pcode in ("YE121121", "YE1927"):
        register.site(row, pcode)
    proposal = _proposed(people.khaled, _change(row, title_en="Wells"))
    for viewer in (people.nadia, people.said):
        assert waiting_proposals(viewer).count() == 1
        with pytest.raises(Refused, match="FORBIDDEN"):
            approve(viewer, proposal)
    approve(people.salma, proposal)
    assert Intervention.get_by_id(row.id).title_en == "Wells"


def test_nobody_approves_their_own(register: Register, people: People) -> None:
    need = register.need("YE1927", "WSH", 5)
    proposal = _proposed(people.nadia, lambda viewer: changes.archive(viewer, type(need).get_by_id(need.id)))
    assert waiting_proposals(people.nadia).count() == 0
    with pytest.raises(Refused, match="FORBIDDEN"):
        approve(people.nadia, proposal)
    approve(people.said, proposal)


def test_partners_decide_nothing(work: Intervention, people: People) -> None:
    proposal = _proposed(people.khaled, _change(work, title_en="Wells"))
    for viewer in (people.khaled, people.huda, people.said):
        for decide in (approve, lambda v, p: give_back(v, p, "no"), lambda v, p: reject(v, p, "no")):
            with pytest.raises(Refused, match="FORBIDDEN"):
                decide(viewer, proposal)
    assert Proposal.get_by_id(proposal.id).state == "WAITING"


def test_a_returned_proposal_is_amended_and_waits_again(work: Intervention, people: People) -> None:
    proposal = _proposed(people.khaled, _change(work, title_en="Wells"))
    with pytest.raises(Refused, match="COMMENT_MISSING"):
        give_back(people.nadia, proposal, "  ")
    give_back(people.nadia, proposal, "Which wells?")
    assert (waiting_proposals(people.nadia).count(), proposal.state) == (0, "RETURNED")
    amend(people.khaled, proposal, _change(work, title_en="Wells of Ja'ar"))
    approve(people.nadia, Proposal.get_by_id(proposal.id))
    assert _stored(work).title_en == "Wells of Ja'ar"
    events = [(event.act, event.comment) for event in ProposalEvent.select()]
    assert ("RETURNED", "Which wells?") in events


def test_a_rejected_or_withdrawn_proposal_is_over(work: Intervention, people: People) -> None:
    one, other = (_proposed(people.khaled, _change(work, title_en=title)) for title in ("One", "Two"))
    reject(people.nadia, one, "No.")
    withdraw(people.khaled, other)
    for proposal in (one, other):
        with pytest.raises(Refused, match="NOT_OPEN"):
            approve(people.nadia, proposal)
    assert [row.state for row in own_proposals(people.khaled)] == ["WITHDRAWN", "REJECTED"]


def test_several_are_approved_each_by_itself(work: Intervention, register: Register, people: People) -> None:
    good = _proposed(people.khaled, _change(work, remarks="Checked"))
    clashing = _proposed(people.khaled, _change(work, title_en="Wells"))
    _change(work, title_en="Boreholes")(people.nadia)
    count, left = approve_all(people.nadia, list(waiting_proposals(people.nadia)))
    assert (count, [(row, refusal.code) for row, refusal in left]) == (1, [(clashing, "CLASH")])
    assert _stored(work).remarks == "Checked"
    assert Proposal.get_by_id(good.id).state == "APPROVED"


def test_a_value_taken_meanwhile_refuses_the_approval_whole(register: Register, people: People) -> None:
    row = Organization(name_ar="جمعية", registration_number="77", home_area=register.areas["YE121121"].id)
    proposal = _proposed(people.khaled, lambda viewer: changes.save(viewer, row))
    register.organization("TKN", registration_number="77")
    with pytest.raises(Refused, match="CONFLICT"):
        approve(people.nadia, proposal)
    assert Proposal.get_by_id(proposal.id).state == "WAITING"
