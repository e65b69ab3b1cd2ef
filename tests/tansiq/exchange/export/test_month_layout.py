"""Sheets with a row or a column a month: what they hold, and what comes back of them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange.export.month_layout import MonthLayout
from tansiq.exchange.sheet.fields import BY_NAME
from tansiq.language.words import speaking
from tansiq.models import ReachedFigure, Site
from tansiq.models.reached_figure import this_month
from tansiq.platform import clock
from tansiq.records import changes
from tests.fivew import take, told
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.exchange.exported import csv_rows, exported, write_csv

JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
SERIES = [(JANUARY, 100), (FEBRUARY, 150), (MARCH, 180)]


@pytest.fixture
def site(register: Register) -> Site:
    """A site with the figures of three months, 90 of the 180 people women."""
    row = register.site(register.intervention("NRA"), targeted=500, reached_women=90)
    for month, people in SERIES:
        changes.save(SALMA, ReachedFigure(site=row.id, month=month, people=people))
    return row


def _series(row: Site) -> list[tuple[date, int | None]]:
    told_by = ReachedFigure.select(ReachedFigure.month, ReachedFigure.people).where(ReachedFigure.site == row.id)
    return list(iter(told_by.order_by(ReachedFigure.month).tuples().execute()))


def _cells(rows: list[list[str]], *names: str) -> list[list[str]]:
    """The cells of some fields below the head."""
    at = [rows[0].index(BY_NAME[name].en) for name in names]
    return [[row[one] for one in at] for row in rows[2:]]


def test_a_row_a_month_has_the_figure_of_each_with_its_day(site: Site, tmp_path: Path) -> None:
    rows = csv_rows(exported(tmp_path, "csv", "rows"))
    assert _cells(rows, "reported_on", "reached", "targeted", "reached_women") == [
        ["2026-01-31", "100", "500", ""],
        ["2026-02-28", "150", "500", ""],
        ["2026-03-31", "180", "500", "90"],
    ]
    assert len({cells[0] for cells in rows[2:]}) == 1


def test_the_figure_of_the_present_month_was_told_until_today(register: Register, tmp_path: Path) -> None:
    register.site(register.intervention("NRA"), reached=7)
    rows = csv_rows(exported(tmp_path, "csv", "rows"))
    assert _cells(rows, "reported_on", "reached") == [[clock.today().isoformat(), "7"]]


def test_a_site_of_which_nothing_is_known_has_one_row(register: Register, tmp_path: Path) -> None:
    register.site(register.intervention("NRA"))
    rows = csv_rows(exported(tmp_path, "csv", "rows"))
    assert _cells(rows, "reported_on", "reached") == [["", ""]]


@pytest.mark.parametrize(
    ("language", "header"), [("en", "People reached by February 2026"), ("ar", "تم الوصول إليهم حتى فبراير 2026")]
)
def test_a_column_a_month_names_it_in_the_language_of_the_sheet(
    site: Site, tmp_path: Path, language: str, header: str
) -> None:
    with speaking(language):
        rows = csv_rows(exported(tmp_path, "csv", "columns"))
    at = rows[0].index(header)
    assert [row[at] for row in rows[1:]] == ["#reached", "150"]


def test_the_present_month_has_a_column_to_be_filled_in(site: Site, tmp_path: Path) -> None:
    path = exported(tmp_path, "csv", "columns")
    rows = csv_rows(path)
    at = rows[0].index(f"People reached by {this_month():%B %Y}")
    assert rows[2][at] == ""
    rows[2][at] = "200"
    write_csv(path, rows)
    outcome = take(path, today=clock.today())
    assert (told(outcome), told(outcome, "warning"), outcome.plan.tally.changed) == ([], [], 1)
    assert _series(site) == [*SERIES, (this_month(), 200)]


def test_sites_of_others_open_no_columns(register: Register, site: Site, tmp_path: Path) -> None:
    other = register.site(register.intervention("ADR"), "YE19")
    changes.save(SALMA, ReachedFigure(site=other.id, month=date(2025, 5, 1), people=4))
    assert "People reached by May 2025" in csv_rows(exported(tmp_path, "csv", "columns"))[0]
    assert "People reached by May 2025" not in csv_rows(exported(tmp_path, "csv", "columns", within="YE12"))[0]


def _changed(path: Path, at: int, **cells: Any) -> list[list[str]]:
    """The rows of a file, some cells of one (1 is the first below the head) replaced; the file holds them too."""
    rows = csv_rows(path)
    for name, text in cells.items():
        rows[at + 1][rows[0].index(BY_NAME[name].en)] = text
    write_csv(path, rows)
    return rows


def test_a_corrected_month_changes_that_month_alone(site: Site, tmp_path: Path) -> None:
    path = exported(tmp_path, "csv", "rows")
    _changed(path, 1, reached="90")
    outcome = take(path)
    assert (told(outcome), outcome.plan.tally.changed, outcome.plan.tally.months) == ([], 1, 2)
    assert _series(site) == [(JANUARY, 90), *SERIES[1:]]


def test_a_further_row_of_the_same_id_is_a_further_month(site: Site, tmp_path: Path) -> None:
    path = exported(tmp_path, "csv", "rows")
    rows = csv_rows(path)
    write_csv(path, [*rows, rows[-1]])
    _changed(path, 4, reported_on="5 رمضان 1447", reached="170")
    again = take(path)
    # That day lies in February, of which a row tells already.
    assert [code for _at, code in told(again)] == ["id-twice", "id-twice"]
    _changed(path, 4, reported_on="30 April 2026", reached="260", reached_women="130")
    outcome = take(path, today=date(2026, 5, 1))
    assert (told(outcome), outcome.plan.tally.changed) == ([], 1)
    assert _series(site) == [*SERIES, (date(2026, 4, 1), 260)]
    assert [(row.reached, row.reached_women) for row in Site.select()] == [(260, 130)]


def test_a_row_of_an_earlier_month_alone_says_nothing_of_the_present_numbers(site: Site, tmp_path: Path) -> None:
    path = exported(tmp_path, "csv", "rows")
    rows = _changed(path, 1, reached="95")
    write_csv(path, rows[:3])
    outcome = take(path)
    assert (told(outcome), outcome.plan.tally.changed, _series(site)[0]) == ([], 1, (JANUARY, 95))
    assert [(row.reached, row.reached_women) for row in Site.select()] == [(180, 90)]


def test_an_empty_figure_of_a_month_says_nothing(site: Site, tmp_path: Path) -> None:
    path = exported(tmp_path, "csv", "rows")
    _changed(path, 2, reached="")
    outcome = take(path)
    assert (told(outcome), outcome.plan.tally.changed, outcome.plan.tally.unchanged) == ([], 0, 1)
    assert _series(site) == SERIES


def test_rows_of_one_site_that_differ_in_more_than_the_month_are_told(site: Site, tmp_path: Path) -> None:
    path = exported(tmp_path, "csv", "rows")
    _changed(path, 1, targeted="9")
    outcome = take(path)
    assert ("rows-contradict" in {code for _at, code in told(outcome)}, outcome.is_written) == (True, False)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"reported_on": "someday"}, "not-a-date"),
        ({"reported_on": "2031-01-31"}, "month-ahead"),
        ({"reached": "many"}, "not-a-number"),
    ],
)
@pytest.mark.parametrize("at", [1, 3])
def test_what_cannot_be_read_of_a_month_is_told_at_its_cell(
    site: Site, tmp_path: Path, cells: dict[str, str], code: str, at: int
) -> None:
    path = exported(tmp_path, "csv", "rows")
    _changed(path, at, **cells)
    outcome = take(path)
    assert code in {said for address, said in told(outcome) if address.endswith(str(at + 2))}
    assert _series(site) == SERIES


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_row_of_a_month_that_cannot_be_read_is_counted_once(site: Site, tmp_path: Path, at: int) -> None:
    path = exported(tmp_path, "csv", "rows")
    _changed(path, at, reached="many")
    plan = take(path).plan
    assert (plan.tally.wrong, plan.tally.months + plan.tally.unchanged) == (1, 2)
    assert at == 3 or at + 2 not in dict(plan.again)


@pytest.mark.parametrize("months", ["rows", "columns"])
def test_a_figure_below_the_month_before_is_doubted_where_it_is_new(
    site: Site, tmp_path: Path, months: MonthLayout
) -> None:
    changes.save(SALMA, ReachedFigure(site=site.id, month=date(2025, 12, 1), people=400))
    path = exported(tmp_path, "csv", months)
    assert told(take(path), "warning") == []
    rows = csv_rows(path)
    at = rows[0].index("People reached") if months == "rows" else rows[0].index("People reached by February 2026")
    line = 4 if months == "rows" else 2
    rows[line][at] = "50"
    write_csv(path, rows)
    assert [code for _at, code in told(take(path), "warning")] == ["figure-below"]
