"""Figures are put together over units and periods as each item says, with how many reports are in them."""

from dataclasses import replace
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.forms.asked_items import items_named
from tansiq.forms.assigning import assign
from tansiq.forms.figure_question import RollUp
from tansiq.forms.rolling_up import roll_up
from tansiq.forms.versions import publish
from tansiq.models import Assignment, FieldDefinition
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.definitions import form, item
from tests.filled_forms import BEGINNING, FilledForm, municipal_form
from tests.people import NOBODY, SALMA, officer, portal
from tests.register import Register
from tests.reported import nothing_reported, reported
from tests.statements import told


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    """Two units of Abyan and one of Hadramawt; what they submit counts at once."""
    places = {"Ja'ar": "YE1211", "Zinjibar": "YE1210", "Mukalla": "YE1927"}
    return municipal_form(*(register.unit(name, pcode=pcode) for name, pcode in places.items()), approval_levels=0)


def _asked(filled: FilledForm, *keys: str, back: int = 1, **more: Any) -> RollUp:
    """The items from so many periods before now to the last one."""
    first, last = filled.period(back).ends, filled.period().ends
    return RollUp(filled.form, items_named(filled.form, keys), first, last, **more)


def _told(viewer: Viewer, asked: RollUp) -> list[tuple[Any, ...]]:
    return [(one.value, one.reported, one.expected) for one in roll_up(viewer, asked)]


def test_flows_are_added_up_and_of_stocks_the_latest_counts(municipal: FilledForm) -> None:
    reported(municipal, 0, back=2, vehicles=10, working=4)
    reported(municipal, 0, back=1, vehicles=12, working=6)
    reported(municipal, 1, back=2, vehicles=1, working=1)
    assert _told(SALMA, _asked(municipal, "vehicles", "working", back=2)) == [(23, 3, 6), (7, 3, 6)]


def test_areas_are_told_with_how_many_of_their_units_reported(municipal: FilledForm, register: Register) -> None:
    reported(municipal, 0, vehicles=10)
    found = roll_up(SALMA, _asked(municipal, "vehicles", level=1))
    told = {one.area_id: (one.value, one.reported, one.expected) for one in found}
    assert told == {register.areas["YE12"].id: (10, 1, 2), register.areas["YE19"].id: (None, 0, 1)}
    within = _asked(municipal, "vehicles", within=register.areas["YE1210"])
    assert _told(SALMA, within) == [(None, 0, 1)]


def test_units_periods_and_cells_stay_apart_where_it_is_asked(municipal: FilledForm) -> None:
    reported(municipal, 0, back=2, vehicles=1, waste={"DRY": 2.5, "WET": 0.1})
    reported(municipal, 0, back=1, vehicles=1, waste={"DRY": 0.2})
    cells = roll_up(SALMA, _asked(municipal, "waste", back=2, by=frozenset({"CELL"})))
    assert [(one.cell, one.value) for one in cells] == [("", 2.8), ("DRY", 2.7), ("WET", 0.1)]
    apart = roll_up(SALMA, _asked(municipal, "waste", back=2, by=frozenset({"UNIT", "PERIOD"})))
    first = municipal.units[0].id
    assert [(one.period, one.value, one.reported) for one in apart if one.unit_id == first] == [
        (municipal.period(2), 2.6, 1), (municipal.period(1), 0.2, 1),
    ]  # fmt: skip
    assert len(apart) == 6


def test_nothing_to_report_is_reported_and_what_is_not_known_is_not(municipal: FilledForm) -> None:
    reported(municipal, 0, vehicles=0)
    nothing_reported(municipal, 1)
    assert _told(SALMA, _asked(municipal, "vehicles", "working")) == [(0, 2, 3), (None, 1, 3)]


def test_a_report_that_is_not_approved_counts_where_that_is_asked(register: Register) -> None:
    municipal = municipal_form(register.unit("Ja'ar"))
    reported(municipal, vehicles=5)
    assert _told(SALMA, _asked(municipal, "vehicles")) == [(None, 0, 1)]
    both = _asked(municipal, "vehicles", states=frozenset({"APPROVED", "SUBMITTED"}))
    assert _told(SALMA, both) == [(5, 1, 1)]


