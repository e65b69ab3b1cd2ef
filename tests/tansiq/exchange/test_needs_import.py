"""People in need, from HXL and HDX HAPI: by area, sector, group, period and source, once."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange.needs_import import NeedsChoices, NeedsPlan, import_needs
from tansiq.exchange.values.periods import Period
from tansiq.faults import Refused
from tansiq.models import Area, Need, PopulationGroup, Sector, data_stamps
from tansiq.platform.progress import silent
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


SPLIT = ("District P-code", "Sector", "Sex", "Age", "People in need", "Start date", "End date")


def _split(folder: Path, *parts: tuple[str, str, int], header: tuple[str, ...] = SPLIT) -> NeedsPlan:
    rows = [["YE1211", "WSH", *part, "2026-01-01", "2026-12-31"] for part in parts]
    return _take(csv_file(folder, rows, header))


def _people() -> list[int | None]:
    return [need.people_in_need for need in Need.select()]


@pytest.mark.parametrize("total", ["All", "Both sexes", "a", "الجميع", "كلا الجنسين", "Tous", "Ensemble", "Total", ""])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_the_row_for_all_is_the_need_wherever_it_stands(
    register: Register, tmp_path: Path, total: str, at: int
) -> None:
    parts = [("Female", "", 60), ("Male", "", 41)]
    parts.insert(at, (total, "", 100))
    made = _split(tmp_path, *parts)
    assert (made.is_written, made.skipped["part"], _people()) == (True, 2, [100])


@pytest.mark.parametrize(
    "parts",
    [
        [("Female", "", 60), ("Male", "", 40)],
        [("f", "", 60), ("m", "", 30), ("x", "", 10)],
        [("إناث", "", 60), ("ذكور", "", 40)],
        [("Femmes", "", 60), ("Hommes", "", 40)],
        [("All", "0-17", 60), ("All", "18+", 40)],
        [("", "<5", 10), ("", "5 to 17", 50), ("", "18-59", 30), ("", "60 and above", 10)],
        [("Female", "0-17", 10), ("Female", "18+", 20), ("Male", "<18", 30), ("Male", "18+", 40)],
        [("Women", "", 10), ("Girls", "", 20), ("Men", "", 30), ("Boys", "", 40)],
        [("", "أطفال", 60), ("", "بالغون", 40)],
    ],
)
def test_parts_that_are_the_whole_are_added_up(
    register: Register, tmp_path: Path, parts: list[tuple[str, str, int]]
) -> None:
    assert _split(tmp_path, *parts).is_written
    assert _people() == [100]


@pytest.mark.parametrize(
    "parts",
    [
        [("Female", "", 60)],
        [("Female", "", 60), ("Female", "", 20), ("Male", "", 20)],
        [("All", "0-17", 60), ("All", "19+", 40)],
        [("All", "0-17", 60), ("All", "12+", 40)],
        [("Female", "0-17", 10), ("Female", "18+", 20), ("Male", "18+", 40)],
        [("Green", "", 60), ("Male", "", 40)],
    ],
)
def test_parts_that_are_not_the_whole_are_refused_at_their_cells(
    register: Register, tmp_path: Path, parts: list[tuple[str, str, int]]
) -> None:
    made = _split(tmp_path, *parts)
    assert [(one.address, one.code) for one in made.errors] == [
        (f"5w!E{number}", "parts-not-whole") for number, _ in enumerate(parts, 2)
    ]
    assert (made.is_written, _people()) == (False, [])


def test_tags_say_sex_and_age_as_headers_do(register: Register, tmp_path: Path) -> None:
    header = ("a", "b", "c", "d", "e", "f", "g")
    tags = ("#adm2+code", "#sector+code", "#gender+code", "#age+range", "#inneed", "#date+start", "#date+end")
    rows = [["YE1211", "WSH", sex, "all", count, "2026-01-01", "2026-12-31"] for sex, count in (("f", 6), ("all", 10))]
    assert _take(csv_file(tmp_path, [tags, *rows], header)).is_written
    assert _people() == [10]


def test_a_part_of_a_group_is_no_need_of_everybody(register: Register, tmp_path: Path) -> None:
    header = (*SPLIT[:2], "Population group", *SPLIT[4:])
    groups = [("Adult - Male - IDP", 20), ("IDP - Total", 50), ("Children - IDP", 30), ("Total", 90), ("Adult", 40)]
    rows = [["YE1211", "WSH", *told, "2026-01-01", "2026-12-31"] for told in groups]
    assert _take(csv_file(tmp_path, rows, header)).skipped["part"] == 3
    assert {need.population_group.code: need.people_in_need for need in Need.select()} == {"IDP": 50, "ALL": 90}


def test_a_category_that_nobody_knows_is_left_out_and_told(register: Register, tmp_path: Path) -> None:
    header = (*SPLIT[:2], "Population group", *SPLIT[4:])
    days = ("2026-01-01", "2026-12-31")
    rows = [["YE1211", "WSH", "Stargazers", 20, *days], ["YE1210", "WSH", "Stargazers", 20, *days],
            ["YE1210", "WSH", "Female", 6, *days], ["YE1210", "WSH", "Male", 4, *days]]  # fmt: skip
    made = _take(csv_file(tmp_path, rows, header))
    assert [(one.address, one.code) for one in made.problems] == [("5w!C2", "category-unknown")]
    assert (made.skipped["part"], _people()) == (2, [10])


def test_two_wholes_that_an_unread_column_tells_apart_are_both_refused(register: Register, tmp_path: Path) -> None:
    header = (*SPLIT[:2], "Ours", *SPLIT[4:])
    rows = [["YE1211", "WSH", *told, "2026-01-01", "2026-12-31"] for told in (("north", 20), ("south", 50))]
    made = _take(csv_file(tmp_path, rows, header))
    assert [(one.address, one.code) for one in made.errors] == [("5w!D2", "needs-differ"), ("5w!D3", "needs-differ")]


def test_all_sectors_and_the_whole_country_are_needs_of_their_own(yemen: dict[str, Outcome], tmp_path: Path) -> None:
    header = ("Governorate", "District P-code", "Sector", "People in need", "Start date", "End date")
    days = ("2026-01-01", "2026-12-31")
    rows = [["", "", "ALL", 900, *days], ["National", "", "WASH", 700, *days],
            ["", "YE1211", "Intersectoral", 90, *days], ["", "YE1211", "WASH", 70, *days]]  # fmt: skip
    made = _take(csv_file(tmp_path, rows, header))
    assert (made.is_written, made.wrong) == (True, 0)
    assert {(need.area.pcode, need.sector.code): need.people_in_need for need in Need.select()} == {
        ("YE", "INT"): 900,
        ("YE", "WSH"): 700,
        ("YE1211", "INT"): 90,
        ("YE1211", "WSH"): 70,
    }


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
