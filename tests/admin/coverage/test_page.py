"""The page of coverage: a table of areas and sectors, its reckonings, its map and its gaps, for each reader."""

import re

import pytest

from tansiq.coverage import answer
from tansiq.models import Area, PopulationGroup
from tansiq.models.reached_figure import month_before, this_month
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.coverage.conftest import YEAR
from tests.people import SALMA
from tests.register import Register
from tests.statements import told


def _text(page: str) -> str:
    """The words of a page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def _said(reader: Reader, register: Register, at: str, **choices: str) -> list[str]:
    """The sentences of one cell, "area-sector" by their codes."""
    pcode, _dash, code = at.partition("-")
    area = register.areas[pcode].id if pcode else ""
    sector = register.sectors[code].id if code else ""
    more = "".join(f"&{name}={value}" for name, value in choices.items())
    found: list[str] = reader.get(f"coverage/reckonings.json?{YEAR}{more}").get_json()[f"{area}-{sector}"]
    return found


def test_coverage_is_the_first_of_the_questions(salma: Reader) -> None:
    page = salma.get("coverage/").text
    assert re.search(r'id="menu-questions">Questions</h2>\s*<ul[^>]*>\s*<li><a href="/admin/coverage/" aria-cur', page)


def test_nobody_reads_coverage_before_signing_in(nobody: Reader, covered: Register) -> None:
    for address in ("", "cell/?at=1-1", "areas/", "reckonings.json", "map.json", "map.svg", "export/pdf"):
        answer = nobody.get(f"coverage/{address}")
        assert (answer.status_code, "/admin/sign-in" in answer.location) == (302, True)
    country = covered.areas["YE"].id
    assert nobody.get(f"coverage/shapes/{country}/1.json").status_code == 302


def test_a_cell_says_how_it_came_about(salma: Reader, covered: Register) -> None:
    within = str(covered.areas["YE12"].id)
    assert _said(salma, covered, "YE1210-WSH", within=within) == [
        "No presence",
        "In need: 800",
        "No organisation works here.",
        "Unmet need: 800 in need and not reached",
    ]
    assert _said(salma, covered, "YE1211-WSH", within=within) == [
        "Over-reached",
        "Reached 3,700 of 3,000 targeted",
        "In need: 5,100",
        "Reached of targeted: 123%",
        "Reached of people in need: 73%",
        "Targeted of people in need: 59%",
        "2 organisations at work",
        "2 interventions",
        "More than 100 %: 123%. People may have been counted twice.",
        "Unmet need: 1,400 in need and not reached",
    ]


def test_a_visitor_sees_the_figures_of_published_rows_alone(visitor: Reader, covered: Register) -> None:
    said = _said(visitor, covered, "YE1211-WSH", within=str(covered.areas["YE12"].id))
    assert "Reached 1,200 of 3,000 targeted" in said
    assert "1 organisation at work" in said
    assert "Gap: 1,800 targeted and not reached" in said
    page = _text(visitor.get(f"coverage/?{YEAR}").text)
    assert "3,700" not in page


def test_what_one_reader_was_told_is_not_told_another(salma: Reader, visitor: Reader, covered: Register) -> None:
    for reader, reached in ((salma, "3,700"), (visitor, "1,200"), (salma, "3,700")):
        assert f"Reached {reached} of 3,000 targeted" in _text(reader.get(f"coverage/?{YEAR}").text)


def test_a_change_shows_with_the_next_visit(salma: Reader, covered: Register) -> None:
    salma.get(f"coverage/?{YEAR}")
    row = covered.intervention("NRA")
    covered.site(row, "YE121001", targeted=500, reached=500)
    assert "Reached 4,200 of 3,500 targeted" in _text(salma.get(f"coverage/?{YEAR}").text)


def test_the_second_visit_counts_nothing_anew(salma: Reader, covered: Register) -> None:
    salma.get(f"coverage/?{YEAR}")
    with told() as statements:
        salma.get(f"coverage/?{YEAR}")
    assert not [one for one in statements if "site_row" in one]


def test_totals_stand_at_the_ends_of_rows_and_columns(salma: Reader, covered: Register) -> None:
    within = covered.areas["YE12"].id
    assert "In need: 5,900" in _said(salma, covered, "-WSH", within=str(within))
    assert "In need: 5,100" in _said(salma, covered, "YE1211-", within=str(within))
    page = salma.get(f"coverage/?within={within}&{YEAR}").text
    assert "All sectors" in page
    assert "All areas" in page


def test_an_area_leads_to_its_parts_and_the_trail_leads_back(salma: Reader, covered: Register) -> None:
    areas = covered.areas
    page = salma.get(f"coverage/?within={areas['YE1211'].id}&{YEAR}").text
    assert "Ja&#39;ar" in page
    trail = page.split('class="trail"')[1].split("</nav>")[0]
    assert f"within={areas['YE'].id}" in trail
    assert f"within={areas['YE12'].id}" in trail
    country = salma.get(f"coverage/?{YEAR}").text
    assert re.search(rf'<th scope="row"[^>]*><a href="[^"]*within={areas["YE12"].id}[^"]*"', country)


def test_a_cell_has_a_page_that_leads_to_the_interventions_behind_it(salma: Reader, covered: Register) -> None:
    area, sector = covered.areas["YE1211"].id, covered.sectors["WSH"].id
    page = salma.get(f"coverage/cell/?within={covered.areas['YE12'].id}&{YEAR}&at={area}-{sector}").text
    assert "Reached 3,700 of 3,000 targeted" in page
    assert f"/admin/intervention/?area={area}&amp;sector={sector}&amp;from=2026-01-01&amp;to=2026-12-31" in page
    total = salma.get(f"coverage/cell/?within={covered.areas['YE12'].id}&{YEAR}&at={area}-").text
    assert "All sectors" in total


@pytest.mark.parametrize("at", ["", "-", "7", "x-y", "1-1", "999999999999-1", "٣-٤", "-999", "999-", "1-1-1"])
def test_a_cell_that_is_not_there_is_not_found(salma: Reader, covered: Register, at: str) -> None:
    assert salma.get(f"coverage/cell/?{YEAR}&at={at}").status_code == 404


def test_gaps_are_told_gravest_first_with_what_is_behind_them(salma: Reader, covered: Register) -> None:
    page = salma.get(f"coverage/?within={covered.areas['YE12'].id}&{YEAR}").text
    gaps = _text(page.split('id="gaps"')[1])
    assert gaps.index("Zinjibar") < gaps.index("Khanfar")
    assert "Nobody works here" in gaps
    assert "2 interventions" in gaps


def test_gaps_come_in_pages(salma: Reader, covered: Register) -> None:
    for number in range(25):
        pcode = f"YE1211{number + 50}"
        area = Area(level=2, pcode=pcode, parent=covered.areas["YE12"].id, name_en=f"District {number}")
        covered.areas[pcode] = changes.save(SALMA, area)
        covered.need(pcode, "HEA", 100 + number)
    address = f"coverage/?within={covered.areas['YE12'].id}&{YEAR}"
    pages = [salma.get(f"{address}&gaps={page}").text.split('id="gaps"')[1] for page in range(3)]
    assert "27 gaps in all" in pages[0]
    assert [page.count("<tr") - 1 for page in pages] == [10, 10, 7]
    assert "gaps=1" in pages[0]


def test_a_cell_says_what_its_figure_is_of(salma: Reader, covered: Register) -> None:
    within = f"coverage/?within={covered.areas['YE12'].id}&{YEAR}"
    by_target = _text(salma.get(within).text.split("<tbody")[1].split("</tbody>")[0])
    assert "123% of 3,000 targeted" in by_target
    by_need = _text(salma.get(f"{within}&show=need").text.split("<tbody")[1].split("</tbody>")[0])
    assert "73% of 5,100 in need" in by_need
    assert "No presence of 800 in need" in by_need


def test_what_is_chosen_stands_in_a_closed_bar(salma: Reader, covered: Register) -> None:
    page = salma.get(f"coverage/?{YEAR}&show=need&on=WSH&group=IDP").text
    bar = _text(page.split('<details class="asked">')[1].split("</summary>")[0])
    for said in ("Yemen", "Governorate", "Reached of people in need", "Water and sanitation", "Worst first"):
        assert said in bar
    assert '<details class="asked" open>' in salma.get("coverage/?from=abc&to=").text


def test_undated_and_roughly_located_interventions_are_told(salma: Reader, covered: Register) -> None:
    rough = covered.intervention("ADR")
    covered.site(rough, "YE12")
    covered.site(covered.intervention("ADR", starts_on=None, ends_on=None))
    page = _text(salma.get(f"coverage/?within={covered.areas['YE12'].id}&{YEAR}").text)
    assert "1 intervention is located too roughly for any row" in page
    assert "1 intervention without a start date is left out." in page


def test_zero_is_not_the_same_as_not_known(salma: Reader, covered: Register) -> None:
    nothing = covered.intervention("NRA", sector="HEA")
    covered.site(nothing, "YE121001", targeted=40, reached=0)
    said = _said(salma, covered, "YE1210-HEA", within=str(covered.areas["YE12"].id))
    assert "Reached 0 of 40 targeted" in said
    assert "The need is not known" in said


def test_an_empty_period_says_so_and_offers_another(salma: Reader, covered: Register) -> None:
    page = salma.get("coverage/?from=1990-01-01&to=1990-12-31").text
    assert "Nothing is known of this period here" in page
    assert "from=&amp;to=" in page


def test_a_register_without_areas_says_what_to_do(salma: Reader) -> None:
    assert "tansiq reference load yemen" in salma.get("coverage/").text


def test_a_level_without_areas_leads_up_again(salma: Reader, covered: Register) -> None:
    page = salma.get(f"coverage/?within={covered.areas['YE121121'].id}&{YEAR}").text
    assert "The register has no areas of this level here." in page
    assert "Up to Khanfar" in page


def test_too_many_cells_are_refused_in_words(salma: Reader, covered: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer, "MOST_CELLS", 1)
    response = salma.get(f"coverage/?{YEAR}")
    assert response.status_code == 200
    assert "Ask about a smaller area or a higher level." in response.text
    assert salma.get(f"coverage/map.json?{YEAR}").status_code == 404


FORGED = [
    "within=999999", "within=abc", "within=%00", "within=-1", "within=9999999999999999999999", "level=abc",
    "level=COUNTRY", "from=abc&to=def", "from=2026-12-31&to=2026-01-01", "from=2026-02-30", "to=99999-01-01",
    "sector=NOPE", "sector=%27%20OR%201=1", "group=NOPE", "kind=NOPE", "show=NOPE", "on=NOPE", "page=-1",
    "page=99999999999", "page=abc", "gaps=-5", "gaps=99999999", "within-text=<script>alert(1)</script>",
    "within-text=%00%00", "sector=%00", "group=a%00b", "on=%00", "from=%00", "from=1-2", "from=0-0-0",
    "from=%D9%A2%D9%A0%D9%A2%D9%A6-%D9%A0%D9%A1-%D9%A0%D9%A1",
]  # fmt: skip


@pytest.mark.parametrize("forged", FORGED)
def test_forged_addresses_are_answered_calmly(salma: Reader, covered: Register, forged: str) -> None:
    for page in ("", "reckonings.json", "map.json", "map.svg", "export/csv"):
        response = salma.get(f"coverage/{page}?{forged}")
        assert response.status_code in ({200} if not page else {200, 404})
        assert "<script>alert" not in response.text


def test_a_typed_place_is_found_without_scripts(salma: Reader, covered: Register) -> None:
    assert "Coverage of Khanfar" in salma.get("coverage/?within=&within-text=khanfar").text
    assert "The register has nothing called" in salma.get("coverage/?within-text=Atlantis").text
    country = covered.areas["YE"].id
    assert "Coverage of Abyan" in salma.get(f"coverage/?within={country}&within-text=YE12").text


def test_the_look_up_offers_areas(salma: Reader, covered: Register) -> None:
    found = salma.get("coverage/areas/?query=khan&limit=abc").get_json()
    assert found == [[covered.areas["YE1211"].id, "Abyan / Khanfar (YE1211)"]]


def test_an_area_that_is_archived_is_not_there_for_a_visitor(visitor: Reader, covered: Register) -> None:
    changes.archive(SALMA, covered.areas["YE1927"])
    assert "There is no area" in visitor.get(f"coverage/?within={covered.areas['YE1927'].id}").text


def test_hostile_names_stay_text(salma: Reader, covered: Register) -> None:
    area = covered.areas["YE1211"]
    area.name_en = area.name_ar = '<img src=x onerror="alert(1)">'
    changes.save(SALMA, area)
    within = covered.areas["YE12"].id
    for page in ("", "map.svg"):
        text = salma.get(f"coverage/{page}?within={within}&{YEAR}").text
        assert "<img src=x" not in text
        assert "&lt;img src=x" in text


def test_a_population_group_narrows_all_figures(salma: Reader, covered: Register) -> None:
    assert PopulationGroup.select().where(PopulationGroup.code == "IDP").exists()
    said = _said(salma, covered, "YE1211-WSH", within=str(covered.areas["YE12"].id), group="IDP", sector="WSH")
    assert said[0] == "No presence"


def test_the_page_keeps_to_the_content_policy(salma: Reader, covered: Register) -> None:
    page = salma.get(f"coverage/?{YEAR}").text
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*src=)", page)


def test_people_reached_are_shown_as_of_a_month(salma: Reader, register: Register) -> None:
    now, before = this_month(), month_before(this_month())
    register.site(register.intervention("NRA"), targeted=1000, figures_by_month={before: 123, now: 456})
    assert "456" in salma.get("coverage/?from=&to=").text
    page = salma.get(f"coverage/?from=&to=&as_of={before.isoformat()}").text
    assert "123" in page
    assert "456" not in page
    assert "people reached as told until the end of" in page
    assert f'<option value="{before.isoformat()}" selected>' in page
