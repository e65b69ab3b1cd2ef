"""Rows that sum up others are told from rows of organisations whose name begins alike."""

import pytest

from tansiq.exchange.sheet.totals import Sums, first_text, is_total
from tansiq.exchange.values.problems import CellError


@pytest.mark.parametrize(
    "cells",
    [
        ["Total", None, None, 500],
        [None, "Grand Total", "", "1,500", 7.0],
        ["Total général", None, 500, CellError("#REF!")],
        ["المجموع", 500],
        ["إجمالي محافظة عدن", None, 500],
        ["Sous-total", 3],
        ["Total", "Yemen", 500],
        ["TOTAL"],
    ],
)
def test_a_total_names_nothing_but_itself(cells: list[object]) -> None:
    assert is_total(cells)


@pytest.mark.parametrize(
    "cells",
    [
        ["Total Relief Foundation", "Water", "Aden", 500],
        ["Total Relief", "Aden", 500],
        ["Relief", "Total", 500],
        ["Totally new", 500],
        [500, 300],
        [],
    ],
)
def test_a_row_of_an_organisation_is_no_total(cells: list[object]) -> None:
    assert not is_total(cells)


def test_the_first_text_of_a_row_is_what_is_shown_of_it() -> None:
    assert first_text([None, 5, " ", "Total", "x"]) == "Total"
    assert first_text([None, 5]) == ""


PLACES = {"organization_name": 1, "sector": 2, "adm1_name": 3, "reached": 4}


@pytest.mark.parametrize(
    "word", ["Total", "GRAND TOTAL:", "Sub-total (1)", "Sum", "إجمالي", "المجموع الكلي", "الإجمالي العام",
             "Total général", "Sous-total", "Ensemble", "Somme", "Totaux"],
)  # fmt: skip
@pytest.mark.parametrize("column", [0, 1, 3])
def test_a_row_whose_who_or_where_is_a_word_for_total_sums_up_whatever_else_it_says(word: str, column: int) -> None:
    cells: list[object] = ["7", "Nahar Relief", "Water", "Abyan", 500]
    cells[column] = word
    assert Sums(PLACES).is_sum(cells)


def test_a_total_of_what_another_cell_or_a_row_before_says_is_a_sum() -> None:
    sums = Sums(PLACES)
    assert not sums.is_sum([1, "Nahar Relief", "Water", "Abyan", 20])
    assert sums.is_sum([2, "Nahar Relief Total", "Water", "Abyan", 20])
    assert sums.is_sum([3, "إجمالي أبين", "Water", "أبين", 20])
    assert sums.is_sum([None, "Sub-total Nahar Relief", "Water", None, 20])


@pytest.mark.parametrize(
    "name", ["Total Energies Foundation", "Ensemble Abyan", "Sum of Hearts", "مؤسسة المجموع الخيرية"]
)
def test_an_organisation_with_a_word_for_total_in_its_name_stays_one(name: str) -> None:
    assert not Sums(PLACES).is_sum([1, name, "Water", "Abyan", 20])


def test_a_group_or_a_sector_called_total_sums_up_nothing() -> None:
    assert not Sums({"population_group": 0, "adm1_name": 1, "in_need": 2}).is_sum(["Total", "Abyan", 20])


def test_a_row_that_names_nobody_and_opens_with_a_word_for_total_is_a_sum() -> None:
    places = {"sector": 0, "organization_name": 1, "reached": 2}
    assert Sums(places).is_sum(["Total", None, 20])
    assert not Sums(places).is_sum(["Total", "Nahar Relief", 20])
