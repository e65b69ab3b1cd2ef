"""Rates are told by the people of those units that are in a figure, or not at all."""

from typing import Any

import pytest

from tansiq.forms.asked_items import items_named
from tansiq.forms.figure_question import RollUp
from tansiq.forms.rolling_up import RolledUp, roll_up
from tansiq.forms.typed_formula import formula_item
from tansiq.models import Area, data_stamps
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA
from tests.register import Register
from tests.reported import nothing_reported, reported
from tests.statements import told

PEOPLE = {"YE1211": (60_000, 2017), "YE1210": (40_000, 2019), "YE12": (700_000, 2017), "YE1927": (50_000, None)}


@pytest.fixture
def peopled(register: Register) -> Register:
    """The register knows how many people live where the units are in charge."""
    for pcode, (people, year) in PEOPLE.items():
        Area.update(population=people, population_year=year).where(Area.pcode == pcode).execute()
    data_stamps.bump(["area"])
    return register


@pytest.fixture
def municipal(peopled: Register) -> FilledForm:
    """Two units of Abyan and one of Hadramawt."""
    return _filled(peopled, {"Ja'ar": "YE1211", "Zinjibar": "YE1210", "Mukalla": "YE1927"})


def _filled(register: Register, places: dict[str, str]) -> FilledForm:
    units = (register.unit(name, pcode=pcode) for name, pcode in places.items())
    return municipal_form(*units, approval_levels=0)


def _rolled(filled: FilledForm, *keys: str, back: int = 1, **more: Any) -> list[RolledUp]:
    first, last = filled.period(back).ends, filled.period().ends
    asked = RollUp(filled.form, items_named(filled.form, keys or ["vehicles"]), first, last, per=1_000, **more)
    return roll_up(SALMA, asked)


def _rates(filled: FilledForm, *keys: str, **more: Any) -> list[tuple[Any, ...]]:
    """(rate, people, years) of each figure."""
    rates = [one.rate for one in _rolled(filled, *keys, **more)]
    return [(one.value, one.of and one.of.people, one.of and one.of.years) for one in rates]


def test_the_people_of_units_that_did_not_report_are_left_out(municipal: FilledForm) -> None:
    reported(municipal, 0, vehicles=30)
    assert _rates(municipal) == [(0.5, 60_000, (2017,))]
    reported(municipal, 1, vehicles=10)
    assert _rates(municipal) == [(0.4, 100_000, (2017, 2019))]
    assert _rates(municipal, level=1) == [(0.4, 100_000, (2017, 2019)), (None, None, None)]


def test_units_stand_beside_the_people_of_their_own_area(municipal: FilledForm) -> None:
    reported(municipal, 0, vehicles=30)
    reported(municipal, 2, vehicles=5)
    by_unit = frozenset({"UNIT"})
    assert _rates(municipal, by=by_unit) == [(0.5, 60_000, (2017,)), (None, None, None), (0.1, 50_000, ())]


def test_who_had_nothing_to_report_counts(municipal: FilledForm) -> None:
    reported(municipal, 0, vehicles=30)
    nothing_reported(municipal, 1)
    assert _rates(municipal) == [(0.3, 100_000, (2017, 2019))]


def test_of_what_is_not_known_nothing_is_told(municipal: FilledForm) -> None:
    assert _rates(municipal) == [(None, None, None)]
    Area.update(population=None).where(Area.pcode == "YE1211").execute()
    reported(municipal, 0, vehicles=30)
    reported(municipal, 1, vehicles=10)
    assert _rates(municipal) == [(None, None, None)]


def test_where_nobody_lives_there_is_no_rate(municipal: FilledForm) -> None:
    Area.update(population=0).where(Area.pcode == "YE1211").execute()
    reported(municipal, 0, vehicles=30)
    assert _rates(municipal) == [(None, 0, (2017,))]


def test_people_of_an_area_within_another_count_once(peopled: Register) -> None:
    nested = _filled(peopled, {"Abyan": "YE12", "Khanfar": "YE1211"})
    reported(nested, 0, vehicles=700)
    # Khanfar lies in Abyan and did not report: its people would count, and what it has would not.
    assert _rates(nested) == [(None, None, None)]
    reported(nested, 1, vehicles=700)
    assert _rates(nested) == [(2.0, 700_000, (2017,))]


def test_of_two_units_in_one_area_both_are_needed(peopled: Register) -> None:
    centres = _filled(peopled, {"First": "YE1211", "Second": "YE1211"})
    reported(centres, 0, vehicles=30)
    assert _rates(centres) == [(None, None, None)]
    reported(centres, 1, vehicles=30)
    assert _rates(centres) == [(1.0, 60_000, (2017,))]


def test_what_is_added_up_over_periods_needs_all_of_them_and_what_is_the_latest_does_not(municipal: FilledForm) -> None:
    reported(municipal, 0, vehicles=30, working=6)
    assert _rates(municipal, "vehicles", "working", back=2) == [(None, None, None), (0.1, 60_000, (2017,))]
    reported(municipal, 0, back=2, vehicles=30)
    assert _rates(municipal, back=2) == [(1.0, 60_000, (2017,))]


def test_shares_averages_and_formulas_have_no_rate(municipal: FilledForm) -> None:
    reported(municipal, 0, vehicles=30, working=6)
    period = municipal.period().ends
    typed = formula_item(municipal.form, "${working} div ${vehicles}")
    [one] = roll_up(SALMA, RollUp(municipal.form, [typed], period, period, per=1_000))
    assert (one.value, one.rate.value, one.rate.of) == (0.2, None, None)


def test_cells_are_told_by_the_people_of_the_whole(municipal: FilledForm) -> None:
    reported(municipal, 0, vehicles=1, waste={"DRY": 60, "WET": 6})
    cells = _rates(municipal, "waste", by=frozenset({"CELL"}))
    assert [rate for rate, *_ in cells] == [1.1, 1.0, 0.1]


def test_rates_of_many_units_take_one_statement_more(municipal: FilledForm) -> None:
    for unit in range(3):
        reported(municipal, unit, vehicles=30)
    counts = {}
    for per in (None, 100):
        period = municipal.period().ends
        asked = RollUp(municipal.form, items_named(municipal.form, ["vehicles"]), period, period, level=2, per=per)
        roll_up(SALMA, asked)
        with told() as statements:
            roll_up(SALMA, asked)
        counts[per] = len(statements)
    assert counts[100] == counts[None] + 1
