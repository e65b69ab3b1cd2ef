"""The plans of the demonstration: what Khanfar asked for, who committed to it, what is late, and how it went."""

from datetime import date
from typing import Any

import pytest

from tansiq.demo import DAY
from tansiq.demo.load import Loaded, load
from tansiq.models import Commitment, Demand, Indicator, Plan, PlanItem, PlanPhase
from tansiq.plans.indicators import courses, progress_of_items
from tansiq.plans.open_items import is_open
from tansiq.plans.plan_answer import PlanAnswer, plan_answer
from tansiq.plans.snapshots import course_of
from tansiq.plans.versions import compare, stored_content, versions_of
from tests.people import SALMA

ASKED_FOR = (
    "المثلث", "التعويضات", "المخزن", "عبر عثمان", "شقرة", "باتيس", "الميوح", "المياه", "المستشفى", "المدارس",
    "مصنع الأسماك", "معجون الطماطم", "مركز الكود", "قنوات الري",
)  # fmt: skip


@pytest.fixture
def khanfar(demonstration: str) -> Plan:
    """The recovery plan of the district."""
    plan: Plan = Plan.get(Plan.plan_kind == "RECOVERY")
    return plan


def _items(plan: Plan) -> Any:
    return PlanItem.select().where(PlanItem.plan == plan.id)


def _answer(plan: Plan) -> PlanAnswer:
    return plan_answer(SALMA, plan, DAY, indicators=progress_of_items(SALMA, [plan.id], DAY))


def test_the_recovery_plan_holds_what_khanfar_asked_for(khanfar: Plan) -> None:
    projects = " ".join(item.name_ar for item in _items(khanfar).where(PlanItem.item_kind == "PROJECT"))
    assert [words for words in ASKED_FOR if words not in projects] == []
    assert khanfar.area.pcode == "YE1211"
    runs = PlanPhase.get(PlanPhase.plan == khanfar.id, PlanPhase.ends_on.is_null())
    assert runs.phase == khanfar.phase == "FOLLOW_UP"


def test_demands_of_several_sources_were_joined_taken_declined_or_are_open(khanfar: Plan) -> None:
    assert {demand.raised_by for demand in Demand} == {
        "EXECUTIVE_OFFICE", "COUNCIL_MEMBER", "COMMUNITY_COUNCIL", "CITIZEN",
    }  # fmt: skip
    assert {demand.outcome for demand in Demand} == {"TAKEN", "DECLINED", "OPEN"}
    assert all(demand.reason for demand in Demand.select().where(Demand.outcome == "DECLINED"))
    joined = Demand.select().where(Demand.joined_into.is_null(False))
    assert joined.count() >= 3
    assert {demand.joined_into.item.plan_id for demand in joined} == {khanfar.id}
    assert all("مُختلَق" in demand.raiser for demand in Demand)


def test_two_organisations_committed_in_every_state(khanfar: Plan) -> None:
    rows = list(Commitment.select().join(PlanItem).where(PlanItem.plan == khanfar.id))
    assert {row.commitment_state for row in rows} == {"OFFERED", "AGREED", "UNDER_WAY", "DELIVERED", "CANCELLED"}
    assert len({row.organization_id for row in rows}) == 2
    assert any(row.intervention_id for row in rows)
    assert all(row.due_on and row.delivered_on for row in rows if row.commitment_state == "DELIVERED")


def test_items_are_open_late_and_covered_in_part(khanfar: Plan) -> None:
    answer = _answer(khanfar)
    assert all(answer.counts().values())
    late = [item for item in answer.items if answer.figures[item.id].late_days]
    assert 5 < len(late) < len(answer.items) / 2
    left = _items(khanfar).where(is_open(PlanItem))
    assert {item.name_ar for item in left} >= {"شبكة الصرف الصحي في عبر عثمان", "شبكة الصرف الصحي في الميوح"}


def test_the_amendment_tells_what_it_changed(khanfar: Plan) -> None:
    second, first = versions_of(SALMA, khanfar)
    assert (second.number, second.adopted_on, first.adopted_on) == (2, date(2026, 6, 14), date(2025, 12, 20))
    assert second.reason
    found = compare(stored_content(first), stored_content(second))
    assert {(one.kind, one.after["code"]) for one in found} == {
        ("NEW", "1.1.7"), ("CHANGED", "4.2.1"), ("CHANGED", "4.2.2"),
    }  # fmt: skip


def test_snapshots_tell_how_the_plans_went_month_by_month(demonstration: str) -> None:
    for plan in Plan:
        course = course_of(SALMA, plan)
        assert [month for month, _ in course] == [date(2026, month, 1) for month in (7, 8, 9, 10)]
        told = [stood.progress for _, stood in course]
        assert told == sorted(set(told))
        assert told[-1] < _answer(plan).whole.progress


def test_falling_indicators_come_nearer_to_their_targets(khanfar: Plan) -> None:
    falling = Indicator.select().where(Indicator.plan == khanfar.id, Indicator.direction == "FALLING")
    told = [course.on(DAY).progress for course in courses(SALMA, falling)]
    assert len(told) == 3
    assert all(way is not None and 0 < way < 100 for way in told)


def test_the_operational_plan_gives_every_activity_its_days_and_whoever_answers_for_it(demonstration: str) -> None:
    plan = Plan.get(Plan.plan_kind == "OPERATIONAL")
    activities = list(_items(plan).where(PlanItem.item_kind.in_(("PROJECT", "ACTIVITY"))))
    assert all(item.starts_on and item.ends_on for item in activities)
    assert all(item.organization_id or item.office_ar for item in activities)
    roots = _items(plan).where(PlanItem.parent.is_null())
    assert {area.area.pcode for root in roots for area in root.areas} == {"YE1821", "YE1822", "YE1823", "YE1817"}


def test_a_plan_that_is_not_there_yet_is_entered_beside_a_register_that_is(demonstration: str) -> None:
    Plan.update(name_ar="خطة أخرى").where(Plan.plan_kind == "OPERATIONAL").execute()
    assert load(SALMA) == Loaded(plans=1, plan_items=20, demands=4, commitments=6)
    assert load(SALMA) is None
