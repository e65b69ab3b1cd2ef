"""Hidden rows and columns are kept as runs."""

from tansiq.exchange.workbook.hidden import Runs


def test_numbers_beside_each_other_are_one_run() -> None:
    runs = Runs()
    assert not runs
    for first, last in ((2, 2), (3, 3), (4, 6), (9, 9)):
        runs.add(first, last)
    assert runs == Runs([2, 9], [6, 9])
    assert [number for number in range(12) if number in runs] == [2, 3, 4, 5, 6, 9]
    assert [runs.count_after(number) for number in (0, 2, 5, 6, 9)] == [6, 5, 2, 1, 0]
    assert "2" not in runs
