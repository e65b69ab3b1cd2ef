"""Rows of one site that differ in the month of their figure are its series: neither repeated nor added up."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tansiq.models import ImportedRow, Intervention, ReachedFigure, Site
from tansiq.models.reached_figure import this_month
from tests.fivew import HEADER, csv_file, row, take, told
from tests.register import Register

Cells = list[Any]
BY_DAY, BY_MONTH = [*HEADER, "Reporting date"], [*HEADER, "Reporting month"]


def _rows(*months: tuple[str, int], **values: Any) -> list[Cells]:
    return [[*row(Reached_people=people, **values), month] for month, people in months]


def _series() -> list[tuple[date, int | None]]:
    rows = ReachedFigure.select(ReachedFigure.month, ReachedFigure.people).order_by(ReachedFigure.month)
    return list(iter(rows.tuples().execute()))


SERIES = [(date(2026, 1, 1), 100), (date(2026, 2, 1), 150), (date(2026, 3, 1), 180)]


@pytest.mark.parametrize(
    ("header", "months"),
    [
        (BY_DAY, ("2026-01-31", "2026-02-28", "2026-03-31")),
        (BY_DAY, ("31/01/2026", "28/02/2026", "31/03/2026")),
        (BY_MONTH, ("January 2026", "February 2026", "March 2026")),
        (BY_MONTH, ("يناير 2026", "فبراير 2026", "مارس 2026")),
        (BY_MONTH, ("Janv 2026", "Févr 2026", "Mars 2026")),
    ],
)
def test_a_row_a_month_is_one_site_with_its_series(
    register: Register, tmp_path: Path, header: list[str], months: tuple[str, ...]
) -> None:
    told_by_month = list(zip(months, (100, 150, 180), strict=True))
    path = csv_file(tmp_path, _rows(*reversed(told_by_month)), header)
    tally = take(path).plan.tally
    assert (tally.new, tally.months, tally.wrong) == (1, 2, 0)
    assert _series() == SERIES
    assert [site.reached for site in Site.select()] == [180]
    again = take(path).plan.tally
    assert (again.new, again.changed, again.unchanged, again.months) == (0, 0, 1, 2)
    assert ImportedRow.select().count() == 1


def test_a_further_month_of_a_known_site_is_added_to_its_series(register: Register, tmp_path: Path) -> None:
    take(csv_file(tmp_path, _rows(("2026-01-31", 100)), BY_DAY))
    outcome = take(csv_file(tmp_path, _rows(("2026-02-28", 150)), BY_DAY))
    assert (outcome.plan.tally.new, outcome.plan.tally.changed) == (0, 1)
    assert _series() == SERIES[:2]
    assert (Site.select().count(), Site.get().reached) == (1, 150)
    corrected = take(csv_file(tmp_path, _rows(("2026-01-31", 90)), BY_DAY)).plan.tally
    assert (corrected.changed, Site.get().reached) == (1, 150)
    assert _series()[0] == (date(2026, 1, 1), 90)


def test_who_reads_the_preview_is_told_how_months_are_read(register: Register, tmp_path: Path) -> None:
    outcome = take(csv_file(tmp_path, _rows(("2026-01-31", 100), ("2026-02-28", 150)), BY_DAY))
    assert [code for _at, code in told(outcome, "warning")] == ["months-joined"]
    [text] = [str(one.sentence) for one in outcome.plan.problems if one.code == "months-joined"]
    assert text.startswith("2 rows tell of this site, month by month.")


def test_rows_of_other_places_are_sites_of_their_own(register: Register, tmp_path: Path) -> None:
    rows = [*_rows(("2026-01-31", 100), ("2026-02-28", 150)),
            *_rows(("2026-01-31", 7), ("2026-02-28", 9), Sub_district="al-Kawd")]  # fmt: skip
    tally = take(csv_file(tmp_path, rows, BY_DAY)).plan.tally
    assert (tally.rows, tally.new, tally.months) == (4, 2, 2)
    assert sorted(site.reached or 0 for site in Site.select()) == [9, 150]
    assert Intervention.select().count() == 1


def test_a_month_to_come_is_wrong_at_its_cell(register: Register, tmp_path: Path) -> None:
    outcome = take(csv_file(tmp_path, _rows((f"{this_month().year + 1}-01-31", 100)), BY_DAY))
    assert outcome.plan.tally.wrong == 1
    assert [code for _at, code in told(outcome)] == ["month-ahead"]


def test_a_month_without_dates_of_the_work_is_still_when_the_work_was(register: Register, tmp_path: Path) -> None:
    kept = [at for at, name in enumerate(HEADER) if name not in ("Start date", "End date")]
    header = [*(HEADER[at] for at in kept), "Reporting month"]
    cells = row(Reached_people=100)
    rows = [[*(cells[at] for at in kept), month] for month in ("January 2026", "February 2026")]
    take(csv_file(tmp_path, rows, header))
    assert {work.starts_on for work in Intervention.select()} == {date(2026, 1, 1), date(2026, 2, 1)}
