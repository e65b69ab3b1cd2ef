"""Whether a point can lie in the area that a row names: areas are known by their centre and size.

An area of a circle's shape reaches one radius from its centre, half of Yemen's districts 1.6 and ninety-nine of a
hundred less than four, most of those islands; what lies more than three radii and ten kilometres off is told.
"""

from math import pi, sqrt

from tansiq.exchange.lookup.place_index import AreaEntry
from tansiq.geography.distances import kilometres
from tansiq.language.words import Sentence, say
from tansiq.models import Area

_RADII = 3
_SPARE_KM = 10
_NOWHERE = say("The point 0, 0 lies in the ocean. Leave latitude and longitude empty where they are not known.")


def doubt_about(latitude: float, longitude: float, place: AreaEntry | None) -> Sentence | None:
    """What speaks against a point in degrees as one of this place; None where nothing does, or nobody can tell."""
    if latitude == longitude == 0:
        return _NOWHERE
    area = _known_extent(place)
    if place is None or area is None or _may_hold(area, latitude, longitude):
        return None
    if _may_hold(area, longitude, latitude):
        return say("Latitude and longitude look exchanged: the other way round this lies in %(name)s. Correct it.",
                   name=place.name)  # fmt: skip
    return say("This point lies %(distance)s km from the middle of %(name)s. Check the point and the place.",
               distance=round(_distance(area, latitude, longitude)), name=place.name)  # fmt: skip


def _known_extent(place: AreaEntry | None) -> Area | None:
    """The lowest area in the place's line of which centre and size are known."""
    line = place.line() if place is not None else ()
    areas = (entry.area for entry in line)
    return next(
        (area for area in areas if area and area.area_km2 and None not in (area.latitude, area.longitude)), None
    )


def _may_hold(area: Area, latitude: float, longitude: float) -> bool:
    return _distance(area, latitude, longitude) <= _RADII * sqrt((area.area_km2 or 0) / pi) + _SPARE_KM


def _distance(area: Area, latitude: float, longitude: float) -> float:
    """Kilometres from the area's centre."""
    return kilometres((area.latitude or 0, area.longitude or 0), (latitude, longitude))
