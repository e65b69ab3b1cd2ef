"""Rows that sum up others are told from rows of organisations whose name begins alike."""

import pytest

from tansiq.exchange.sheet.totals import first_text, is_total
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
