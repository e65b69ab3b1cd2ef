"""What becomes of demands: joined, separated again, declined with a reason, taken up again."""

from datetime import date, timedelta
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Demand
from tansiq.plans.demands import (
    decline_demands,
    join_demands,
    reopen_demand,
    separate_demand,
    take_demands,
    undecided_demands,
)
from tansiq.platform import clock
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.visibility import may
from tansiq.proposals.proposing import submit
from tansiq.records import changes, history
from tests.people import SALMA, officer, partner, people_of
from tests.register import Register
from tests.tansiq.plans.test_alike_demands import enter
from tests.tansiq.plans.test_coverage_of_items import item_of, plan_of


def _codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(fault.code, fault.field) for fault in refused.value.faults]


def _stored(row: Demand) -> Demand:
    return Demand.get_by_id(row.id)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"title_en": ""}, ("NAME_MISSING", "title_ar")),
        ({"quantity": 4}, ("UNIT_MISSING", "unit")),
        ({"severity": 6}, ("OUT_OF_RANGE", "severity")),
        ({"people": -1}, ("NEGATIVE", "people")),
        ({"raised_by": "NEIGHBOUR"}, ("UNKNOWN_CODE", "raised_by")),
        ({"raised_on": clock.today() + timedelta(days=2)}, ("DAY_AHEAD", "raised_on")),
        ({"outcome": "DECLINED"}, ("REASON_MISSING", "reason")),
        ({"outcome": "TAKEN"}, ("ITEM_MISSING", "item")),
        ({"item": 1}, ("ITEM_MISSING", "item")),
    ],
)
def test_what_is_wrong_with_a_demand_is_told_at_its_field(values: dict[str, Any], wrong: tuple[str, str]) -> None:
    facts = {"area": 1, "sector": 1, "title_en": "A well", "raised_on": date(2026, 2, 1), "raised_by": "CITIZEN"}
    assert [(fault.code, fault.field) for fault in Demand(**facts | values).all_faults()] == [wrong]


def test_joined_demands_stay_readable_and_say_into_which(register: Register) -> None:
    first, second, third = (enter(register, f"Drill well {number}") for number in range(3))
    join_demands(SALMA, [third], second)
    join_demands(SALMA, [_stored(second)], first)
    assert [_stored(row).joined_into_id for row in (first, second, third)] == [None, first.id, first.id]
    assert [row.id for row in undecided_demands(SALMA)] == [first.id]
    told = [entry.changes for entry in history.entries_of(SALMA, second)]
    assert any("joined_into" in text for text in told)
    separate_demand(SALMA, _stored(second))
    assert {row.id for row in undecided_demands(SALMA)} == {first.id, second.id}


def test_a_demand_is_joined_into_one_that_stands_by_itself_alone(register: Register) -> None:
    first, second, third = (enter(register, f"Drill well {number}") for number in range(3))
    with pytest.raises(Refused) as itself:
        join_demands(SALMA, [first], first)
    join_demands(SALMA, [second], first)
    with pytest.raises(Refused) as further:
        join_demands(SALMA, [third], _stored(second))
    assert _codes(itself) == _codes(further) == [("JOINED_FURTHER", "joined_into")]
    with pytest.raises(Refused) as again:
        join_demands(SALMA, [_stored(second)], third)
    assert _codes(again) == [("DECIDED", "")]


def test_several_are_joined_together_or_not_at_all(register: Register) -> None:
    first, second, third = (enter(register, f"Drill well {number}") for number in range(3))
    decline_demands(SALMA, [third], "Dry ground.")
    with pytest.raises(Refused):
        join_demands(SALMA, [second, _stored(third)], first)
    assert _stored(second).joined_into_id is None
    with pytest.raises(Refused) as declined:
        join_demands(SALMA, [second], _stored(third))
    assert _codes(declined) == [("DECIDED", "")]


def test_a_declined_demand_says_why_and_can_be_taken_up_again(register: Register) -> None:
    row = enter(register, "Drill a well")
    with pytest.raises(Refused) as silent:
        decline_demands(SALMA, [row], "")
    assert _codes(silent) == [("REASON_MISSING", "reason")]
    decline_demands(SALMA, [_stored(row)], "Dry ground.")
    assert (_stored(row).outcome, _stored(row).reason) == ("DECLINED", "Dry ground.")
    with pytest.raises(Refused) as twice:
        decline_demands(SALMA, [_stored(row)], "Once more.")
    assert _codes(twice) == [("DECIDED", "")]
    reopen_demand(SALMA, _stored(row))
    assert (_stored(row).outcome, _stored(row).reason) == ("OPEN", "")


