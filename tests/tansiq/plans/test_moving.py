"""Items are added, moved and removed with all that stands under them, and nobody's order is lost."""

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


def test_what_is_archived_has_no_place(plan: Plan) -> None:
    seen_before = named("Wells")
    changes.archive(SALMA, named("Wells"))
    for item in (seen_before, named("Wells")):
        with pytest.raises(Refused, match="ARCHIVED"):
            moving.move_by(SALMA, item, 1)
        with pytest.raises(Refused, match="ARCHIVED"):
            moving.indent(SALMA, item)
    with pytest.raises(Refused, match="ARCHIVED"):
        moving.after(named("Wells"))


def test_whoever_may_only_propose_is_told_that_they_remove_no_branch(plan: Plan, register: Register) -> None:
    with pytest.raises(Refused, match="FORBIDDEN"):
        moving.remove_branch(officer(register.areas["YE19"].id), named("Water"))
