"""Cases on the start page: partners are told of theirs before all else, officers of those of their areas."""

import re
from datetime import date

from tests.admin.cases.conftest import Cases
from tests.admin.conftest import Reader

OWN, TO_SETTLE = "Duplication with your organisation", "Cases of duplication to settle"


def _told(reader: Reader, title: str) -> tuple[int, int]:
    """How many cases the start page tells of, and how many the list holds to which it leads."""
    page = reader.get("").text
    found = re.search(rf'<a href="([^"]+)">\s*<span class="figure">(\d+)</span>\s*<strong>{title}<', page)
    if found is None:
        return 0, 0
    return int(found[2]), reader.client.get(found[1]).text.count('href="/admin/cases/case/?id=')


def test_a_partner_is_told_first_of_what_another_organization_does_too(khaled: Reader, cases: Cases) -> None:
    first, *_others = cases(points=9000), cases(), cases("YE1927", of=("ADR", "BKC"))
    page = khaled.get("").text
    assert re.search(
        rf'<p class="first-thing due">.*?href="/admin/cases/case/\?id={first.id}">Speak about it</a>', page, re.S
    )
    assert _told(khaled, OWN) == (2, 2)


def test_an_officer_is_told_of_the_cases_of_their_areas(
    nadia: Reader, salma: Reader, khaled: Reader, amin: Reader, cases: Cases
) -> None:
    cases(), cases("YE1927", of=("NRA", "BKC")), cases(case_state="DISMISSED")
    assert _told(nadia, TO_SETTLE) == (1, 1)
    assert _told(salma, TO_SETTLE) == (2, 2)
    assert TO_SETTLE not in khaled.get("").text
    assert TO_SETTLE not in amin.get("").text
    assert OWN not in nadia.get("").text


def test_what_is_told_of_a_case_is_where_it_stands(khaled: Reader, cases: Cases) -> None:
    cases(case_state="RETURNED", due_on=date(2026, 5, 1))
    page = khaled.get("").text
    assert "Ja&#39;ar · Water and sanitation" in page.replace("\u2068", "").replace("\u2069", "")
    assert "Returned case · to be settled by" in page
