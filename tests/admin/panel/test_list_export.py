"""Files of the panel: their names say what, where and when, and a workbook says what was chosen."""

from datetime import date
from io import BytesIO
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from tansiq.models import Commitment, ReachedFigure
from tansiq.platform import clock
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.plans.test_coverage_of_items import plan_of
from tests.tansiq.plans.test_serving import asking

TODAY = clock.today().isoformat()
NAMED = [
    ("intervention/export/xlsx/?area={khanfar}", f"interventions-khanfar-{TODAY}.xlsx", f"التدخلات-خنفر-{TODAY}.xlsx"),
    ("intervention/export/csv/", f"interventions-yemen-{TODAY}.csv", f"التدخلات-اليمن-{TODAY}.csv"),
    ("intervention/export/5w/?area={khanfar}", f"5w-khanfar-{TODAY}.xlsx", ""),
    ("intervention/export/5w-rows/?area={khanfar}", f"5w-a-row-a-month-khanfar-{TODAY}.xlsx", ""),
    ("intervention/export/5w-columns/", f"5w-a-column-a-month-yemen-{TODAY}.xlsx", ""),
    ("sector/export/csv/", f"sectors-{TODAY}.csv", f"القطاعات-{TODAY}.csv"),
    ("need/export/xlsx/?area={khanfar}", f"needs-khanfar-{TODAY}.xlsx", f"الاحتياجات-خنفر-{TODAY}.xlsx"),
    ("history/export/csv/", f"history-{TODAY}.csv", ""),
    ("overlaps/export/csv/?within={khanfar}", f"overlaps-khanfar-{TODAY}.csv", ""),
    ("coverage/export/pdf?within={khanfar}", f"coverage-khanfar-{TODAY}.pdf", f"التغطية-خنفر-{TODAY}.pdf"),
    ("coverage/export/xlsx?within={khanfar}", f"coverage-khanfar-{TODAY}.xlsx", f"التغطية-خنفر-{TODAY}.xlsx"),
]


def _speak_arabic(reader: Reader) -> None:
    with reader.client.session_transaction() as session:
        session["language"] = "ar"


@pytest.mark.parametrize(("address", "name", "arabic"), NAMED)
def test_a_file_is_called_by_what_it_holds_where_and_when(
    salma: Reader, register: Register, address: str, name: str, arabic: str
) -> None:
    path = address.format(khanfar=register.areas["YE1211"].id)
    assert salma.get(path).headers["Content-Disposition"] == f"attachment; filename={name}"
    _speak_arabic(salma)
    said = salma.get(path).headers["Content-Disposition"]
    assert said.isascii()
    assert said.startswith(f"attachment; filename={name}")
    encoded = unquote(said.partition("filename*=UTF-8''")[2])
    assert encoded == arabic if arabic else TODAY in encoded


@pytest.mark.parametrize(("kind", "rows", "columns"), [("5w", 1, 0), ("5w-rows", 2, 0), ("5w-columns", 1, 3)])
def test_a_5w_sheet_tells_of_the_months_as_chosen_below_the_list(
    salma: Reader, register: Register, kind: str, rows: int, columns: int
) -> None:
    site = register.site(register.intervention("NRA"))
    for month in (1, 2):
        changes.save(SALMA, ReachedFigure(site=site.id, month=date(2026, month, 1), people=month * 10))
    assert f"/export/{kind}/" in salma.get("intervention/").text
    sheet = load_workbook(BytesIO(salma.get(f"intervention/export/{kind}/").data)).worksheets[0]
    head, _tags, *told = sheet.iter_rows(values_only=True)
    assert len(told) == rows
    assert sum(str(name).startswith("People reached by ") for name in head) == columns


def test_a_workbook_says_what_was_chosen_and_when_it_was_saved(salma: Reader, register: Register) -> None:
    khanfar, water = register.areas["YE1211"].id, register.sectors["WSH"].id
    answer = salma.get(f"intervention/export/xlsx/?area={khanfar}&sector={water}&search=wells&sort=starts_on")
    _rows, about = load_workbook(BytesIO(answer.data)).worksheets
    lines = {str(name): str(value) for name, value in about.iter_rows(values_only=True)}
    assert lines["Search"] == "wells"
    assert "Khanfar" in lines["Area"]
    assert "Water and sanitation" in lines["Sector"]
    assert "AH" in lines["Saved on"]


@pytest.mark.parametrize("hostile", ["=1+1", '"; filename=x.exe', "a/b\\c", "\r\nSet-Cookie: x", "😀", "../.."])
def test_no_name_of_an_area_breaks_the_header(salma: Reader, register: Register, hostile: str) -> None:
    area = register.areas["YE1211"]
    area.name_en = area.name_ar = f"Khanfar {hostile}"
    type(area).update(name_en=area.name_en, name_ar=area.name_ar).where(type(area).id == area.id).execute()
    for language in ("en", "ar"):
        with salma.client.session_transaction() as session:
            session["language"] = language
        said = salma.get(f"coverage/export/csv?within={area.id}").headers["Content-Disposition"]
        assert said.isascii()
        assert not set(said.removeprefix("attachment; filename=")) & set('"/\\\r\n ') - {" "}
        assert said.count("; ") <= 2


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("endpoint", "told"),
    [("commitment", "جمعية النهر · Wells · 3 سجادة"), ("open-items", "جمعية النهر: 1 intervention")],
)
def test_marks_that_keep_a_page_in_order_stand_in_no_file(
    salma: Reader, register: Register, endpoint: str, kind: str, told: str
) -> None:
    organization = register.organization("NRA", name_ar="جمعية النهر", name_en="")
    item = asking(register, plan_of(register), "Wells", pcode="YE1211")
    register.site(register.intervention("NRA"), "YE121121")
    given = {"quantity": 3, "unit": "سجادة", "offered_on": date(2026, 2, 1)}
    changes.save(SALMA, Commitment(organization=organization.id, item=item.id, **given))
    assert "\u2068" in salma.get(f"{endpoint}/").text
    content = salma.get(f"{endpoint}/export/{kind}/").data
    if kind == "csv":
        cells = content.decode("utf-8-sig").splitlines()[1].split(",")
    else:
        rows = [row for sheet in load_workbook(BytesIO(content)) for row in sheet.iter_rows(values_only=True)]
        cells = [str(cell) for row in rows for cell in row]
    assert told in cells
    assert not set("".join(cells)) & set("\u2066\u2067\u2068\u2069")
