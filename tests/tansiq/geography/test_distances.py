"""Distances between points."""

from tansiq.geography.distances import kilometres

ADEN, MUKALLA = (12.79, 45.03), (14.54, 49.13)


def test_a_distance_is_that_along_the_great_circle() -> None:
    assert round(kilometres(ADEN, MUKALLA)) == 484
    assert kilometres(ADEN, MUKALLA) == kilometres(MUKALLA, ADEN)
    assert round(kilometres((0, 0), (0, 180))) == 20015


def test_a_point_is_no_way_from_itself() -> None:
    assert kilometres(ADEN, ADEN) == 0
