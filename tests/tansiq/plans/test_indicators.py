"""Indicators of plans: what may be entered, what is refused and why, and how they stand."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from tansiq.language.words import speaking
from tansiq.models import Indicator, IndicatorTarget, IndicatorValue, Plan
from tansiq.models.record_type import type_of
from tansiq.plans.indicators import courses, progress_of_items
from tansiq.records import changes
from tansiq.records.bulk_actions import carry_out
from tests.people import SALMA
from tests.register import Register
from tests.statements import told
from tests.tansiq.plans.measured import JUNE, Make, aimed, reached, refusal_of, told_of


@pytest.fixture
def plan(register: Register) -> Plan:
    return register.plan("YE12")


def test_an_indicator_stands_against_the_target_of_the_day_asked_for(indicator: Make) -> None:
    row = indicator()
    aimed(row, 200)
    aimed(row, 300, date(2027, 12, 31))
    reached(row, 150)
    reached(row, 90, date(2026, 3, 1))
    [course] = courses(SALMA, [row])
    assert [course.on(day).progress for day in (date(2026, 2, 1), date(2026, 3, 1), JUNE, date(2027, 1, 1))] == [
        None, 0, 50, 25,
    ]  # fmt: skip
    assert course.on(JUNE).achieved == 150


def test_how_values_are_put_together_is_chosen_and_never_guessed(indicator: Make) -> None:
    refusal = refusal_of(lambda: indicator(direction=None, over_areas=None, over_time=None))
    assert told_of(refusal) == [("MISSING", "direction"), ("MISSING", "over_areas"), ("MISSING", "over_time")]
    assert told_of(refusal_of(lambda: indicator(over_time="MEDIAN"))) == [("UNKNOWN_CODE", "over_time")]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("baseline", Decimal("sNaN"), "NOT_FINITE"),
        ("baseline", 10**5000, "OUT_OF_RANGE"),
        ("baseline", "many", "INVALID"),
        ("baseline_on", "yesterday", "INVALID"),
        ("direction", None, "MISSING"),
        ("plan", 10**30, "NOT_FOUND"),
        ("plan", Decimal("sNaN"), "NOT_FOUND"),
    ],
    ids=lambda given: given if isinstance(given, str) else type(given).__name__,
)
def test_what_no_column_keeps_is_told_of_an_indicator_with_targets_and_values(
    indicator: Make, name: str, value: Any, code: str
) -> None:
    row = indicator()
    aimed(row, 180)
    reached(row, 120)
    setattr(row, name, value)
    assert (code, name) in told_of(refusal_of(lambda: changes.save(SALMA, row)))
    assert Indicator.get_by_id(row.id).version == row.version


@pytest.mark.parametrize(
    ("values", "code", "name"),
    [
        ({"value": Decimal("sNaN")}, "NOT_FINITE", "value"),
        ({"value": 10**5000}, "OUT_OF_RANGE", "value"),
        ({"on": "2026"}, "INVALID", "on"),
        ({"indicator": 2**63}, "NOT_FOUND", "indicator"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
@pytest.mark.parametrize("kind", [IndicatorTarget, IndicatorValue])
def test_what_no_column_keeps_is_told_of_a_target_and_a_value(
    indicator: Make, kind: Any, values: dict[str, Any], code: str, name: str
) -> None:
    row = kind(**({"indicator": indicator().id, "on": JUNE, "value": Decimal(150)} | values))
    assert told_of(refusal_of(lambda: changes.save(SALMA, row))) == [(code, name)]


def test_values_of_several_areas_are_added_up_where_that_was_chosen(register: Register, indicator: Make) -> None:
    row = indicator()
    for pcode, value in (("YE1211", 60), ("YE1210", 70)):
        reached(row, value, area=register.areas[pcode].id)
    reached(row, 80, date(2026, 7, 31), area=register.areas["YE1211"].id)
    [course] = courses(SALMA, [row])
    assert [course.on(day).achieved for day in (JUNE, date(2026, 7, 31))] == [130, 150]


@pytest.mark.parametrize(
    ("direction", "target", "said"),
    [
        ("RISING", 80, "This indicator is to rise: its target 80 cannot be below its baseline 100."),
        ("FALLING", 120, "This indicator is to fall: its target 120 cannot be above its baseline 100."),
    ],
)
def test_a_target_behind_the_baseline_is_refused_with_the_direction_named(
    indicator: Make, direction: str, target: int, said: str
) -> None:
    row = indicator(direction=direction)
    refusal = refusal_of(lambda: aimed(row, target))
    with speaking("en"):
        told = str(refusal.faults[0]).replace("\u2068", "").replace("\u2069", "")
    assert told_of(refusal) == [("TARGET_BEHIND", "value")]
    assert told == said
    aimed(row, 100)


def test_a_baseline_is_not_moved_past_the_targets_and_values_that_stand(indicator: Make) -> None:
    row = indicator()
    target = aimed(row, 200)
    reached(row, 150)
    for values, code in (
        ({"baseline": Decimal(250)}, ("TARGET_BEHIND", "baseline")),
        ({"direction": "FALLING"}, ("TARGET_BEHIND", "baseline")),
        ({"baseline_on": date(2026, 9, 1)}, ("BEFORE_BASELINE", "baseline_on")),
    ):
        stored = Indicator.get_by_id(row.id)
        for name, value in values.items():
            setattr(stored, name, value)
        assert told_of(refusal_of(partial(changes.save, SALMA, stored))) == [code]
    changes.archive(SALMA, target)
    stored = Indicator.get_by_id(row.id)
    stored.baseline = Decimal(250)
    assert changes.save(SALMA, stored).baseline == 250


def test_days_that_cannot_be_are_told(indicator: Make) -> None:
    row = indicator()
    assert told_of(refusal_of(lambda: aimed(row, 200, date(2025, 12, 31)))) == [("BEFORE_BASELINE", "on")]
    assert told_of(refusal_of(lambda: reached(row, 150, date(2025, 12, 30)))) == [("BEFORE_BASELINE", "on")]
    assert told_of(refusal_of(lambda: reached(row, 150, date(2999, 1, 1)))) == [("DAY_AHEAD", "on")]
    assert told_of(refusal_of(lambda: indicator(baseline_on=None))) == [("MISSING", "baseline_on")]
    assert told_of(refusal_of(lambda: indicator(baseline=None))) == [("MISSING", "baseline")]
    aimed(row, 200)
    assert told_of(refusal_of(lambda: aimed(row, 210))) == [("TARGET_KNOWN", "on")]


def test_nothing_is_counted_twice_in_an_area_and_in_what_lies_in_it(register: Register, indicator: Make) -> None:
    row = indicator()
    reached(row, 60, area=register.areas["YE1211"].id)
    for area in (register.areas["YE12"].id, register.areas["YE121121"].id, None):
        assert told_of(refusal_of(partial(reached, row, 70, area=area))) == [("AREAS_CONTAIN", "area")]
    reached(row, 70, area=register.areas["YE1210"].id)
    outside = refusal_of(lambda: reached(row, 5, area=register.areas["YE1927"].id))
    assert told_of(outside) == [("OUTSIDE", "area")]


def test_an_item_of_another_plan_has_no_indicator_of_this_one(register: Register, indicator: Make) -> None:
    other = register.item(register.plan("YE1211"), "Another item")
    assert told_of(refusal_of(lambda: indicator(item=other.id))) == [("OTHER_PLAN", "item")]


def test_a_closed_plan_takes_neither_targets_nor_values(plan: Plan, indicator: Make) -> None:
    row = indicator()
    plan.phase = "CLOSED"
    changes.save(SALMA, plan)
    for deed in (lambda: aimed(row, 200), lambda: reached(row, 150), indicator):
        assert told_of(refusal_of(deed)) == [("PLAN_CLOSED", "")]


def test_the_mean_of_its_indicators_is_the_progress_of_an_item(register: Register, plan: Plan, indicator: Make) -> None:
    water, road = (register.item(plan, name) for name in ("Water", "Road"))
    for item, value in ((water, 150), (water, 900), (road, 125)):
        row = indicator(item=item.id)
        aimed(row, 200)
        reached(row, value)
    indicator(item=road.id)
    assert progress_of_items(SALMA, [plan.id], JUNE) == {water.id: 75, road.id: 25}


def test_many_indicators_cost_no_more_statements_than_one(plan: Plan, indicator: Make) -> None:
    rows = [indicator() for _ in range(4)]
    for row in rows:
        aimed(row, 200)
        reached(row, 150)
    with told() as one:
        courses(SALMA, rows[:1])
    with told() as four:
        assert [course.on(JUNE).progress for course in courses(SALMA, rows)] == [50] * 4
    assert len(four) == len(one) == 2


def test_indicators_of_a_closed_plan_are_not_archived_together_either(indicator: Make, plan: Plan) -> None:
    row = indicator()
    target, value = aimed(row, 400), reached(row, 150)
    changes.save_derived(SALMA, plan, edition=1, is_frozen=True)
    for frozen in (Indicator.get_by_id(row.id), IndicatorTarget.get_by_id(target.id)):
        assert refusal_of(partial(carry_out, SALMA, "ARCHIVE", [frozen])).code == "PLAN_FROZEN"
    plan = Plan.get_by_id(plan.id)
    plan.phase = "CLOSED"
    changes.save(SALMA, plan)
    stored = IndicatorValue.get_by_id(value.id)
    assert refusal_of(partial(carry_out, SALMA, "ARCHIVE", [stored])).code == "PLAN_CLOSED"


def test_what_was_achieved_in_a_frozen_plan_is_archived_together(indicator: Make, plan: Plan) -> None:
    values = [reached(indicator(), number, date(2026, number, 1)) for number in (1, 2)]
    changes.save_derived(SALMA, plan, edition=1, is_frozen=True)
    carry_out(SALMA, "ARCHIVE", values)
    assert not IndicatorValue.select().where(IndicatorValue.archived_at.is_null()).exists()


def test_a_value_does_not_return_beside_one_that_contains_its_area(indicator: Make, register: Register) -> None:
    row = indicator()
    part = reached(row, 5, area=register.areas["YE1211"].id)
    changes.archive(SALMA, part)
    reached(row, 9)
    refused = refusal_of(lambda: changes.restore(SALMA, IndicatorValue.get_by_id(part.id)))
    assert told_of(refused) == [("AREAS_CONTAIN", "")]


def test_days_of_targets_and_values_are_named_in_words(indicator: Make) -> None:
    row = indicator()
    value = changes.save(SALMA, IndicatorValue(indicator=row.id, on=JUNE, value=Decimal(120)))
    named = [aimed(row, 150, on) for on in (date(2026, 12, 31), JUNE)] + [value]

    def names() -> list[str]:
        makers = [type_of(type(one)).name for one in named]
        return [str(maker(one)) for maker, one in zip(makers, named, strict=True) if maker]

    assert names() == ["Target for 2026", "Target for 30 June 2026", "Value of 30 June 2026"]
    with speaking("ar"):
        assert ["يونيو" in name for name in names()] == [False, True, True]