def test_more_than_is_expected_is_never_counted(municipal: FilledForm) -> None:
    reported(municipal, 0, vehicles=5)
    changes.archive(SALMA, Assignment.get(Assignment.unit == municipal.units[0].id))
    assert _told(SALMA, _asked(municipal, "vehicles")) == [(5, 0, 2)]


def test_a_calculated_item_is_put_together_as_it_says(municipal: FilledForm) -> None:
    reported(municipal, 0, vehicles=10, working=4)
    reported(municipal, 1, vehicles=5, working=5)
    # This one lacks what the difference is made of.
    reported(municipal, 2, vehicles=100)
    assert _told(SALMA, _asked(municipal, "idle")) == [(6, 2, 3)]


@pytest.mark.parametrize("by", [frozenset(), frozenset({"PERIOD"}), frozenset({"CELL"}), frozenset({"PERIOD", "CELL"})])
def test_areas_come_to_what_their_units_come_to(municipal: FilledForm, by: frozenset[str]) -> None:
    for unit, back in ((0, 1), (0, 2), (1, 1), (2, 2)):
        reported(municipal, unit, back=back, vehicles=10 + unit + back, waste={"DRY": back / 10, "WET": unit})
    nothing_reported(municipal, 1, back=2)
    for is_whole in (True, False):
        asked = _asked(municipal, "vehicles", "waste", back=2, level=1, by=by)
        units = roll_up(SALMA, replace(asked, by=by | {"UNIT"}))
        for one in roll_up(SALMA, asked):
            key = (one.item.number, one.cell, one.area_id, one.period)
            parts = [part for part in units if (part.item.number, part.cell, part.area_id, part.period) == key]
            known = [part.value for part in parts if part.value is not None]
            assert one.value == (pytest.approx(sum(known)) if known else None)
            if not one.cell:
                assert one.reported == sum(part.reported for part in parts)
        if is_whole:
            # From now on not all that was reported was expected.
            changes.archive(SALMA, Assignment.get(Assignment.unit == municipal.units[2].id))


def test_what_a_unit_reports_that_is_not_seen_is_in_no_sum(municipal: FilledForm) -> None:
    reported(municipal, 0, vehicles=10)
    reported(municipal, 1, vehicles=5)
    hidden = municipal.units[1]
    hidden.is_published = False
    changes.save(SALMA, hidden)
    assert _told(NOBODY, _asked(municipal, "vehicles")) == [(10, 1, 2)]
    assert _told(SALMA, _asked(municipal, "vehicles")) == [(15, 2, 3)]


@pytest.fixture
def shares(register: Register) -> FilledForm:
    """Inhabitants, those with water, their share, and hours of electricity by inhabitants."""
    made = form("services", reported_from=BEGINNING, closes_days=None, approval_levels=0)
    people = item(made, "people", over_time="LATEST")
    served = item(made, "served", over_time="LATEST")
    formula = f"${{{served.number}}} div ${{{people.number}}} * 100"
    share = item(made, "share", "CALCULATED", formula=formula, over_areas="AVERAGE", over_time="LATEST", decimals=1)
    hours = item(made, "hours", "NUMBER", over_areas="AVERAGE", over_time="AVERAGE", weight_number=people.number)
    most = item(made, "most", over_areas="MAXIMUM", over_time="MAXIMUM")
    alone = item(made, "alone", over_areas="", over_time="")
    publish(SALMA, made, BEGINNING)
    units = (register.unit("Ja'ar"), register.unit("Zinjibar"))
    assign(SALMA, made, units, BEGINNING)
    items = {one.key: one for one in (people, served, share, hours, most, alone)}
    return FilledForm(made, items, units)


def test_shares_are_reckoned_from_sums_and_never_added_up(shares: FilledForm) -> None:
    reported(shares, 0, people=1000, served=100)
    reported(shares, 1, people=10, served=10)
    assert _told(SALMA, _asked(shares, "share")) == [(10.9, 2, 2)]
    each = roll_up(SALMA, _asked(shares, "share", by=frozenset({"UNIT"})))
    assert [one.value for one in each] == [10, 100]


