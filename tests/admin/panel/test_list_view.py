"""A list as a file: the rows and columns that are seen, in their order, and no more than is said."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from admin.panel.list_view import ListMixin
from tests.admin.conftest import Reader
from tests.register import Register


@pytest.fixture
def several(register: Register) -> Register:
    for number in range(2):
        register.organization(f"O{number}")
    return register


def _rows(reader: Reader, address: str) -> list[list[str]]:
    text = reader.get(address).get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_an_export_holds_what_is_seen_and_no_formula(salma: Reader, several: Register) -> None:
    several.organization("EVIL", name_en="=HYPERLINK(1)", kind="UN", registration_number="-5")
    text = salma.get("organization/export/csv/?kind=UN").get_data()
    assert text.startswith(b"\xef\xbb\xbf")
    titles, row = csv.reader(io.StringIO(text.decode("utf-8-sig")))
    assert dict(zip(titles, row, strict=True)) == {
        "Name": "'=HYPERLINK(1)",
        "Acronym": "EVIL",
        "Kind": "United Nations",
        "Legal status": "No licence known",
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
    assert "/export/5w/" in salma.get("intervention/?status=PLANNED").text


def test_a_5w_sheet_is_not_offered_where_it_would_hold_more_than_is_seen(salma: Reader, several: Register) -> None:
    for narrowed in ("search=x", "modality=CASH", "archived=only"):
        assert salma.get(f"intervention/export/5w/?{narrowed}").status_code == 404
    assert salma.get("organization/export/5w/").status_code == 404


def test_a_workbook_reads_from_right_to_left_in_arabic(salma: Reader, several: Register) -> None:
    with salma.client.session_transaction() as session:
        session["language"] = "ar"
    sheet = load_workbook(io.BytesIO(salma.get("organization/export/xlsx/").data)).active
    assert sheet is not None
    assert sheet.title == "المنظمات"
    assert sheet.sheet_view.rightToLeft
    assert sheet.max_row == 3
    assert sheet.freeze_panes == "A2"
    assert salma.get("organization/export/exe/").status_code == 404


def test_a_file_holds_the_columns_of_the_screen_in_their_order(salma: Reader, several: Register) -> None:
    several.intervention("O0", title_en="Wells", modality="CASH")
    shown = salma.get("intervention/?columns=status+title+modality").text
    assert re.findall(r'<th scope="col" role="columnheader"[^>]*>(?:<a[^>]*>)?([A-Z][a-z]+)', shown) == [
        "Status",
        "Title",
        "Modality",
    ]
    assert "export/csv/?columns=status+title+modality" in shown
    assert _rows(salma, "intervention/export/csv/?columns=status+title+modality") == [
        ["Status", "Title", "Modality"],
        ["Ongoing", "Wells", "Cash"],
    ]


def test_a_file_holds_the_rows_of_the_screen_in_their_order(salma: Reader, several: Register) -> None:
    for title, status in (("B wells", "PLANNED"), ("A wells", "PLANNED"), ("C wells", "ONGOING"), ("Food", "PLANNED")):
        several.intervention("O0", title_en=title, status=status)
    rows = _rows(salma, "intervention/export/csv/?search=wells&status=PLANNED&sort=title&columns=title&page=3")
    assert rows == [["Title"], ["A wells"], ["B wells"]]


def test_all_columns_are_offered_too(salma: Reader, several: Register) -> None:
    several.intervention("O0", title_en="Wells")
    titles, row = _rows(salma, "intervention/export/csv/?all=1")
    assert len(titles) > 15
    assert dict(zip(titles, row, strict=True))["English title"] == "Wells"


def test_a_list_too_long_for_a_file_is_not_cut_without_a_word(
    salma: Reader, several: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.panel.guarded_view.GuardedView.export_max_rows", 1)
    assert "at most 1 records" in salma.get("organization/").text
    page = salma.get("organization/export/csv/?sort=name&all=1")
    assert "This list holds more than 1 records" in page.text
    cut = re.search(r'href="(\?[^"]*cut=1)"', page.text)
    assert cut is not None
    assert cut[1] == "?sort=name&amp;all=1&amp;cut=1"
    assert len(_rows(salma, "organization/export/csv/?sort=name&cut=1")) == 2
    assert len(_rows(salma, "organization/export/csv/?search=o1")) == 2


def test_files_hold_what_the_reader_may_see_alone(visitor: Reader, several: Register) -> None:
    several.organization("HID", name_en="Hidden", is_published=False)
    names = {row[0] for row in _rows(visitor, "organization/export/csv/?published=no&archived=with")[1:]}
    assert "Hidden" not in names


def test_a_5w_sheet_follows_organisation_area_and_period(salma: Reader, several: Register) -> None:
    for number, pcode in enumerate(("YE121121", "YE1927")):
        row = several.intervention(f"O{number}", title_en=f"Deed {number}")
        several.site(row, pcode, targeted=100)
    ids = {"area": several.areas["YE12"].id, "organization": several.organizations["O0"].id}
    for narrowed in (f"area={ids['area']}", f"organization={ids['organization']}&from=2026-03-05"):
        answer = salma.get(f"intervention/export/5w/?{narrowed}")
        sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
        cells = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
        assert ("YE121121" in cells, "YE1927" in cells) == (True, False)
    assert salma.get("intervention/export/5w/?from=2027-01-01").status_code == 200
    for unsayable in ("attention=no_sites", "published=yes"):
        assert salma.get(f"intervention/export/5w/?{unsayable}").status_code == 404


def test_who_may_not_change_rows_is_not_asked_about_publication(
    salma: Reader, visitor: Reader, several: Register
) -> None:
    for reader, is_asked in ((salma, True), (visitor, False)):
        page = reader.get("organization/").text
        assert ('name="published"' in page, 'name="archived"' in page) == (is_asked, is_asked)


def test_every_list_offers_columns_that_it_can_show(salma: Reader, several: Register) -> None:
    several.site(several.intervention("O0"))
    assert ListMixin.column_offered == ()
    for name in ("intervention", "site", "project", "organization", "need", "area", "sector"):
        assert len(_rows(salma, f"{name}/export/csv/?all=1")[0]) > 5, name
