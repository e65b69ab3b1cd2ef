"""One search over the register: the best match first, by kinds, and nothing of what the reader may not see."""

import re

from tansiq.models import Organization
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register


def _found(page: str) -> list[str]:
    return re.findall(r'<li><a href="/admin/\w+/details/\?id=\d+"><bdi>([^<]+)</bdi></a></li>', page)


def _offered(reader: Reader, words: str) -> list[str]:
    return re.findall(r'<a role="option"[^>]*><bdi>([^<]+)</bdi>', reader.get(f"search/below/?q={words}").text)


def test_every_kind_with_names_is_searched_and_the_best_match_stands_first(salma: Reader, register: Register) -> None:
    register.organization("ZAR", name_en="Water of Zinjibar", name_ar="")
    register.site(register.intervention("NRA", title_en="Latrines in Zinjibar"), "YE1210")
    page = salma.get("search/?q=zin").text
    assert _found(page) == ["Abyan / Zinjibar (YE1210)", *_found(page)[1:]]
    assert "Water of Zinjibar (ZAR)" in _found(page)
    assert any(text.startswith("Latrines in Zinjibar") for text in _found(page))
    headings = re.findall(r'<h2 id="found-(\w+)"', page)
    assert headings[0] == "area"
    assert {"organization", "intervention"} <= set(headings)
    assert 'href="/admin/organization/?search=zin"' in page


def test_arabic_is_folded_and_an_exact_code_is_the_best(salma: Reader, register: Register) -> None:
    register.organization("AHM", name_ar="جمعية أحمد", name_en="")
    assert _offered(salma, "احمد") == ["جمعية أحمد (AHM)"]
    assert _offered(salma, "ye1211")[0] == "Abyan / Khanfar (YE1211)"


def test_nobody_finds_what_they_may_not_see(visitor: Reader, salma: Reader, register: Register) -> None:
    register.organization("HID", name_en="Quiet helpers", is_published=False)
    register.organization("ARC", name_en="Quiet archive")
    changes.archive(SALMA, Organization.get(Organization.acronym == "ARC"))
    assert _offered(visitor, "quiet") == []
    assert _offered(salma, "quiet") == ["Quiet helpers (HID)"]


def test_people_are_found_by_those_who_may_read_them(salma: Reader, visitor: Reader) -> None:
    assert any("Visitor" in text or "visitor" in text for text in _offered(salma, "visitor"))
    assert _offered(visitor, "salma") == []


def test_one_letter_or_a_long_text_finds_nothing_and_breaks_nothing(salma: Reader, register: Register) -> None:
    for words in ("", "k", "%20", "x" * 5000, "q%00q", "%25%5F"):
        assert _offered(salma, words) == []
        assert salma.get(f"search/?q={words}").status_code == 200
    assert "Type two letters or more" in salma.get("search/").text


def test_whoever_is_not_signed_in_is_asked_to(nobody: Reader) -> None:
    assert nobody.get("search/?q=khanfar").status_code == 302
    assert nobody.get("search/below/?q=khanfar").status_code == 302
    assert 'id="find"' not in nobody.get("sign-in").text
