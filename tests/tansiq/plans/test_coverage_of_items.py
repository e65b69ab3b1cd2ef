"""What of an item is committed and open: the figures of the field, equal units alone, and a sum by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.models import Commitment, Plan, PlanItem
from tansiq.plans.coverage_of_items import ItemCoverage, Sums, coverage_of, coverage_of_items
from tansiq.plans.open_items import is_open, is_without_commitment, items_without_commitment
from tansiq.policy.visibility import visible
from tansiq.records import changes
from tests.people import NOBODY, SALMA, officer, partner
from tests.register import Register
from tests.statements import told

DAY = date(2026, 2, 1)


def plan_of(register: Register, pcode: str = "YE1211", **values: Any) -> Plan:
    """A published plan of an area through 2026."""
    return register.plan(pcode, **({"name_en": f"Plan of {pcode}"} | values))


def item_of(plan: Plan, name: str = "Wells", required: float | Decimal | None = 100, **values: Any) -> PlanItem:
    """An item of a plan that requires so many metres."""
    facts = {"name_en": name, "plan": plan.id, "required": required, "unit": "metres" if required else ""}
    return changes.save(SALMA, PlanItem(**(facts | values)))


def commit(
    register: Register, item: PlanItem, quantity: float | Decimal | None, acronym: str = "NRA", **values: Any
) -> Commitment:
    """A commitment of an organisation to an item."""
    facts = {"item": item.id, "organization": register.organization(acronym).id, "offered_on": DAY}
    told = {"quantity": quantity, "unit": "metres" if quantity is not None else ""}
    return changes.save(SALMA, Commitment(**(facts | told | values)))


def _of(item: PlanItem) -> tuple[float, float | None, str]:
    found = coverage_of_items(SALMA, [item])[item.id]
    left = None if found.open is None else float(found.open)
    return float(found.sums.committed), left, found.state


def test_100_required_60_and_30_cancelled_committed_leaves_40_open(register: Register) -> None:
    item = item_of(plan_of(register))
    commit(register, item, 60)
    commit(register, item, 30, "ADR", commitment_state="CANCELLED")
    assert _of(item) == (60, 40, "PARTIAL")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], (0, 100, "NONE")),
        ([(100, "OFFERED")], (100, 0, "COMMITTED")),
        ([(90, "AGREED"), (30, "UNDER_WAY")], (120, 0, "COMMITTED")),
        ([(40, "DELIVERED"), (60, "AGREED")], (100, 0, "COMMITTED")),
        ([(40, "DELIVERED"), (60, "DELIVERED")], (100, 0, "DELIVERED")),
        ([(40, "DELIVERED")], (40, 60, "PARTIAL")),
        ([(100, "CANCELLED")], (0, 100, "NONE")),
    ],
)
def test_the_state_of_an_item(register: Register, given: list[tuple[int, str]], expected: Any) -> None:
    item = item_of(plan_of(register))
    for quantity, state in given:
        commit(register, item, quantity, commitment_state=state, delivered_on=DAY if state == "DELIVERED" else None)
    assert _of(item) == expected


def test_units_are_added_up_where_they_are_equal_alone(register: Register) -> None:
    item = item_of(plan_of(register), unit="متر مكعّب")
    commit(register, item, 30, unit="متر مكعب")
    commit(register, item, 500, unit="metres")
    commit(register, item, None)
    assert _of(item) == (30, 70, "PARTIAL")
    assert coverage_of_items(SALMA, [item])[item.id].sums.commitment_count == 3


def test_archived_commitments_and_those_of_others_items_count_nowhere(register: Register) -> None:
    plan = plan_of(register)
    item, other = item_of(plan), item_of(plan, "Tanks")
    changes.archive(SALMA, commit(register, item, 60))
    commit(register, other, 25)
    assert _of(item) == (0, 100, "NONE")
    assert _of(other) == (25, 75, "PARTIAL")


def test_an_item_without_a_quantity_is_committed_once_anybody_commits_to_it() -> None:
    nothing, one = Sums(), Sums(commitment_count=1, organization_count=1)
    assert coverage_of(None, nothing) == ItemCoverage(nothing, None, "NONE")
    assert coverage_of(None, one).state == "COMMITTED"
    assert coverage_of(None, one._replace(delivered_count=1)).state == "DELIVERED"
    assert coverage_of(Decimal(0), nothing).state == "NONE"


STATES = st.sampled_from(["OFFERED", "AGREED", "UNDER_WAY", "DELIVERED", "CANCELLED"])


@given(st.integers(1, 200), st.lists(st.tuples(st.integers(0, 150), STATES), max_size=6))
def test_open_and_state_are_those_of_a_sum_by_hand(required: int, rows: list[tuple[int, str]]) -> None:
    committed = sum(quantity for quantity, state in rows if state != "CANCELLED")
    delivered = sum(quantity for quantity, state in rows if state == "DELIVERED")
    found = coverage_of(Decimal(required), Sums(Decimal(committed), Decimal(delivered)))
    assert found.open == (required - committed if committed < required else 0)
    by_hand = "NONE" if committed == 0 else "PARTIAL"
    by_hand = "COMMITTED" if committed >= required else by_hand
    assert found.state == ("DELIVERED" if delivered >= required else by_hand)


def test_many_items_cost_one_statement(register: Register) -> None:
    plan = plan_of(register)
    items = [item_of(plan, f"Item {number}") for number in range(9)]
    for item in items:
        commit(register, item, 10)
    with told() as few:
        coverage_of_items(SALMA, items[:2])
    with told() as many:
        coverage_of_items(SALMA, items)
    assert len(few) == len(many) == 1


def test_items_that_nobody_commits_to_are_ones_own(register: Register) -> None:
    plan, there = plan_of(register), plan_of(register, "YE1927")
    axis = item_of(plan, "Axis", None, item_kind="AXIS")
    bare, begun, done = (
        item_of(plan, "Bare", parent=axis.id),
        item_of(plan, "Begun", parent=axis.id),
        item_of(plan, "Done", parent=axis.id, item_state="DONE"),
    )
    theirs = item_of(there, "Theirs", organization=register.organization("NRA").id)
    commit(register, begun, 10)
    nadia = officer(register.areas["YE12"].id)
    assert [row.id for row in items_without_commitment(nadia)] == [bare.id]
    assert {row.id for row in items_without_commitment(SALMA)} == {bare.id, theirs.id}
    khaled = partner("Khaled", register.organization("NRA").id)
    assert [row.id for row in items_without_commitment(khaled)] == [theirs.id]
    opened = {row.id for row in visible(PlanItem, NOBODY).where(is_open(PlanItem))}
    assert opened == {bare.id, begun.id, theirs.id}
    commit(register, begun, 90)
    assert begun.id not in {row.id for row in visible(PlanItem, NOBODY).where(is_open(PlanItem))}
    assert done.id not in {row.id for row in visible(PlanItem, SALMA).where(is_without_commitment(PlanItem))}


def test_a_closed_plan_asks_for_nothing(register: Register) -> None:
    plan = plan_of(register)
    item_of(plan)
    assert items_without_commitment(SALMA).count() == 1
    plan.phase = "CLOSED"
    changes.save(SALMA, plan)
    assert items_without_commitment(SALMA).count() == 0


def test_an_archived_plan_asks_its_officers_for_nothing(register: Register) -> None:
    plan = plan_of(register)
    item_of(plan)
    changes.archive(SALMA, plan)
    assert items_without_commitment(officer(register.areas["YE12"].id)).count() == 0


def test_what_stands_under_a_cancelled_item_asks_for_nothing(register: Register) -> None:
    plan = plan_of(register)
    axis = item_of(plan, "Axis", None)
    given_up = item_of(plan, "Given up", None, parent=axis.id, item_state="CANCELLED")
    below = item_of(plan, "Below", None, parent=given_up.id)
    item_of(plan, "Far below", parent=below.id)
    beside = item_of(plan, "Beside", parent=axis.id)
    assert [row.id for row in items_without_commitment(SALMA)] == [beside.id]


def test_an_item_with_nothing_but_cancelled_ones_under_it_asks_itself(register: Register) -> None:
    plan = plan_of(register)
    item = item_of(plan, "Wells", None)
    item_of(plan, "Given up", parent=item.id, item_state="CANCELLED")
    assert [row.id for row in items_without_commitment(SALMA)] == [item.id]


def test_parts_of_a_unit_that_sum_to_what_is_required_leave_nothing_open(register: Register) -> None:
    item = item_of(plan_of(register), required=Decimal("0.8"))
    commit(register, item, Decimal("0.7"))
    commit(register, item, Decimal("0.1"), "ADR")
    assert _of(item)[1:] == (0, "COMMITTED")
    assert not visible(PlanItem, SALMA).where(is_open(PlanItem)).exists()


def test_twins_are_one_organisation(register: Register) -> None:
    item, twin = item_of(plan_of(register)), register.organization("ADR")
    twin.canonical_id = register.organization("NRA").id
    changes.save(SALMA, twin)
    commit(register, item, 10)
    commit(register, item, 10, "ADR")
    commit(register, item, 10, "WHH")
    sums = coverage_of_items(SALMA, [item])[item.id].sums
    assert (sums.commitment_count, sums.organization_count) == (3, 2)