def test_averages_are_weighed_by_the_item_that_they_name(shares: FilledForm) -> None:
    reported(shares, 0, people=30, hours=10)
    reported(shares, 1, people=10, hours=2)
    assert _told(SALMA, _asked(shares, "hours")) == [(8, 2, 2)]
    reported(shares, 0, back=2, people=70, hours=20)
    # Of the first unit 15 hours over both periods, by the inhabitants whom it has now.
    assert _told(SALMA, _asked(shares, "hours", back=2)) == [((15 * 30 + 2 * 10) / 40, 3, 4)]


def test_the_highest_is_told_where_an_item_says_so(shares: FilledForm) -> None:
    for back, most in ((1, 3), (2, 9)):
        reported(shares, 0, back=back, most=most)
    reported(shares, 1, most=4)
    assert _told(SALMA, _asked(shares, "most", back=2)) == [(9, 3, 4)]


def test_what_is_not_put_together_stands_by_itself_alone(shares: FilledForm) -> None:
    reported(shares, 0, alone=7)
    assert _told(SALMA, _asked(shares, "alone")) == [(None, 1, 2)]
    each = roll_up(SALMA, _asked(shares, "alone", by=frozenset({"UNIT"})))
    assert [one.value for one in each] == [7, None]
    over_time = roll_up(SALMA, _asked(shares, "alone", back=2, by=frozenset({"UNIT"})))
    assert {one.value for one in over_time} == {None}


def test_a_series_goes_on_over_versions(municipal: FilledForm) -> None:
    reported(municipal, 0, back=2, vehicles=10)
    item(municipal.form, "lamps")
    publish(SALMA, municipal.form, municipal.period().begins)
    reported(municipal, 0, back=1, vehicles=20)
    asked = _asked(municipal, "vehicles", "lamps", back=2, by=frozenset({"PERIOD"}))
    assert [one.value for one in roll_up(SALMA, asked)] == [10, 20, None, None]


@pytest.mark.parametrize("kept_back", [{"is_published": False}, {"is_personal": True}])
def test_what_is_not_told_has_no_figures(municipal: FilledForm, kept_back: dict[str, bool]) -> None:
    reported(municipal, 0, vehicles=10, working=4)
    stored = FieldDefinition.get_by_id(municipal.number("working"))
    idle = FieldDefinition.get_by_id(municipal.number("idle"))
    for one in (idle, stored):
        for name, value in kept_back.items():
            setattr(one, name, value)
        changes.save(SALMA, one)
    for key in ("working", "idle", "nothing"):
        with pytest.raises(Refused) as refused:
            items_named(municipal.form, [key])
        assert [(fault.code, fault.field) for fault in refused.value.faults] == [("UNKNOWN_FIELD", "items")]


def test_each_is_told_of_the_reports_that_they_read(municipal: FilledForm, register: Register) -> None:
    for unit in range(3):
        reported(municipal, unit, vehicles=10)
    asked, abyan = _asked(municipal, "vehicles"), register.areas["YE12"].id
    assert _told(portal(abyan), asked) == [(20, 2, 2)]
    assert _told(NOBODY, asked) == [(30, 3, 3)]
    municipal.form.policy = "OFFICERS"
    changes.save(SALMA, municipal.form)
    asked = replace(asked, form=municipal.form)
    assert [value for value, *_ in _told(NOBODY, asked)] == [None]
    assert [value for value, *_ in _told(officer(abyan), asked)] == [20]


def test_reversed_days_are_refused(municipal: FilledForm) -> None:
    asked = replace(_asked(municipal, "vehicles"), first=municipal.period().ends, last=BEGINNING)
    with pytest.raises(Refused) as refused:
        roll_up(SALMA, asked)
    assert [fault.code for fault in refused.value.faults] == ["DATES_REVERSED"]


def test_what_is_known_already_is_not_asked_again(municipal: FilledForm) -> None:
    reported(municipal, 0, vehicles=10)
    asked = _asked(municipal, "vehicles", level=1, back=2)
    roll_up(SALMA, asked)
    with told() as statements:
        roll_up(SALMA, asked)
    assert ["data_version" in text for text in statements] == [True, False]
