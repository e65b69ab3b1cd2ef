"""A file is understood: real sheets from the field, and the small ones that ministries make."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tansiq.exchange.sheet.understand import UnderstoodSheet, understand
from tansiq.exchange.values.periods import Period
from tansiq.exchange.values.problems import Problem, Unreadable
from tests.tansiq.exchange.making import csv_file, csv_text, one_sheet, read_cell, save


@pytest.fixture
def fivew(shared_data: Path) -> Path:
    return shared_data / "fivew"


def _understood(table: UnderstoodSheet) -> dict[str, str]:
    return {column.letter: column.field for column in table.columns if column.field}


def _problems(table: UnderstoodSheet) -> Iterator[Problem]:
    fields = list(_understood(table).values())
    for row in table.rows():
        yield from (found for found in (read_cell(row, name) for name in fields) if isinstance(found, Problem))


def test_an_arabic_sheet_with_a_title_and_two_rows_of_headers(tmp_path: Path) -> None:
    book, sheet = one_sheet(
        [
            ["مصفوفة التدخلات في محافظة أبين"],
            ["الجهة المنفذة", "القطاع", "المديرية", "المستهدفون", None, "تاريخ البدء", "رقم الجوال"],
            [None, None, None, "نساء", "رجال", None, None],
            ["إغاثة أبين", "المياه", "خنفر", "١٬٢٠٠", 900, "١٣ كانون الثاني ٢٠٢٦", "700000000"],
            ["المجموع", None, None, 1200, 900, None, None],
        ]
    )
    for cells in ("A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "G2:G3"):
        sheet.merge_cells(cells)
    table = understand(save(book, tmp_path / "made.xlsx"))
    (row,) = table.rows()
    assert (table.header_row, row.number) == (3, 4)
    assert [
        read_cell(row, f) for f in ("organization_name", "sector", "adm2_name", "targeted_women", "targeted_men")
    ] == [
        "إغاثة أبين",
        "المياه",
        "خنفر",
        1200,
        900,
    ]
    assert read_cell(row, "starts_on") == date(2026, 1, 13)
    assert [notice.code for notice in table.notices] == ["personal", "total"]


def test_a_csv_of_windows_is_understood_and_says_how_it_was_read(tmp_path: Path) -> None:
    text = csv_text([["المنظمة", "القطاع", "المحافظة"], ["أيادي عدن", "الصحة", "عدن"]], ";")
    table = understand(csv_file(tmp_path, text.encode("cp1256"), "made.xlsx"))
    assert read_cell(next(iter(table.rows())), "adm1_name") == "عدن"
    assert [notice.code for notice in table.notices] == ["encoding", "mislabelled"]


def test_mali(fivew: Path) -> None:
    table = understand(fivew / "mli_3w_dec2023.xlsx")
    assert (table.sheet, table.header_row, table.hxl_row) == ("ML_5W", 1, 2)
    assert [column.header for column in table.unmapped] == ["HRP", "Montant Cash Transfert (USD)"]
    by = {column.letter: (column.field, column.by) for column in table.columns}
    assert (by["E"], by["J"], by["K"]) == (("donor", "header"), ("adm3_pcode", "hxl"), ("adm3_name", "header"))
    assert (by["U"][0], by["Y"][0]) == ("targeted_female", "targeted_women")
    assert {c.sheet for c in table.considered} >= {"ML_5W (2)", "Synthese", "ONGN", "TCD", "Admin"}
    digests = [row.digest for row in table.rows()]
    assert (len(digests), len(digests) - len(set(digests))) == (24_088, 13_559)


def test_the_failed_formulas_of_mali_are_problems_at_their_cells(fivew: Path) -> None:
    found = list(_problems(understand(fivew / "mli_3w_dec2023.xlsx")))
    assert {(problem.value, problem.code) for problem in found} == {("#N/A", "cell-error")}
    assert (len(found), found[0].address) == (6_848, "ML_5W!J4")


def test_somalia(fivew: Path) -> None:
    table = understand(fivew / "som_3w_jan_apr2025.xlsx")
    assert (table.sheet, table.header_row, table.hxl_row) == ("3W_Dataset_January - April 2025", 1, None)
    assert list(_understood(table).values()) == [
        "month",
        "sector",
        "adm1_name",
        "adm1_pcode",
        "adm2_name",
        "adm2_pcode",
        "organization_kind",
        "organization_name",
    ]
    assert sum(1 for _ in table.rows()) == 4_146
    assert read_cell(next(iter(table.rows())), "month") == Period(date(2025, 1, 1), date(2025, 1, 31))
    assert list(_problems(table)) == []


def test_chad(fivew: Path) -> None:
    table = understand(fivew / "tcd_chad_3w_apr2025.xlsx")
    assert (table.sheet, table.header_row, table.hxl_row) == ("3W Opérationnelle", 1, 2)
    assert {notice.code for notice in table.notices} == {"another-sheet", "holds-codes"}
    assert sum(1 for _ in table.rows()) == 1_556
    assert list(_problems(table)) == []
    named = understand(fivew / "tcd_chad_3w_apr2025.xlsx", mapping={"Title": "adm1_pcode"})
    assert read_cell(next(iter(named.rows())), "adm1_pcode") == "TD19"
    physical = understand(fivew / "tcd_chad_3w_apr2025.xlsx", sheet="3W Physique")
    assert _understood(physical)["C"] == "settlement_name"


def test_jordan_keeps_both_languages(fivew: Path) -> None:
    table = understand(fivew / "jordan_services_advisor_2014_ar_en.csv")
    assert table.unmapped == []
    row = next(iter(table.rows()))
    assert read_cell(row, "sector_ar") == "الحماية"
    assert read_cell(row, "settlement_name_en") == "Liwa Qasabat As Salt"
    assert (read_cell(row, "starts_on"), read_cell(row, "latitude")) == (date(2014, 1, 1), 32.03917)
    assert sum(1 for _ in table.rows()) == 549
    assert list(_problems(table)) == []


def test_old_style_tags(fivew: Path) -> None:
    points = understand(fivew / "hxl_showcase_unhcr-3w.csv")
    assert (points.hxl_row, sum(1 for _ in points.rows())) == (2, 2_250)
    assert _understood(points)["C"] == "latitude"
    assert list(_problems(points)) == []
    months = understand(fivew / "hxl_showcase_rowca-3w-hxl.csv")
    assert sum(1 for _ in months.rows()) == 244
    assert {problem.code for problem in _problems(months)} == {"no-year"}


def test_what_is_no_sheet_is_refused(fivew: Path) -> None:
    with pytest.raises(Unreadable, match="web page or XML"):
        understand(fivew / "iati_real_YE_SY_EG_8acts.xml")
