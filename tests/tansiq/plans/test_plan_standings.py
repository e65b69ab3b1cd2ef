"""How plans stand, each in a line, as lists tell it."""

from datetime import date
from decimal import Decimal

import pytest

from tansiq.models import Plan
from tansiq.plans.plan_answer import measured_answers
from tansiq.plans.plan_standings import PlanStanding, plan_standings
from tests.people import SALMA
from tests.register import Register
from tests.statements import told

JULY = date(2026, 7, 1)


@pytest.fixture
def plans(register: Register) -> list[Plan]:
    """Khanfar: water, half done, and a road, late; Zinjibar: a school that is done; one without items."""
    khanfar, zinjibar, empty = register.plan("YE1211"), register.plan("YE1210"), register.plan("YE12")
    water = register.item(khanfar, "Water", weight=75)
    register.item(khanfar, "Wells", water, progress=50)
    register.item(khanfar, "Given up", water, item_state="CANCELLED", ends_on=date(2026, 2, 1))
    register.item(khanfar, "Roads", weight=25, progress=10, ends_on=date(2026, 6, 1))
    register.item(zinjibar, "School", item_state="DONE", ends_on=date(2026, 2, 1))
    return [khanfar, zinjibar, empty]


def test_plans_stand_in_a_list_as_they_do_on_their_pages(plans: list[Plan]) -> None:
    khanfar, zinjibar, _empty = plans
    found = plan_standings(SALMA, [plan.id for plan in plans], JULY)
    assert found == {khanfar.id: PlanStanding(1, Decimal(40)), zinjibar.id: PlanStanding(0, Decimal(100))}
    for plan_id, answer in measured_answers(SALMA, plans[:2], JULY).items():
        assert found[plan_id] == (answer.late_count, answer.whole.progress)


def test_more_plans_cost_no_more_statements(plans: list[Plan], register: Register) -> None:
    with told() as few:
        plan_standings(SALMA, [plans[0].id], JULY)
    with told() as many:
        plan_standings(SALMA, [plan.id for plan in plans], JULY)
    assert len(few) == len(many)
    assert plan_standings(SALMA, [], JULY) == {}
