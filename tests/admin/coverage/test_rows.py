"""The order and the pages of the table of coverage: worst first, long tables in parts."""

import re

from tansiq.models import Area
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.coverage.conftest import YEAR
from tests.people import SALMA
from tests.register import Register


def _first_areas(page: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a [^>]*><bdi>([^<]+)', page)


def test_the_worst_covered_come_first_in_all_or_in_one_sector(salma: Reader, covered: Register) -> None:
    healed = covered.intervention("NRA", sector="HEA")
    covered.site(healed, "YE1210", targeted=100, reached=100)
    covered.site(covered.intervention("ADR", sector="HEA"), "YE1211", targeted=100, reached=3)
    within = f"coverage/?within={covered.areas['YE12'].id}&{YEAR}"
    assert _first_areas(salma.get(f"{within}&show=need&on=WSH").text)[0] == "Zinjibar"
    assert _first_areas(salma.get(f"{within}&on=HEA").text)[0] == "Khanfar"
    assert _first_areas(salma.get(f"{within}&on=WSH&sort=name").text)[0] == "Khanfar"


def test_long_tables_come_in_pages(salma: Reader, covered: Register) -> None:
    for number in range(60):
        area = Area(level=2, pcode=f"YE12{number + 30}", parent=covered.areas["YE12"].id, name_en=f"Place {number:02}")
        changes.save(SALMA, area)
    address = f"coverage/?within={covered.areas['YE12'].id}&{YEAR}"
    first, second = salma.get(address).text, salma.get(f"{address}&page=1").text
    last = salma.get(f"{address}&page=2").text
    assert [page.count('scope="row"') for page in (first, second, last)] == [31, 31, 3]
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert "The list ends before this page." in salma.get(f"{address}&page=9").text
