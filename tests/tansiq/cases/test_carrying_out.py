"""What all parties agreed to is proposed for all of them, and the case follows what is decided on it."""

from datetime import date
from typing import Any

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
    Site,
)
from tansiq.policy.visibility import visible
from tansiq.proposals.proposing import amend, is_reviewer, withdraw
from tansiq.proposals.reviewing import approve, clashes, give_back, reject, waiting_proposals
from tansiq.proposals.steps import read_steps
from tansiq.records import changes
from tansiq.records.undoing import undo
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.cases.entered_cases import enter_case, stored, work
from tests.tansiq.conftest import People


@pytest.fixture
def works(register: Register, people: People) -> list[Intervention]:
    """Water by NRA and by ADR in Ja'ar."""
    return [work(register, "NRA"), work(register, "ADR")]


@pytest.fixture
def case(register: Register, works: list[Intervention]) -> OverlapCase:
    """They are one case."""
    return enter_case(register, *works)


def _agreed(people: People, case: OverlapCase, kind: str, *steps: Step, **said: Any) -> Arrangement:
    row = arrange(people.huda, case, kind, steps, **said)
    reply(people.khaled, row, None, "AGREE")
    return Arrangement.get_by_id(row.id)


def _move(register: Register, works: list[Intervention]) -> Step:
    return Step(works[1].id, area_id=register.areas["YE121122"].id)


def _proposal(row: Arrangement) -> Proposal:
    assert row.proposal_id is not None
    return Proposal.get_by_id(row.proposal_id)


def _state(row: Arrangement) -> str:
    return Arrangement.get_by_id(row.id).arrangement_state


def _site(row: Intervention) -> Site:
    return Site.get(Site.intervention == row.id)


def _code(deed: Any, *given: Any) -> str:
    with pytest.raises(Refused) as refused:
        deed(*given)
    return refused.value.code


