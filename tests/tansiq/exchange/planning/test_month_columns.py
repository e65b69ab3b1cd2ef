"""Columns of months are the series of each row's site."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tansiq.exchange.values.problems import Unreadable
from tansiq.models import ImportedRow, Intervention, ReachedFigure, Site
from tests.fivew import HEADER, csv_file, row, take, told, workbook
from tests.register import Register

Cells = list[Any]
REST = [name for name in HEADER if name != "Reached people"]
ENGLISH = ["Reached Jan 2026", "Reached Feb 2026", "Reached Mar 2026"]
SERIES = [(date(2026, 1, 1), 100), (date(2026, 2, 1), 150), (date(2026, 3, 1), 180)]


def _row(*figures: Any, **values: Any) -> Cells:
    """A row without people reached, and its figures by month."""
    return [*row(**values)[:-1], *figures]


def _series() -> list[tuple[date, int | None]]:
    rows = ReachedFigure.select(ReachedFigure.month, ReachedFigure.people).order_by(ReachedFigure.month)
    rows = rows.where(ReachedFigure.archived_at.is_null())
    return list(iter(rows.tuples().execute()))


@pytest.mark.parametrize(
    "months",
    [
        ENGLISH,
        ["Reached (January 2026)", "Reached (February 2026)", "Reached (March 2026)"],
        ["reached 2026-01", "reached 2026-02", "reached 2026-03"],
        ["01/2026 reached", "02/2026 reached", "03/2026 reached"],
        ["Mar-26 reached", "Feb-26 reached", "Jan-26 reached"][::-1],
        ["يناير 2026", "فبراير 2026", "مارس 2026"],
        ["المستفيدون يناير 2026", "المستفيدون فبراير 2026", "المستفيدون مارس 2026"],
        [
            "من جرى الوصول إليهم - كانون الثاني ٢٠٢٦",
            "من جرى الوصول إليهم - شباط ٢٠٢٦",
            "من جرى الوصول إليهم - آذار ٢٠٢٦",
        ],
        ["Atteints janv. 2026", "Atteints févr. 2026", "Atteints mars 2026"],
        ["Reached Jan", "Reached Feb", "Reached Mar"],
    ],
)
def test_a_column_a_month_is_the_series_of_its_site(register: Register, tmp_path: Path, months: list[str]) -> None:
    cells = _row(100, 150, 180, Start_date="2026-01-05")
    path = csv_file(tmp_path, [cells], [*REST, *months])
    outcome = take(path)
    assert (outcome.plan.tally.new, outcome.plan.tally.wrong) == (1, 0)
    assert [(column.letter, column.field) for column in outcome.table.months] == [(at, "reached") for at in "OPQ"]
    assert (_series(), [site.reached for site in Site.select()]) == (SERIES, [180])
    again = take(path).plan
    assert (again.tally.unchanged, again.is_change) == (1, False)
    assert ImportedRow.select().count() == 1


def test_the_order_of_columns_decides_nothing_and_an_empty_cell_says_nothing(
    register: Register, tmp_path: Path
) -> None:
    header = [*REST, *reversed(ENGLISH)]
    take(csv_file(tmp_path, [_row(None, 150, 100)], header))
    assert (_series(), Site.get().reached) == (SERIES[:2], 150)
    outcome = take(csv_file(tmp_path, [_row(180, None, None)], header))
    assert (outcome.plan.tally.new, outcome.plan.tally.changed) == (0, 1)
    assert (_series(), Site.get().reached) == (SERIES, 180)
    emptied = take(csv_file(tmp_path, [_row(None, None, None)], header)).plan
    assert (emptied.tally.unchanged, emptied.is_change) == (1, False)
    assert _series() == SERIES


def test_a_sheet_that_grows_by_a_month_adds_it(register: Register, tmp_path: Path) -> None:
    take(csv_file(tmp_path, [_row(100, 150)], [*REST, *ENGLISH[:2]]))
    tally = take(csv_file(tmp_path, [_row(100, 150, 180)], [*REST, *ENGLISH])).plan.tally
    assert (tally.new, tally.changed, _series()) == (0, 1, SERIES)


def test_the_same_number_under_another_month_is_a_figure_of_that_month(register: Register, tmp_path: Path) -> None:
    take(csv_file(tmp_path, [_row(100)], [*REST, ENGLISH[0]]))
    take(csv_file(tmp_path, [_row(100)], [*REST, ENGLISH[1]]))
    assert _series() == [(date(2026, 1, 1), 100), (date(2026, 2, 1), 100)]


def test_people_reached_so_far_beside_the_months_are_their_last(register: Register, tmp_path: Path) -> None:
    equal, other = _row(100, 180, 180), _row(7, 9, 12, Sub_district="al-Kawd")
    outcome = take(csv_file(tmp_path, [equal, other], [*REST, *ENGLISH[:2], "Reached people"]))
    assert told(outcome, "warning") == [("5w!Q3", "months-differ")]
    assert sorted(site.reached or 0 for site in Site.select()) == [9, 180]
    assert ReachedFigure.select().count() == 4


def test_a_figure_below_the_month_before_is_doubted_at_its_cell(register: Register, tmp_path: Path) -> None:
    outcome = take(csv_file(tmp_path, [_row(100, 40, 60)], [*REST, *ENGLISH]))
    assert told(outcome, "warning") == [("5w!P2", "figure-below")]
    assert [people for _month, people in _series()] == [100, 40, 60]


def test_faults_are_told_at_the_cells_of_their_months(register: Register, tmp_path: Path) -> None:
    rows = [_row("many", 5, None), _row(1, -2, None, Sub_district="al-Kawd"), _row(1, 2, 3, Title="Wells")]
    outcome = take(csv_file(tmp_path, rows, [*REST, *ENGLISH[:2], "Reached Dec 2026"]))
    assert told(outcome) == [("5w!O2", "not-a-number"), ("5w!P3", "negative"), ("5w!Q4", "month-ahead")]
    assert outcome.plan.tally.wrong == 3


def test_the_year_of_a_month_comes_from_a_column_or_the_dates_of_the_work(register: Register, tmp_path: Path) -> None:
    months = ["Reached Nov", "Reached Jan"]
    over_new_year = _row(100, 150, Start_date="2025-11-01", End_date="2026-03-31")
    take(csv_file(tmp_path, [over_new_year], [*REST, *months]))
    assert _series() == [(date(2025, 11, 1), 100), (date(2026, 1, 1), 150)]
    ReachedFigure.delete().execute()
    with_year = _row(3, 2025, Start_date="2024-01-01", End_date="2026-03-31", Title="Wells")
    take(csv_file(tmp_path, [with_year], [*REST, "Reached Jan", "Year"]))
    assert (date(2025, 1, 1), 3) in _series()


def test_a_month_whose_year_is_in_doubt_is_refused_at_its_cell(register: Register, tmp_path: Path) -> None:
    rows = [_row(3, Start_date="2024-01-01", End_date="2026-03-31"), _row(None, Sub_district="al-Kawd")]
    outcome = take(csv_file(tmp_path, rows, [*REST, "Reached Jan"]), good_rows_only=True)
    assert told(outcome) == [("5w!O2", "no-year")]
    assert (outcome.plan.tally.wrong, outcome.plan.tally.new, _series()) == (1, 1, [])


def test_months_below_a_merged_group_are_of_what_the_group_says(register: Register, tmp_path: Path) -> None:
    book = Workbook()
    page: Any = book.active
    groups = [*([None] * len(REST)), "Targeted by month", None, "People reached", None]
    months = [date(2026, 1, 1), date(2026, 2, 1)] * 2
    for cells in (groups, [*REST, *months], _row(500, 600, 100, 150)):
        page.append(cells)
    page.merge_cells("O1:P1")
    page.merge_cells("Q1:R1")
    path = tmp_path / "grouped.xlsx"
    book.save(path)
    outcome = take(path)
    assert [column.letter for column in outcome.table.months] == ["Q", "R"]
    assert _series() == SERIES[:2]


@pytest.mark.parametrize(
    ("months", "figures"),
    [
        (["Jan 2026", "Feb 2026"], ("x", "x")),
        (["Jan 2026", "Jan 2026"], (1, 2)),
        (["Targeted Jan 2026", "Jan 2026"], (1, 2)),
        (["Jan", "Feb"], (1, 2)),
    ],
)
def test_months_alone_that_may_be_of_something_else_are_left_to_the_person(
    register: Register, tmp_path: Path, months: list[str], figures: tuple[Any, ...]
) -> None:
    outcome = take(csv_file(tmp_path, [_row(*figures)], [*REST, *months]))
    assert outcome.table.months == []
    assert outcome.plan.unknown_columns == months
    assert _series() == []


def test_a_person_may_say_that_columns_are_people_reached(register: Register, tmp_path: Path) -> None:
    path = csv_file(tmp_path, [_row(100, 150)], [*REST, "Ben. Jan 2026", "Ben. Feb 2026"])
    assert take(path, is_dry=True).table.months == []
    take(path, mapping={"O": "reached", "P": "reached"})
    assert _series() == SERIES[:2]
    without = take(path, mapping={"O": "reached", "P": ""}, is_dry=True)
    assert [column.letter for column in without.table.months] == ["O"]


def test_two_columns_of_one_month_are_refused(register: Register, tmp_path: Path) -> None:
    path = csv_file(tmp_path, [_row(100, 150)], [*REST, "Ben. Jan 2026", "Served, Jan 2026"])
    with pytest.raises(Unreadable, match="two columns"):
        take(path, mapping={"O": "reached", "P": "reached"})


def test_rows_that_carry_ids_of_ours_change_the_months_that_differ(register: Register, tmp_path: Path) -> None:
    take(csv_file(tmp_path, [_row(100, 150)], [*REST, *ENGLISH[:2]]))
    record_id = f"{Intervention.get().record_id}#{Site.get().number}"
    header = ["Record id", *REST, *ENGLISH]
    same = take(csv_file(tmp_path, [[record_id, *_row(100, 150, None)]], header)).plan
    assert (same.tally.unchanged, same.is_change) == (1, False)
    changed = take(csv_file(tmp_path, [[record_id, *_row(90, None, 180)]], header)).plan
    assert (changed.tally.changed, changed.tally.wrong) == (1, 0)
    assert _series() == [(date(2026, 1, 1), 90), *SERIES[1:]]


def test_each_column_of_a_month_is_told_to_its_sender(register: Register, tmp_path: Path) -> None:
    outcome = take(workbook(tmp_path, [_row(100, 150, 180)], [*REST, *ENGLISH]))
    said = [problem for problem in outcome.plan.problems if problem.code == "month-column"]
    assert [(one.address, one.value) for one in said] == [
        (f"5W!{at}1", header) for at, header in zip("OPQ", ENGLISH, strict=True)
    ]
