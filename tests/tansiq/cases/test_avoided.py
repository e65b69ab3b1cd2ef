"""An overlap is avoided where somebody was warned of it and what they enter overlaps less."""

from datetime import date
from typing import Any

import pytest

from tansiq.cases.avoided import Warned, note_avoided, strongest
from tansiq.duplication.overlap import Overlap
from tansiq.language.words import say
from tansiq.models import AvoidedOverlap
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tests.register import Register

DAY = date(2026, 3, 1)


def _overlap(score: float, area: int = 5, sector: int = 1) -> Overlap:
    return Overlap(score, None, 7, None, 8, 1, 2, sector, area, area, area, DAY, DAY, 1, say("Both"))


def _place(register: Register) -> dict[str, Any]:
    return {"area": register.areas["YE121121"].id, "sector": register.sectors["WSH"].id}


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("now", "before", "points"),
    [
        ([], None, None),
        ([0.2], None, None),
        ([0.25, 0.7], None, 7000),
        ([0.2], Warned(6000, 5, 1), 6000),
        ([0.9], Warned(6000, 5, 1), 9000),
    ],
)
def test_the_strongest_is_carried_along_and_weak_ones_are_not(
    now: list[float], before: Warned | None, points: int | None
) -> None:
    found = strongest([_overlap(score) for score in now], before)
    assert (found and found.points) == points


@pytest.mark.parametrize(
    ("warned", "left", "is_avoided"),
    [
        (7000, [], True),
        (7000, [0.2], True),
        (7000, [0.3], True),
        (7000, [0.2, 0.6], False),
        (3000, [0.1], True),
        (3000, [0.26], False),
        (3000, [0.8], False),
    ],
)
def test_an_overlap_is_avoided_where_the_strength_of_what_is_left_is_less(
    register: Register, salma: Viewer, warned: int, left: list[float], is_avoided: bool
) -> None:
    place = _place(register)
    told = Warned(warned, place["area"], place["sector"])
    assert note_avoided(salma, told, [_overlap(score) for score in left]) == is_avoided
    assert [(row.area_id, row.sector_id, row.avoided_on, row.account_id) for row in AvoidedOverlap.select()] == (
        [(*place.values(), clock.today(), salma.account_id)] if is_avoided else []
    )


def test_nothing_is_avoided_of_which_nobody_was_warned(register: Register, salma: Viewer) -> None:
    assert not note_avoided(salma, None, [])
    assert AvoidedOverlap.select().count() == 0


def test_an_account_counts_once_a_day_for_each_place_and_sector(register: Register, salma: Viewer) -> None:
    place = _place(register)
    for sector in ("WSH", "WSH", "HEA"):
        note_avoided(salma, Warned(7000, place["area"], register.sectors[sector].id), [])
    assert AvoidedOverlap.select().count() == 2
