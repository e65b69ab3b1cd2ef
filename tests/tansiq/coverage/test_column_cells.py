"""Cells in columns are the same cells: every figure of all at once is that of each by itself, and so is their order."""

from collections.abc import Sequence
from math import isnan
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.copied_columns.tables import NONE
from tansiq.coverage import Cell, figures, gap_rank, ranked_gaps
from tansiq.coverage.answer import _is_gap
from tansiq.coverage.column_cells import KEYS, ColumnCells, cells_in
from tansiq.coverage.column_counting import NEEDS
from tansiq.coverage.column_figures import EXACT, FIGURES
from tansiq.coverage.column_frames import KINDS
from tansiq.coverage.counting import COUNTS, PEOPLE
from tansiq.platform.columns import Coded

some = st.integers(NONE, 3)
people = st.just(NONE) | st.integers(0, 300) | st.integers(0, EXACT - 1)
few = st.integers(0, 3)
rows = st.fixed_dictionaries(
    {
        "cell": st.integers(1, 3),
        **dict.fromkeys(["sector", "group"], some.map(lambda one: one or NONE)),
        "kind": st.integers(NONE, len(KINDS) - 1),
        **dict.fromkeys(COUNTS, few),
        **dict.fromkeys(PEOPLE, people),
        "in_need": people,
        "severity": some.map(lambda one: one or NONE),
    }
)


def framed(described: Sequence[dict[str, int]]) -> dict[str, Any]:
    """The rows as a frame."""
    small = {"kind", "severity"}
    return {
        name: np.array([row[name] for row in described], np.int8 if name in small else np.int64)
        for name in (*KEYS, *COUNTS, *PEOPLE, *NEEDS)
    }


def values(cells: ColumnCells, name: str) -> list[Any]:
    """The values of a column, None for those that are not known."""
    column = cells.column(name)
    if isinstance(column, Coded):
        return [None if place == NONE else column.codes[place] for place in column.places.tolist()]
    return [None if value == NONE or isnan(value) else value for value in column.tolist()]


@given(described=st.lists(rows, max_size=12))
def test_every_column_is_what_each_cell_says(described: list[dict[str, int]]) -> None:
    cells = ColumnCells(framed(described))
    for name in Cell._fields:
        assert values(cells, name) == [getattr(cell, name) for cell in cells]
    for name in FIGURES:
        assert values(cells, name) == [getattr(figures, name)(cell) for cell in cells], name


@given(described=st.lists(rows, max_size=12, unique_by=lambda row: tuple(row[key] for key in KEYS)))
def test_gaps_stand_in_the_order_of_their_rank(described: list[dict[str, int]]) -> None:
    cells = ColumnCells(framed(described))
    assert list(ranked_gaps(cells)) == sorted(filter(_is_gap, list(cells)), key=gap_rank)


@given(described=st.lists(rows, max_size=6), at=st.integers(-7, 7), until=st.integers(-7, 7))
def test_they_are_a_sequence_like_any(described: list[dict[str, int]], at: int, until: int) -> None:
    cells = ColumnCells(framed(described))
    listed = list(cells)
    assert len(cells) == len(listed)
    assert list(cells[at:until]) == listed[at:until]
    if -len(listed) <= at < len(listed):
        assert cells[at] == listed[at]
    else:
        with pytest.raises(IndexError):
            cells[at]


def test_numbers_that_fractions_do_not_hold_are_cells_by_themselves() -> None:
    row = dict.fromkeys((*KEYS, *COUNTS, *PEOPLE, *NEEDS), 1)
    assert isinstance(cells_in(framed([row])), ColumnCells)
    told = cells_in(framed([row, {**row, "reached": EXACT + 1, "targeted": EXACT * 2}]))
    assert isinstance(told, list)
    assert figures.coverage_ratio(told[1]) == (EXACT + 1) / (EXACT * 2)
