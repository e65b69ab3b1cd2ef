"""Items are added, moved and removed with all that stands under them, and nobody's order is lost."""

from collections.abc import Callable

import pytest

from tansiq.faults import Refused
from tansiq.models import Plan, PlanItem
from tansiq.plans import moving
from tansiq.plans.moving import Place
from tansiq.records import changes
from tansiq.records.undoing import undo
from tests.people import SALMA, officer, partner
from tests.register import Register
from tests.tansiq.plans.outlines import named, outline


@pytest.fixture
def plan(register: Register) -> Plan:
    """Water with wells and pipes, then health with clinics."""
    found = register.plan()
    water = register.item(found, "Water")
    register.item(found, "Wells", water)
    register.item(found, "Pipes", water)
    register.item(found, "Clinics", register.item(found, "Health"))
    return found


def test_an_item_is_added_between_two_others(plan: Plan) -> None:
    row = PlanItem(plan=plan.id, name_en="Tanks")
    moving.add_item(SALMA, row, Place(named("Water").id, 2))
    assert outline(plan)[:4] == [("1", "Water"), ("1.1", "Wells"), ("1.2", "Tanks"), ("1.3", "Pipes")]
    assert (row.code, row.position) == ("1.2", 2)


def test_an_item_moves_among_its_siblings_and_stops_at_their_ends(plan: Plan) -> None:
    moving.move_by(SALMA, named("Health"), -1)
    assert outline(plan)[:2] == [("1", "Health"), ("1.1", "Clinics")]
    moving.move_by(SALMA, named("Health"), -1)
    moving.move_by(SALMA, named("Water"), 5)
    assert [name for _, name in outline(plan)] == ["Health", "Clinics", "Water", "Wells", "Pipes"]


def test_indenting_and_outdenting_are_each_others_reverse(plan: Plan) -> None:
    before = outline(plan)
    moving.indent(SALMA, named("Health"))
    assert outline(plan)[3:] == [("1.3", "Health"), ("1.3.1", "Clinics")]
    moving.outdent(SALMA, named("Health"))
    assert outline(plan) == before
    moving.outdent(SALMA, named("Wells"))
    assert [code for code, name in outline(plan) if name in ("Water", "Wells", "Pipes", "Health")] == [
        "1", "1.1", "2", "3",
    ]  # fmt: skip


def test_the_first_cannot_be_indented_nor_a_root_outdented(plan: Plan) -> None:
    with pytest.raises(Refused, match="NO_SIBLING"):
        moving.indent(SALMA, named("Wells"))
    with pytest.raises(Refused, match="NO_PARENT"):
        moving.outdent(SALMA, named("Water"))


def test_who_re_orders_a_branch_that_somebody_else_re_ordered_is_told_and_nothing_is_lost(plan: Plan) -> None:
    register_order = moving.order_of(moving.siblings(plan.id, named("Water").id))
    first, second = named("Wells"), named("Pipes")
    moving.move_by(SALMA, first, 1, register_order)
    with pytest.raises(Refused, match="CHANGED_MEANWHILE"):
        moving.move_by(SALMA, second, 1, register_order)
    assert [name for _, name in outline(plan)[:3]] == ["Water", "Pipes", "Wells"]


def test_a_change_of_what_an_item_says_is_no_other_order(plan: Plan) -> None:
    seen = moving.order_of(moving.siblings(plan.id, named("Water").id))
    wells = named("Wells")
    wells.name_ar = "آبار"
    changes.save(SALMA, wells)
    moving.move_by(SALMA, named("Pipes"), -1, seen)
    assert [name for _, name in outline(plan)[:3]] == ["Water", "Pipes", "Wells"]


def test_a_branch_is_removed_as_a_whole_and_brought_back_as_a_whole(plan: Plan) -> None:
    before = outline(plan)
    batch = moving.remove_branch(SALMA, named("Water"))
    assert outline(plan) == [("1", "Health"), ("1.1", "Clinics")]
    undo(SALMA, batch)
    assert outline(plan) == before


def test_removing_a_tenth_item_leaves_the_first_alone(register: Register) -> None:
    plan = register.plan()
    for number in range(1, 12):
        register.item(plan, f"Axis {number}")
    moving.remove_branch(SALMA, named("Axis 1"))
    assert len(outline(plan)) == 10


def test_officers_of_the_area_move_and_others_do_not(plan: Plan, register: Register) -> None:
    nadia, elsewhere = officer(register.areas["YE12"].id), officer(register.areas["YE19"].id)
    moving.move_by(nadia, named("Health"), -1)
    huda = partner("Huda", register.organization("ADR").id)
    for viewer in (elsewhere, huda):
        with pytest.raises(Refused, match="FORBIDDEN"):
            moving.move_by(viewer, named("Health"), 1)


def test_a_removed_item_is_not_removed_again_in_the_place_of_the_one_that_stands_there_now(plan: Plan) -> None:
    stale = named("Wells")
    moving.remove_branch(SALMA, named("Wells"))
    for row in (stale, named("Wells")):
        with pytest.raises(Refused, match="ARCHIVED"):
            moving.remove_branch(SALMA, row)
    assert outline(plan)[:2] == [("1", "Water"), ("1.1", "Pipes")]


def test_what_stands_elsewhere_meanwhile_is_removed_with_what_is_under_it_now(plan: Plan) -> None:
    stale = named("Water")
    moving.move_by(SALMA, named("Health"), -1)
    moving.remove_branch(SALMA, stale)
    assert outline(plan) == [("1", "Health"), ("1.1", "Clinics")]


def test_an_archived_item_is_not_moved(plan: Plan) -> None:
    moving.remove_branch(SALMA, named("Pipes"))
    deeds: list[Callable[[PlanItem], object]] = [
        lambda item: moving.move_by(SALMA, item, -1),
        lambda item: moving.indent(SALMA, item),
        lambda item: moving.outdent(SALMA, item),
        lambda item: moving.move_item(SALMA, item, Place(named("Health").id)),
    ]
    for deed in deeds:
        with pytest.raises(Refused, match="ARCHIVED"):
            deed(named("Pipes"))


def test_nothing_is_entered_after_what_is_archived(plan: Plan) -> None:
    moving.remove_branch(SALMA, named("Wells"))
    with pytest.raises(Refused, match="ARCHIVED"):
        moving.after(named("Wells"))


def test_whoever_may_only_propose_is_told_that_they_remove_no_branch(plan: Plan, register: Register) -> None:
    with pytest.raises(Refused, match="FORBIDDEN"):
        moving.remove_branch(officer(register.areas["YE19"].id), named("Water"))
