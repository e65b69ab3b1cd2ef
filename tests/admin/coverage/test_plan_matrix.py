"""The page of the matrix of plans: its table, the items of a cell, its files, and what it says where nothing is."""

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from tansiq.models import Plan
from tansiq.plans.snapshots import take_snapshots
from tansiq.plans.versions import adopt
from tansiq.platform import clock
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register
from tests.statements import told
from tests.tansiq.plans.outlines import named

YEAR = "from=2026-01-01&to=2026-12-31"


@pytest.fixture
def plans(register: Register) -> list[Plan]:
    """Annual plans of Khanfar, with wells half done and a late pipe, and of Zinjibar, with a hospital done."""
    found = [register.plan(pcode, plan_kind="ANNUAL", name_en=f"Plan of {pcode}") for pcode in ("YE1211", "YE1210")]
    water = register.item(found[0], "Water", item_kind="AXIS", name_ar="المياه")
    register.item(found[0], "Wells", water, progress=50)
    owner = register.organization("NRA").id
    register.item(found[0], "Pipes", water, ends_on=date(2026, 2, 1), organization=owner)
    health = register.item(found[1], "Health", item_kind="AXIS")
    register.item(found[1], "Hospital", health, item_state="DONE")
    return found


def _words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def _address(register: Register, place: str = "", **more: object) -> str:
    asked = "".join(f"&{name}={value}" for name, value in more.items())
    return f"matrix/{place}?{YEAR}&within={register.areas['YE12'].id}&level=DISTRICT{asked}"


def test_the_worst_area_comes_first_and_its_cell_says_how_it_stands(
    salma: Reader, plans: list[Plan], register: Register
) -> None:
    page = salma.get(_address(register)).text
    rows = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', page, re.S)
    assert [_words(row).strip() for row in rows] == ["Khanfar", "Zinjibar", "All areas"]
    assert "25% 0 of 2 done 1 late" in _words(page)
    assert "100% 1 of 1 done" in _words(page)
    assert "Nothing planned" in _words(page)
    by_name = salma.get(_address(register, sort="name", on="health")).text
    assert by_name.index(">Khanfar<") < by_name.index(">Zinjibar<")


def test_without_a_kind_the_page_opens_on_one_that_the_area_has(salma: Reader, register: Register) -> None:
    plan = register.plan("YE1211", plan_kind="RECOVERY")
    register.item(plan, "Wells")
    page = salma.get(_address(register)).text
    assert '<option value="RECOVERY" selected' in page
    assert "0 of 1 done" in _words(page)
    register.plan("YE1210", plan_kind="ANNUAL")
    assert '<option value="ANNUAL" selected' in salma.get(_address(register)).text


def test_a_cell_opens_its_items_the_latest_first(salma: Reader, plans: list[Plan], register: Register) -> None:
    page = salma.get(_address(register, "cell/", row=register.areas["YE1211"].id, column="water"))
    words = _words(page.text)
    assert "Khanfar · Water" in words
    assert "2 items · 1 late" in words
    assert words.index("Pipes") < words.index("Wells")
    assert "NRA" in words
    assert "Hospital" not in words
    # The plan that all of them stand in is told once.
    assert words.count("Plan of YE1211") == 1


@pytest.mark.parametrize("asked", [{"column": "roads"}, {"row": 999_999}, {"row": "x"}])
def test_a_cell_that_is_not_there_is_not_found(
    salma: Reader, plans: list[Plan], register: Register, asked: dict[str, object]
) -> None:
    address = _address(register, "cell/", **({"row": register.areas["YE1211"].id} | asked))
    assert salma.get(address).status_code == 404


def test_the_table_is_saved_with_a_row_for_each_cell(salma: Reader, plans: list[Plan], register: Register) -> None:
    lines = salma.get(_address(register, "export/csv")).data.decode("utf-8-sig").splitlines()
    assert lines[0] == "P-code,Area,Axis,Items,Done,Late,Progress,Since last month"
    assert "YE1211,Khanfar,Water,2,0,1,25.0," in lines
    assert "YE1211,Khanfar,Health,0,0,0,," in lines
    book = load_workbook(io.BytesIO(salma.get(_address(register, "export/xlsx")).data))
    assert ("YE1211", "Khanfar", "Water", 2, 0, 1, 25, None) in list(book.worksheets[0].iter_rows(values_only=True))
    assert salma.get(_address(register, "export/pdf")).status_code == 404


