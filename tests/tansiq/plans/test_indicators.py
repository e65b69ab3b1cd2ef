"""Indicators of plans: what may be entered, what is refused and why, and how they stand."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.language.words import speaking
from tansiq.models import HistoryEntry, Indicator, IndicatorTarget, IndicatorValue, Plan
from tansiq.models.record_type import type_of
from tansiq.plans.indicators import courses, progress_of_items
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible
from tansiq.proposals.proposing import submit
from tansiq.records import changes
from tansiq.records.bulk_actions import carry_out
from tests.people import NOBODY, SALMA, people_of
from tests.register import Register
from tests.statements import told

JUNE = date(2026, 6, 30)

Make = Callable[..., Any]


@pytest.fixture
def plan(register: Register) -> Plan:
    return register.plan("YE12")


@pytest.fixture
def indicator(plan: Plan) -> Make:
    """Enter an indicator of the plan: households with water, 100 at the end of 2025, unless said otherwise."""

    def make(**values: Any) -> Indicator:
        facts: dict[str, Any] = {
            "plan": plan.id,
            "name_en": "Households with water",
            "unit": "households",
            "direction": "RISING",
            "baseline": Decimal(100),
            "baseline_on": date(2025, 12, 31),
            "over_areas": "SUM",
            "over_time": "LATEST",
        }
        return changes.save(SALMA, Indicator(**(facts | values)))

    return make


def _target(indicator: Indicator, value: int, on: date = date(2026, 12, 31), by: Viewer = SALMA) -> IndicatorTarget:
    return changes.save(by, IndicatorTarget(indicator=indicator.id, on=on, value=Decimal(value)))


def _value(indicator: Indicator, value: int, on: date = JUNE, by: Viewer = SALMA, **more: Any) -> IndicatorValue:
    return changes.save(by, IndicatorValue(indicator=indicator.id, on=on, value=Decimal(value), **more))


def _refusal(deed: Callable[[], Any]) -> Refused:
    with pytest.raises(Refused) as refused:
        deed()
    return refused.value


def _told(refusal: Refused) -> list[tuple[str, str]]:
    return [(fault.code, fault.field) for fault in refusal.faults]


def test_an_indicator_stands_against_the_target_of_the_day_asked_for(indicator: Make) -> None:
    row = indicator()
    _target(row, 200)
    _target(row, 300, date(2027, 12, 31))
    _value(row, 150)
    _value(row, 90, date(2026, 3, 1))
    [course] = courses(SALMA, [row])
    assert [course.on(day).progress for day in (date(2026, 2, 1), date(2026, 3, 1), JUNE, date(2027, 1, 1))] == [
        None, 0, 50, 25,
    ]  # fmt: skip
    assert course.on(JUNE).achieved == 150


def test_how_values_are_put_together_is_chosen_and_never_guessed(indicator: Make) -> None:
    refusal = _refusal(lambda: indicator(direction=None, over_areas=None, over_time=None))
    assert _told(refusal) == [("MISSING", "direction"), ("MISSING", "over_areas"), ("MISSING", "over_time")]
    assert _told(_refusal(lambda: indicator(over_time="MEDIAN"))) == [("UNKNOWN_CODE", "over_time")]


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
    _target(row, 180)
    _value(row, 120)
    setattr(row, name, value)
    assert (code, name) in _told(_refusal(lambda: changes.save(SALMA, row)))
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
    assert _told(_refusal(lambda: changes.save(SALMA, row))) == [(code, name)]


def test_values_of_several_areas_are_added_up_where_that_was_chosen(register: Register, indicator: Make) -> None:
    row = indicator()
    for pcode, value in (("YE1211", 60), ("YE1210", 70)):
        _value(row, value, area=register.areas[pcode].id)
    _value(row, 80, date(2026, 7, 31), area=register.areas["YE1211"].id)
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
    refusal = _refusal(lambda: _target(row, target))
    with speaking("en"):
        told = str(refusal.faults[0]).replace("\u2068", "").replace("\u2069", "")
    assert _told(refusal) == [("TARGET_BEHIND", "value")]
    assert told == said
    _target(row, 100)


def test_a_baseline_is_not_moved_past_the_targets_and_values_that_stand(indicator: Make) -> None:
    row = indicator()
    target = _target(row, 200)
    _value(row, 150)
    for values, code in (
        ({"baseline": Decimal(250)}, ("TARGET_BEHIND", "baseline")),
        ({"direction": "FALLING"}, ("TARGET_BEHIND", "baseline")),
        ({"baseline_on": date(2026, 9, 1)}, ("BEFORE_BASELINE", "baseline_on")),
    ):
        stored = Indicator.get_by_id(row.id)
        for name, value in values.items():
            setattr(stored, name, value)
        assert _told(_refusal(partial(changes.save, SALMA, stored))) == [code]
    changes.archive(SALMA, target)
    stored = Indicator.get_by_id(row.id)
    stored.baseline = Decimal(250)
    assert changes.save(SALMA, stored).baseline == 250


def test_days_that_cannot_be_are_told(indicator: Make) -> None:
    row = indicator()
    assert _told(_refusal(lambda: _target(row, 200, date(2025, 12, 31)))) == [("BEFORE_BASELINE", "on")]
    assert _told(_refusal(lambda: _value(row, 150, date(2025, 12, 30)))) == [("BEFORE_BASELINE", "on")]
    assert _told(_refusal(lambda: _value(row, 150, date(2999, 1, 1)))) == [("DAY_AHEAD", "on")]
    assert _told(_refusal(lambda: indicator(baseline_on=None))) == [("MISSING", "baseline_on")]
    assert _told(_refusal(lambda: indicator(baseline=None))) == [("MISSING", "baseline")]
    _target(row, 200)
    assert _told(_refusal(lambda: _target(row, 210))) == [("TARGET_KNOWN", "on")]


def test_nothing_is_counted_twice_in_an_area_and_in_what_lies_in_it(register: Register, indicator: Make) -> None:
    row = indicator()
    _value(row, 60, area=register.areas["YE1211"].id)
    for area in (register.areas["YE12"].id, register.areas["YE121121"].id, None):
        assert _told(_refusal(partial(_value, row, 70, area=area))) == [("AREAS_CONTAIN", "area")]
    _value(row, 70, area=register.areas["YE1210"].id)
    outside = _refusal(lambda: _value(row, 5, area=register.areas["YE1927"].id))
    assert _told(outside) == [("OUTSIDE", "area")]


def test_an_item_of_another_plan_has_no_indicator_of_this_one(register: Register, indicator: Make) -> None:
    other = register.item(register.plan("YE1211"), "Another item")
    assert _told(_refusal(lambda: indicator(item=other.id))) == [("OTHER_PLAN", "item")]


def test_a_closed_plan_takes_neither_targets_nor_values(plan: Plan, indicator: Make) -> None:
    row = indicator()
    plan.phase = "CLOSED"
    changes.save(SALMA, plan)
    for deed in (lambda: _target(row, 200), lambda: _value(row, 150), indicator):
        assert _told(_refusal(deed)) == [("PLAN_CLOSED", "")]


def test_the_mean_of_its_indicators_is_the_progress_of_an_item(register: Register, plan: Plan, indicator: Make) -> None:
    water, road = (register.item(plan, name) for name in ("Water", "Road"))
    for item, value in ((water, 150), (water, 900), (road, 125)):
        row = indicator(item=item.id)
        _target(row, 200)
        _value(row, value)
    indicator(item=road.id)
    assert progress_of_items(SALMA, [plan.id], JUNE) == {water.id: 75, road.id: 25}


def test_many_indicators_cost_no_more_statements_than_one(plan: Plan, indicator: Make) -> None:
    rows = [indicator() for _ in range(4)]
    for row in rows:
        _target(row, 200)
        _value(row, 150)
    with told() as one:
        courses(SALMA, rows[:1])
    with told() as four:
        assert [course.on(JUNE).progress for course in courses(SALMA, rows)] == [50] * 4
    assert len(four) == len(one) == 2


def test_who_sees_a_plan_sees_its_indicators_and_whoever_changes_it_changes_them(
    register: Register, plan: Plan, indicator: Make
) -> None:
    row = indicator()
    value = _value(row, 150)
    nadia = people_of(register)["officer"]
    assert [may(nadia, "CHANGE", one) for one in (row, value)] == [True, True]
    assert not may(people_of(register)["another partner"], "CHANGE", row)
    assert visible(IndicatorValue, NOBODY).count() == 1
    plan.is_published = False
    changes.save(SALMA, plan)
    assert visible(Indicator, NOBODY).count() == visible(IndicatorValue, NOBODY).count() == 0


def test_whoever_answers_for_an_item_proposes_what_it_achieved_and_nothing_else(
    register: Register, plan: Plan, indicator: Make
) -> None:
    wells = register.item(plan, "Wells", organization=register.organization("NRA").id)
    road = register.item(plan, "Road", organization=register.organization("ADR").id)
    own, other = indicator(item=wells.id), indicator(item=road.id)
    khaled = people_of(register)["partner"]
    values = [IndicatorValue(indicator=row.id, on=JUNE, value=Decimal(1)) for row in (own, other)]
    assert [may(khaled, "PROPOSE", value) for value in values] == [True, False]
    assert not may(khaled, "CREATE", values[0])
    assert not may(khaled, "PROPOSE", IndicatorTarget(indicator=own.id, on=JUNE, value=Decimal(200)))
    assert not may(khaled, "PROPOSE", own)
    stored = _value(other, 150)
    stored.indicator = own.id
    assert not may(khaled, "PROPOSE", stored)


def test_whoever_reported_a_value_stands_in_the_history(register: Register, indicator: Make) -> None:
    value = _value(indicator(), 150, organization=register.organization("NRA").id, source="Water authority")
    [entry] = HistoryEntry.select().where(HistoryEntry.record_type == "indicator_value")
    assert (entry.actor, entry.record_id) == ("Salma", value.id)


def test_a_target_that_was_taken_back_is_told_to_those_who_see_it_and_nobody_else_may_ask(
    indicator: Make, plan: Plan, register: Register
) -> None:
    plan.organization_id = register.organization("NRA").id
    row = indicator(plan=changes.save(SALMA, plan).id)
    changes.archive(SALMA, _target(row, 150))
    people = people_of(register)

    def said(who: str, on: date) -> str:
        target = IndicatorTarget(indicator=row.id, on=on, value=Decimal(160))
        try:
            made = submit(people[who], lambda acting: changes.save(acting, target))
        except Refused as refusal:
            return " ".join(fault.code for fault in refusal.faults)
        return "entered" if made is None else f"proposed {made.state}"

    assert [said("partner", on) for on in (date(2026, 12, 31), JUNE)] == ["TARGET_KNOWN", "proposed WAITING"]
    assert [said("another partner", on) for on in (date(2026, 12, 31), JUNE)] == ["FORBIDDEN", "FORBIDDEN"]


def test_indicators_of_a_closed_plan_are_not_archived_together_either(indicator: Make, plan: Plan) -> None:
    row = indicator()
    target, value = _target(row, 400), _value(row, 150)
    changes.save_derived(SALMA, plan, edition=1, is_frozen=True)
    for frozen in (Indicator.get_by_id(row.id), IndicatorTarget.get_by_id(target.id)):
        assert _refusal(partial(carry_out, SALMA, "ARCHIVE", [frozen])).code == "PLAN_FROZEN"
    plan = Plan.get_by_id(plan.id)
    plan.phase = "CLOSED"
    changes.save(SALMA, plan)
    stored = IndicatorValue.get_by_id(value.id)
    assert _refusal(partial(carry_out, SALMA, "ARCHIVE", [stored])).code == "PLAN_CLOSED"


def test_what_was_achieved_in_a_frozen_plan_is_archived_together(indicator: Make, plan: Plan) -> None:
    values = [_value(indicator(), number, date(2026, number, 1)) for number in (1, 2)]
    changes.save_derived(SALMA, plan, edition=1, is_frozen=True)
    carry_out(SALMA, "ARCHIVE", values)
    assert not IndicatorValue.select().where(IndicatorValue.archived_at.is_null()).exists()


def test_a_value_does_not_return_beside_one_that_contains_its_area(indicator: Make, register: Register) -> None:
    row = indicator()
    part = _value(row, 5, area=register.areas["YE1211"].id)
    changes.archive(SALMA, part)
    _value(row, 9)
    refused = _refusal(lambda: changes.restore(SALMA, IndicatorValue.get_by_id(part.id)))
    assert _told(refused) == [("AREAS_CONTAIN", "")]


def test_days_of_targets_and_values_are_named_in_words(indicator: Make) -> None:
    row = indicator()
    value = changes.save(SALMA, IndicatorValue(indicator=row.id, on=JUNE, value=Decimal(120)))
    named = [_target(row, 150, on) for on in (date(2026, 12, 31), JUNE)] + [value]

    def names() -> list[str]:
        makers = [type_of(type(one)).name for one in named]
        return [str(maker(one)) for maker, one in zip(makers, named, strict=True) if maker]

    assert names() == ["Target for 2026", "Target for 30 June 2026", "Value of 30 June 2026"]
    with speaking("ar"):
        assert ["يونيو" in name for name in names()] == [False, True, True]
