"""What of a plan is done, late, covered and open, asked of the register."""

from datetime import date
from decimal import Decimal

import pytest

from tansiq.models import Commitment, Plan
from tansiq.plans.plan_answer import measured_answers, plan_answer
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.statements import told
from tests.tansiq.plans.outlines import named

JULY = date(2026, 7, 1)


@pytest.fixture
def plan(register: Register) -> Plan:
    """Water with wells and pipes, of which the pipes were due in June; health, given up."""
    found = register.plan()
    water = register.item(found, "Water")
    register.item(found, "Wells", water, required=100, unit="wells", ends_on=date(2026, 12, 31), progress=50)
    register.item(found, "Pipes", water, ends_on=date(2026, 6, 21), budget=1000, currency="USD")
    health = register.item(found, "Health", item_state="CANCELLED")
    register.item(found, "Clinics", health, ends_on=date(2026, 1, 31))
    return found


def test_a_plan_is_as_far_and_as_late_as_its_items(plan: Plan) -> None:
    found = plan_answer(SALMA, plan, JULY)
    assert found.whole.progress == 25
    assert (found.whole.late_days, found.late_count) == (10, 1)
    assert found.whole.budgets == {"USD": 1000}
    assert [item.id for item in found.leaves] == [named("Wells").id, named("Pipes").id]


def _commit(register: Register, item_id: int, quantity: int, state: str) -> None:
    owner = register.organization("NRA").id
    facts = {"quantity": Decimal(quantity), "unit": "wells", "commitment_state": state}
    days = {"offered_on": date(2026, 3, 1), "delivered_on": date(2026, 6, 1) if state == "DELIVERED" else None}
    changes.save(SALMA, Commitment(item=item_id, organization=owner, **facts, **days))


def test_what_was_committed_and_what_indicators_say_comes_into_it(plan: Plan, register: Register) -> None:
    wells = named("Wells").id
    for quantity, state in ((40, "OFFERED"), (20, "DELIVERED"), (30, "CANCELLED")):
        _commit(register, wells, quantity, state)
    found = plan_answer(SALMA, plan, JULY)
    assert found.figures[wells].quantities["wells"].open == 40
    assert found.figures[wells].progress == 20
    assert found.coverage[wells].state == "PARTIAL"
    assert found.counts() == {"NONE": 1, "PARTIAL": 1, "COMMITTED": 0, "DELIVERED": 0}
    assert plan_answer(SALMA, plan, JULY, indicators={wells: Decimal(70)}).figures[wells].progress == 70


def test_who_may_not_see_the_plan_is_told_nothing_of_it(plan: Plan) -> None:
    plan.is_published = False
    changes.save(SALMA, plan)
    assert plan_answer(NOBODY, plan, JULY).items == ()


def test_more_items_cost_no_more_statements(plan: Plan, register: Register) -> None:
    with told() as few:
        plan_answer(SALMA, plan, JULY)
    for number in range(30):
        register.item(plan, f"More {number}", named("Water"))
    with told() as many:
        plan_answer(SALMA, plan, JULY)
    assert (len(few), len(many)) == (2, 2)


def test_an_item_with_nothing_but_cancelled_ones_under_it_counts_itself(plan: Plan, register: Register) -> None:
    roads = register.item(plan, "Roads", ends_on=date(2026, 6, 1))
    register.item(plan, "Bridge", roads, item_state="CANCELLED")
    found = plan_answer(SALMA, plan, JULY)
    assert (found.whole.late_days, found.late_count) == (30, 2)
    assert roads.id in [item.id for item in found.leaves]


def test_several_plans_are_told_as_each_alone_and_cost_no_more_statements(plan: Plan, register: Register) -> None:
    other, empty = register.plan("YE1210", tolerance=0), register.plan("YE19")
    wells = register.item(other, "Other wells", required=10, unit="wells", ends_on=date(2026, 12, 31))
    _commit(register, wells.id, 4, "OFFERED")
    with told() as one:
        measured_answers(SALMA, [plan], JULY)
    with told() as several:
        found = measured_answers(SALMA, [plan, other, empty], JULY)
    assert found == {row.id: plan_answer(SALMA, row, JULY) for row in (plan, other, empty)}
    assert found[other.id].coverage[wells.id].open == 6
    assert found[empty.id].items == ()
    assert len(several) == len(one)
    assert measured_answers(SALMA, [], JULY) == {}
