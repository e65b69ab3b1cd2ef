"""Outlines whose lines cross, touch or double one another, made sound without changing what they enclose."""

from hypothesis import given
from hypothesis import strategies as st

from tansiq.reference.rings import Ring, doubled_area, is_sound, repair

SQUARE = [(0, 0), (100, 0), (100, 100), (0, 100)]


def enclosed(polygons: list[list[Ring]]) -> int:
    """The area in square micro-degrees; holes run with the clock and count against it."""
    return sum(doubled_area(ring) for polygon in polygons for ring in polygon) // 2


def test_a_sound_outline_stays_as_it_is() -> None:
    assert repair([SQUARE]) == [[SQUARE]]


def test_outer_rings_are_turned_against_the_clock_and_holes_with_it() -> None:
    hole = [(20, 20), (40, 20), (40, 40), (20, 40)]
    assert repair([SQUARE[::-1], hole]) == [[SQUARE, hole[::-1]]]


def test_a_bow_tie_becomes_two_triangles() -> None:
    bow_tie = [(0, 0), (100, 100), (100, 0), (0, 100)]
    assert not is_sound([bow_tie])
    polygons = repair([bow_tie])
    assert [len(polygon) for polygon in polygons] == [1, 1]
    assert {(50, 50)} == set(polygons[0][0]) & set(polygons[1][0])
    assert enclosed(polygons) == 5_000


def test_a_pinched_corner_parts_the_outline() -> None:
    pinched = [(0, 0), (50, 50), (100, 0), (100, 100), (50, 50), (0, 100)]
    assert not is_sound([pinched])
    assert enclosed(repair([pinched])) == 5_000
    assert len(repair([pinched])) == 2


def test_a_loop_that_turns_inwards_becomes_a_hole() -> None:
    inwards = [(0, 0), (100, 0), (100, 100), (50, 100), (60, 60), (40, 60), (50, 100), (0, 100)]
    [[outer, hole]] = repair([inwards])
    assert doubled_area(outer) > 0 > doubled_area(hole)
    assert enclosed([[outer, hole]]) == 10_000 - 400


def test_a_point_written_twice_in_a_row_is_no_fault() -> None:
    assert is_sound([[*SQUARE[:2], *SQUARE[1:], SQUARE[0]]])
    assert not is_sound([[*SQUARE[:2], (150, 0), *SQUARE[1:]]])


def test_a_spike_and_a_repeated_point_enclose_nothing() -> None:
    spiked = [(0, 0), (100, 0), (100, 0), (150, 0), (100, 0), (100, 100), (0, 100)]
    assert repair([spiked]) == [[SQUARE]]


def test_a_corner_upon_another_edge_is_a_touch() -> None:
    touching = [(0, 0), (100, 0), (100, 100), (50, 0), (0, 100)]
    assert not is_sound([touching])
    polygons = repair([touching])
    assert len(polygons) == 2
    assert enclosed(polygons) == 5_000


def test_parts_that_share_an_edge_grow_together() -> None:
    neighbour = [(100, 0), (200, 0), (200, 100), (100, 100)]
    assert not is_sound([SQUARE, neighbour])
    [[whole]] = repair([SQUARE, neighbour])
    assert doubled_area(whole) == 2 * 20_000


def test_parts_that_share_a_corner_are_sound() -> None:
    neighbour = [(100, 100), (200, 100), (200, 200), (100, 200)]
    assert is_sound([SQUARE, neighbour])
    assert len(repair([SQUARE, neighbour])) == 2


def test_a_line_without_an_area_leaves_nothing() -> None:
    assert repair([[(0, 0), (100, 100)]]) == []


def test_an_island_in_a_lake_is_a_part_of_its_own() -> None:
    lake = [(10, 10), (90, 10), (90, 90), (10, 90)]
    island = [(40, 40), (60, 40), (60, 60), (40, 60)]
    polygons = repair([SQUARE, lake, island])
    assert [len(polygon) for polygon in polygons] == [2, 1]
    assert enclosed(polygons) == 10_000 - 6_400 + 400


def test_a_hole_with_all_its_corners_on_the_outline_is_still_a_hole() -> None:
    waisted = [(0, 0), (50, 10), (100, 0), (90, 50), (100, 100), (50, 90), (0, 100), (10, 50)]
    diamond = [(50, 10), (90, 50), (50, 90), (10, 50)]
    [[outer, hole]] = repair([waisted, diamond])
    assert outer == waisted
    assert set(hole) == set(diamond)


points = st.tuples(st.integers(-1_000, 1_000), st.integers(-1_000, 1_000))


@given(st.lists(points, min_size=3, max_size=12))
def test_whatever_the_line_its_repaired_rings_are_sound(line: Ring) -> None:
    assert is_sound([ring for polygon in repair([line]) for ring in polygon])


@given(st.lists(points, min_size=3, max_size=12))
def test_a_repaired_outline_needs_no_repair(line: Ring) -> None:
    once = [ring for polygon in repair([line]) for ring in polygon]
    assert enclosed(repair(once)) == enclosed([once])
