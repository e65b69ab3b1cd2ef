"""Cells of the greatest length that a sheet may have: each is told at its cell, and none is compared for hours."""

from pathlib import Path

import pytest

from tansiq.exchange.lookup.acronyms import abbreviates
from tansiq.exchange.planning.parts import part_of
from tansiq.models import Site
from tests.fivew import HEADER, csv_file, row, take
from tests.register import Register

LONGEST = 32_000
TEXTS = {
    "one word": "x" + "ab" * (LONGEST // 2 - 1),
    "a word that is nearly that": "x" + "ba" * (LONGEST // 2 - 1),
    "short words": "ab " * (LONGEST // 3),
    "a list": "ab, " * (LONGEST // 4),
    "brackets": "a (" * (LONGEST // 3),
    "digits": "1" * LONGEST,
    "ligatures": "ﷺ" * 1_000,
}
COLUMNS = (*HEADER, "Donor", "Lead organisation", "Activity", "Sex", "Age group", "Village", "Project title")


@pytest.mark.parametrize("name", [name for name in COLUMNS if name not in ("Title", "Activity", "Project title")])
def test_a_cell_of_the_greatest_length_keeps_nobody_waiting(register: Register, tmp_path: Path, name: str) -> None:
    at = COLUMNS.index(name)
    rows = [[*row(), *[""] * 7] for _ in TEXTS]
    for cells, text in zip(rows, TEXTS.values(), strict=True):
        cells[at] = text
    tally = take(csv_file(tmp_path, rows, COLUMNS), good_rows_only=True).plan.tally
    assert tally.rows == len(TEXTS) == tally.wrong + tally.new + tally.repeated + tally.same
    assert Site.select().count() == tally.new


def test_an_acronym_that_a_name_nearly_spells_is_no_riddle() -> None:
    name = " ".join(["aaaa"] * 60)
    assert abbreviates("a" * 40, name)
    assert not abbreviates("a" * 40 + "b", name)


@pytest.mark.parametrize("text", ["1" * 5_000, "<" + "1" * 5_000, "1-" * 2_000])
def test_a_number_of_thousands_of_digits_is_no_age(text: str) -> None:
    assert part_of("", text) is None
