"""What is kept for one reader is shown to no other: whoever reads after somebody else sees what they see alone."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from tansiq.platform import lru
from tansiq.records import changes, slow_answers
from tests.admin.conftest import Reader, Readers
from tests.people import SALMA
from tests.register import Register

PEOPLE = ("salma", "nadia", "khaled", "huda", "visitor", "amin")


@pytest.fixture
def pages(register: Register) -> list[str]:
    """Lists and pages that hold hidden and archived rows, in and out of Abyan, by their addresses."""
    hidden = register.intervention("NRA", title_en="Hidden wells", is_published=False)
    shown = register.intervention("ADR", title_en="Open wells")
    for row in (hidden, shown):
        register.site(row, "YE121121")
        register.site(row, "YE1927")
    changes.archive(SALMA, register.areas["YE1927"])
    addresses = ["intervention/", "site/", "organization/", "area/?archived=with", "intervention/?search=wells"]
    ids = [f"intervention/details/?id={row.id}" for row in (hidden, shown)]
    owners = [f"organization/details/?id={row.organization_id}" for row in (hidden, shown)]
    return ["", *addresses, *ids, *owners, f"intervention/edit/?id={shown.id}", "history/"]


def _told(reader: Reader, address: str) -> str:
    """A page without what is another one each time: tokens, keys of forms and moments."""
    page = reader.get(address).text
    return re.sub(r'(name="(csrf_token|form_key)" value="[^"]*")|(<time [^>]*>.*?</time>)', "", page)


def _all(readers: dict[str, Reader], pages: list[str]) -> Iterator[tuple[str, str, str]]:
    for address in pages:
        for name, reader in readers.items():
            yield address, name, _told(reader, address)


def test_everybody_reads_in_turn_what_they_read_alone(reader: Readers, pages: list[str]) -> None:
    readers = {name: reader(name) for name in PEOPLE}
    alone: dict[tuple[str, str], str] = {}
    for address in pages:
        for name, one in readers.items():
            lru.forget()
            slow_answers.clear_cache()
            alone[address, name] = _told(one, address)
    for people in (readers, dict(reversed(readers.items()))):
        for address, name, page in _all(people, pages):
            assert page == alone[address, name], (name, address)
    assert "Hidden wells" in alone["intervention/", "khaled"]
    assert "Hidden wells" not in alone["intervention/", "huda"]


def test_a_list_is_counted_anew_when_it_has_changed(salma: Reader, visitor: Reader, register: Register) -> None:
    row = register.intervention("NRA", title_en="Wells")
    for count, is_published in (("1", True), ("1", False), ("1", True)):
        row.is_published = is_published
        changes.save(SALMA, row)
        assert salma.get("intervention/count/").text == f"Found: {count}"
        assert visitor.get("intervention/count/").text == f"Found: {int(is_published)}"


def test_places_have_their_new_names_at_once(salma: Reader, register: Register) -> None:
    register.site(register.intervention("NRA", title_en="Wells"), "YE121121")
    assert "Abyan / Khanfar / Ja&#39;ar" in salma.get("intervention/?columns=title+places").text
    area = register.areas["YE1211"]
    area.name_en = "Khanfar District"
    changes.save(SALMA, area)
    assert "Abyan / Khanfar District / Ja&#39;ar" in salma.get("intervention/?columns=title+places").text


def test_places_days_and_numbers_are_told_in_the_language_of_each_reader(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA", title_en="Wells", starts_on=date(2026, 3, 1))
    register.site(row, "YE121121", targeted=1200)
    told = {
        "en": ("/ Khanfar /", "1 March 2026", "Ramadan", "1,200"),
        "ar": ("/ خنفر /", "1 مارس 2026", "رمضان", "200"),
    }
    for spoken in ("en", "ar", "en"):
        with salma.client.session_transaction() as session:
            session["language"] = spoken
        page = salma.get("intervention/?columns=title+starts_on+places+targeted").text
        assert [words for words in told[spoken] if words not in page] == []