def test_it_waits_for_the_officers_of_its_areas_as_one_proposal_of_all_parties(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = _agreed(people, case, "MOVE", _move(register, works))
    proposal = _proposal(row)
    assert (proposal.state, proposal.account_id, proposal.organization_id) == ("WAITING", None, None)
    assert proposal.actor == "NRA Aid · ADR Aid"
    assert [(step.table, step.act) for step in read_steps(proposal.steps)] == [("site", "CHANGE")]
    assert [one.id for one in waiting_proposals(people.nadia)] == [proposal.id]
    assert list(waiting_proposals(people.said)) == []
    assert (stored(case).case_state, _state(row)) == ("AGREED", "AGREED")
    assert _site(works[1]).area_id == case.area_id
    assert all(member.facts for member in CaseMember.select())


def test_nobody_amends_withdraws_or_gives_back_what_all_agreed_to(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    proposal = _proposal(_agreed(people, case, "MOVE", _move(register, works)))
    for viewer in (people.huda, people.khaled):
        assert list(visible(Proposal, viewer)) == []
    for viewer in (people.huda, people.khaled, people.nadia, people.salma):
        assert _code(withdraw, viewer, proposal) == "FORBIDDEN"
        assert _code(amend, viewer, proposal, lambda _viewer: None) == "FORBIDDEN"
    assert _code(give_back, people.nadia, proposal, "Please amend it.") == "AGREED"
    assert Proposal.get_by_id(proposal.id).state == "WAITING"


def test_once_approved_it_is_carried_out_and_the_case_settled(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = _agreed(people, case, "MOVE", _move(register, works), note="As spoken of on Sunday.")
    approve(people.nadia, _proposal(row))
    assert _site(works[1]).area_id == register.areas["YE121122"].id
    now = stored(case)
    assert (_state(row), now.case_state, now.settled_as, now.note) == (
        "CARRIED_OUT", "SETTLED", None, "As spoken of on Sunday.")  # fmt: skip
    assert now.settled_on is not None
    keep_up()
    assert (stored(case).case_state, _state(row)) == ("SETTLED", "CARRIED_OUT")


def test_its_approval_is_one_batch_that_is_taken_back(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = _agreed(people, case, "WITHDRAW", Step(works[0].id))
    approve(people.nadia, _proposal(row))
    assert Intervention.get_by_id(works[0].id).status == "CANCELLED"
    undo(people.nadia, Batch.get_by_id(_proposal(row).batch_id))
    assert Intervention.get_by_id(works[0].id).status == "ONGOING"
    assert len(pairs_of(SALMA, case)) == 1


def test_the_case_ends_with_the_overlap_and_returns_where_the_changes_are_taken_back(
    register: Register, people: People
) -> None:
    works = [work(register, name, ends_on=None) for name in ("NRA", "ADR")]
    keep_up()
    row = _agreed(people, OverlapCase.get(), "MOVE", _move(register, works))
    keep_up()
    assert OverlapCase.get().case_state == "AGREED"
    approve(people.nadia, _proposal(row))
    keep_up()
    case = OverlapCase.get()
    assert (case.case_state, case.end_kind, _state(row)) == ("SETTLED", "CHANGED", "CARRIED_OUT")
    undo(people.nadia, Batch.get_by_id(_proposal(row).batch_id))
    keep_up()
    case = OverlapCase.get()
    assert (case.case_state, case.ended_on, OverlapCase.select().count()) == ("RETURNED", None, 1)
    assert [str(one) for one in what_changed(SALMA, case)] == [
        "The places or the people served by “ADR WSH” have changed."
    ]


def test_once_rejected_it_is_refused_and_the_case_returns(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = _agreed(people, case, "MOVE", _move(register, works))
    reject(people.nadia, _proposal(row), "There is a road closed.")
    assert (_state(row), stored(case).case_state) == ("REFUSED", "RETURNED")
    assert _site(works[1]).area_id == case.area_id
    # Another one may be proposed.
    assert arrange(people.khaled, case, "NOT_SAME", []).arrangement_state == "PROPOSED"


def test_nobody_approves_what_they_arranged_themself(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = arrange(people.nadia, case, "MOVE", [_move(register, works)])
    reply(people.huda, row, None, "AGREE")
    reply(people.khaled, row, None, "AGREE")
    proposal = _proposal(Arrangement.get_by_id(row.id))
    assert not is_reviewer(people.nadia, proposal)
    assert list(waiting_proposals(people.nadia)) == []
    assert _code(approve, people.nadia, proposal) == "FORBIDDEN"
    assert _state(row) == "AGREED"
    assert [one.id for one in waiting_proposals(people.salma)] == [proposal.id]
    approve(people.salma, proposal)
    assert _state(row) == "CARRIED_OUT"


def test_what_changed_since_is_a_clash_and_takes_nothing_with_it(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    later = Step(works[0].id, ends_on=date(2026, 2, 1), starts_on=date(2026, 1, 1))
    row = _agreed(people, case, "DATES", later)
    changed = Intervention.get_by_id(works[0].id)
    changed.ends_on = date(2026, 6, 1)
    changes.save(SALMA, changed)
    assert [clash.field for clash in clashes(_proposal(row))] == ["ends_on"]
    assert _code(approve, people.nadia, _proposal(row)) == "CLASH"
    assert (_state(row), stored(case).case_state) == ("AGREED", "AGREED")


def test_an_intervention_with_another_site_leaves_this_place_alone(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    register.site(works[0], "YE121122")
    row = _agreed(people, case, "WITHDRAW", Step(works[0].id))
    approve(people.nadia, _proposal(row))
    sites = Site.select().where(Site.intervention == works[0].id).order_by(Site.id)
    assert [site.archived_at is None for site in sites] == [False, True]
    assert Intervention.get_by_id(works[0].id).status == "ONGOING"


def test_a_site_that_moves_leaves_its_point_on_the_map(register: Register, people: People) -> None:
    works = [register.intervention(name) for name in ("NRA", "ADR")]
    for row in works:
        register.site(row, latitude=13.2, longitude=45.3)
    case = enter_case(register, *works)
    approve(people.nadia, _proposal(_agreed(people, case, "MOVE", _move(register, works))))
    assert [(_site(row).latitude, _site(row).longitude) for row in works] == [(13.2, 45.3), (None, None)]


def test_those_who_share_out_places_or_people_keep_their_shares(register: Register, people: People) -> None:
    works = [work(register, name, "YE1211") for name in ("NRA", "ADR")]
    case = enter_case(register, *works, pcode="YE1211")
    shares = [
        Step(row.id, area_id=register.areas[at].id) for row, at in zip(works, ("YE121121", "YE121122"), strict=True)
    ]
    approve(people.nadia, _proposal(_agreed(people, case, "AREAS", *shares)))
    assert [_site(row).area_id for row in works] == [step.area_id for step in shares]


def test_a_site_around_the_place_is_shared_out_where_one_has_none_there(register: Register, people: People) -> None:
    works = [work(register, "NRA", "YE1211"), work(register, "ADR")]
    case = enter_case(register, *works)
    there = register.areas["YE121122"].id
    approve(people.nadia, _proposal(_agreed(people, case, "AREAS", Step(works[0].id, area_id=there))))
    assert [_site(row).area_id for row in works] == [there, register.areas["YE121121"].id]


def test_groups_are_shared_out(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    groups = [register.groups[code].id for code in ("IDP", "HOST")]
    shares = [Step(row.id, population_group_id=group) for row, group in zip(works, groups, strict=True)]
    approve(people.nadia, _proposal(_agreed(people, case, "GROUPS", *shares)))
    assert [_site(row).population_group_id for row in works] == groups


def test_one_project_makes_the_others_partners_and_ends_the_overlap(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = _agreed(people, case, "SAME_PROJECT", lead_id=works[0].id)
    approve(people.nadia, _proposal(row))
    [part] = Partnership.select()
    assert (part.intervention_id, part.organization_id, part.role) == (
        works[0].id, register.organization("ADR").id, "IMPLEMENTING")  # fmt: skip
    assert pairs_of(SALMA, case) == []
    assert (stored(case).case_state, stored(case).settled_as) == ("SETTLED", "SAME_PROJECT")


def test_of_three_in_one_project_the_partners_among_each_other_are_decided(register: Register, people: People) -> None:
    works = [work(register, name) for name in ("NRA", "ADR", "BKC")]
    case = enter_case(register, *works)
    row = arrange(people.huda, case, "SAME_PROJECT", [], lead_id=works[0].id)
    reply(people.khaled, row, None, "AGREE")
    reply(people.nadia, row, register.organization("BKC").id, "AGREE")
    approve(people.nadia, _proposal(Arrangement.get_by_id(row.id)))
    [decision] = OverlapDecision.select()
    assert (decision.first_id, decision.second_id, decision.decision) == (works[1].id, works[2].id, "SAME_PROJECT")


@pytest.mark.parametrize(("kind", "state"), [("COMPLEMENTARY", "SETTLED"), ("NOT_SAME", "DISMISSED")])
def test_where_nothing_changes_the_pairs_are_decided_at_once(
    people: People, case: OverlapCase, kind: str, state: str
) -> None:
    row = _agreed(people, case, kind, note="Wells here, pipes there.")
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
    assert (_state(row), stored(case).case_state) == ("CARRIED_OUT", "SETTLED")


def test_what_fits_the_case_no_more_is_not_agreed_to(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = arrange(people.huda, case, "MOVE", [_move(register, works)])
    CaseMember.update(left_on=date(2026, 3, 2)).where(CaseMember.intervention == works[1].id).execute()
    with pytest.raises(Refused) as refused:
        reply(people.khaled, row, None, "AGREE")
    assert (refused.value.code, refused.value.faults[0].field) == ("NO_MEMBER", "steps.0.intervention")
    assert _state(row) == "PROPOSED"


def test_the_officers_of_both_places_read_the_proposal_and_one_in_charge_of_both_approves_it(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    far = Step(works[1].id, area_id=register.areas["YE1927"].id)
    proposal = _proposal(_agreed(people, case, "MOVE", far))
    for viewer in (people.nadia, people.said):
        assert [one.id for one in waiting_proposals(viewer)] == [proposal.id]
        assert _code(approve, viewer, proposal) == "FORBIDDEN"
    approve(people.salma, Proposal.get_by_id(proposal.id))
    assert stored(case).case_state == "SETTLED"


def test_facts_that_change_while_it_waits_return_the_case_and_say_so(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = _agreed(people, case, "MOVE", _move(register, works))
    changed = Intervention.get_by_id(works[0].id)
    changed.ends_on = date(2026, 4, 30)
    changes.save(SALMA, changed)
    keep_up(date(2026, 3, 2))
    assert (stored(case).case_state, _state(row)) == ("RETURNED", "AGREED")
    approve(people.nadia, _proposal(row))
    assert stored(case).case_state == "SETTLED"


def test_where_one_of_three_withdraws_the_others_have_still_to_be_settled(
    register: Register, people: People, works: list[Intervention]
) -> None:
    works.append(work(register, "BKC"))
    case = enter_case(register, *works)
    row = arrange(people.nadia, case, "WITHDRAW", [Step(works[1].id)])
    for acronym in ("NRA", "ADR", "BKC"):
        reply(people.nadia, row, register.organization(acronym).id, "AGREE")
    approve(SALMA, _proposal(Arrangement.get_by_id(row.id)))
    assert (_state(row), stored(case).case_state) == ("CARRIED_OUT", "IN_CONTACT")
