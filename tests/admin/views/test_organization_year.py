"""The page of an organisation shows its year, and those before it."""

import re

import pytest

from tansiq.platform import clock
from tests.admin.conftest import Reader
from tests.register import Register


def _figures(reader: Reader, register: Register, more: str = "&year=2026") -> dict[str, str]:
    page = reader.get(f"organization/details/?id={register.organization('NRA').id}{more}").text
    [part] = re.findall(r'<section[^>]* id="year".*?</section>', page, re.S)
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", part, re.S)
    return {label: re.sub("<[^>]+>", "", value) for label, value in found}


def test_the_year_stands_on_the_page_with_what_each_figure_counts(salma: Reader, register: Register) -> None:
    register.site(register.intervention("NRA"))
    figures = _figures(salma, register)
    assert (figures["Districts"], figures["Interventions"], figures["Partners"]) == ("1", "1", "0")
    assert figures["Round reports due"] == "—not known"
    assert _figures(salma, register, "&year=2025")["Interventions"] == "0"


@pytest.mark.parametrize("year", ["", "0", "1899", "9999", "last", "٢٠٢٦"])
def test_a_year_that_is_none_gives_the_present_one(salma: Reader, register: Register, year: str) -> None:
    assert _figures(salma, register, f"&year={year}") == _figures(salma, register, f"&year={clock.today().year}")


def test_without_a_year_the_page_only_leads_to_the_years(salma: Reader, register: Register) -> None:
    page = salma.get(f"organization/details/?id={register.organization('NRA').id}").text
    assert _figures(salma, register, "") == {}
    this = clock.today().year
    assert [f"year={year}#year" in page for year in (this, this - 1, this + 1)] == [True, True, False]


def test_cases_of_others_are_not_told_to_a_partner(huda: Reader, khaled: Reader, register: Register) -> None:
    assert _figures(huda, register)["Cases opened"] == "—not known"
    assert _figures(khaled, register)["Cases opened"] == "0"
