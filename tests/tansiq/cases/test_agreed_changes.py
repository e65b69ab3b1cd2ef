"""What each kind of arrangement changes in the records."""

from tansiq.cases.arranging import Step, arrange, reply
from tansiq.cases.members import pairs_of
from tansiq.models import (
    Arrangement,
    Intervention,
    OverlapCase,
    OverlapDecision,
    Partnership,
    Site,
)
from tansiq.proposals.reviewing import approve
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.cases.agreed import agreed, move, proposal_of, site
from tests.tansiq.cases.entered_cases import enter_case, stored, work
from tests.tansiq.conftest import People


def test_an_intervention_with_another_site_leaves_this_place_alone(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    register.site(works[0], "YE121122")
    row = agreed(people, case, "WITHDRAW", Step(works[0].id))
    approve(people.nadia, proposal_of(row))
    sites = Site.select().where(Site.intervention == works[0].id).order_by(Site.id)
    assert [site.archived_at is None for site in sites] == [False, True]
    assert Intervention.get_by_id(works[0].id).status == "ONGOING"


def test_a_site_that_moves_leaves_its_point_on_the_map(register: Register, people: People) -> None:
    works = [register.intervention(name) for name in ("NRA", "ADR")]
    for row in works:
        register.site(row, latitude=13.2, longitude=45.3)
    case = enter_case(register, *works)
    approve(people.nadia, proposal_of(agreed(people, case, "MOVE", move(register, works))))
    assert [(site(row).latitude, site(row).longitude) for row in works] == [(13.2, 45.3), (None, None)]


def test_those_who_share_out_places_or_people_keep_their_shares(register: Register, people: People) -> None:
    works = [work(register, name, "YE1211") for name in ("NRA", "ADR")]
    case = enter_case(register, *works, pcode="YE1211")
    shares = [
        Step(row.id, area_id=register.areas[at].id) for row, at in zip(works, ("YE121121", "YE121122"), strict=True)
    ]
    approve(people.nadia, proposal_of(agreed(people, case, "AREAS", *shares)))
    assert [site(row).area_id for row in works] == [step.area_id for step in shares]


def test_a_site_around_the_place_is_shared_out_where_one_has_none_there(register: Register, people: People) -> None:
    works = [work(register, "NRA", "YE1211"), work(register, "ADR")]
    case = enter_case(register, *works)
    there = register.areas["YE121122"].id
    approve(people.nadia, proposal_of(agreed(people, case, "AREAS", Step(works[0].id, area_id=there))))
    assert [site(row).area_id for row in works] == [there, register.areas["YE121121"].id]


def test_groups_are_shared_out(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    groups = [register.groups[code].id for code in ("IDP", "HOST")]
    shares = [Step(row.id, population_group_id=group) for row, group in zip(works, groups, strict=True)]
    approve(people.nadia, proposal_of(agreed(people, case, "GROUPS", *shares)))
    assert [site(row).population_group_id for row in works] == groups


def test_one_project_makes_the_others_partners_and_ends_the_overlap(
    register: Register, people: People, works: list[Intervention], case: OverlapCase
) -> None:
    row = agreed(people, case, "SAME_PROJECT", lead_id=works[0].id)
    approve(people.nadia, proposal_of(row))
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
    approve(people.nadia, proposal_of(Arrangement.get_by_id(row.id)))
    [decision] = OverlapDecision.select()
    assert (decision.first_id, decision.second_id, decision.decision) == (works[1].id, works[2].id, "SAME_PROJECT")
