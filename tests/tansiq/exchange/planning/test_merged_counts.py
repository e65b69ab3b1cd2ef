"""One number that is merged over several rows belongs to none of them alone: its cells are refused."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange.needs_import import NeedsChoices, import_needs
from tansiq.models import Need, Site
from tansiq.platform.progress import silent
from tests.fivew import HEADER, row, take, told
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.exchange.making import one_sheet, save


def _merged(folder: Path, rows: Sequence[Sequence[Any]], *ranges: str, header: Sequence[Any] = HEADER) -> Path:
    book, sheet = one_sheet([header, *rows])
    for merged in ranges:
        sheet.merge_cells(merged)
    return save(book, folder / "merged.xlsx")


def test_a_count_for_two_places_is_refused_at_both_cells(register: Register, tmp_path: Path) -> None:
    rows = [row(), row(Sub_district="al-Kawd"), row(Sector="HEA", Reached_people=7)]
    path = _merged(tmp_path, rows, "O2:O3", "A2:A4", "J2:J3")
    assert told(take(path)) == [("Data!O2", "merged-count"), ("Data!O3", "merged-count")]
    assert not Site.select().exists()
    assert take(path, good_rows_only=True).is_written
    assert [(site.reached, site.sector.code) for site in Site.select()] == [(7, "HEA")]


@pytest.mark.parametrize("cells", ["N2:O2", "O3:O4", "A2:A3"])
def test_other_merged_cells_hold_for_all_that_they_cover(register: Register, tmp_path: Path, cells: str) -> None:
    blank = [None] * len(HEADER)
    outcome = take(_merged(tmp_path, [row(), row(Sub_district="al-Kawd"), blank], cells))
    assert (told(outcome), outcome.plan.tally.new) == ([], 2)


def test_a_row_of_our_own_with_its_number_merged_is_refused_only_where_it_changes(
    register: Register, tmp_path: Path
) -> None:
    work = register.intervention("NRA")
    sites = [register.site(work, pcode, "IDP", reached=200) for pcode in ("YE121121", "YE121122")]
    ids = [[f"{work.record_id}#{site.number}", 200] for site in sites]
    assert told(take(_merged(tmp_path, ids, "B2:B3", header=["Record id", "Reached people"]))) == []
    changed = [[ids[0][0], 300], ids[1]]
    assert {
        code for _, code in told(take(_merged(tmp_path, changed, "B2:B3", header=["Record id", "Reached people"])))
    } == {"merged-count"}


def test_people_in_need_of_two_districts_are_refused_too(register: Register, tmp_path: Path) -> None:
    header = ["District P-code", "Sector", "People in need", "Severity", "Start date", "End date"]
    rows = [["YE1211", "WSH", 90, 4, "2026-01-01", "2026-12-31"], ["YE1210", "WSH", 90, 4, "2026-01-01", "2026-12-31"]]
    made = import_needs(SALMA, _merged(tmp_path, rows, "C2:C3", header=header), NeedsChoices(), silent)
    assert [(one.address, one.code) for one in made.errors] == [
        ("Data!C2", "merged-count"),
        ("Data!C3", "merged-count"),
    ]
    made = import_needs(SALMA, _merged(tmp_path, rows, "D2:D3", header=header), NeedsChoices(), silent)
    assert sorted((need.people_in_need, need.severity) for need in Need.select()) == [(90, 4), (90, 4)]
