"""Lists: folded search, choices, sorts, pages without a count, all of it in the address."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from peewee import Database

from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register


def _titles(page: str) -> list[str]:
    """The first cell of each row that holds data."""
    tick = r'(?:<td role="cell" class="tick">.*?</td>\s*)?'
    return re.findall(rf'<tr role="row"[^>]*>\s*{tick}<td[^>]*><div><a [^>]*><bdi>([^<]*)</bdi>', page)


@pytest.fixture
def several(register: Register) -> Register:
    names = [("أحمد للإغاثة", "Ahmad Relief", "١٢/2019"), ("مؤسسة الحديدة", "Hodeidah Foundation", "77")]
    for number, (name_ar, name_en, registration) in enumerate(names):
        register.organization(f"O{number}", name_ar=name_ar, name_en=name_en, registration_number=registration)
    return register


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("احمد", ["Ahmad Relief"]),
        ("إحمد", ["Ahmad Relief"]),
        ("١٢", ["Ahmad Relief"]),
        ("12", ["Ahmad Relief"]),
        ("الحديده موسسه", ["Hodeidah Foundation"]),
        ("HODEIDAH", ["Hodeidah Foundation"]),
        ("100%", []),
        ("_", ["Hodeidah Foundation", "Ahmad Relief"]),
        ("nothing of the kind", []),
    ],
)
def test_search_finds_as_the_register_folds(salma: Reader, several: Register, typed: str, found: list[str]) -> None:
    assert _titles(salma.get(f"organization/?search={typed}").text) == found


def test_a_record_id_finds_its_intervention_in_any_case(salma: Reader, several: Register) -> None:
    row = several.intervention("O1", title_en="Wells")
    several.intervention("O1", title_en=f"See {row.record_id}")
    for typed in (row.record_id, row.record_id.lower(), f" {row.record_id} "):
        assert _titles(salma.get(f"intervention/?search={typed}").text) == ["Wells"]
    assert len(_titles(salma.get(f"intervention/?search={row.record_id[:-2]}").text)) == 2


def test_needs_and_sites_are_found_by_their_places(salma: Reader, several: Register) -> None:
    several.need("YE1211", "WSH", 900)
    several.need("YE1927", "WSH", 100)
    several.site(several.intervention("O1"), "YE121121")
    assert salma.get("need/?search=خنفر").text.count("Abyan / Khanfar") == 1
    assert "Mukalla" not in salma.get("need/?search=خنفر").text
    assert len(_titles(salma.get("site/?search=ابين").text)) == 1
    assert _titles(salma.get("site/?search=المكلا").text) == []


def test_choices_narrow_the_list(salma: Reader, several: Register) -> None:
    for status, sector in (("ONGOING", "WSH"), ("PLANNED", "WSH"), ("ONGOING", "FSC")):
        several.intervention("O1", sector, title_en=f"{status} {sector}", status=status)
    water = several.sectors["WSH"].id
    assert _titles(salma.get("intervention/?status=ONGOING").text) == ["ONGOING FSC", "ONGOING WSH"]
    assert _titles(salma.get(f"intervention/?status=ONGOING&sector={water}").text) == ["ONGOING WSH"]
    assert len(_titles(salma.get("intervention/?status=NONSENSE&sector=x").text)) == 3
    assert _titles(salma.get("area/?level=1").text) == ["Abyan", "Hadramawt"]
    assert _titles(salma.get("organization/?kind=UN").text) == []


def test_archived_rows_are_shown_on_demand(salma: Reader, several: Register) -> None:
    changes.archive(SALMA, several.organizations["O0"])
    assert _titles(salma.get("organization/").text) == ["Hodeidah Foundation"]
    assert _titles(salma.get("organization/?archived=only").text) == ["Ahmad Relief"]
    assert len(_titles(salma.get("organization/?archived=with").text)) == 2


def test_archived_rows_stay_hidden_from_who_may_not_see_them(visitor: Reader, several: Register) -> None:
    changes.archive(SALMA, several.organizations["O0"])
    assert _titles(visitor.get("organization/?archived=with").text) == ["Hodeidah Foundation"]


def test_sorts_are_on_the_columns_that_offer_it_alone(salma: Reader, several: Register) -> None:
    for day in (3, 1, 2):
        several.intervention("O1", title_en=f"Day {day}", starts_on=date(2026, 3, day))
    assert _titles(salma.get("intervention/?sort=starts_on").text) == ["Day 1", "Day 2", "Day 3"]
    assert _titles(salma.get("intervention/?sort=starts_on&desc=1").text) == ["Day 3", "Day 2", "Day 1"]
    newest_first = ["Day 2", "Day 1", "Day 3"]
    for other in ("project", "search", "organization.name_order_en", "4", "-1", "x"):
        assert _titles(salma.get(f"intervention/?sort={other}").text) == newest_first


def test_pages_are_turned_without_counting(salma: Reader, several: Register) -> None:
    for number in range(30):
        several.organization(f"P{number:02}", name_en=f"Page {number:02}")
    first, second = salma.get("organization/").text, salma.get("organization/?page=1").text
    assert (len(_titles(first)), len(_titles(second))) == (25, 7)
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in second
    assert not set(_titles(first)) & set(_titles(second))
    for far in ("7", "-3", "9" * 30, "x"):
        assert salma.get(f"organization/?page={far}").status_code == 200


def test_an_empty_list_says_what_to_do(salma: Reader, register: Register) -> None:
    assert "No project yet. Add one" in salma.get("project/").text
    assert "Nothing matches." in salma.get("project/?search=x").text


def test_what_a_page_costs_does_not_grow_with_its_rows(salma: Reader, several: Register, database: Database) -> None:
    def statements() -> int:
        before = len(seen)
        assert salma.get("intervention/").status_code == 200
        return len(seen) - before

    def noted(*given: Any, **named: Any) -> Any:
        seen.append(given[0])
        return execute(*given, **named)

    seen: list[str] = []
    execute: Any = database.execute_sql
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "execute_sql", noted)
        several.intervention("O0")
        several.intervention("O1", "FSC")
        few = statements()
        for number in range(20):
            several.intervention("O1", "FSC", title_en=f"No. {number}")
        assert statements() == few


def _chips(page: str) -> dict[str, str]:
    """By what is said of each chip: where it leads."""
    found = re.findall(r'<a class="chip" href="([^"]*)" aria-label="([^"]*)"', page)
    return {unescape(said): unescape(address) for address, said in found}


def test_what_is_in_force_stands_above_the_list_and_is_taken_away_by_a_link(salma: Reader, several: Register) -> None:
    several.intervention("O1", title_en="Wells", status="PLANNED")
    page = salma.get("intervention/?search=wells&status=PLANNED&sort=starts_on&page=1").text
    assert _chips(page) == {
        "Remove: Search: wells": "/admin/intervention/?status=PLANNED&sort=starts_on",
        "Remove: Status: Planned": "/admin/intervention/?search=wells&sort=starts_on",
    }
    assert 'class="clear" href="/admin/intervention/?sort=starts_on"' in page
    assert _chips(salma.get("intervention/").text) == {}


@pytest.mark.parametrize(
    ("given", "plain"),
    [
        ("search=&status=&archived=without", ""),
        ("search=&status=ONGOING&from=&to=", "?status=ONGOING"),
        ("search=wells&sort=", "?search=wells"),
        ("area-text=YE1211&area=", "?area={khanfar}"),
        ("area-text=Abyan+/+Khanfar+(YE1211)&area={khanfar}", "?area={khanfar}"),
        ("area-text=&area={khanfar}&search=x", "?search=x"),
    ],
)
def test_an_address_as_forms_send_it_is_made_plain(salma: Reader, several: Register, given: str, plain: str) -> None:
    ids = {"khanfar": several.areas["YE1211"].id}
    answer = salma.get(f"intervention/?{given.format(**ids)}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/admin/intervention/{plain.format(**ids)}")


@pytest.mark.parametrize(
    "address",
    [
        "status=NONSENSE&sector=x&published=maybe&sites=5",
        "organization=999999999999999&area=-1",
        "organization=0&area=%00",
        "from=0001-01-01&to=9999-12-31",
        "from=abc&to=2026-13-45",
        "search=%00%00&sort=%00&desc=9&page=99999999999",
        "columns=password+search+id+__class__",
        "archived=all&archived=only",
        "_scheme=javascript&_external=1&_anchor=x",
    ],
)
def test_an_address_that_makes_no_sense_is_answered_calmly(salma: Reader, several: Register, address: str) -> None:
    answer = salma.get(f"intervention/?{address}")
    assert answer.status_code == 200
    assert ">password" not in answer.text
    assert "javascript:" not in answer.text


def test_the_column_in_order_says_so_and_turns_round(salma: Reader, several: Register) -> None:
    several.intervention("O1")
    page = salma.get("intervention/?sort=starts_on&search=o1").text
    assert page.count('aria-sort="ascending"') == 1
    assert 'href="/admin/intervention/?search=o1&amp;sort=starts_on&amp;desc=1"' in page
    assert 'aria-sort="descending"' in salma.get("intervention/?sort=starts_on&desc=1").text
    assert "aria-sort" not in salma.get("intervention/").text


def test_pages_keep_the_state_of_the_list(salma: Reader, several: Register) -> None:
    for number in range(30):
        several.organization(f"P{number:02}", name_en=f"Page {number:02}", kind="UN")
    page = salma.get("organization/?kind=UN&sort=acronym").text
    assert 'href="/admin/organization/?kind=UN&amp;sort=acronym&amp;page=1"' in page


def test_a_page_behind_the_end_leads_to_the_first(salma: Reader, several: Register) -> None:
    page = salma.get("organization/?page=7").text
    assert "The list ends before this page." in page
    assert 'href="/admin/organization/"' in page


@pytest.mark.parametrize(("way", "turn"), [("", 1), ("&desc=1", -1)])
def test_a_list_is_sorted_by_the_letters_of_names_and_not_by_their_spelling(
    salma: Reader, register: Register, way: str, turn: int
) -> None:
    names = ["Aid of Aden", "Élan", "embrace", "Zabid", "ZEST"]
    for number, name in enumerate(sorted(names)):
        register.organization(f"O{number}", name_en=name, name_ar="")
    assert _titles(salma.get(f"organization/?sort=name{way}").text) == names[::turn]