def test_those_that_wait_are_ones_own_and_the_severest_come_first(register: Register) -> None:
    known = [enter(register, f"Matter {severity}", severity=severity) for severity in (None, 2, 5)]
    elsewhere = enter(register, "Elsewhere", "YE1927")
    nadia = officer(register.areas["YE12"].id)
    assert [row.id for row in undecided_demands(nadia)] == [row.id for row in reversed(known)]
    assert elsewhere.id in {row.id for row in undecided_demands(SALMA)}


def test_the_officers_of_its_area_decide_and_everybody_who_enters_rows_may_propose_a_new_one(
    register: Register,
) -> None:
    here, there, people = enter(register, "Here"), enter(register, "There", "YE1927"), people_of(register)
    new = Demand(area=register.areas["YE1927"].id, sector=register.sectors["WSH"].id)
    assert {name for name, viewer in people.items() if may(viewer, "CHANGE", here)} == {"ministry admin", "officer"}
    assert {name for name, viewer in people.items() if may(viewer, "CHANGE", there)} == {"ministry admin"}
    proposers = {name for name, viewer in people.items() if may(viewer, "PROPOSE", new)}
    assert proposers == {"ministry admin", "officer", "partner", "another partner", "portal"}
    changing = {name for name, viewer in people.items() if may(viewer, "PROPOSE", there)}
    assert changing == {"ministry admin", "officer", "portal"}


def test_a_proposed_demand_waits_for_the_officers_of_its_area(register: Register) -> None:
    khaled = partner("Khaled", register.organization("NRA").id)
    told = {"raised_on": date(2026, 2, 1), "raised_by": "COMMUNITY_COUNCIL", "title_en": "A bridge"}
    row = Demand(area=register.areas["YE121121"].id, sector=register.sectors["WSH"].id, **told)
    proposal = submit(khaled, lambda acting: changes.save(acting, row))
    assert proposal is not None
    assert may(officer(register.areas["YE12"].id), "APPROVE", proposal)
    assert not may(officer(register.areas["YE19"].id), "APPROVE", proposal)


def test_the_name_of_whoever_raised_it_is_known_to_those_alone_who_decide(register: Register) -> None:
    here, there = (enter(register, "A well", pcode, raiser="Somebody") for pcode in ("YE121121", "YE1927"))
    people = people_of(register)
    assert {name for name, one in people.items() if may_see_field(one, "raiser", here)} == {"ministry admin", "officer"}
    assert {name for name, one in people.items() if may_see_field(one, "raiser", there)} == {"ministry admin"}
    assert {name for name, one in people.items() if may_see_field(one, "raiser", Demand)} == {"ministry admin"}


def test_an_item_gathers_several_demands_and_a_taken_one_says_into_which(register: Register) -> None:
    item = item_of(plan_of(register))
    first, second, third = (enter(register, f"Drill well {number}") for number in range(3))
    join_demands(SALMA, [third], first)
    take_demands(SALMA, [_stored(first), second], item)
    assert {row.id for row in Demand.select().where(Demand.item == item.id)} == {first.id, second.id}
    assert {_stored(row).outcome for row in (first, second)} == {"TAKEN"}
    assert list(undecided_demands(SALMA)) == []
    with pytest.raises(Refused, match="DECIDED"):
        take_demands(SALMA, [_stored(third)], item)
    reopen_demand(SALMA, _stored(first))
    assert (_stored(first).outcome, _stored(first).item_id) == ("OPEN", None)


def test_nothing_is_taken_into_an_item_that_was_given_up(register: Register) -> None:
    item, row = item_of(plan_of(register), item_state="CANCELLED"), enter(register, "Drill a well")
    with pytest.raises(Refused, match="ITEM_GONE"):
        take_demands(SALMA, [row], item)
    assert _stored(row).outcome == "OPEN"


def test_nothing_is_taken_into_an_item_of_a_closed_plan_through_any_door(register: Register) -> None:
    plan, row = plan_of(register), enter(register, "Drill a well")
    item = item_of(plan)
    plan.phase = "CLOSED"
    changes.save(SALMA, plan)
    with pytest.raises(Refused) as taken:
        take_demands(SALMA, [row], item)
    row = _stored(row)
    row.outcome, row.item = "TAKEN", item
    with pytest.raises(Refused) as saved:
        changes.save(SALMA, row)
    assert _codes(taken) == _codes(saved) == [("PLAN_CLOSED", "item")]


def test_nothing_is_joined_into_a_demand_that_was_declined_meanwhile(register: Register) -> None:
    row, seen = (enter(register, f"Drill well {number}") for number in range(2))
    decline_demands(SALMA, [_stored(seen)], "Dry ground.")
    with pytest.raises(Refused) as declined:
        join_demands(SALMA, [row], seen)
    assert _codes(declined) == [("DECIDED", "")]
