"""The case of a pair: that of its place and sector in which both take part, for those who read cases."""

from datetime import date

import pytest

from tansiq.cases.of_pairs import cases_of_pairs
from tansiq.cases.to_settle import cases_to_settle
from tansiq.cases.upkeep import keep_up
from tansiq.duplication.find_overlaps import overlap_between
from tansiq.duplication.overlap import Overlap
from tansiq.models import CaseMember, Intervention, OverlapCase
from tansiq.platform import clock
from tests.admin.overlaps.pairs import work
from tests.people import SALMA, officer, partner, people_of
from tests.register import Register
from tests.statements import told

THEN = date(2026, 3, 10)


@pytest.fixture
def works(register: Register) -> list[Intervention]:
    """Two in Ja'ar, and two in Al Mukalla, of which one is of the same organisation."""
    where = (("NRA", "YE121121"), ("ADR", "YE121121"), ("NRA", "YE1927"), ("BKC", "YE1927"))
    return [work(register, acronym, pcode) for acronym, pcode in where]


def _overlap(one: Intervention, other: Intervention) -> Overlap:
    found = overlap_between(SALMA, one, other)
    assert found is not None
    return found


def test_a_pair_has_the_case_of_its_place(works: list[Intervention]) -> None:
    keep_up(THEN)
    pairs = [_overlap(*works[:2]), _overlap(*works[2:])]
    with told() as statements:
        found = cases_of_pairs(SALMA, pairs)
    assert len(statements) == 1
    assert found.keys() == {(works[0].id, works[1].id), (works[2].id, works[3].id)}
    for pair, case_id in found.items():
        ids = {row.intervention_id for row in CaseMember.select().where(CaseMember.case == case_id)}
        assert ids == set(pair)
    assert cases_of_pairs(SALMA, []) == {}


def test_only_a_standing_case_in_which_both_take_part_is_told(works: list[Intervention]) -> None:
    keep_up(THEN)
    pair = _overlap(*works[:2])
    case = OverlapCase.get_by_id(cases_of_pairs(SALMA, [pair])[works[0].id, works[1].id])
    CaseMember.update(left_on=THEN).where(CaseMember.intervention == works[1].id).execute()
    assert cases_of_pairs(SALMA, [pair]) == {}
    CaseMember.update(left_on=None).execute()
    OverlapCase.update(ended_on=clock.today(), end_kind="OVER").where(OverlapCase.id == case.id).execute()
    assert cases_of_pairs(SALMA, [pair]) == {}


def test_whoever_reads_no_case_is_told_of_none(register: Register, works: list[Intervention]) -> None:
    keep_up(THEN)
    pair = _overlap(*works[2:])
    told_to = {name: bool(cases_of_pairs(viewer, [pair])) for name, viewer in people_of(register).items()}
    assert told_to == {
        "ministry admin": True, "officer": True, "partner": True, "another partner": False, "auditor": True,
        "portal": False, "anonymous": False,
    }  # fmt: skip


def test_what_is_to_settle_is_one_s_own(register: Register, works: list[Intervention]) -> None:
    keep_up(THEN)
    abyan, adr = register.areas["YE12"].id, register.organization("ADR").id
    assert len(works) == 4
    assert cases_to_settle(SALMA).count() == 2
    assert [row.area_id for row in cases_to_settle(officer(abyan))] == [register.areas["YE121121"].id]
    assert [row.area_id for row in cases_to_settle(partner("Huda", adr))] == [register.areas["YE121121"].id]
    OverlapCase.update(case_state="SETTLED").execute()
    assert cases_to_settle(SALMA).count() == 0
