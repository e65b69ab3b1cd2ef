"""What of a plan is covered, by whom, and what is open, with what stands under each item."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import Commitment, Organization, Plan, PlanItem
from tansiq.plans.figures import Quantity
from tansiq.plans.plan_coverage import CoveredItem, Money, plan_coverage
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register
from tests.statements import told
from tests.tansiq.plans.outlines import named

JULY = date(2026, 7, 1)


@pytest.fixture
def plan(register: Register) -> Plan:
    """Water with two lines of pipes and a pump, health with nothing, and roads that were given up."""
    found = register.plan()
    water = register.item(found, "Water")
    for name, required, unit in (("North", 10, "km"), ("South", 20, "KM"), ("Pump", 2, "pumps")):
        register.item(found, name, water, required=required, unit=unit, budget=Decimal(100), currency="USD")
    register.item(found, "Health", budget=Decimal(50), currency="YER")
    roads = register.item(found, "Roads", item_state="CANCELLED", budget=Decimal(7), currency="USD")
    register.item(found, "Bridge", roads)
    return found


def _commit(register: Register, name: str, acronym: str, **values: Any) -> None:
    facts = {"item": named(name).id, "organization": register.organization(acronym).id, "offered_on": date(2026, 1, 1)}
    changes.save(SALMA, Commitment(**(facts | values)))


def _line(plan: Plan, name: str) -> CoveredItem:
    found = {line.item_id: line for line in plan_coverage(SALMA, plan, JULY).items}
    return found[named(name).id]


def test_cancelled_items_and_what_stands_under_them_are_left_out(plan: Plan) -> None:
    names = [PlanItem.get_by_id(line.item_id).name_en for line in plan_coverage(SALMA, plan, JULY).items]
    assert names == ["Water", "North", "South", "Pump", "Health"]


def test_quantities_are_added_up_where_all_below_are_of_one_unit(plan: Plan, register: Register) -> None:
    _commit(register, "North", "NRA", quantity=12, unit="km")
    assert _line(plan, "Water").quantity is None
    pump = named("Pump")
    pump.item_state = "CANCELLED"
    changes.save(SALMA, pump)
    line = _line(plan, "Water")
    assert line.quantity is not None
    assert line.quantity == Quantity(Decimal(30), Decimal(12), Decimal(0), Decimal(20))
    assert line.unit == "km"


def test_the_state_of_an_item_is_that_of_those_under_it(plan: Plan, register: Register) -> None:
    assert _line(plan, "Water").state == "NONE"
    done: dict[str, Any] = {"commitment_state": "DELIVERED", "delivered_on": JULY}
    _commit(register, "North", "NRA", quantity=10, unit="km", **done)
    assert (_line(plan, "North").state, _line(plan, "Water").state) == ("DELIVERED", "PARTIAL")
    _commit(register, "South", "NRA", quantity=20, unit="km")
    _commit(register, "Pump", "NRA", quantity=2, unit="pumps", **done)
    assert _line(plan, "Water").state == "COMMITTED"


def test_organisations_are_counted_once_and_twins_as_one(plan: Plan, register: Register) -> None:
    nra = register.organization("NRA")
    register.organizations["TWIN"] = changes.save(SALMA, Organization(name_en="Twin", canonical=nra.id))
    for name, acronym in (("North", "NRA"), ("South", "TWIN"), ("South", "ADR"), ("Pump", "NRA")):
        _commit(register, name, acronym)
    counts = [_line(plan, name).organization_count for name in ("Water", "North", "South", "Health")]
    assert counts == [2, 1, 2, 0]


def test_money_is_told_by_currency_and_what_one_item_has_too_much_of_lacks_elsewhere(
    plan: Plan, register: Register
) -> None:
    _commit(register, "North", "NRA", amount=Decimal("150.10"), currency="USD")
    _commit(register, "South", "NRA", amount=Decimal("40.05"), currency="USD")
    _commit(register, "Health", "NRA", amount=Decimal(9), currency="EUR")
    _commit(register, "Bridge", "NRA", amount=Decimal(9), currency="USD")
    assert list(plan_coverage(SALMA, plan, JULY).budgets) == [
        Money("EUR", Decimal(0), Decimal(9), Decimal(0)),
        Money("USD", Decimal(300), Decimal("190.15"), Decimal("159.95")),
        Money("YER", Decimal(50), Decimal(0), Decimal(50)),
    ]


def test_more_items_cost_no_more_statements(plan: Plan, register: Register) -> None:
    with told() as few:
        plan_coverage(SALMA, plan, JULY)
    for number in range(20):
        register.item(plan, f"More {number}", named("Water"), required=1, unit="km")
        _commit(register, f"More {number}", "NRA", quantity=1, unit="km")
    with told() as many:
        plan_coverage(SALMA, plan, JULY)
    assert len(many) == len(few)
