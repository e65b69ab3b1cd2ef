"""Cells around centre points: no spot belongs to two, every point lies in its own."""

import pytest
import shapely
from shapely.geometry import Point

from tansiq.geography.cells import Centre, cells

FOUR = [Centre(45.0, 13.0, 400.0), Centre(45.4, 13.0, 900.0), Centre(45.0, 13.4, None), Centre(45.4, 13.4, 100.0)]


def test_every_point_lies_in_its_own_cell() -> None:
    for centre, cell in zip(FOUR, cells(FOUR), strict=True):
        assert cell.contains(Point(centre.longitude, centre.latitude))


def test_cells_share_borders_and_nothing_else() -> None:
    one, other, *_ = cells(FOUR)
    assert one.intersection(other).area == pytest.approx(0)
    assert one.distance(other) == pytest.approx(0)


def test_cells_fill_a_frame_and_do_not_leave_it() -> None:
    frame = shapely.box(44.9, 12.9, 45.5, 13.5)
    found = cells(FOUR, frame)
    assert sum(cell.area for cell in found) == pytest.approx(frame.area)
    assert frame.buffer(1e-9).contains(shapely.union_all(found))


def test_one_point_has_the_frame_to_itself() -> None:
    frame = shapely.box(44, 12, 46, 14)
    assert cells(FOUR[:1], frame)[0].symmetric_difference(frame).area == pytest.approx(0)
    assert cells([]) == []


def test_points_in_the_same_spot_have_a_cell_each() -> None:
    found = cells([FOUR[0], FOUR[0], FOUR[1]])
    assert all(cell.area > 0 for cell in found)
    assert found[0].intersection(found[1]).area == pytest.approx(0)


def test_a_large_area_reaches_farther_than_a_small_one() -> None:
    large, small = cells([Centre(44.0, 15.0, 30_000.0), Centre(50.0, 15.0, 10.0)])
    assert large.area > 5 * small.area
