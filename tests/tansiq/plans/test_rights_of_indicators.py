"""Who sees and changes indicators, and who tells what was achieved."""

from datetime import date
from decimal import Decimal

import pytest

from tansiq.faults import Refused
from tansiq.models import HistoryEntry, Indicator, IndicatorTarget, IndicatorValue, Plan
from tansiq.policy.visibility import may, visible
from tansiq.proposals.proposing import submit
from tansiq.records import changes
from tests.people import NOBODY, SALMA, people_of
from tests.register import Register
from tests.tansiq.plans.measured import JUNE, Make, aimed, reached


@pytest.fixture
def plan(register: Register) -> Plan:
    return register.plan("YE12")


def test_who_sees_a_plan_sees_its_indicators_and_whoever_changes_it_changes_them(
    register: Register, plan: Plan, indicator: Make
) -> None:
    row = indicator()
    value = reached(row, 150)
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
    stored = reached(other, 150)
    stored.indicator = own.id
    assert not may(khaled, "PROPOSE", stored)


def test_whoever_reported_a_value_stands_in_the_history(register: Register, indicator: Make) -> None:
    value = reached(indicator(), 150, organization=register.organization("NRA").id, source="Water authority")
    [entry] = HistoryEntry.select().where(HistoryEntry.record_type == "indicator_value")
    assert (entry.actor, entry.record_id) == ("Salma", value.id)


def test_a_target_that_was_taken_back_is_told_to_those_who_see_it_and_nobody_else_may_ask(
    indicator: Make, plan: Plan, register: Register
) -> None:
    plan.organization_id = register.organization("NRA").id
    row = indicator(plan=changes.save(SALMA, plan).id)
    changes.archive(SALMA, aimed(row, 150))
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
