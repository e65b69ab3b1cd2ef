"""Numbers that contradict each other: told, and the honest part of them kept."""

from pathlib import Path
from typing import Any

import pytest

from tansiq.models import Site
from tests.fivew import HEADER, csv_file, row, take
from tests.register import Register

PARTS = {"women": "Targeted women", "men": "Targeted men", "girls": "Targeted girls", "boys": "Targeted boys",
         "elderly_women": "Targeted elderly women", "female": "Targeted female", "male": "Targeted male"}  # fmt: skip


def _take(folder: Path, targeted: Any, **more: Any) -> list[tuple[str, str]]:
    """The (severity, code) of what is told of one row; parts are named as in PARTS, others by their header."""
    header = [*HEADER, *(PARTS.get(name, name.replace("_", " ")) for name in more)]
    outcome = take(csv_file(folder, [[*row(Targeted_people=targeted, Reached_people=""), *more.values()]], header))
    ignored = {"new-organization"}
    return [(problem.severity, problem.code) for problem in outcome.plan.problems if problem.code not in ignored]


def _site() -> dict[str, Any]:
    return {
        name: value for name, value in Site.get().__data__.items() if name.startswith("targeted") and value is not None
    }


def test_parts_that_fit_are_kept(register: Register, tmp_path: Path) -> None:
    assert _take(tmp_path, 10, women=4, men=3) == []
    assert _site() == {"targeted": 10, "targeted_women": 4, "targeted_men": 3}


def test_an_empty_whole_is_the_sum_of_its_parts(register: Register, tmp_path: Path) -> None:
    assert _take(tmp_path, "", women=4, men=3) == []
    assert _site() == {"targeted": 7, "targeted_women": 4, "targeted_men": 3}


def test_females_and_males_of_every_age_give_the_whole_alone(register: Register, tmp_path: Path) -> None:
    assert _take(tmp_path, "", female=4, male=3) == []
    assert _site() == {"targeted": 7}


def test_where_whole_and_parts_contradict_the_whole_is_kept(register: Register, tmp_path: Path) -> None:
    assert _take(tmp_path, 10, women=8, men=7) == [("warning", "parts-exceed-whole")]
    assert _site() == {"targeted": 10}


def test_elderly_counted_among_adults_are_left_out_alone(register: Register, tmp_path: Path) -> None:
    assert _take(tmp_path, 10, women=6, men=4, elderly_women=2) == [("warning", "parts-exceed-whole")]
    assert _site() == {"targeted": 10, "targeted_women": 6, "targeted_men": 4}


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ({"People_in_need": 400}, [("warning", "targeted-exceeds-in_need")]),
        ({"People_in_need": 600, "People_affected": 550}, [("warning", "in_need-exceeds-affected")]),
        ({"People_in_need": 600, "Reached_women": 501}, [("notice", "reached-exceeds-targeted")]),
        ({"People_in_need": 600, "People_affected": 700}, []),
    ],
)
def test_a_chain_that_is_broken_is_told(
    register: Register, tmp_path: Path, numbers: dict[str, int], told: list[tuple[str, str]]
) -> None:
    assert _take(tmp_path, 500, **numbers) == told
    assert Site.get().targeted == 500
