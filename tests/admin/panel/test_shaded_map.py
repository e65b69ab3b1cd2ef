"""A map of a whole country is as light as a slow line bears, and tells every area."""

import gzip
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from admin.panel.shaded_map import Shaded, ShadedMap, shaded_map
from tansiq.models import Area, data_stamps
from tansiq.records import bulk
from tests.register import Register

DISTRICTS, PARTS = 333, 4
MOST_BYTES = 14_000


def _spread(number: int, step: float) -> float:
    """Numbers from 0 to 1 that lie anywhere, the same each time."""
    return number * step % 1


def _rows(country: Area, governorate: Area) -> Iterator[dict[str, Any]]:
    """Sub-districts without their district as yet, six around each of so many spots."""
    for district in range(DISTRICTS):
        for part in range(PARTS):
            east, north = (_spread(PARTS * district + part, step) * 0.3 for step in (0.618034, 0.414214))
            yield {
                "level": 3, "pcode": f"YE99{district:03}{part:02}", "name_ar": f"جزء {part}", "country": country.id,
                "governorate": governorate.id, "longitude": 42.5 + district % 18 * 0.6 + east,
                "latitude": 12.5 + district // 18 * 0.33 + north,
            }  # fmt: skip


@pytest.fixture
def districts(register: Register) -> list[Area]:
    """333 districts of one country, each of four sub-districts whose centres are known."""
    country, governorate = register.areas["YE"], register.areas["YE12"]
    parts = list(_rows(country, governorate))
    given = {"level": 2, "parent": governorate.id, "country": country.id, "governorate": governorate.id}
    own = [{**given, "pcode": f"YE99{number:03}", "name_ar": f"مديرية {number}"} for number in range(DISTRICTS)]
    ids = bulk.insert(Area, own)
    Area.update(district=Area.id).where(Area.id.in_(ids)).execute()
    bulk.insert(
        Area, [{**row, "parent": ids[at // PARTS], "district": ids[at // PARTS]} for at, row in enumerate(parts)]
    )
    data_stamps.bump(["area"])
    return list(Area.select().where(Area.id.in_(ids)))


def _map(register: Register, areas: list[Area]) -> ShadedMap:
    numbers = {area: int(_spread(at, 0.618034) * 5_000) for at, area in enumerate(areas)}
    told = {
        area.id: Shaded(Decimal(number), area.name_ar, (f"{number:,}", f"\u2068{number % 4} من 4\u2069"))
        for area, number in numbers.items()
    }
    found = shaded_map(register.areas["YE"], 2, told, "Map: vehicles", is_ranked=True)
    assert found is not None
    return found


def test_a_map_of_a_country_is_light(application: Flask, register: Register, districts: list[Area]) -> None:
    with application.app_context():
        drawn = str(_map(register, districts).svg)
    assert drawn.count("<title>مديرية") == DISTRICTS
    assert drawn.count("<path d=") >= DISTRICTS
    assert len(gzip.compress(drawn.encode())) < MOST_BYTES