def test_the_items_of_a_cell_are_saved_all_of_them(
    salma: Reader, plans: list[Plan], register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.coverage.plan_matrix.MOST_ITEMS", 1)
    monkeypatch.setattr("admin.coverage.matrix_cell.AT_ONCE", 1)
    cell = {"row": register.areas["YE1211"].id, "column": "water"}
    page = salma.get(_address(register, "cell/", **cell)).text
    assert "The first 1 are shown here." in page
    found = re.search(r'href="/admin/(matrix/cell/export/csv[^"]+)"', page)
    assert found is not None
    lines = salma.get(found[1].replace("&amp;", "&")).data.decode("utf-8-sig").splitlines()
    assert lines[0] == ("Code,Plan item,Plan,Responsible organisation,Starts on,Ends on,State,Progress,Days late")
    late = (clock.today() - date(2026, 2, 1)).days
    assert lines[1:] == [
        f"1.2,Pipes,Plan of YE1211,NRA Aid,,2026-02-01,Not started,0.0,{late}",
        "1.1,Wells,Plan of YE1211,,,,Not started,50.0,0",
    ]
    book = load_workbook(io.BytesIO(salma.get(_address(register, "cell/export/xlsx", **cell)).data))
    assert [row[1].value for row in book.worksheets[0]] == ["Plan item", "Pipes", "Wells"]
    assert {row[0].value: row[1].value for row in book.worksheets[1]}["Column"] == "Water"
    whole = salma.get(_address(register, "cell/export/csv", row=register.areas["YE1210"].id)).data.decode("utf-8-sig")
    assert "Hospital" in whole
    for wrong in ({"column": "roads"}, {"row": 999_999}):
        assert salma.get(_address(register, "cell/export/csv", **(cell | wrong))).status_code == 404
    assert salma.get(_address(register, "cell/export/pdf", **cell)).status_code == 404


def test_what_went_back_is_saved_as_a_number_below_zero(
    salma: Reader, plans: list[Plan], register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt(SALMA, plans[0], date(2026, 1, 1))
    take_snapshots(date(2026, 3, 1))
    monkeypatch.setattr("tansiq.platform.clock.today", lambda: date(2026, 4, 1))
    wells = named("Wells")
    wells.progress = Decimal(30)
    changes.save(SALMA, wells)
    lines = salma.get(_address(register, "export/csv")).data.decode("utf-8-sig").splitlines()
    assert "YE1211,Khanfar,Water,2,0,1,15.0,-10.0" in lines
    book = load_workbook(io.BytesIO(salma.get(_address(register, "export/xlsx")).data))
    assert ("Water", -10) in [(row[2], row[7]) for row in book.worksheets[0].iter_rows(values_only=True)]


def test_where_no_plan_is_the_page_says_what_to_do(salma: Reader, register: Register) -> None:
    page = salma.get("matrix/?kind=STRATEGY").text
    assert "No plan of this kind runs in this period here." in page
    assert "Any time" in page
    assert "There is no area with the P-code XX." in salma.get("matrix/?within=XX").text


def test_the_page_is_kept_until_an_item_changes(salma: Reader, plans: list[Plan], register: Register) -> None:
    salma.get(_address(register))
    with told() as again:
        salma.get(_address(register))
    assert not [statement for statement in again if "RECURSIVE" in statement]
    register.item(plans[0], "Roads")
    assert "Without an axis" in salma.get(_address(register)).text


def test_nobody_reads_it_before_signing_in(nobody: Reader, register: Register) -> None:
    for place in ("", "cell/", "areas/", "export/csv", "cell/export/csv"):
        assert nobody.get(f"matrix/{place}").status_code == 302
