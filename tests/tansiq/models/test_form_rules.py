"""What a form and its items have to say, and what they cannot have."""

from datetime import date
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import ChoiceList, Entry, FieldDefinition, TypeDefinition
from tansiq.models.form_rules import MOST_CELLS, count_of_cells
from tansiq.records import changes
from tests.definitions import answers, field, form, item, record_type
from tests.people import SALMA
from tests.register import Register


def _refused(make: Any, *args: Any, **values: Any) -> set[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        make(*args, **values)
    return {(fault.field, fault.code) for fault in refused.value.faults}


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        ({"period_type": "WEEK"}, {("period_type", "UNKNOWN_CODE")}),
        ({"due_days": None, "reported_from": None}, {("due_days", "MISSING"), ("reported_from", "MISSING")}),
        ({"due_days": 0}, {("due_days", "REVERSED")}),
        ({"closes_days": 9}, {("closes_days", "REVERSED")}),
        ({"reported_until": date(2025, 12, 31)}, {("reported_until", "DATES_REVERSED")}),
        ({"approval_levels": 4}, {("approval_levels", "OUT_OF_RANGE")}),
        ({"has_point": True}, {("has_point", "NOT_FILLED")}),
    ],
)
def test_a_form_says_when_it_is_filled(
    values: dict[str, Any], faults: set[tuple[str, str]], register: Register
) -> None:
    assert _refused(form, "statistics", **values) == faults


def test_a_form_in_use_stays_a_form_of_the_same_periods(register: Register) -> None:
    for kind, period_type in ((form("statistics"), "MONTH"), (form("others"), ""), (record_type("wells"), "YEAR")):
        kind.period_type = period_type
        assert ("period_type", "FIXED") in _refused(changes.save, SALMA, kind)


def test_no_entries_are_entered_in_a_form(register: Register) -> None:
    assert _refused(changes.save, SALMA, Entry(record_type=form("statistics").id)) == {("record_type", "NOT_IN_USE")}


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        ({"over_areas": "MEDIAN"}, {("over_areas", "UNKNOWN_CODE")}),
        ({"over_areas": "LATEST"}, {("over_areas", "UNKNOWN_CODE")}),
        ({"value_type": "TEXT", "over_time": ""}, {("over_areas", "NOT_FILLED")}),
        ({"weight_number": 1}, {("weight_number", "NOT_FILLED"), ("weight_number", "NOT_FOUND")}),
        ({"is_indexed": True}, {("is_indexed", "NOT_INDEXED")}),
    ],
)
def test_an_item_says_how_it_is_put_together(
    values: dict[str, Any], faults: set[tuple[str, str]], register: Register
) -> None:
    given = {"value_type": "WHOLE", "over_areas": "SUM", "over_time": "SUM", **values}
    statistics = form("statistics")
    assert _refused(field, "vehicles", table="entry", record_type=statistics.id, **given) == faults


def test_an_average_is_weighted_by_another_number_of_the_form(register: Register) -> None:
    statistics, other = form("statistics"), form("others")
    people, name, elsewhere = item(statistics, "people"), item(statistics, "head", "TEXT"), item(other, "people")
    for wrong in (name, elsewhere):
        values = {"over_areas": "AVERAGE", "weight_number": wrong.number}
        assert _refused(item, statistics, "hours", **values) == {("weight_number", "NOT_FOUND")}
    assert item(statistics, "hours", over_areas="AVERAGE", weight_number=people.number).weight_number == people.number


def _list_of(count: int) -> ChoiceList:
    return answers(*(f"C{number}" for number in range(count)))


def test_items_are_broken_down_by_two_lists_and_into_four_hundred_cells_at_most(register: Register) -> None:
    statistics, ten, six = form("statistics"), _list_of(10), _list_of(6)
    twice: dict[str, Any] = {"breakdown": ten.id, "second_breakdown": ten.id}
    assert _refused(item, statistics, "twice", **twice) == {("second_breakdown", "TAKEN")}
    assert _refused(item, statistics, "half", second_breakdown=ten.id) == {("breakdown", "MISSING")}
    assert _refused(item, statistics, "text", "TEXT", breakdown=ten.id) == {("breakdown", "NOT_FILLED")}
    both: dict[str, Any] = {"breakdown": ten.id, "second_breakdown": six.id}
    items = [item(statistics, f"people{number}", **both) for number in range(6)]
    assert count_of_cells(items) == 360
    assert _refused(item, statistics, "people7", **both) == {("breakdown", "TOO_MANY")}
    item(statistics, "last", breakdown=_list_of(MOST_CELLS - 360).id)
    assert _refused(item, statistics, "more") == {("breakdown", "TOO_MANY")}


def test_fields_of_registers_are_not_put_together(register: Register) -> None:
    wells = record_type("wells")
    for values in ({"over_areas": "SUM"}, {"breakdown": _list_of(2).id}):
        [name] = values
        assert _refused(field, "depth", "WHOLE", "entry", record_type=wells.id, **values) == {(name, "NOT_FILLED")}
    assert _refused(field, "staff", "WHOLE", over_time="SUM") == {("over_time", "NOT_FILLED")}


def test_by_what_an_item_is_broken_down_stays_once_it_is_in_use(register: Register) -> None:
    made = item(form("statistics"), "people", breakdown=_list_of(2).id)
    made.breakdown = _list_of(3)
    assert _refused(changes.save, SALMA, made) == {("breakdown", "FIXED")}
    assert FieldDefinition.get_by_id(made.id).breakdown_id != made.breakdown_id
    assert TypeDefinition.select().count() == 1
