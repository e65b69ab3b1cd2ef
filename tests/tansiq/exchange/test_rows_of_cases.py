"""Sheets that were read wrongly once, with the numbers that are right; they lie beside the project where it is made."""

from datetime import date
from pathlib import Path

import pytest

from tansiq.exchange.needs_import import NeedsChoices, import_needs
from tansiq.exchange.values.periods import Period
from tansiq.models import Intervention, Need, Site
from tansiq.platform.progress import silent
from tests.conftest import SHARED_DATA
from tests.fivew import take, told
from tests.people import SALMA

pytestmark = pytest.mark.usefixtures("yemen")
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def _case(name: str) -> Path:
    path = SHARED_DATA.parent / "cases" / "workbooks" / name
    if not path.is_file():
        pytest.skip("The cases are not there.")
    return path


def _reached() -> list[int]:
    return sorted(site.reached or 0 for site in Site.select())


def test_rows_that_are_sent_again_in_another_spelling() -> None:
    folder = _case("04-resend-known-by-spelling/first.xlsx").parent
    take(folder / "first.xlsx")
    again = take(folder / "again.xlsx").plan.tally
    assert (again.new, again.changed, again.unchanged, _reached()) == (0, 0, 2, [7, 50])


def test_one_row_three_times_in_one_sheet() -> None:
    take(_case("04-resend-known-by-spelling/within.xlsx"))
    assert (_reached(), Intervention.select().count()) == ([50], 1)


def test_rows_by_sex_and_age() -> None:
    take(_case("05-rows-differing-in-unread-column/sex-age.xlsx"))
    assert (sum(_reached()), Intervention.select().count()) == (220, 1)


@pytest.mark.parametrize(
    ("name", "people"), [("split.csv", {"YE1211": 1000, "YE1210": 50}), ("hxl-order.csv", {"YE1211": 1000})]
)
def test_needs_by_sex(name: str, people: dict[str, int]) -> None:
    import_needs(SALMA, _case(f"06-needs-split-by-sex/{name}"), NeedsChoices(period=YEAR), silent)
    assert {need.area.pcode: need.people_in_need for need in Need.select()} == people


def test_one_number_for_two_districts() -> None:
    outcome = take(_case("10-merged-number/merged.xlsx"), good_rows_only=True)
    assert [address for address, _ in told(outcome)] == ["Data!F2", "Data!F3"]
    assert _reached() == [7]
