"""A country that only sheets have told of grows with its levels, whether these have codes or only names."""

from pathlib import Path
from typing import Any

import pytest

from tansiq.models import Area
from tests.fivew import csv_file, take

HEADER = ("Organisation", "Sector", "Region", "Zone", "Woreda", "Woreda Pcode", "Start date", "End date")
REST = ("2025-01-01", "2025-06-30")


def _areas(folder: Path, *places: tuple[str, str, str, str], country: str = "ET") -> dict[str, tuple[int, str, str]]:
    """What the register holds of the country after a sheet: level, name and the parent's code, by code."""
    rows = [("Alpha", "WSH", *place, *REST) for place in places]
    take(csv_file(folder, rows, HEADER), country=country)
    found: Any = Area.select().where(Area.pcode.startswith(country) & (Area.level > 0))
    return {area.pcode: (area.level, area.name_en, area.parent.pcode) for area in found}


@pytest.fixture(autouse=True)
def _lists(yemen: dict[str, Any]) -> None:
    """Sectors, and a country with reference data beside which another one grows."""


def test_parents_named_without_codes_take_the_beginning_of_the_codes_within_them(tmp_path: Path) -> None:
    places = ("Harar", "North", "Alef", "ET040701"), ("Sidama", "East", "Beta", "ET030901")
    assert _areas(tmp_path, *places) == {
        "ET04": (1, "Harar", "ET"),
        "ET0407": (2, "North", "ET04"),
        "ET040701": (3, "Alef", "ET0407"),
        "ET03": (1, "Sidama", "ET"),
        "ET0309": (2, "East", "ET03"),
        "ET030901": (3, "Beta", "ET0309"),
    }


def test_spellings_of_one_parent_are_one_area_called_as_most_rows_call_it(tmp_path: Path) -> None:
    places = [("Haraar", "", "Gamma", "ET040703"), *[("Harar", "", f"W{n}", f"ET04070{n}") for n in (1, 2)]]
    found = _areas(tmp_path, *places)
    assert {code: place for code, place in found.items() if place[0] == 1} == {"ET04": (1, "Harar", "ET")}


def test_codes_that_say_nothing_of_a_level_leave_its_names_with_codes_of_our_own(tmp_path: Path) -> None:
    found = _areas(tmp_path, ("Harar", "", "Alef", "ET000001"), ("Sidama", "", "Beta", "ET000002"))
    assert found == {
        "ET-S1": (1, "Harar", "ET"),
        "ET-S2": (1, "Sidama", "ET"),
        "ET000001": (3, "Alef", "ET-S1"),
        "ET000002": (3, "Beta", "ET-S2"),
    }


def test_a_second_sheet_finds_the_parents_of_the_first(tmp_path: Path) -> None:
    _areas(tmp_path, ("Harar", "North", "Alef", "ET040701"))
    found = _areas(tmp_path, ("Harar", "North", "Beta", "ET040702"), ("Harar Region", "South", "Gamma", "ET040801"))
    assert {code: place for code, place in found.items() if place[0] < 3} == {
        "ET04": (1, "Harar", "ET"),
        "ET0407": (2, "North", "ET04"),
        "ET0408": (2, "South", "ET04"),
    }
