"""Values are typed by the kind of their field, with what the column, the workbook and the sheet's name know."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tansiq.exchange.sheet.reading import read_row, readable_fields
from tansiq.exchange.sheet.understand import UnderstoodSheet, understand
from tansiq.exchange.values.periods import Period
from tansiq.exchange.values.problems import Problem
from tests.tansiq.exchange.making import csv_file, csv_text, one_sheet, read_cell, save


def _table(folder: Path, header: str, *rows: str, name: str = "made.csv") -> UnderstoodSheet:
    return understand(csv_file(folder, "\n".join((header, *rows)), name))


def _read(table: UnderstoodSheet, field: str) -> list[Any]:
    return [read_cell(row, field) for row in table.rows()]


def test_every_kind_of_field_has_its_reader(tmp_path: Path) -> None:
    header = "Organisation;Donor;District P-code;Targeted;Latitude;Longitude;Status;Modality;Distinct people"
    row = "Relief;ECHO/BHA;YE 1211;1 500;12,79;45.02;جاري;نقدي;نعم"
    header, row = f"{header};Budget;Indicator value", f"{row};1.234,50;-2,5"
    found = next(iter(_table(tmp_path, header, row).rows()))
    typed = {column.field: read_cell(found, str(column.field)) for column in found.table.columns}
    assert typed == {
        "organization_name": "Relief",
        "donor": ["ECHO", "BHA"],
        "adm2_pcode": "YE1211",
        "targeted": 1500,
        "latitude": 12.79,
        "longitude": 45.02,
        "status": "ONGOING",
        "modality": "CASH",
        "distinct_people": True,
        "budget": Decimal("1234.50"),
        "indicator_value": Decimal("-2.5"),
    }
    assert read_cell(found, "remarks") is None


def test_an_ambiguous_date_takes_the_order_that_its_own_column_settled(tmp_path: Path) -> None:
    table = _table(
        tmp_path,
        "Organisation,District,Start date,End date",
        "Relief,Aden,03/04/2026,03/04/2026",
        "Relief,Aden,13/04/2026,04/05/2026",
    )
    assert _read(table, "starts_on") == [date(2026, 4, 3), date(2026, 4, 13)]
    assert [(n.address, n.code, str(n.sentence)) for n in table.notices] == [
        ("made!C1", "order", "Dates of this column are read day first, as in C3.")
    ]
    ends = _read(table, "ends_on")
    assert [(p.address, p.value, p.code) for p in ends if isinstance(p, Problem)] == [
        ("made!D2", "03/04/2026", "ambiguous-date"),
        ("made!D3", "04/05/2026", "ambiguous-date"),
    ]


def test_months_may_stand_first_as_well(tmp_path: Path) -> None:
    table = _table(tmp_path, "Organisation,District,Start date", "R,A,03/04/2026", "R,A,04/13/2026")
    assert _read(table, "starts_on")[0] == date(2026, 3, 4)
    assert "month first, as in C3" in str(table.notices[0].sentence)


def test_a_column_of_dates_without_doubt_needs_no_word(tmp_path: Path) -> None:
    table = _table(tmp_path, "Organisation,District,Start date", "R,A,2026-04-03", "R,A,13/04/2026")
    assert _read(table, "starts_on") == [date(2026, 4, 3), date(2026, 4, 13)]
    assert table.notices == []


def test_a_month_in_a_column_of_dates_is_its_edge_and_told_once(tmp_path: Path) -> None:
    table = _table(
        tmp_path, "Organisation,District,Start date,End date", "R,A,Jan 2025,يناير 2025", "R,A,Feb 2025,Feb 2025"
    )
    assert _read(table, "starts_on") == [date(2025, 1, 1), date(2025, 2, 1)]
    assert _read(table, "ends_on") == [date(2025, 1, 31), date(2025, 2, 28)]
    assert [(n.address, n.code) for n in table.notices] == [("made!C1", "month"), ("made!D1", "month")]


def test_a_month_without_a_year_takes_the_one_in_the_name(tmp_path: Path) -> None:
    table = _table(tmp_path, "Organisation,District,Month", "R,A,January", "R,A,March 2024", name="3W 2025.csv")
    assert _read(table, "month") == [
        Period(date(2025, 1, 1), date(2025, 1, 31)),
        Period(date(2024, 3, 1), date(2024, 3, 31)),
    ]
    assert [n.code for n in table.notices] == ["year"]


@pytest.mark.parametrize("name", ["3W.csv", "2024-2025.csv"])
def test_a_month_without_any_year_is_a_problem(tmp_path: Path, name: str) -> None:
    (problem,) = _read(_table(tmp_path, "Organisation,District,Month", "R,A,January", name=name), "month")
    assert problem.code == "no-year"


@pytest.mark.parametrize("header", ["Month,Year", "Year,Month"])
def test_a_year_in_a_column_of_its_own_overrules_the_name_of_the_sheet(tmp_path: Path, header: str) -> None:
    columns = [("December", "2024"), ("3", "2023"), ("January 2022", "2022"), ("Q1", ""), ("", "2024")]
    lines = [",".join(pair if header == "Month,Year" else pair[::-1]) for pair in columns]
    table = _table(tmp_path, f"Organisation,District,{header}", *(f"R,A,{line}" for line in lines), name="3W 2025.csv")
    assert _periods(table) == [
        Period(date(2024, 12, 1), date(2024, 12, 31)),
        Period(date(2023, 3, 1), date(2023, 3, 31)),
        Period(date(2022, 1, 1), date(2022, 1, 31)),
        Period(date(2025, 1, 1), date(2025, 3, 31)),
        Period(date(2024, 1, 1), date(2024, 12, 31)),
    ]
    assert [notice.code for notice in table.notices] == ["year"]


def test_the_finest_of_month_quarter_and_half_year_is_read(tmp_path: Path) -> None:
    table = _table(tmp_path, "Organisation,District,السنة,Semestre,Trimestre,Mois", "R,A,2024,S2,T4,décembre",
                   "R,A,2024,S2,T3,", "R,A,2024,2,,")  # fmt: skip
    assert _periods(table) == [
        Period(date(2024, 12, 1), date(2024, 12, 31)),
        Period(date(2024, 7, 1), date(2024, 9, 30)),
        Period(date(2024, 7, 1), date(2024, 12, 31)),
    ]


def test_a_month_out_of_its_year_or_quarter_is_wrong(tmp_path: Path) -> None:
    table = _table(tmp_path, "Organisation,District,Month,Quarter,Year", "R,A,May 2023,,2024", "R,A,May,Q1,2024")
    readings = [read_row(row, readable_fields(table)) for row in table.rows()]
    assert [(one.problems[0].address, one.problems[0].code) for one in readings] == [
        ("made!C2", "periods-differ"),
        ("made!C3", "periods-differ"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "Khanfar (YE1211)",
        "Khanfar - YE1211",
        "YE1211 - Khanfar",
        "YE1211: Khanfar",
        "Khanfar_YE1211",
        "[YE1211] Khanfar",
    ],
)
def test_a_code_beside_the_name_of_an_area_is_its_code(tmp_path: Path, cell: str) -> None:
    table = _table(tmp_path, "Organisation,Sector,District", f"R,Water,{cell}")
    (reading,) = [read_row(row, readable_fields(table)) for row in table.rows()]
    assert (reading.values["adm2_name"], reading.values["adm2_pcode"]) == ("Khanfar", "YE1211")


@pytest.mark.parametrize("cell", ["Camp 12", "Block AB 12", "YE1211", "Khanfar (2)"])
def test_a_number_in_the_name_of_an_area_is_no_code(tmp_path: Path, cell: str) -> None:
    table = _table(tmp_path, "Organisation,Sector,District", f"R,Water,{cell}")
    (reading,) = [read_row(row, readable_fields(table)) for row in table.rows()]
    assert (reading.values["adm2_name"], "adm2_pcode" in reading.values) == (cell, False)


def _periods(table: UnderstoodSheet) -> list[Any]:
    fields = readable_fields(table)
    return [read_row(row, fields).values.get("period") for row in table.rows()]


def test_money_takes_the_decimal_mark_that_its_column_settled(tmp_path: Path) -> None:
    settled = _table(tmp_path, "Organisation;District;Budget", "R;A;1,500", "R;A;1,234.50")
    assert _read(settled, "budget") == [1500, Decimal("1234.50")]
    doubtful = _table(tmp_path, "Organisation;District;Budget", "R;A;1,500", "R;A;200")
    assert [getattr(found, "code", found) for found in _read(doubtful, "budget")] == ["ambiguous-number", 200]


def test_serial_numbers_are_counted_from_the_workbooks_own_day(tmp_path: Path) -> None:
    book, _ = one_sheet([["Organisation", "District", "Start date"], ["R", "A", 44663]])
    book.epoch = CALENDAR_MAC_1904
    assert _read(understand(save(book, tmp_path / "mac.xlsx")), "starts_on") == [date(2026, 4, 13)]


def test_in_a_sheet_of_two_languages_the_bare_name_is_the_english_column(tmp_path: Path) -> None:
    header = ["partner", "category_en", "category_ar", "location_ar"]
    table = understand(csv_file(tmp_path, csv_text([header, ["Relief", "Water", "المياه", "عدن"]])))
    row = next(iter(table.rows()))
    assert [read_cell(row, f) for f in ("sector", "sector_en", "sector_ar")] == ["Water", "Water", "المياه"]
    assert row.address("sector") == "made!B2"
    assert read_cell(row, "settlement_name") == read_cell(row, "settlement_name_ar") == "عدن"
    assert read_cell(row, "settlement_name_en") is None
