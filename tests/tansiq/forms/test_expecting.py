"""A report is expected of the units that are assigned on the last day of the period, and of no other."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.faults import Refused
from tansiq.forms.assigning import assign, not_yet_assigned
from tansiq.forms.expecting import expected_units
from tansiq.models import Assignment, TypeDefinition, Unit, UnitSuccessor
from tansiq.records import changes, undoing
from tansiq.reporting_period import period_named
from tansiq.units.merging import merge
from tansiq.units.splitting import Piece, split
from tests.definitions import form, record_type
from tests.people import SALMA, officer
from tests.register import Register

NEW_YEAR = date(2026, 1, 1)


@pytest.fixture
def statistics(register: Register) -> TypeDefinition:
    return form("statistics")


def _assigned(to: TypeDefinition, unit: Unit, starts_on: date = NEW_YEAR, ends_on: date | None = None) -> Assignment:
    return changes.save(SALMA, Assignment(form=to.id, unit=unit.id, starts_on=starts_on, ends_on=ends_on))


def _expected(of: TypeDefinition, key: str) -> set[str]:
    return {unit.name_en for unit in expected_units(SALMA, of, period_named(key))}


def test_a_report_is_expected_where_an_assignment_holds_on_the_last_day(
    statistics: TypeDefinition, register: Register
) -> None:
    jaar, zinjibar, lawdar = (register.unit(name) for name in ("Ja'ar", "Zinjibar", "Lawdar"))
    _assigned(statistics, jaar)
    _assigned(statistics, zinjibar, date(2026, 3, 31), date(2026, 6, 29))
    _assigned(form("others"), lawdar)
    assert _expected(statistics, "2025-Q4") == set()
    assert _expected(statistics, "2026-Q1") == {"Ja'ar", "Zinjibar"}
    assert _expected(statistics, "2026-Q2") == {"Ja'ar"}


def test_a_unit_that_was_merged_in_mid_period_is_not_expected_and_the_one_that_follows_it_is(
    statistics: TypeDefinition, register: Register
) -> None:
    old = register.unit("Old", ends_on=date(2026, 5, 14))
    new = register.unit("New", starts_on=date(2026, 5, 15))
    for unit in (old, new):
        _assigned(statistics, unit)
    assert (_expected(statistics, "2026-Q1"), _expected(statistics, "2026-Q2")) == ({"Old"}, {"New"})


def test_what_an_assigned_unit_became_fills_the_form_in_its_place(
    statistics: TypeDefinition, register: Register
) -> None:
    jaar, batis = register.unit("Ja'ar"), register.unit("Batis")
    for unit in (jaar, batis):
        _assigned(statistics, unit)
    merge(SALMA, [jaar, batis], Unit(name_en="Both", unit_kind="MUNICIPALITY", area=jaar.area_id), date(2026, 5, 15))
    assert _expected(statistics, "2026-Q1") == {"Ja'ar", "Batis"}
    assert _expected(statistics, "2026-Q2") == {"Both"}
    [both] = Unit.select().where(Unit.name_en == "Both")
    pieces = [Piece(Unit(name_en=name, unit_kind="MUNICIPALITY", area=both.area_id)) for name in ("North", "South")]
    split(SALMA, both, pieces, date(2026, 8, 1))
    assert _expected(statistics, "2026-Q2") == {"Both"}
    assert _expected(statistics, "2026-Q3") == {"North", "South"}
    assert expected_units(SALMA, statistics, period_named("2026-Q3")).count() == 2


def test_units_that_became_each_other_by_hand_are_expected_once(statistics: TypeDefinition, register: Register) -> None:
    jaar, batis = register.unit("Ja'ar"), register.unit("Batis")
    _assigned(statistics, jaar)
    UnitSuccessor.create(unit=jaar.id, successor=batis.id)
    UnitSuccessor.create(unit=batis.id, successor=jaar.id)
    assert sorted(unit.name_en for unit in expected_units(SALMA, statistics, period_named("2026-Q1"))) == [
        "Batis",
        "Ja'ar",
    ]


def test_an_archived_assignment_expects_nothing(statistics: TypeDefinition, register: Register) -> None:
    changes.archive(SALMA, _assigned(statistics, register.unit("Ja'ar")))
    assert _expected(statistics, "2026-Q1") == set()


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@given(st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=6), DAYS)
def test_nobody_is_expected_twice(register: Register, spans: list[tuple[date, date | None]], day: date) -> None:
    """However many assignments are tried, those that are taken never meet."""
    statistics, unit = TypeDefinition.get_or_none() or form("statistics"), Unit.get_or_none() or register.unit("Ja'ar")
    taken = []
    for starts_on, ends_on in spans:
        with suppress(Refused):
            taken.append(_assigned(statistics, unit, starts_on, ends_on))
    held = [one for one in taken if one.starts_on <= day and (one.ends_on is None or day <= one.ends_on)]
    assert len(held) <= 1
    for one in taken:
        changes.archive(SALMA, one)


def _refused(make: Any, *args: Any, **values: Any) -> set[str]:
    with pytest.raises(Refused) as refused:
        make(*args, **values)
    return {fault.code for fault in refused.value.faults}


def test_what_makes_no_sense_is_refused(statistics: TypeDefinition, register: Register) -> None:
    jaar, gone = register.unit("Ja'ar"), register.unit("Gone", ends_on=date(2025, 6, 30))
    assert _refused(_assigned, record_type("wells"), jaar) == {"NOT_A_FORM"}
    assert _refused(_assigned, statistics, jaar, NEW_YEAR, date(2025, 1, 1)) == {"DATES_REVERSED"}
    assert _refused(_assigned, statistics, gone) == {"NOT_IN_BEING"}
    made = _assigned(statistics, jaar)
    assert _refused(_assigned, statistics, jaar, date(2026, 7, 1)) == {"TAKEN"}
    made.unit = gone
    assert "FIXED" in _refused(changes.save, SALMA, made)


def test_many_units_are_assigned_in_one_deed_that_can_be_taken_back(
    statistics: TypeDefinition, register: Register
) -> None:
    units = [register.unit(name) for name in ("Ja'ar", "Zinjibar", "Lawdar")]
    _assigned(statistics, units[0])
    assert not_yet_assigned(statistics, units, NEW_YEAR) == units[1:]
    batch = assign(SALMA, statistics, units, NEW_YEAR)
    assert _expected(statistics, "2026-Q1") == {"Ja'ar", "Zinjibar", "Lawdar"}
    assert _refused(assign, SALMA, statistics, units, NEW_YEAR) == {"NOTHING_TO_DO"}
    assert _refused(assign, officer(1), statistics, units, NEW_YEAR) == {"FORBIDDEN"}
    undoing.undo(SALMA, batch)
    assert _expected(statistics, "2026-Q1") == {"Ja'ar"}
