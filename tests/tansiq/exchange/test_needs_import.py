"""People in need, from HXL and HDX HAPI: by area, sector, group, period and source, once."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange.needs_import import NeedsChoices, NeedsPlan, import_needs
from tansiq.exchange.values.periods import Period
from tansiq.faults import Refused
from tansiq.models import Area, Need, PopulationGroup, Sector
from tansiq.platform.progress import silent
from tansiq.records import data_stamps
from tansiq.reference.merging import Outcome
from tests.fivew import csv_file
from tests.people import NOBODY, SALMA
from tests.register import Register

HEADER = (
    "Governorate",
    "District",
    "Sector",
    "People in need",
    "People affected",
    "Severity",
    "Start date",
    "End date",
)
TAGS = ("#adm1+name", "#adm2+name", "#sector", "#inneed", "#affected", "#severity", "#date+start", "#date+end")
ROW = ("Abyan", "Khanfar", "WSH", 1000, 1500, 4, "2026-01-01", "2026-12-31")


def _take(path: Path, **choices: Any) -> NeedsPlan:
    return import_needs(SALMA, path, NeedsChoices(**choices), silent)


def test_a_row_of_an_hxl_sheet_is_a_need(register: Register, tmp_path: Path) -> None:
    assert _take(csv_file(tmp_path, [TAGS, ROW], HEADER)).is_written
    need = Need.get()
    assert (need.area_id, need.sector_id) == (register.areas["YE1211"].id, register.sectors["WSH"].id)
    assert (need.people_in_need, need.people_affected, need.severity) == (1000, 1500, 4)
    assert (need.starts_on, need.ends_on, need.source) == (date(2026, 1, 1), date(2026, 12, 31), "5w")
    assert need.population_group_id == register.groups["ALL"].id


def test_the_same_sheet_again_changes_nothing_and_new_figures_change_the_need(
    register: Register, tmp_path: Path
) -> None:
    path = csv_file(tmp_path, [TAGS, ROW], HEADER)
    _take(path)
    stamps = data_stamps.stamps()
    again = _take(path)
    assert (len(again.new), len(again.changed), again.unchanged, data_stamps.stamps()) == (0, 0, 1, stamps)
    changed = _take(csv_file(tmp_path, [TAGS, [*ROW[:3], 1200, *ROW[4:]]], HEADER))
    assert (len(changed.new), len(changed.changed), Need.get().people_in_need) == (0, 1, 1200)


def test_another_source_has_needs_of_its_own(register: Register, tmp_path: Path) -> None:
    path = csv_file(tmp_path, [TAGS, ROW], HEADER)
    _take(path)
    _take(path, source="Joint assessment")
    assert {need.source for need in Need.select()} == {"5w", "Joint assessment"}


def test_a_sheet_without_a_period_takes_the_one_that_is_given(register: Register, tmp_path: Path) -> None:
    path = csv_file(tmp_path, [TAGS[:6], ROW[:6]], HEADER[:6])
    assert [problem.code for problem in _take(path).errors] == ["period-missing"]
    assert not Need.select().exists()
    _take(path, period=Period(date(2027, 1, 1), date(2027, 6, 30)))
    assert (Need.get().starts_on, Need.get().ends_on) == (date(2027, 1, 1), date(2027, 6, 30))


def test_bad_rows_are_told_at_their_cells_and_keep_the_file_out(register: Register, tmp_path: Path) -> None:
    rows = [TAGS, ROW, [*ROW[:2], "Astrology", *ROW[3:]], ["Abyan", "Atlantis", *ROW[2:]],
            [*ROW[:3], "many", *ROW[4:]], [*ROW[:3], 9000, *ROW[4:]]]  # fmt: skip
    path = csv_file(tmp_path, rows, HEADER)
    refused = _take(path)
    assert [(problem.address, problem.code) for problem in refused.problems] == [
        ("5w!C4", "sector-unknown"),
        ("5w!B5", "place-unknown"),
        ("5w!D6", "not-a-number"),
        ("5w!D7", "need-twice"),
    ]
    assert (refused.is_written, refused.wrong, Need.select().count()) == (False, 3, 0)
    assert _take(path, good_rows_only=True).is_written
    assert Need.get().people_in_need == 1000


def test_a_dry_run_writes_nothing(register: Register, tmp_path: Path) -> None:
    made = _take(csv_file(tmp_path, [TAGS, ROW], HEADER), is_dry=True)
    assert (len(made.new), made.is_written, Need.select().count()) == (1, False, 0)


def test_nobody_brings_nothing_in(register: Register, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        import_needs(NOBODY, csv_file(tmp_path, [TAGS, ROW], HEADER), NeedsChoices(), silent)


def test_people_in_need_of_hdx_hapi(yemen: dict[str, Outcome], shared_data: Path) -> None:
    path = shared_data / "needs" / "hdx_hapi_humanitarian_needs_afg_sdn_2024.csv"
    made = _take(path)
    assert (made.rows, made.wrong, made.is_written) == (1942, 0, True)
    assert Need.select().count() == len(made.new) > 50
    assert {area.pcode for area in made.areas} == {"AF", "AF01", "AF0101", "SD", "SD01", "SD01001"}
    kabul = Area.get(Area.pcode == "AF0101")
    assert (kabul.level, kabul.governorate.pcode, kabul.country.pcode) == (2, "AF01", "AF")
    total, sudan = _figures("AF", "INT", "ALL"), _figures("SD", "INT", "ALL")
    assert (total.people_in_need, total.source) == (23_666_389, "HDX HAPI")
    assert (sudan.people_in_need, sudan.people_affected) == (24_786_370, 28_928_873)
    assert _figures("AF0101", "PRO-GBV", "ALL").people_in_need == 1_383_825
    again = _take(path)
    assert (len(again.new), len(again.changed), again.unchanged) == (0, 0, len(made.new))


def _figures(pcode: str, sector: str, group: str) -> Need:
    return Need.get(
        (Need.area == Area.get(Area.pcode == pcode).id)
        & (Need.sector == Sector.get(Sector.code == sector).id)
        & (Need.population_group == PopulationGroup.get(PopulationGroup.code == group).id)
    )
