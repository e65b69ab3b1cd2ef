"""Which areas are neighbours: the nearest ones of the same level, and where no centre is known those of one parent."""

from typing import Any

from tansiq.geography.neighbours import neighbours_of
from tansiq.models import Area
from tansiq.records import changes
from tests.people import NOBODY, SALMA, portal
from tests.register import Register


def _placed(register: Register, **centres: tuple[float, float]) -> None:
    for pcode, (latitude, longitude) in centres.items():
        row: Any = Area.get_by_id(register.areas[pcode].id)
        row.latitude, row.longitude = latitude, longitude
        changes.save(SALMA, row)


def _of(register: Register, pcode: str, viewer: Any = NOBODY) -> set[str]:
    area = register.areas[pcode]
    ids = neighbours_of(viewer, {area.id}, area.level)
    return {row.pcode for row in Area.select().where(Area.id.in_(sorted(ids)))}


def test_where_no_centres_are_known_those_of_one_parent_are_neighbours(register: Register) -> None:
    assert _of(register, "YE1211") == {"YE1210"}
    assert _of(register, "YE12") == {"YE19"}
    assert neighbours_of(NOBODY, (), 2) == frozenset()


def test_the_nearest_are_neighbours_across_borders_of_governorates(register: Register) -> None:
    _placed(register, YE1211=(13.2, 45.3), YE1210=(13.1, 45.4), YE1927=(13.3, 45.5))
    assert _of(register, "YE1211") == {"YE1210", "YE1927"}


def test_what_lies_far_away_is_no_neighbour(register: Register) -> None:
    _placed(register, YE1211=(13.2, 45.3), YE1210=(13.1, 45.4), YE1927=(14.5, 49.1))
    assert _of(register, "YE1211") == {"YE1210"}


def test_an_archived_area_and_one_beyond_the_limits_of_a_portal_are_no_neighbours(register: Register) -> None:
    assert _of(register, "YE12", portal(register.areas["YE12"].id)) == set()
    changes.archive(SALMA, Area.get_by_id(register.areas["YE1210"].id))
    assert _of(register, "YE1211", SALMA) == set()
