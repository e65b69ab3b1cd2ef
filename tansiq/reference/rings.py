"""Polygons made of lines that may cross, touch or double one another, made sound.

Outlines that others have simplified come with bow ties, pinched corners, spikes and parts that share an edge.

    edges -> cut where they meet -> those that lie twice in one place cancel -> rings walked anew -> nested
             (crossings, corners      (spikes, seams between parts)            (sharpest turn, so that
              upon edges)                                                       rings never cross)

What an odd number of the given rings surround is inside. Coordinates are whole numbers (micro-degrees), so
that "on the line" is exact. A ring does not repeat its first point at the end.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from math import atan2, tau

Point = tuple[int, int]
Ring = list[Point]
Edge = tuple[Point, Point]

_PASSES = 8
"""A crossing point rounded to a micro-degree may bring about another crossing, hardly ever several in turn."""


def repair(rings: Iterable[Ring]) -> list[list[Ring]]:
    """The polygons that these rings enclose together, each an outer ring and then its holes.

    Outer rings run against the clock and holes with it, as RFC 7946 wants. Lines that enclose nothing vanish.
    """
    edges = [edge for ring in rings for edge in _edges(ring)]
    for _ in range(_PASSES):
        parted = _parted(edges)
        if len(parted) == len(edges):
            break
        edges = parted
    return _nested([ring for ring in _walked(edges) if doubled_area(ring)])


def is_sound(rings: Sequence[Ring]) -> bool:
    """Whether no ring crosses or touches itself and no two cross or share an edge; corners may be shared."""
    edges = [edge for ring in rings for edge in _edges(ring)]
    starts = [Counter(start for start, _ in _edges(ring)) for ring in rings]
    has_corner_twice = any(max(corners.values(), default=1) > 1 for corners in starts)
    return not has_corner_twice and len(_single(edges)) == len(edges) and next(_meetings(edges), None) is None


def doubled_area(ring: Ring) -> int:
    """Twice the enclosed area, in square micro-degrees; negative where the ring runs with the clock."""
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise([*ring, *ring[:1]]))


def _edges(ring: Ring) -> list[Edge]:
    """The edges of a ring; a point written twice in a row makes none."""
    return [(start, end) for start, end in pairwise([*ring, *ring[:1]]) if start != end]


def _single(edges: Iterable[Edge]) -> set[Edge]:
    """The edges that lie in one place an odd number of times, each from its smaller to its larger end."""
    places = Counter((min(edge), max(edge)) for edge in edges)
    return {place for place, times in places.items() if times % 2}


def _parted(edges: list[Edge]) -> list[Edge]:
    """The edges, cut wherever another one crosses them or ends upon them."""
    cuts: defaultdict[int, set[Point]] = defaultdict(set)
    for number, point in _meetings(edges):
        cuts[number].add(point)
    parted: list[Edge] = []
    for number, (start, end) in enumerate(edges):
        stops = sorted(cuts[number] - {start, end}, key=partial(_distance, start))
        parted += pairwise([start, *stops, end])
    return parted


def _distance(start: Point, point: Point) -> int:
    return abs(point[0] - start[0]) + abs(point[1] - start[1])


def _meetings(edges: Sequence[Edge]) -> Iterator[tuple[int, Point]]:
    """(number of an edge, a point within it where another one crosses or ends), by a sweep from west to east."""
    near: list[int] = []
    for number in sorted(range(len(edges)), key=lambda number: min(edges[number])):
        west = min(edges[number])[0]
        near = [other for other in near if max(edges[other])[0] >= west]
        for other in near:
            yield from _meet((number, *edges[number]), (other, *edges[other]))
        near.append(number)


def _meet(first: tuple[int, Point, Point], second: tuple[int, Point, Point]) -> Iterator[tuple[int, Point]]:
    (one, a, b), (two, c, d) = first, second
    if min(a[1], b[1]) > max(c[1], d[1]) or min(c[1], d[1]) > max(a[1], b[1]):
        return
    side_a, side_b, side_c, side_d = _side(c, d, a), _side(c, d, b), _side(a, b, c), _side(a, b, d)
    if side_c * side_d < 0 and side_a * side_b < 0:
        share = side_a / (side_a - side_b)
        point = (round(a[0] + share * (b[0] - a[0])), round(a[1] + share * (b[1] - a[1])))
        yield from ((one, point), (two, point))
    yield from ((one, point) for point, side in ((c, side_c), (d, side_d)) if not side and _is_within(a, b, point))
    yield from ((two, point) for point, side in ((a, side_a), (b, side_b)) if not side and _is_within(c, d, point))


def _side(start: Point, end: Point, point: Point) -> int:
    """Positive if `point` lies to the left of the way from start to end, 0 if on its line."""
    return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])


def _is_within(start: Point, end: Point, point: Point) -> bool:
    """Whether a point on the line of an edge lies between its ends."""
    return point not in (start, end) and all(
        min(start[axis], end[axis]) <= point[axis] <= max(start[axis], end[axis]) for axis in (0, 1)
    )


def _walked(edges: Iterable[Edge]) -> list[Ring]:
    """Rings that use every single edge once; a walk that comes upon itself closes a ring there."""
    ways: defaultdict[Point, set[Point]] = defaultdict(set)
    for start, end in _single(edges):
        ways[start].add(end)
        ways[end].add(start)
    rings: list[Ring] = []
    for corner in sorted(ways):
        while ways[corner]:
            rings += _walk(ways, corner)
    return rings


def _walk(ways: dict[Point, set[Point]], corner: Point) -> Iterator[Ring]:
    """The rings of one walk from `corner` back to it; the ways taken are used up."""
    path: Ring = [corner]
    place = {corner: 0}
    while ways[path[-1]]:
        here = path[-1]
        onward = min(ways[here], key=partial(_turn, path[-2] if len(path) > 1 else here, here))
        ways[here].remove(onward)
        ways[onward].remove(here)
        if onward in place:
            yield path[place[onward] :]
            for passed in path[place[onward] + 1 :]:
                del place[passed]
            del path[place[onward] + 1 :]
        else:
            place[onward] = len(path)
            path.append(onward)


def _turn(before: Point, here: Point, onward: Point) -> float:
    """The angle from the way back to the way onward, against the clock, in radians."""
    back = atan2(before[1] - here[1], before[0] - here[0])
    return (atan2(onward[1] - here[1], onward[0] - here[0]) - back) % tau


def _nested(rings: list[Ring]) -> list[list[Ring]]:
    """Rings sorted into polygons: a ring inside an odd number of others is a hole of the smallest of them."""
    ordered = sorted(rings, key=lambda ring: -abs(doubled_area(ring)))
    polygons: dict[int, list[Ring]] = {}
    for number, ring in enumerate(ordered):
        around = [outer for outer in range(number) if _surrounds(ordered[outer], ring)]
        outers = [outer for outer in around if outer in polygons]
        if len(around) % 2 and outers:
            polygons[outers[-1]].append(_turned(ring, against_clock=False))
        else:
            polygons[number] = [_turned(ring, against_clock=True)]
    return list(polygons.values())


def _turned(ring: Ring, against_clock: bool) -> Ring:
    return ring if (doubled_area(ring) > 0) is against_clock else ring[::-1]


def _surrounds(outer: Ring, inner: Ring) -> bool:
    """Whether `inner` lies in `outer`; they may share corners, which say nothing."""
    corners = set(outer)
    own = next((point for point in inner if point not in corners), None)
    if own is not None:
        return _contains(outer, own)
    # The middle of an edge decides where all corners are shared; doubled, it is a whole number.
    (x, y), (next_x, next_y) = inner[0], inner[1]
    return _contains([(2 * px, 2 * py) for px, py in outer], (x + next_x, y + next_y))


def _contains(ring: Ring, point: Point) -> bool:
    """Whether a ray eastwards from the point crosses the ring an odd number of times."""
    inside = False
    for start, end in pairwise([*ring, *ring[:1]]):
        if (start[1] > point[1]) != (end[1] > point[1]):
            inside ^= (_side(start, end, point) > 0) == (end[1] > start[1])
    return inside
