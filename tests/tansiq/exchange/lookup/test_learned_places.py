"""Names of areas that imports teach: a name once understood is understood again, there and nowhere else."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tansiq.models import Area, LearnedName, Site
from tansiq.records import changes, undoing
from tests.fivew import csv_file, row, take, told
from tests.people import SALMA
from tests.register import Register

CODED = {"District": "Khanfer", "Sub_district": ""}
NAMED = {**CODED, "District_P_code": "", "Title": "Wells"}


def _teach(folder: Path, **values: Any) -> None:
    take(csv_file(folder, [row(**(CODED | values))], name="taught.csv"))


def learned(register: Register, name: str, area: str, within: str, **values: Any) -> LearnedName:
    """A name that an import taught, read for all unless said otherwise."""
    facts = {"area": register.areas[area].id, "within": register.areas[within].id, "spelling": name}
    return changes.save(SALMA, LearnedName(**{**facts, "is_for_all": True, **values}))


def _place(outcome: Any) -> str | None:
    sites = [draft for work in outcome.plan.interventions for draft in work.sites]
    return sites[0].facts.place.pcode if sites else None


def test_a_name_beside_a_code_is_learned_and_understood_without_it(register: Register, tmp_path: Path) -> None:
    _teach(tmp_path)
    name = LearnedName.get()
    assert (name.spelling, name.area_id, name.within_id) == (
        "Khanfer",
        register.areas["YE1211"].id,
        register.areas["YE12"].id,
    )
    assert (name.name_state, name.is_for_all, name.file_name, name.use_count) == ("WAITING", True, "taught.csv", 0)
    outcome = take(csv_file(tmp_path, [row(**NAMED), row(**NAMED | {"Title": "Pipes"})]))
    assert [site.area.pcode for site in Site.select().order_by(Site.id)] == ["YE1211"] * 3
    # Until somebody reviews it, it is told at each cell.
    assert told(outcome, "warning") == [("5w!E2", "name-learned"), ("5w!E3", "name-learned")]
    assert LearnedName.get().use_count == 2


def test_a_trial_teaches_nothing_and_counts_nothing(register: Register, tmp_path: Path) -> None:
    take(csv_file(tmp_path, [row(**CODED)]), is_dry=True)
    assert not LearnedName.select().exists()
    name = learned(register, "Khanfer", "YE1211", "YE12")
    assert _place(take(csv_file(tmp_path, [row(**NAMED)]), is_dry=True)) == "YE1211"
    assert LearnedName.get_by_id(name.id).use_count == 0


def test_a_learned_name_means_nothing_elsewhere(register: Register, tmp_path: Path) -> None:
    learned(register, "Markaz", "YE121121", "YE1211")
    there = row(District="Khanfar", District_P_code="", Sub_district="Markaz")
    elsewhere = row(District="Zinjibar", District_P_code="", Sub_district="Markaz", Title="Wells")
    # Of all districts of the governorate it was not said.
    above = row(District="", District_P_code="", Sub_district="Markaz", Title="Pipes")
    outcome = take(csv_file(tmp_path, [there, elsewhere, above]))
    assert told(outcome) == [("5w!G3", "place-unknown"), ("5w!G4", "place-unknown")]


def test_an_exact_name_goes_before_what_was_learned(register: Register, tmp_path: Path) -> None:
    learned(register, "al-Kawd", "YE121121", "YE1211")
    outcome = take(csv_file(tmp_path, [row(Sub_district="al-Kawd")]))
    assert (_place(outcome), told(outcome, "warning")) == ("YE121122", [])


def test_a_name_learned_for_two_areas_is_read_as_neither(register: Register, tmp_path: Path) -> None:
    learned(register, "Markaz", "YE121121", "YE1211")
    learned(register, "markaz", "YE121122", "YE1211")
    assert told(take(csv_file(tmp_path, [row(Sub_district="Markaz")]))) == [("5w!G2", "place-ambiguous")]


def test_a_rejected_name_is_neither_read_nor_learned_again(register: Register, tmp_path: Path) -> None:
    learned(register, "Khanfer", "YE1211", "YE12", name_state="REJECTED")
    assert told(take(csv_file(tmp_path, [row(**NAMED)]))) == [("5w!E2", "place-unknown")]
    _teach(tmp_path)
    assert [name.name_state for name in LearnedName.select()] == ["REJECTED"]


@pytest.mark.parametrize("is_closed", [True, False])
def test_an_area_that_was_archived_or_closed_is_not_read(register: Register, tmp_path: Path, is_closed: bool) -> None:
    learned(register, "Markaz", "YE121121", "YE1211")
    area = Area.get(Area.pcode == "YE121121")
    if is_closed:
        area.valid_until = date(2020, 1, 1)
        changes.save(SALMA, area)
    else:
        changes.archive(SALMA, area)
    assert told(take(csv_file(tmp_path, [row(Sub_district="Markaz")]))) == [("5w!G2", "place-unknown")]


def test_a_name_said_by_one_partner_is_read_for_them_alone(register: Register, tmp_path: Path) -> None:
    learned(register, "Markaz", "YE121121", "YE1211", is_for_all=False)
    assert told(take(csv_file(tmp_path, [row(Sub_district="Markaz")]))) == [("5w!G2", "place-unknown")]


@pytest.mark.parametrize("name", ["Nowhere at all", "Zinjibarr", "District", "12", "—", "K" * 201])
def test_what_is_not_nearly_the_name_of_the_area_is_not_learned(register: Register, tmp_path: Path, name: str) -> None:
    _teach(tmp_path, District=name)
    assert not LearnedName.select().exists()


def test_a_name_nearer_to_a_neighbour_is_not_learned(register: Register, tmp_path: Path) -> None:
    twin = {"level": 2, "pcode": "YE1299", "parent": register.areas["YE12"].id, "name_en": "Khanferr"}
    changes.save(SALMA, Area(**twin))
    _teach(tmp_path)
    assert not LearnedName.select().exists()


def test_a_sign_that_parts_names_is_learned_as_a_space(register: Register, tmp_path: Path) -> None:
    _teach(tmp_path, District="Khan|fer\u200f")
    assert LearnedName.get().spelling == "Khan fer"


def test_the_other_name_of_a_place_that_was_found_is_learned(register: Register, tmp_path: Path) -> None:
    header = ["Organisation", "Governorate", "District (Arabic)", "District (English)", "Sector", "Title", "Start date"]
    cells = ["Nahar Relief", "Abyan", "خنفر", "Khanfer", "WSH", "Water", "2026-03-01"]
    take(csv_file(tmp_path, [cells], header))
    assert [(name.spelling, name.area.pcode) for name in LearnedName.select()] == [("Khanfer", "YE1211")]


def test_one_sheet_teaches_so_many_names_and_no_more(register: Register, tmp_path: Path) -> None:
    letters = "abcdefghijklmnopqrstuvwx"
    names = [f"Khanfar{one}{other}" for one in letters for other in letters]
    take(csv_file(tmp_path, [row(District=name, Sub_district="") for name in names]))
    assert (len(names), LearnedName.select().count()) == (576, 500)


def test_what_an_import_taught_goes_and_comes_with_it(register: Register, tmp_path: Path) -> None:
    outcome = take(csv_file(tmp_path, [row(**CODED)]))
    assert outcome.batch is not None
    undone = undoing.undo(SALMA, outcome.batch)
    assert LearnedName.get().archived_at is not None
    assert told(take(csv_file(tmp_path, [row(**NAMED)]))) == [("5w!E2", "place-unknown")]
    undoing.undo(SALMA, undone.batch)
    assert LearnedName.get().archived_at is None


def test_what_was_taken_back_is_learned_again_by_another_sheet(register: Register, tmp_path: Path) -> None:
    outcome = take(csv_file(tmp_path, [row(**CODED)]))
    assert outcome.batch is not None
    undoing.undo(SALMA, outcome.batch)
    _teach(tmp_path, Title="Pipes")
    assert LearnedName.get().archived_at is None
