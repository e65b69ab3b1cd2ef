"""Twelve different faults in one workbook: twelve messages at their cells, in both languages, and the rest imported."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tansiq.exchange.export.marked_workbook import mark_to
from tansiq.exchange.report import lines
from tansiq.language.words import speaking
from tansiq.models import Intervention, Site
from tests.fivew import HEADER, row, take, told, workbook
from tests.register import Register

EXTRA = (*HEADER, "Record id", "Latitude")

FAULTS = {
    "sector-unknown": ("H", row(Sector="Astrology")),
    "place-unknown": ("G", row(Sub_district="Atlantis")),
    "organization-missing": ("A", row(Organisation="", Acronym="")),
    "not-a-number": ("N", row(Targeted_people="many")),
    "negative": ("O", row(Reached_people=-3)),
    "ambiguous-date": ("J", row(Start_date="03/04/2026")),
    "dates-reversed": ("K", row(End_date="2026-02-01")),
    "unknown-word": ("L", row(Status="Sleeping")),
    "group-unknown": ("M", row(Population_group="Martians")),
    "too-long": ("I", row(Title="x" * 501)),
    "id-unknown": ("P", [*row(), "TQ-UNHEARD00#1"]),
    "out-of-range": ("Q", [*row(), "", 95]),
}


@pytest.fixture
def sheet(register: Register, tmp_path: Path) -> Path:
    """Twelve bad rows and two good ones, the first and the last."""
    rows = [row(), *(cells for _, cells in FAULTS.values()), row(Sub_district="al-Kawd")]
    return workbook(tmp_path, rows, EXTRA)


def test_twelve_faults_are_twelve_messages_at_their_cells(sheet: Path) -> None:
    outcome = take(sheet)
    expected = [(f"5W!{letter}{number}", code) for number, (code, (letter, _)) in enumerate(FAULTS.items(), 3)]
    assert told(outcome) == expected
    assert not Site.select().exists()


def test_the_rest_is_imported_if_chosen(sheet: Path) -> None:
    outcome = take(sheet, good_rows_only=True)
    assert (outcome.plan.tally.new, outcome.plan.tally.wrong) == (2, 12)
    assert (Site.select().count(), Intervention.select().count()) == (2, 1)


def test_every_message_says_what_stands_there_and_what_to_do(sheet: Path) -> None:
    problems = {problem.code: problem for problem in take(sheet).plan.errors}
    assert problems["sector-unknown"].value == "Astrology"
    assert problems["place-unknown"].value == "Atlantis"
    assert "Nearest" in str(problems["sector-unknown"].sentence)
    assert all(str(problem.sentence).endswith(".") for problem in problems.values())


def test_the_report_is_in_the_language_that_is_spoken(sheet: Path) -> None:
    plan = take(sheet).plan
    english = "\n".join(lines(plan))
    assert "5W!H3  Astrology" in english
    assert "Errors:" in english
    with speaking("ar"):
        assert "5W!H3  Astrology" in "\n".join(lines(plan))


def test_the_sheet_comes_back_with_its_cells_marked(sheet: Path, tmp_path: Path) -> None:
    outcome = take(sheet)
    marked = tmp_path / "marked.xlsx"
    mark_to(marked, outcome.table, outcome.plan.problems)
    page, messages = load_workbook(marked).worksheets
    for address, _ in told(outcome):
        cell = page[address.split("!")[1]]
        assert (cell.fill.fgColor.rgb, cell.comment is not None) == ("00F4B6B6", True)
    assert [cell.value for cell in page[1]] == list(EXTRA)
    assert (page["H3"].value, page["N2"].value, page["H2"].comment) == ("Astrology", 500, None)
    errors = [cells for cells in messages.iter_rows(min_row=2, values_only=True) if cells[0] == "Error"]
    assert len(errors) == 12
    assert errors[0][1:3] == ("5W!H3", "Astrology")


def test_a_marked_sheet_runs_no_formula_and_keeps_dates(register: Register, tmp_path: Path) -> None:
    outcome = take(workbook(tmp_path, [row(Title="x"), row(Sector="@SUM(1)", Start_date=date(2026, 3, 1))]))
    marked = tmp_path / "marked.xlsx"
    mark_to(marked, outcome.table, outcome.plan.problems)
    page = load_workbook(marked).worksheets[0]
    assert (page["H3"].data_type, page["J3"].value.date()) == ("s", date(2026, 3, 1))


def test_the_messages_of_a_marked_sheet_hold_no_marks_of_direction(register: Register, tmp_path: Path) -> None:
    outcome = take(workbook(tmp_path, [[*row(), "YE121122"]], (*HEADER, "Sub-district code")))
    marked = tmp_path / "marked.xlsx"
    with speaking("ar"):
        [problem] = [one for one in outcome.plan.problems if "\u2068YE121122\u2069" in str(one.sentence)]
        mark_to(marked, outcome.table, [problem])
    page, messages = load_workbook(marked).worksheets
    comments = [cell.comment.text for line in page.iter_rows() for cell in line if cell.comment]
    said = [*comments, *(str(cell) for line in messages.values for cell in line)]
    assert len([text for text in said if "YE121122" in text]) >= 2
    assert not set("".join(said)) & set("\u2068\u2069")
