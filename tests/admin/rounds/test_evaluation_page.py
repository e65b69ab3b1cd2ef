"""The evaluation of a year in the panel: by organisation or by area, as a page and as a file, and five years."""

import html
import io
import re
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from tansiq.platform import clock
from tansiq.rounds.deciding import rate
from tansiq.rounds.stating import submit
from tests.admin.conftest import Reader
from tests.asked_rounds import opened_round, report_of
from tests.people import SALMA
from tests.register import Register

YEAR = clock.today().year


@pytest.fixture
def worked(register: Register) -> Register:
    """NRA reached 80 of 100 in Khanfar, and reported on it; its rating is known."""
    days: dict[str, Any] = {"starts_on": clock.today().replace(month=1, day=1), "ends_on": None}
    work = register.intervention("NRA", budget=Decimal(1000), currency="USD", **days)
    register.site(work, "YE121121", targeted=100, reached=80)
    report = report_of(opened_round(register, "NRA", period=str(YEAR)), register.organization("NRA"))
    submit(SALMA, report)
    rate(SALMA, report, "PARTLY", "Water came late.")
    return register


def _text(reader: Reader, address: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(reader.get(address).text)).split())


def test_each_organisation_is_told_with_its_rating_and_the_years_are_compared(nadia: Reader, worked: Register) -> None:
    page = _text(nadia, "evaluation/")
    assert f"Evaluation of the year: Abyan , {YEAR}" in page
    assert "NRA Aid 1 of 1 Water and sanitation: 80 of 100 USD: 0 of 1,000" in page
    assert "Partly as planned Water came late." in page
    assert f"{YEAR} 1 1 of 1 USD: 0 of 1,000" in page
    by_area = _text(nadia, f"evaluation/?by=area&year={YEAR}&area={worked.areas['YE12'].id}")
    assert "NRA Aid Khanfar 1 of 1" in by_area
    assert "Nothing of this year is known there." in _text(nadia, f"evaluation/?year={YEAR - 2}")


def test_it_is_saved_as_a_file(nadia: Reader, worked: Register) -> None:
    rows = list(load_workbook(io.BytesIO(nadia.get("evaluation/export/xlsx").data)).worksheets[0].values)
    assert rows[1][:4] == ("NRA Aid", None, 1, 1)
    assert rows[1][8:10] == ("Partly as planned", "Water came late.")
    assert nadia.get("evaluation/export/pdf").status_code == 404


def test_an_area_that_is_not_known_is_told_and_nothing_breaks(nadia: Reader, worked: Register) -> None:
    for address in (
        "evaluation/?area=999999",
        "evaluation/?area=x&year=12345&by=x",
        "evaluation/lookup/area/?query=ab",
    ):
        assert nadia.get(address).status_code == 200, address
    assert nadia.get("evaluation/lookup/other/").status_code == 404


def test_a_partner_reads_its_own_rating_and_others_read_nothing(
    khaled: Reader, huda: Reader, visitor: Reader, worked: Register
) -> None:
    address = f"evaluation/?area={worked.areas['YE12'].id}"
    assert "Partly as planned" in _text(khaled, address)
    assert "Partly as planned" not in _text(huda, address)
    assert visitor.get(address).status_code == 404
