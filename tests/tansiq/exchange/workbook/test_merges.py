"""Merged values are laid over the rows as they stream by."""

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
