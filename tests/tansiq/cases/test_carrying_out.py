"""What all parties agreed to is proposed for all of them, and the case follows what is decided on it."""

from datetime import date

import pytest

from tansiq.cases.arranging import Step, arrange, reply
from tansiq.cases.members import pairs_of
from tansiq.cases.upkeep import keep_up
from tansiq.cases.what_changed import what_changed
from tansiq.faults import Refused
from tansiq.models import (
    Arrangement,
    Batch,
    CaseMember,
    Intervention,
    OverlapCase,
    OverlapDecision,
    Partnership,
    Proposal,
)
from tansiq.policy.visibility import visible
from tansiq.proposals.proposing import amend, is_reviewer, withdraw
from tansiq.proposals.reviewing import approve, clashes, give_back, reject, waiting_proposals
from tansiq.proposals.steps import read_steps
from tansiq.records import changes
from tansiq.records.undoing import undo
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.cases.agreed import agreed, code, move, proposal_of, site, state
from tests.tansiq.cases.entered_cases import enter_case, stored, work
from tests.tansiq.conftest import People


def test_it_waits_for_the_officers_of_its_areas_as_one_proposal_of_all_parties(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = agreed(people, case, "MOVE", move(register, works))
    proposal = proposal_of(row)
    assert (proposal.state, proposal.account_id, proposal.organization_id) == ("WAITING", None, None)
    assert proposal.actor == "NRA Aid · ADR Aid"
    assert [(step.table, step.act) for step in read_steps(proposal.steps)] == [("site", "CHANGE")]
    assert [one.id for one in waiting_proposals(people.nadia)] == [proposal.id]
    assert list(waiting_proposals(people.said)) == []
    assert (stored(case).case_state, state(row)) == ("AGREED", "AGREED")
    assert site(works[1]).area_id == case.area_id
    assert all(member.facts for member in CaseMember.select())


def test_nobody_amends_withdraws_or_gives_back_what_all_agreed_to(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    proposal = proposal_of(agreed(people, case, "MOVE", move(register, works)))
    for viewer in (people.huda, people.khaled):
        assert list(visible(Proposal, viewer)) == []
    for viewer in (people.huda, people.khaled, people.nadia, people.salma):
        assert code(withdraw, viewer, proposal) == "FORBIDDEN"
        assert code(amend, viewer, proposal, lambda _viewer: None) == "FORBIDDEN"
    assert code(give_back, people.nadia, proposal, "Please amend it.") == "AGREED"
    assert Proposal.get_by_id(proposal.id).state == "WAITING"


def test_once_approved_it_is_carried_out_and_the_case_settled(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = agreed(people, case, "MOVE", move(register, works), note="As spoken of on Sunday.")
    approve(people.nadia, proposal_of(row))
    assert site(works[1]).area_id == register.areas["YE121122"].id
    now = stored(case)
    assert (state(row), now.case_state, now.settled_as, now.note) == (
        "CARRIED_OUT", "SETTLED", None, "As spoken of on Sunday.")  # fmt: skip
    assert now.settled_on is not None
    keep_up()
    assert (stored(case).case_state, state(row)) == ("SETTLED", "CARRIED_OUT")


def test_its_approval_is_one_batch_that_is_taken_back(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = agreed(people, case, "WITHDRAW", Step(works[0].id))
    approve(people.nadia, proposal_of(row))
    assert Intervention.get_by_id(works[0].id).status == "CANCELLED"
    undo(people.nadia, Batch.get_by_id(proposal_of(row).batch_id))
    assert Intervention.get_by_id(works[0].id).status == "ONGOING"
    assert len(pairs_of(SALMA, case)) == 1


def test_the_case_ends_with_the_overlap_and_returns_where_the_changes_are_taken_back(
    register: Register, people: People
) -> None:
    works = [work(register, name, ends_on=None) for name in ("NRA", "ADR")]
    keep_up()
    row = agreed(people, OverlapCase.get(), "MOVE", move(register, works))
    keep_up()
    assert OverlapCase.get().case_state == "AGREED"
    approve(people.nadia, proposal_of(row))
    keep_up()
    case = OverlapCase.get()
    assert (case.case_state, case.end_kind, state(row)) == ("SETTLED", "CHANGED", "CARRIED_OUT")
    undo(people.nadia, Batch.get_by_id(proposal_of(row).batch_id))
    keep_up()
    case = OverlapCase.get()
    assert (case.case_state, case.ended_on, OverlapCase.select().count()) == ("RETURNED", None, 1)
    assert [str(one) for one in what_changed(SALMA, case)] == [
        "The places or the people served by “ADR WSH” have changed."
    ]


def test_once_rejected_it_is_refused_and_the_case_returns(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = agreed(people, case, "MOVE", move(register, works))
    reject(people.nadia, proposal_of(row), "There is a road closed.")
    assert (state(row), stored(case).case_state) == ("REFUSED", "RETURNED")
    assert site(works[1]).area_id == case.area_id
    # Another one may be proposed.
    assert arrange(people.khaled, case, "NOT_SAME", []).arrangement_state == "PROPOSED"


def test_nobody_approves_what_they_arranged_themself(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = arrange(people.nadia, case, "MOVE", [move(register, works)])
    reply(people.huda, row, None, "AGREE")
    reply(people.khaled, row, None, "AGREE")
    proposal = proposal_of(Arrangement.get_by_id(row.id))
    assert not is_reviewer(people.nadia, proposal)
    assert list(waiting_proposals(people.nadia)) == []
    assert code(approve, people.nadia, proposal) == "FORBIDDEN"
    assert state(row) == "AGREED"
    assert [one.id for one in waiting_proposals(people.salma)] == [proposal.id]
    approve(people.salma, proposal)
    assert state(row) == "CARRIED_OUT"


def test_what_changed_since_is_a_clash_and_takes_nothing_with_it(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    later = Step(works[0].id, ends_on=date(2026, 2, 1), starts_on=date(2026, 1, 1))
    row = agreed(people, case, "DATES", later)
    changed = Intervention.get_by_id(works[0].id)
    changed.ends_on = date(2026, 6, 1)
    changes.save(SALMA, changed)
    assert [clash.field for clash in clashes(proposal_of(row))] == ["ends_on"]
    assert code(approve, people.nadia, proposal_of(row)) == "CLASH"
    assert (state(row), stored(case).case_state) == ("AGREED", "AGREED")


@pytest.mark.parametrize(("kind", "state"), [("COMPLEMENTARY", "SETTLED"), ("NOT_SAME", "DISMISSED")])
def test_where_nothing_changes_the_pairs_are_decided_at_once(
    people: People, case: OverlapCase, kind: str, state: str
) -> None:
    row = agreed(people, case, kind, note="Wells here, pipes there.")
    assert (row.arrangement_state, row.proposal_id) == ("CARRIED_OUT", None)
    now = stored(case)
    assert (now.case_state, now.settled_as) == (state, kind)
    [decision] = OverlapDecision.select()
    assert (decision.decision, decision.note, decision.account_id) == (kind, "Wells here, pipes there.", None)
    assert Proposal.select().count() == 0


def test_one_who_leads_already_has_nothing_left_to_change(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = arrange(people.huda, case, "SAME_PROJECT", [], lead_id=works[0].id)
    partner = [{"organization": register.organization("ADR").id, "role": "IMPLEMENTING"}]
    changes.replace_parts(SALMA, works[0], Partnership, partner)
    reply(people.khaled, row, None, "AGREE")
    assert (state(row), stored(case).case_state) == ("CARRIED_OUT", "SETTLED")


def test_what_fits_the_case_no_more_is_not_agreed_to(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = arrange(people.huda, case, "MOVE", [move(register, works)])
    CaseMember.update(left_on=date(2026, 3, 2)).where(CaseMember.intervention == works[1].id).execute()
    with pytest.raises(Refused) as refused:
        reply(people.khaled, row, None, "AGREE")
    assert (refused.value.code, refused.value.faults[0].field) == ("NO_MEMBER", "steps.0.intervention")
    assert state(row) == "PROPOSED"


def test_the_officers_of_both_places_read_the_proposal_and_one_in_charge_of_both_approves_it(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    far = Step(works[1].id, area_id=register.areas["YE1927"].id)
    proposal = proposal_of(agreed(people, case, "MOVE", far))
    for viewer in (people.nadia, people.said):
        assert [one.id for one in waiting_proposals(viewer)] == [proposal.id]
        assert code(approve, viewer, proposal) == "FORBIDDEN"
    approve(people.salma, Proposal.get_by_id(proposal.id))
    assert stored(case).case_state == "SETTLED"


def test_facts_that_change_while_it_waits_return_the_case_and_say_so(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = agreed(people, case, "MOVE", move(register, works))
    changed = Intervention.get_by_id(works[0].id)
    changed.ends_on = date(2026, 4, 30)
    changes.save(SALMA, changed)
    keep_up(date(2026, 3, 2))
    assert (stored(case).case_state, state(row)) == ("RETURNED", "AGREED")
    approve(people.nadia, proposal_of(row))
    assert stored(case).case_state == "SETTLED"


def test_where_one_of_three_withdraws_the_others_have_still_to_be_settled(
    register: Register, people: People, works: list[Intervention]
) -> None:
    works.append(work(register, "BKC"))
    case = enter_case(register, *works)
    row = arrange(people.nadia, case, "WITHDRAW", [Step(works[1].id)])
    for acronym in ("NRA", "ADR", "BKC"):
        reply(people.nadia, row, register.organization(acronym).id, "AGREE")
    approve(SALMA, proposal_of(Arrangement.get_by_id(row.id)))
    assert (state(row), stored(case).case_state) == ("CARRIED_OUT", "IN_CONTACT")
