"""Completeness counts reports and cells: never more than are expected, whatever became of assignments."""

import pytest

from tansiq.forms.completeness import Completeness, completeness_of
from tansiq.forms.versions import publish
from tansiq.models import Assignment, FieldDefinition
from tansiq.records import changes
from tests.filled_forms import FilledForm, municipal_form
from tests.people import NOBODY, SALMA, portal
from tests.register import Register
from tests.reported import nothing_reported, reported


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    """Two units of Khanfar, one of Zinjibar, one of all of Abyan and one of Hadramawt; vehicles and both kinds of waste
    have to be reported."""
    places = {"Ja'ar": "YE121121", "Batis": "YE121122", "Town": "YE1210", "Abyan": "YE12", "Mukalla": "YE1927"}
    filled = municipal_form(*(register.unit(name, pcode=pcode) for name, pcode in places.items()))
    waste = FieldDefinition.get_by_id(filled.number("waste"))
    waste.is_required = True
    changes.save(SALMA, waste)
    publish(SALMA, filled.form, filled.period().begins)
    return filled


def test_reports_and_cells_are_counted_by_the_areas_below(municipal: FilledForm, register: Register) -> None:
    reported(municipal, 0, vehicles=3, waste={"DRY": 1, "WET": 2})
    reported(municipal, 2, vehicles=0, waste={"DRY": 1})
    municipal.begun(SALMA, 4)
    found = completeness_of(SALMA, municipal.form, municipal.period())
    assert found.total == Completeness(5, 2, 15, 5)
    abyan, hadramawt = (register.areas[pcode].id for pcode in ("YE12", "YE19"))
    assert found.areas == {abyan: Completeness(4, 2, 12, 5), hadramawt: Completeness(1, 0, 3, 0)}
    within = completeness_of(SALMA, municipal.form, municipal.period(), register.areas["YE12"])
    khanfar, zinjibar = (register.areas[pcode].id for pcode in ("YE1211", "YE1210"))
    assert within.areas == {
        khanfar: Completeness(2, 1, 6, 3), zinjibar: Completeness(1, 1, 3, 2), None: Completeness(1, 0, 3, 0),
    }  # fmt: skip
    town = completeness_of(SALMA, municipal.form, municipal.period(), register.areas["YE121121"])
    assert town.areas == {None: Completeness(1, 1, 3, 3)}


def test_nothing_to_report_is_a_report_without_cells(municipal: FilledForm, register: Register) -> None:
    nothing_reported(municipal, 4)
    found = completeness_of(SALMA, municipal.form, municipal.period(), register.areas["YE19"])
    assert found.total == Completeness(1, 1)


def test_each_period_is_asked_as_its_version_did(municipal: FilledForm, register: Register) -> None:
    reported(municipal, 4, back=2, vehicles=3)
    found = completeness_of(SALMA, municipal.form, municipal.period(2), register.areas["YE19"])
    assert found.total == Completeness(1, 1, 1, 1)


def test_a_report_that_is_not_expected_is_not_received(municipal: FilledForm) -> None:
    reported(municipal, 4, vehicles=3, waste={"DRY": 1})
    changes.archive(SALMA, Assignment.get(Assignment.unit == municipal.units[4].id))
    assert completeness_of(SALMA, municipal.form, municipal.period()).total == Completeness(4, 0, 12, 0)


def test_each_is_told_of_units_and_reports_that_they_see(municipal: FilledForm, register: Register) -> None:
    reported(municipal, 0, vehicles=3, waste={"DRY": 1})
    assert completeness_of(NOBODY, municipal.form, municipal.period()).total == Completeness(5, 0, 15, 0)
    hadramawt = portal(register.areas["YE19"].id)
    assert completeness_of(hadramawt, municipal.form, municipal.period()).total == Completeness(1, 0, 3, 0)
