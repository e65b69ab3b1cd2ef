"""Lists: folded search, choices, sorts, pages without a count, exports of what is seen."""

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook
from peewee import Database

from tansiq import changes
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


def test_sorts_are_on_the_rows_own_columns_alone(salma: Reader, several: Register) -> None:
    for day in (3, 1, 2):
        several.intervention("O1", title_en=f"Day {day}", starts_on=date(2026, 3, day))
    assert _titles(salma.get("intervention/?sort=starts_on").text) == ["Day 1", "Day 2", "Day 3"]
    assert _titles(salma.get("intervention/?sort=starts_on&desc=1").text) == ["Day 3", "Day 2", "Day 1"]
    newest_first = ["Day 2", "Day 1", "Day 3"]
    for other in ("organization", "search", "4", "-1", "x"):
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


def test_an_export_holds_what_is_seen_and_no_formula(salma: Reader, several: Register) -> None:
    several.organization("EVIL", name_en="=HYPERLINK(1)", kind="UN", registration_number="-5")
    text = salma.get("organization/export/csv/?kind=UN").get_data()
    assert text.startswith(b"\xef\xbb\xbf")
    titles, row = csv.reader(io.StringIO(text.decode("utf-8-sig")))
    assert dict(zip(titles, row, strict=True)) == {
        "Name": "'=HYPERLINK(1)",
        "Acronym": "EVIL",
        "Kind": "United Nations",
        "Registration number": "'-5",
        "Seat": "",
    }


def test_interventions_go_out_as_a_5w_sheet(salma: Reader, several: Register) -> None:
    for number, status in enumerate(("ONGOING", "PLANNED")):
        several.site(several.intervention(f"O{number}", title_en=status, status=status), targeted=100)
    answer = salma.get(f"intervention/export/5w/?status=PLANNED&sector={several.sectors['WSH'].id}")
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "PLANNED" in cells
    assert "ONGOING" not in cells
    assert "5W" in salma.get("intervention/?status=PLANNED").text


def test_a_5w_sheet_is_not_offered_where_it_would_hold_more_than_is_seen(salma: Reader, several: Register) -> None:
    for narrowed in ("search=x", "modality=CASH", "archived=only"):
        assert salma.get(f"intervention/export/5w/?{narrowed}").status_code == 404
    assert salma.get("organization/export/5w/").status_code == 404


def test_a_workbook_reads_from_right_to_left_in_arabic(salma: Reader, several: Register) -> None:
    with salma.client.session_transaction() as session:
        session["language"] = "ar"
    sheet = load_workbook(io.BytesIO(salma.get("organization/export/xlsx/").data)).active
    assert sheet is not None
    assert sheet.sheet_view.rightToLeft
    assert sheet.max_row == 3
    assert salma.get("organization/export/exe/").status_code == 404
