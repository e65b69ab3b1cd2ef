"""Rows of a 5W sheet that split one number by sex and age add up to it once."""

from pathlib import Path

import pytest

from tansiq.exchange.fivew_import import Outcome
from tansiq.models import Site
from tests.fivew import csv_file, take, told
from tests.register import Register

HEADER = ("No", "Organisation", "Sector", "District P-code", "Start date", "End date", "Sex", "Age", "People reached")
Part = tuple[str, str, int]


def _take(folder: Path, *parts: Part, district: str = "YE1211") -> Outcome:
    rows = [[number, "Nahar Relief", "WSH", district, "2026-03-01", "2026-03-31", *part]
            for number, part in enumerate(parts, 1)]  # fmt: skip
    return take(csv_file(folder, rows, HEADER))


def _reached() -> int:
    return sum(site.reached or 0 for site in Site.select())


@pytest.mark.parametrize(
    ("parts", "people"),
    [
        ([("Female", "0-17", 50), ("Male", "0-17", 50), ("Female", "18+", 50), ("Male", "18+", 70)], 220),
        ([("Female", "", 50), ("Male", "", 50), ("All", "", 100)], 100),
        ([("All", "", 100), ("Female", "", 50), ("Male", "", 50)], 100),
        ([("Female", "", 50), ("كلا الجنسين", "", 110), ("Male", "", 50)], 110),
        ([("Femmes", "", 50)], 50),
        ([("Women", "", 5), ("Girls", "", 6), ("Total", "Total", 30)], 30),
        ([("", "أطفال", 40), ("", "الكل", 90)], 90),
    ],
)
def test_the_total_is_counted_once_and_parts_without_one_add_up(
    register: Register, tmp_path: Path, parts: list[Part], people: int
) -> None:
    outcome = _take(tmp_path, *parts)
    assert (outcome.is_written, _reached()) == (True, people)
    again = _take(tmp_path, *parts).plan.tally
    assert (again.new, again.changed, again.unchanged) == (0, 0, Site.select().count())


def test_parts_beside_their_total_are_told_with_their_people(register: Register, tmp_path: Path) -> None:
    outcome = _take(tmp_path, ("Female", "", 40), ("Male", "", 30), ("Both", "", 70))
    assert (outcome.plan.tally.parts, outcome.plan.tally.again_people) == (2, 70)
    cells = [(one.address, one.value) for one in outcome.plan.problems if one.code == "repeated-row"]
    assert cells == [("5w!I2", "40"), ("5w!I3", "30")]


@pytest.mark.parametrize(
    "parts",
    [
        [("Female", "", 50), ("All", "0-17", 30)],
        [("Female", "0-17", 50), ("Female", "12-20", 30)],
        [("Female", "", 50), ("Male", "", 60), ("All", "", 100)],
    ],
)
def test_parts_that_overlap_or_exceed_their_total_are_refused(
    register: Register, tmp_path: Path, parts: list[Part]
) -> None:
    outcome = _take(tmp_path, *parts)
    assert [code for _, code in told(outcome)] == ["parts-overlap"] * len(parts)
    assert not Site.select().exists()
