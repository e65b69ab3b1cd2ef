"""The report of an area as a page: its numbers are those of the other pages, and what cannot be asked is told."""

import re

import pytest

from tansiq.models import Organization
from tests.admin.area_reports.conftest import YEAR, figures_of, lines_of
from tests.admin.conftest import Reader
from tests.register import Register


def _page(reader: Reader, register: Register, pcode: str = "YE12", more: str = YEAR) -> str:
    answer = reader.get(f"coverage/report/?within={register.areas[pcode].id}&{more}")
    assert answer.status_code == 200
    return answer.text


def test_people_equal_those_of_the_page_of_coverage_to_the_person(salma: Reader, told: Register) -> None:
    report = _page(salma, told)
    coverage = salma.get(f"coverage/?within={told.areas['YE12'].id}&{YEAR}").text
    figures = figures_of(report, "coverage")
    assert (figures["People in need"], figures["People reached"]) == ("5,100", "1,210")
    [sums] = re.findall(r'<ul class="sums">(.*?)</ul>', coverage, re.S)
    for label in ("People in need", "People targeted", "People reached", "Unmet need"):
        assert figures[label] in sums
    assert f"{figures['Number of gaps']} gaps in all" in coverage
    assert figures_of(report, "presence")["Organisations present"] == "2"


def test_cases_equal_those_of_the_page_of_their_figures(salma: Reader, told: Register) -> None:
    figures = figures_of(_page(salma, told), "overlaps")
    page = salma.get(f"cases/figures/?within={told.areas['YE12'].id}&level=2&{YEAR}").text
    together = re.findall(r"<tbody.*?</tbody>", page, re.S)[0]
    cells = re.findall(r'<bdi class="number">(.*?)</bdi>', together)
    assert [figures[label] for label in ("Cases opened", "Cases settled", "Avoided at entry")] == cells[:3]
    assert (figures["Days to settle (median)"], figures["People freed"]) == (cells[3], cells[4]) == ("9", "354")


def test_plans_equal_those_of_the_matrix_and_lead_to_the_plan(salma: Reader, told: Register) -> None:
    page = _page(salma, told, "YE1211")
    assert figures_of(page, "plans") == {"Plans": "1", "Plan items": "1", "Items done": "1", "Items late": "0"}
    assert lines_of(page, "plans", "by_plan") == [["Recovery plan", "1", "1", "0", "100%"]]
    assert re.search(r'<a href="/admin/plan/details/\?id=\d+">', page)


def test_organisations_of_the_third_sector_equal_the_list(salma: Reader, told: Register) -> None:
    figures = figures_of(_page(salma, told), "third_sector")
    assert (figures["Associations"], figures["Newly registered"]) == ("1", "1")
    listed = Organization.select().where(Organization.home_area == told.areas["YE1211"].id).count()
    assert int(figures["Organisations of the third sector"]) == listed
    assert figures["Associations per 100,000 inhabitants"] == "—not known"


def test_every_figure_stands_beside_what_it_counts(salma: Reader, told: Register) -> None:
    page = _page(salma, told)
    figures = re.findall(r"<dt>.*?</dt><dd class=\"report-value\">.*?</dd><dd class=\"hint\">(.*?)</dd>", page, re.S)
    assert len(figures) > 25
    assert all(figures)


def test_the_page_of_an_area_and_that_of_coverage_lead_there(salma: Reader, told: Register) -> None:
    area = told.areas["YE1211"].id
    assert f'href="/admin/coverage/report/?within={area}"' in salma.get(f"area/details/?id={area}").text
    coverage = salma.get(f"coverage/?within={area}&{YEAR}").text
    [address] = re.findall(r'href="/admin/(coverage/report/[^"]+)"', coverage)
    address = address.replace("&amp;", "&")
    assert "from=2026-01-01" in address
    assert salma.get(address).status_code == 200
    # Where an end is open the report is that of this year.
    [address] = re.findall(
        r'href="/admin/(coverage/report/[^"]+)"', salma.get(f"coverage/?within={area}&from=&to=").text
    )
    assert "from" not in address


def test_an_officer_sees_their_own_area_first_and_everybody_else_the_country(
    nadia: Reader, salma: Reader, told: Register
) -> None:
    assert "<h1>Report of Abyan</h1>" in nadia.get("coverage/report/").text
    assert "<h1>Report of Yemen</h1>" in salma.get("coverage/report/").text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("from=2026-02-01&to=2026-01-01", "The end is before the beginning."),
        ("from=yesterday&to=2026-01-01", "yesterday"),
        ("from=&to=2026-01-01", "Give a day."),
        (f"level=1&{YEAR}", "Ask for a level that is not above the area itself."),
        (f"level=9&{YEAR}", "Report of Khanfar"),
    ],
)
def test_what_cannot_be_asked_is_told_at_its_place_and_nothing_typed_is_lost(
    salma: Reader, told: Register, asked: str, said: str
) -> None:
    assert said in _page(salma, told, "YE1211", asked)


def test_an_area_that_is_not_there_is_told(salma: Reader, told: Register) -> None:
    answer = salma.get(f"coverage/report/?within=999999&{YEAR}")
    assert answer.status_code == 200
    assert "Correct the choices above" in answer.text


def test_somebody_who_is_not_told_of_cases_has_a_report_without_them(huda: Reader, told: Register) -> None:
    page = _page(huda, told)
    assert 'id="presence"' in page
    assert 'id="overlaps"' not in page


def test_whoever_did_not_sign_in_is_led_to_the_sign_in(nobody: Reader) -> None:
    for page in ("coverage/report/", "coverage/report/ar/pdf/"):
        assert nobody.get(page).status_code == 302
