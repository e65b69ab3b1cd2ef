"""Items that are late on a day: the ends of the trees of all visible plans, the latest first."""

from datetime import date
from decimal import Decimal

import pytest

from tansiq.models import Plan, PlanItem, PlanItemArea
from tansiq.plans.late_items import LATE_DAYS, late_items, only_late, own_of_late
from tansiq.plans.plan_answer import plan_answer
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes, slow_answers
from tests.people import NOBODY, SALMA, officer, partner
from tests.register import Register
from tests.statements import told
from tests.tansiq.plans.measured import Make, aimed, reached

JULY = date(2026, 7, 1)
JUNE = date(2026, 6, 21)


@pytest.fixture
def plan(register: Register) -> Plan:
    """Of water: pipes due ten days before July, wells behind their days, tanks in time, pumps done."""
    found = register.plan()
    water = register.item(found, "Water", item_kind="AXIS", ends_on=date(2026, 1, 31))
    register.item(found, "Pipes", water, ends_on=JUNE, organization=register.organization("NRA").id)
    year = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    register.item(found, "Wells", water, progress=20, **year)
    register.item(found, "Tanks", water, progress=60, **year)
    register.item(found, "Pumps", water, ends_on=JUNE, item_state="DONE")
    register.item(found, "Dams", water, ends_on=JUNE, item_state="CANCELLED")
    return found


def _late(viewer: Viewer = SALMA, on: date = JULY) -> dict[str, int]:
    """By name: the days by which each is late, the latest first."""
    found = late_items(viewer, on)
    rows = only_late(visible(PlanItem, viewer), found).order_by(LATE_DAYS.desc(), PlanItem.id)
    return {row.name_en: found[row.id].late_days for row in rows}


def test_the_ends_of_the_trees_are_late_by_what_the_page_of_their_plan_says(plan: Plan) -> None:
    # Wells: 181 of 364 days are gone, and 20 of 100 done, which is 72.8 days' work.
    assert list(_late().items()) == [("Wells", 108), ("Pipes", 10)]
    found = plan_answer(SALMA, plan, JULY)
    assert {row.id: found.figures[row.id].late_days for row in found.leaves if found.figures[row.id].late_days} == {
        row_id: one.late_days for row_id, one in late_items(SALMA, JULY).items()
    }


def test_lateness_is_told_of_any_day(plan: Plan) -> None:
    assert _late(on=JUNE) == {"Wells": 98}
    assert _late(on=date(2026, 6, 22)) == {"Wells": 99, "Pipes": 1}
    assert _late(on=date(2026, 1, 2)) == {}


def test_what_is_of_a_closed_or_an_archived_plan_is_late_no_more(plan: Plan, register: Register) -> None:
    for change in ("close", "archive"):
        other = register.plan("YE1210")
        register.item(other, "Old", ends_on=JUNE)
        assert "Old" in _late()
        if change == "archive":
            changes.archive(SALMA, other)
        else:
            other = Plan.get_by_id(other.id)
            other.phase = "CLOSED"
            changes.save(SALMA, other)
        assert set(_late()) == {"Wells", "Pipes"}


def test_drafts_are_late_for_whoever_may_read_them(plan: Plan, register: Register) -> None:
    register.item(register.plan(is_published=False), "Draft", ends_on=JUNE)
    assert set(_late()) == {"Wells", "Pipes", "Draft"}
    assert set(_late(NOBODY)) == {"Wells", "Pipes"}


def test_ones_own_are_those_of_ones_areas_or_organisations(plan: Plan, register: Register) -> None:
    register.item(register.plan("YE1927"), "Far", ends_on=JUNE)

    def own(viewer: Viewer) -> list[str]:
        return [row.name_en for row in own_of_late(viewer, late_items(viewer, JULY))]

    assert own(SALMA) == ["Wells", "Pipes", "Far"]
    assert own(officer(register.areas["YE12"].id)) == ["Wells", "Pipes"]
    assert own(partner("Khaled", register.organization("NRA").id)) == ["Pipes"]


def test_what_is_carried_out_in_ones_areas_is_ones_own_although_the_plan_is_of_a_wider_one(register: Register) -> None:
    wide = register.plan("YE12")
    for name, pcodes in (("Here", ["YE121121"]), ("Beside", ["YE1210"]), ("Both", ["YE1210", "YE1211"]), ("All", [])):
        item = register.item(wide, name, ends_on=JUNE)
        changes.replace_parts(SALMA, item, PlanItemArea, [{"area": register.areas[pcode].id} for pcode in pcodes])
    found = late_items(SALMA, JULY)
    assert [row.name_en for row in own_of_late(officer(register.areas["YE1211"].id), found)] == ["Here", "Both"]
    assert len(list(own_of_late(officer(register.areas["YE12"].id), found))) == 4
    assert list(own_of_late(partner("Khaled", register.organization("NRA").id), found)) == []


def test_a_draft_that_is_carried_out_in_ones_areas_stays_hidden(register: Register) -> None:
    item = register.item(register.plan("YE12", is_published=False), "Draft", ends_on=JUNE)
    changes.replace_parts(SALMA, item, PlanItemArea, [{"area": register.areas["YE1211"].id}])
    nadia = officer(register.areas["YE1211"].id)
    assert (late_items(nadia, JULY), list(own_of_late(nadia, late_items(SALMA, JULY)))) == ({}, [])


def test_what_an_indicator_tells_counts(plan: Plan, indicator: Make) -> None:
    wells = PlanItem.get(PlanItem.name_en == "Wells")
    measured = indicator(item=wells.id)
    aimed(measured, 200)
    reached(measured, 180)
    assert _late() == {"Pipes": 10}


def test_progress_is_told_beside_the_days(plan: Plan) -> None:
    found = late_items(SALMA, JULY)
    assert {Decimal(str(one.progress)) for one in found.values()} == {Decimal(20), Decimal(0)}


def test_what_was_reported_since_the_answer_was_kept_is_left_out(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_answers, "LONG", 0)
    monkeypatch.setattr(slow_answers, "TIMES", 10**6)
    assert set(_late()) == {"Wells", "Pipes"}
    pipes = PlanItem.get(PlanItem.name_en == "Pipes")
    pipes.item_state = "DONE"
    changes.save(SALMA, pipes)
    assert set(_late()) == {"Wells"}


def test_statements_do_not_grow_with_items_or_plans(plan: Plan, register: Register) -> None:
    with told() as few:
        assert len(_late()) == 2
    for number in range(4):
        other = register.plan("YE1210")
        for count in range(5):
            register.item(other, f"Item {number} {count}", ends_on=JUNE)
    with told() as many:
        assert len(_late()) == 22
    assert len(many) == len(few) <= 7
