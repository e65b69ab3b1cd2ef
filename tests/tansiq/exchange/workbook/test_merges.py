"""Merged values are laid over the rows as they stream by."""

import pytest

from tansiq.exchange.values.problems import Unreadable
from tansiq.exchange.workbook import merges
from tansiq.exchange.workbook.book import Raw
from tansiq.exchange.workbook.merges import Merged, Merges, filled_rows


def test_a_value_is_written_across_and_down() -> None:
    rows = [(1, ["a", None, "x"]), (2, [None, None, "y"]), (3, [None, None, "z"])]
    merges = Merges([Merged(1, 0, 2, 1)])
    assert list(filled_rows(rows, merges)) == [(1, ["a", "a", "x"]), (2, ["a", "a", "y"]), (3, [None, None, "z"])]


def test_a_row_that_only_inherits_is_blank() -> None:
    rows: list[Raw] = [(1, ["a", "b"]), (2, [None, ""]), (3, ["c", None])]
    merges = Merges([Merged(1, 0, 2, 0), Merged(1, 1, 3, 1)])
    assert list(filled_rows(rows, merges)) == [(1, ["a", "b"]), (3, ["c", "b"])]


def test_a_range_wider_than_its_row_widens_it() -> None:
    assert list(filled_rows([(5, ["a"])], Merges([Merged(5, 0, 5, 2)]))) == [(5, ["a", "a", "a"])]


def test_a_range_whose_first_row_is_missing_holds_nothing() -> None:
    assert list(filled_rows([(2, ["b", "x"])], Merges([Merged(1, 0, 3, 0)]))) == [(2, ["b", "x"])]


def test_white_space_alone_fills_no_row() -> None:
    assert list(filled_rows([(1, [" ", "\n"]), (2, [0])], Merges())) == [(2, [0])]


def test_ranges_that_lie_on_top_of_each_other_are_refused_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merges, "MOST_COVERED", 50)
    laid = Merges([Merged(1, 0, 1_000_000, 9)] * 3)
    with pytest.raises(Unreadable, match="merged"):
        list(filled_rows([(number, ["a"]) for number in range(1, 9)], laid))


def test_ranges_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merges, "MOST_MERGED", 2)
    laid = Merges()
    laid.add(Merged(1, 0, 1, 1))
    laid.add(Merged(2, 0, 2, 1))
    with pytest.raises(Unreadable, match="merged"):
        laid.add(Merged(3, 0, 3, 1))
