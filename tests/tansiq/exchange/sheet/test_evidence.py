"""A column settles the order of its dates and its decimal mark by the cells that have one reading."""

from typing import Any

from tansiq.exchange.sheet.evidence import Evidence, gather

PLACES = {"starts_on": 0, "ends_on": 1, "budget": 2, "title": 3}


def _gather(*rows: list[Any]) -> Evidence:
    return gather(((number, tuple(row)) for number, row in enumerate(rows, 2)), PLACES)


def test_the_first_cell_with_one_reading_is_the_witness() -> None:
    found = _gather(
        ["03/04/2026", "04/13/2026", "1,500", "13/04/2026"],
        ["13/04/2026", "03/04/2026", "1,234.50", "x"],
        ["14/04/2026", 46125.0, None, "x"],
    )
    assert found.orders == {"starts_on": ("dmy", 3), "ends_on": ("mdy", 2)}
    assert found.marks == {"budget": (".", 3)}


def test_a_column_at_odds_with_itself_settles_nothing() -> None:
    found = _gather(["13/04/2026", None, "1,234.50", ""], ["04/13/2026", None, "1.234,50", ""])
    assert (found.orders, found.marks) == ({}, {})


def test_cells_with_two_readings_or_none_are_no_witness() -> None:
    found = _gather(["05/05/2026x", "2026-04-13", "1,500", ""], ["03/04/2026", None, "x", ""])
    assert (found.orders, found.marks) == ({}, {})
