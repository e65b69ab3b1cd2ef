"""A point that cannot lie in the area of its row is told at its cells, and kept as it was given."""

from pathlib import Path
from typing import Any

import pytest

from tansiq.models import Site
from tests.fivew import HEADER, csv_file, row, take, told

CELLS = [("5w!P2", "point-elsewhere"), ("5w!Q2", "point-elsewhere")]


@pytest.fixture(autouse=True)
def _areas(yemen: dict[str, Any]) -> None:
    """Districts with their centres and sizes."""


def _told(folder: Path, latitude: Any, longitude: Any, **values: Any) -> list[tuple[str, str]]:
    settlement = values.pop("settlement", "")
    cells = [*row(**{"Sub_district": "", **values}), latitude, longitude, settlement]
    outcome = take(csv_file(folder, [cells], (*HEADER, "Latitude", "Longitude", "Settlement")))
    site = Site.get()
    assert (site.latitude, site.longitude) == (latitude, longitude)
    return [one for one in told(outcome, "warning") if one[1] == "point-elsewhere"]


@pytest.mark.parametrize(("latitude", "longitude"), [(13.21, 45.31), (13.9, 45.6)])
def test_a_point_in_its_district_or_near_it_is_taken_as_it_is(
    tmp_path: Path, latitude: float, longitude: float
) -> None:
    assert _told(tmp_path, latitude, longitude) == []


@pytest.mark.parametrize(("latitude", "longitude"), [(45.31, 13.21), (0.0, 0.0), (15.35, 44.2), (-13.21, 45.31)])
def test_a_point_exchanged_empty_or_elsewhere_is_told(tmp_path: Path, latitude: float, longitude: float) -> None:
    assert _told(tmp_path, latitude, longitude) == CELLS


def test_a_settlement_without_a_size_is_held_against_its_district(tmp_path: Path) -> None:
    assert _told(tmp_path, 15.35, 44.2, settlement="A new camp") == CELLS
    assert Site.get().area.name_en == "A new camp"


def test_zero_zero_is_told_even_where_no_area_is_known_by_its_size(tmp_path: Path) -> None:
    assert _told(tmp_path, 0.0, 0.0, Governorate="", District="", District_P_code="YE") == CELLS
