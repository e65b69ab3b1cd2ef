"""The pairs of many cases at once are those of each by itself."""

from datetime import date

import pytest

from tansiq.cases.deciding import decide_case
from tansiq.cases.members import pairs_of
from tansiq.cases.pairs_of_many import pairs_of_cases
from tansiq.cases.upkeep import keep_up
from tansiq.models import CaseMember, OverlapCase
from tests.people import SALMA, portal
from tests.register import Register
from tests.statements import told

DAY = date(2026, 3, 2)


@pytest.fixture
def cases(register: Register) -> list[OverlapCase]:
    """Four organisations in three places and two sectors: some at two sites of one place, some in several places."""
    for acronym, sector, pcodes in (
        ("NRA", "WSH", ["YE121121", "YE121121", "YE121122"]),
        ("ADR", "WSH", ["YE121121", "YE121122", "YE121122"]),
        ("BKC", "WSH", ["YE1211"]),
        ("NRA", "HEA", ["YE121121", "YE121001"]),
        ("XYZ", "HEA", ["YE121121", "YE121001"]),
    ):
        row = register.intervention(acronym, sector)
        for number, pcode in enumerate(pcodes):
            register.site(row, pcode, "IDP" if number % 2 else "HOST")
    keep_up(DAY)
    return list(OverlapCase.select().order_by(OverlapCase.id))


def test_they_are_those_of_each_case_by_itself(register: Register, cases: list[OverlapCase]) -> None:
    assert len(cases) >= 4
    decide_case(SALMA, cases[0], "COMPLEMENTARY")
    for viewer in (SALMA, portal(), portal(register.areas["YE121121"].id), portal(scopes=())):
        found = pairs_of_cases(viewer, cases, 20)
        alone = {case.id: pairs_of(viewer, case) for case in cases}
        assert {case_id: list(map(str, pairs)) for case_id, pairs in found.items()} == {
            case_id: list(map(str, pairs)) for case_id, pairs in alone.items()
        }
    assert sum(map(len, pairs_of_cases(SALMA, cases, 20).values())) > len(cases)


def test_the_best_are_told_where_there_are_more(cases: list[OverlapCase]) -> None:
    for case_id, pairs in pairs_of_cases(SALMA, cases, 1).items():
        assert [str(pair) for pair in pairs] == [
            str(pair) for pair in pairs_of(SALMA, OverlapCase.get_by_id(case_id), 1)
        ]


def test_many_cases_take_no_more_statements_than_one(cases: list[OverlapCase]) -> None:
    counts = []
    for asked in (cases[:1], cases):
        with told() as statements:
            pairs_of_cases(SALMA, asked, 20)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 4


def test_a_case_without_members_has_no_pairs(cases: list[OverlapCase]) -> None:
    CaseMember.delete().execute()
    assert pairs_of_cases(SALMA, cases, 20) == {case.id: [] for case in cases}
    assert pairs_of_cases(SALMA, [], 20) == {}
