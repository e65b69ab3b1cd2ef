"""What an arrangement may say: only of interventions of the case, and what its kind needs, each fault at its field."""

from datetime import date, timedelta

import pytest

from tansiq.cases.terms import Step, Terms, faults_of
from tansiq.models import CaseMember, Intervention, OverlapCase
from tansiq.platform import clock
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.cases.entered_cases import enter_case, work


@pytest.fixture
def works(register: Register) -> list[Intervention]:
    """Water by three organisations in Ja'ar."""
    return [work(register, name) for name in ("NRA", "ADR", "BKC")]


@pytest.fixture
def case(register: Register, works: list[Intervention]) -> OverlapCase:
    """They are one case."""
    return enter_case(register, *works)


def _wrong(case: OverlapCase, kind: str, *steps: Step, lead_id: int | None = None) -> list[tuple[str, str]]:
    return [(fault.code, fault.field) for fault in faults_of(case, Terms.of(kind, steps, lead_id))]


def test_the_kind_is_one_of_the_list(case: OverlapCase) -> None:
    assert _wrong(case, "QUARREL") == [("UNKNOWN_CODE", "arrangement_kind")]


@pytest.mark.parametrize("kind", ["WITHDRAW", "MOVE", "DATES", "AREAS", "GROUPS"])
def test_a_change_says_of_which_intervention(register: Register, case: OverlapCase, kind: str) -> None:
    stranger = work(register, "GRN", "YE121122")
    assert _wrong(case, kind) == [("MISSING", "steps")]
    assert _wrong(case, kind, Step(stranger.id)) == [("NO_MEMBER", "steps.0.intervention")]
    assert _wrong(case, kind, Step(10**6)) == [("NO_MEMBER", "steps.0.intervention")]


def test_nothing_is_said_of_one_that_left_the_case(case: OverlapCase, works: list[Intervention]) -> None:
    CaseMember.update(left_on=clock.today()).where(CaseMember.intervention == works[0].id).execute()
    assert _wrong(case, "WITHDRAW", Step(works[0].id)) == [("NO_MEMBER", "steps.0.intervention")]


def test_one_withdraws_or_all_but_one(case: OverlapCase, works: list[Intervention]) -> None:
    steps = [Step(row.id) for row in works]
    assert _wrong(case, "WITHDRAW", steps[0]) == []
    assert _wrong(case, "WITHDRAW", *steps[:2]) == []
    assert _wrong(case, "WITHDRAW", *steps) == [("TOO_MANY", "steps")]
    assert _wrong(case, "WITHDRAW", steps[0], steps[0]) == [("TWICE", "steps.1.intervention")]


def test_one_moves_to_a_place_that_is_there_and_another_one(
    register: Register, case: OverlapCase, works: list[Intervention]
) -> None:
    old = register.areas["YE121001"]
    changes.archive(SALMA, old)
    former = register.areas["YE1210"]
    former.valid_until = clock.today() - timedelta(days=1)
    changes.save(SALMA, former)
    for area_id, code in (
        (None, "MISSING"),
        (10**6, "NOT_FOUND"),
        (old.id, "ARCHIVED"),
        (former.id, "ARCHIVED"),
        (case.area_id, "SAME_PLACE"),
    ):
        assert _wrong(case, "MOVE", Step(works[0].id, area_id=area_id)) == [(code, "steps.0.area")]
    assert _wrong(case, "MOVE", Step(works[0].id, area_id=register.areas["YE121122"].id)) == []


def test_shares_differ(register: Register, case: OverlapCase, works: list[Intervention]) -> None:
    here, there = case.area_id, register.areas["YE121122"].id
    assert _wrong(case, "AREAS", Step(works[0].id, area_id=here), Step(works[1].id, area_id=there)) == []
    same = [Step(row.id, area_id=there) for row in works]
    assert _wrong(case, "AREAS", *same) == [("SAME_SHARE", "steps")]
    displaced = register.groups["IDP"].id
    assert _wrong(case, "GROUPS", Step(works[0].id, population_group_id=displaced)) == []
    same = [Step(row.id, population_group_id=displaced) for row in works[:2]]
    assert _wrong(case, "GROUPS", *same) == [("SAME_SHARE", "steps")]
    assert _wrong(case, "GROUPS", Step(works[0].id)) == [("MISSING", "steps.0.population_group")]
    changes.archive(SALMA, register.groups["HOST"])
    gone = Step(works[0].id, population_group_id=register.groups["HOST"].id)
    assert _wrong(case, "GROUPS", gone) == [("ARCHIVED", "steps.0.population_group")]


def test_days_are_said_and_in_their_order(case: OverlapCase, works: list[Intervention]) -> None:
    row_id = works[0].id
    assert _wrong(case, "DATES", Step(row_id)) == [("MISSING", "steps.0.starts_on")]
    reversed_days = [("DATES_REVERSED", "steps.0.ends_on")]
    assert _wrong(case, "DATES", Step(row_id, starts_on=date(2026, 5, 1), ends_on=date(2026, 4, 1))) == reversed_days
    # The last day stays as it is.
    assert _wrong(case, "DATES", Step(row_id, starts_on=date(2026, 5, 1))) == reversed_days
    assert _wrong(case, "DATES", Step(row_id, starts_on=date(2026, 5, 1), ends_on=date(2026, 6, 1))) == []


def test_one_leads_a_project(register: Register, case: OverlapCase, works: list[Intervention]) -> None:
    assert _wrong(case, "SAME_PROJECT") == [("MISSING", "lead")]
    assert _wrong(case, "SAME_PROJECT", lead_id=work(register, "GRN", "YE121122").id) == [("NO_MEMBER", "lead")]
    assert _wrong(case, "SAME_PROJECT", lead_id=works[0].id) == []
    assert _wrong(case, "SAME_PROJECT", Step(10**6), lead_id=works[0].id) == [("NO_MEMBER", "steps.0.intervention")]


def test_what_a_kind_does_not_ask_for_is_left_out(case: OverlapCase, works: list[Intervention]) -> None:
    said = Step(works[0].id, area_id=case.area_id, starts_on=date(2026, 1, 1))
    assert Terms.of("WITHDRAW", [said], works[1].id) == Terms("WITHDRAW", (Step(works[0].id),), None)
    assert Terms.of("NOT_SAME", [said], works[1].id) == Terms("NOT_SAME")
    assert _wrong(case, "COMPLEMENTARY", Step(10**6)) == []
