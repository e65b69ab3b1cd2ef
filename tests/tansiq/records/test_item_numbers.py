"""Items of plans are numbered by where they stand, whichever door moves them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Plan, PlanItem, PlanItemArea
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk, bulk_parts, changes, item_numbers, open_plans
from tansiq.records.bulk_actions import carry_out
from tansiq.records.undoing import undo
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.plans.outlines import named, outline


@pytest.fixture
def plan(register: Register) -> Plan:
    """Water with wells and pipes, then health."""
    found = register.plan()
    water = register.item(found, "Water")
    register.item(found, "Wells", water)
    register.item(found, "Pipes", water)
    register.item(found, "Health")
    return found


def move(name: str, **values: Any) -> None:
    row = named(name)
    for field, value in values.items():
        setattr(row, field, value)
    changes.save(SALMA, row)


def test_items_are_numbered_as_they_are_entered(plan: Plan) -> None:
    assert outline(plan) == [("1", "Water"), ("1.1", "Wells"), ("1.2", "Pipes"), ("2", "Health")]


def test_siblings_make_room_for_an_item_that_moves(plan: Plan) -> None:
    move("Pipes", position=1)
    assert outline(plan) == [("1", "Water"), ("1.1", "Pipes"), ("1.2", "Wells"), ("2", "Health")]
    move("Health", position=1)
    assert outline(plan) == [("1", "Health"), ("2", "Water"), ("2.1", "Pipes"), ("2.2", "Wells")]


def test_a_branch_keeps_its_order_under_another_item(plan: Plan) -> None:
    move("Water", parent=named("Health").id, position=None)
    assert outline(plan) == [("1", "Health"), ("1.1", "Water"), ("1.1.1", "Wells"), ("1.1.2", "Pipes")]


def test_an_own_code_stands_before_those_under_it(plan: Plan) -> None:
    move("Water", own_code="W")
    assert outline(plan) == [("W", "Water"), ("W.1", "Wells"), ("W.2", "Pipes"), ("2", "Health")]


def test_an_archived_item_leaves_no_gap_and_returns_to_its_place(plan: Plan) -> None:
    wells = named("Wells")
    changes.archive(SALMA, wells)
    assert outline(plan) == [("1", "Water"), ("1.1", "Pipes"), ("2", "Health")]
    changes.restore(SALMA, named("Wells"))
    assert outline(plan) == [("1", "Water"), ("1.1", "Wells"), ("1.2", "Pipes"), ("2", "Health")]


def test_more_than_nine_siblings_stay_in_their_order(register: Register) -> None:
    plan = register.plan()
    for number in range(1, 13):
        register.item(plan, f"Axis {number}")
    assert outline(plan) == [(str(number), f"Axis {number}") for number in range(1, 13)]


def test_moving_counts_no_version_of_the_siblings(plan: Plan) -> None:
    move("Pipes", position=1)
    assert [named(name).version for name in ("Wells", "Pipes", "Health")] == [1, 2, 1]


def test_items_entered_and_changed_together_are_numbered(plan: Plan) -> None:
    new = [PlanItem(plan=plan.id, name_en=name) for name in ("Roads", "Schools")]
    with changes.together():
        bulk.enter(SALMA, new)
    assert outline(plan)[-2:] == [("3", "Roads"), ("4", "Schools")]
    row = named("Schools")
    before = row.values()
    row.parent_id = named("Health").id
    with changes.together():
        bulk.change(SALMA, [row], [before])
    assert outline(plan)[-3:] == [("2", "Health"), ("2.1", "Schools"), ("3", "Roads")]


def _refusal(name: str, viewer: Viewer = SALMA, **values: Any) -> str:
    row = named(name)
    for field, value in values.items():
        setattr(row, field, value)
    with pytest.raises(Refused) as refused:
        changes.save(viewer, row)
    return refused.value.code


def test_an_item_cannot_stand_under_itself_or_in_two_plans(plan: Plan, register: Register) -> None:
    other = register.item(register.plan(name_en="Another plan"), "Elsewhere")
    assert _refusal("Water", parent=named("Pipes").id) == "PARENT_IS_BELOW"
    assert _refusal("Water", parent=named("Water").id) == "PARENT_IS_BELOW"
    assert _refusal("Water", parent=other.id) == "OTHER_PLAN"
    assert _refusal("Water", plan=other.plan_id) == "OTHER_PLAN"
    assert _refusal("Health", serves=other.id) == "OTHER_PLAN"


def test_a_tree_has_six_levels_and_no_more(register: Register) -> None:
    plan, above = register.plan(), None
    for level in range(1, 7):
        above = register.item(plan, f"Level {level}", above)
    assert outline(plan)[-1] == ("1.1.1.1.1.1", "Level 6")
    with pytest.raises(Refused) as refused:
        register.item(plan, "Level 7", above)
    assert refused.value.code == "TOO_DEEP"
    top = register.item(plan, "Top")
    assert _refusal("Level 1", parent=top.id) == "TOO_DEEP"


def test_a_code_is_one_items_own(plan: Plan) -> None:
    assert _refusal("Health", own_code="1.2") == "CODE_TAKEN"


def test_nothing_in_a_closed_plan_changes(plan: Plan, register: Register) -> None:
    plan.phase = "CLOSED"
    changes.save(SALMA, plan)
    assert _refusal("Wells", item_state="DONE") == "PLAN_CLOSED"
    with pytest.raises(Refused, match="PLAN_CLOSED"):
        changes.archive(SALMA, named("Wells"))
    with pytest.raises(Refused, match="PLAN_CLOSED"):
        register.item(plan, "Late thought")
    with pytest.raises(Refused, match="PLAN_CLOSED"):
        carry_out(SALMA, "ARCHIVE", [named("Wells")])


def test_many_items_of_a_closed_plan_at_once_do_not_change_either(plan: Plan, register: Register) -> None:
    wells = named("Wells")
    plan.phase = "CLOSED"
    changes.save(SALMA, plan)
    before = wells.values()
    wells.item_state = "DONE"
    acts: tuple[Callable[[], object], ...] = (
        lambda: bulk.enter(SALMA, [PlanItem(plan=plan.id, name_en="Roads")]),
        lambda: bulk.change(SALMA, [wells], [before]),
        lambda: bulk_parts.replace_parts(SALMA, PlanItemArea, [(wells, [{"area": register.areas["YE12"].id}])]),
    )
    for act in acts:
        with pytest.raises(Refused, match="PLAN_CLOSED"), changes.together():
            act()
    assert named("Wells").item_state == "NOT_STARTED"


def test_taking_a_removal_back_waits_for_an_amendment_once_the_plan_is_adopted(plan: Plan) -> None:
    batch = carry_out(SALMA, "ARCHIVE", [named("Wells")])
    changes.save_derived(SALMA, plan, edition=1, is_frozen=True)
    with pytest.raises(Refused, match="PLAN_FROZEN"):
        undo(SALMA, batch)
    changes.save_derived(SALMA, plan, is_frozen=False)
    undo(SALMA, batch)
    assert ("1.1", "Wells") in outline(plan)


def test_an_adopted_plan_says_what_it_says_until_it_is_amended(plan: Plan) -> None:
    changes.save_derived(SALMA, plan, edition=1, is_frozen=True)
    assert _refusal("Wells", ends_on=date(2026, 5, 1)) == "PLAN_FROZEN"
    move("Wells", item_state="UNDER_WAY", progress=40, reported_on=date(2026, 3, 1), remark="Half of them")
    assert named("Wells").progress == 40
    changes.save_derived(SALMA, plan, is_frozen=False)
    move("Wells", ends_on=date(2026, 5, 1))
    assert named("Wells").ends_on == date(2026, 5, 1)


def test_a_plan_is_not_said_to_be_adopted_before_it_is(plan: Plan) -> None:
    plan.phase = "ADOPTED"
    with pytest.raises(Refused, match="NOT_ADOPTED"):
        changes.save(SALMA, plan)


def test_a_plan_derives_from_no_plan_that_derives_from_it(plan: Plan, register: Register) -> None:
    annual = register.plan(name_en="Annual plan", plan_kind="ANNUAL", parent=plan.id)
    plan.parent_id = annual.id
    with pytest.raises(Refused, match="PARENT_IS_BELOW"):
        changes.save(SALMA, plan)


def test_an_item_does_not_return_with_a_code_that_another_one_has_meanwhile(plan: Plan) -> None:
    move("Wells", own_code="W1")
    changes.archive(SALMA, named("Wells"))
    move("Pipes", own_code="W1")
    deeds: tuple[Callable[[], object], ...] = (
        lambda: changes.restore(SALMA, named("Wells")),
        lambda: carry_out(SALMA, "RESTORE", [named("Wells")]),
    )
    for deed in deeds:
        with pytest.raises(Refused, match="CODE_TAKEN"):
            deed()
    move("Pipes", own_code="")
    changes.restore(SALMA, named("Wells"))
    assert ("W1", "Wells") in outline(plan)


def test_plans_are_held_before_the_rows_that_are_numbered_in_them(
    plan: Plan, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever holds the rows first waits for whoever moves one item, who waits for them."""
    held = list[type]()
    for module in (changes, bulk, open_plans, item_numbers):
        monkeypatch.setattr(module, "hold", lambda table, _ids: held.append(table))
    wells = named("Wells")
    before = wells.values()
    wells.name_en = "Deep wells"
    acts: tuple[Callable[[], object], ...] = (
        lambda: bulk.change(SALMA, [wells], [before]),
        lambda: carry_out(SALMA, "ARCHIVE", [named("Pipes")]),
        lambda: changes.replace_parts(SALMA, named("Health"), PlanItemArea, [{"area": register.areas["YE12"].id}]),
    )
    for act in acts:
        held.clear()
        with changes.together():
            act()
        assert held[0] is Plan
