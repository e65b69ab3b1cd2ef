"""Syria's annual plans side by side, and Aswan's strategy in three phases, beside the register of Yemen or alone."""

from collections import Counter
from datetime import date

import pytest

from tansiq.demo import DAY
from tansiq.demo.load import Loaded, load
from tansiq.models import (
    Assignment,
    Commitment,
    Entry,
    Indicator,
    IndicatorTarget,
    Intervention,
    Organization,
    OrganizationArea,
    Plan,
    PlanComment,
    PlanItem,
    PlanPhase,
    Report,
    Unit,
)
from tansiq.plans.indicators import progress_of_items
from tansiq.plans.plan_answer import plan_answer
from tansiq.plans.snapshots import course_of
from tansiq.reference.load import load as load_reference
from tansiq.reference.merging import Outcome
from tests.people import SALMA

TODAY = date(2026, 3, 1)


@pytest.fixture
def governorates(syria: dict[str, Outcome]) -> list[Plan]:
    """The annual plans of Syria, by governorate."""
    loaded = load(SALMA, "syria")
    assert loaded == Loaded(
        98,
        55,
        381,
        643,
        485,
        14,
        588,
        0,
        Commitment.select().count(),
        Unit.select().count(),
        Entry.select().count(),
        Assignment.select().count(),
        Report.select().count(),
    )
    assert load(SALMA, "syria") is None
    return sorted(Plan, key=lambda plan: str(plan.area.pcode))


def test_every_governorate_plans_the_same_axes_and_each_went_its_own_way(governorates: list[Plan]) -> None:
    assert [plan.area.pcode for plan in governorates] == [f"SY{number:02}" for number in range(1, 15)]
    roots = PlanItem.select().where(PlanItem.parent.is_null())
    axes = Counter(item.name_ar for item in roots if item.item_kind == "AXIS")
    assert set(axes.values()) == {14}
    assert len(axes) == 6
    answers = [plan_answer(SALMA, plan, DAY) for plan in governorates]
    assert len({round(answer.whole.progress) for answer in answers}) > 7
    assert len({answer.late_count for answer in answers}) > 5


def test_progress_changed_since_last_month_in_every_governorate(governorates: list[Plan]) -> None:
    for plan in governorates:
        *_, september, (month, october) = course_of(SALMA, plan)
        assert month == date(2026, 10, 1)
        assert september[1].progress < october.progress < plan_answer(SALMA, plan, DAY).whole.progress


def test_local_organisations_committed_to_what_a_part_of_the_activities_asks_for(governorates: list[Plan]) -> None:
    local = Organization.select().where(Organization.kind.not_in(("UN", "INGO", "DONOR")))
    assert {row.home_area.pcode[:2] for row in local if row.home_area} == {"SY"}
    assert all(row.organization.home_area_id == row.item.plan.area_id for row in Commitment)


def test_aswan_has_three_phases_consultation_and_indicators_to_2040(demonstration: str) -> None:
    load_reference("egypt", TODAY)
    organizations = Organization.select().count()
    loaded = load(SALMA, "egypt")
    assert loaded is not None
    assert (loaded.plans, loaded.needs, loaded.demands) == (2, 0, 3)
    assert load(SALMA, "egypt") is None
    strategy, annual = Plan.get(Plan.plan_kind == "STRATEGY"), Plan.get(Plan.plan_kind == "ANNUAL")
    _see_three_phases(strategy)
    said = list(PlanComment.select().where(PlanComment.plan == strategy))
    assert {comment.comment_outcome for comment in said} == {"TAKEN", "ANSWERED", "DECLINED"}
    assert any(comment.joined_into_id for comment in said)
    _see_indicators_to_2040(strategy)
    assert annual.parent == strategy
    served = PlanItem.select().where(PlanItem.plan == annual, PlanItem.item_kind == "PROJECT")
    assert {item.serves.plan_id for item in served} == {strategy.id}
    # Whoever works in Yemen already is entered once, and works in both.
    local = Organization.select().join(OrganizationArea).where(Organization.name_ar.contains("أسوان")).distinct()
    assert Organization.select().count() == organizations + local.count()
    assert Intervention.select().where(Intervention.record_id.startswith("DEMO-EG-")).count() == loaded.interventions


def _see_three_phases(strategy: Plan) -> None:
    phases = {row.phase for row in PlanPhase.select().where(PlanPhase.plan == strategy)}
    assert {"ASSESSMENT", "DRAFTING", "CONSULTATION", "ADOPTED"} <= phases
    programmes = list(PlanItem.select().where(PlanItem.plan == strategy, PlanItem.item_kind == "PROGRAMME"))
    for words, first in (("المرحلة الأولى", 2026), ("المرحلة الثانية", 2031), ("المرحلة الثالثة", 2036)):
        of_phase = [item for item in programmes if item.name_ar.startswith(words)]
        assert len(of_phase) >= 5
        assert {item.starts_on for item in of_phase} == {date(first, 1, 1)}


def _see_indicators_to_2040(strategy: Plan) -> None:
    indicators = list(Indicator.select().where(Indicator.plan == strategy))
    falling = [row.name_en for row in indicators if row.direction == "FALLING"]
    assert {"Unemployment rate", "Illiteracy among people of ten years and more"} <= set(falling)
    last = IndicatorTarget.select().where(IndicatorTarget.on == date(2040, 12, 31))
    assert {row.indicator_id for row in last} == {row.id for row in indicators}
    ways = progress_of_items(SALMA, [strategy.id], DAY)
    assert ways
    assert all(0 < way < 100 for way in ways.values())
