"""How far it is from one point to another."""

from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

_EARTH_KM = 6371


def kilometres(one: Point, other: Point) -> float:
    """Kilometres along the great circle between two points."""
    north, south = radians(one[0]), radians(other[0])
    across = radians(other[1] - one[1])
    half = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(across / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(half, 1)))
