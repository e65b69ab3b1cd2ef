"""The packaged tables in the database: whole, placed, loaded twice without a change, closed rather than deleted."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from peewee import Database

from tansiq.models import ActivityType, Area, AreaClosure, Goal, HistoryEntry, PopulationGroup, Sector, data_stamps
from tansiq.models.area import ANCESTORS
from tansiq.records import changes
from tansiq.reference import tables
from tansiq.reference.load import load, load_areas, row_count
from tansiq.reference.merging import Outcome
from tests.contents import TODAY
from tests.people import SALMA


def area(pcode: str) -> Area:
    found: Area = Area.get(Area.pcode == pcode)
    return found


def test_yemen_is_loaded_down_to_its_sub_districts(yemen: dict[str, Outcome]) -> None:
    assert yemen["areas"] == Outcome(new=2507)
    levels = Counter(row.level for row in Area.select())
    assert levels == {0: 1, 1: 22, 2: 335, 3: 2149}
    jaar, khanfar = area("YE121121"), area("YE1211")
    assert jaar.parent_id == khanfar.id
    line = [area("YE").id, area("YE12").id, khanfar.id, jaar.id]
    assert [getattr(jaar, f"{name}_id") for name in ANCESTORS] == line
    assert [getattr(khanfar, f"{name}_id") for name in ANCESTORS] == [*line[:3], None]
    assert (khanfar.latitude, khanfar.longitude, khanfar.area_km2) == (13.33387, 45.39425, 3793.8)
    assert "خنفر" in khanfar.search


def test_every_area_is_in_the_closure_with_all_its_ancestors(syria: dict[str, Outcome]) -> None:
    depths = Counter(row.depth for row in AreaClosure.select())
    assert depths == {0: 349, 1: 348, 2: 62 + 272, 3: 272}
    above = AreaClosure.select().where(AreaClosure.descendant == area("SY010000").id)
    found = {row.depth: row.ancestor.pcode for row in above}
    assert found == {0: "SY010000", 1: "SY0100", 2: "SY01", 3: "SY"}


def test_the_closure_agrees_with_the_ancestors(syria: dict[str, Outcome]) -> None:
    pairs = {(row.ancestor_id, row.descendant_id) for row in AreaClosure.select()}
    copies = {
        (getattr(row, f"{name}_id"), row.id)
        for row in Area.select()
        for name in ANCESTORS
        if getattr(row, f"{name}_id") is not None
    }
    assert pairs == copies


def test_a_second_run_changes_no_row(syria: dict[str, Outcome]) -> None:
    stamps, told = data_stamps.stamps(), HistoryEntry.select().count()
    outcomes = load("syria", TODAY)
    assert all(outcome == Outcome(same=outcome.same) for outcome in outcomes.values())
    assert (data_stamps.stamps(), HistoryEntry.select().count()) == (stamps, told)


def test_a_second_run_of_yemen_changes_no_row(yemen: dict[str, Outcome]) -> None:
    assert load("yemen", TODAY)["areas"] == Outcome(same=len(tables.areas("yemen")))


def test_a_second_run_of_egypt_changes_no_row(database: Database) -> None:
    load("egypt", TODAY)
    assert load("egypt", TODAY)["areas"] == Outcome(same=len(tables.areas("egypt")))


def test_a_second_country_leaves_the_first_alone(syria: dict[str, Outcome]) -> None:
    before = {row.pcode: row.version for row in Area.select()}
    assert load("yemen", TODAY)["areas"] == Outcome(new=2507)
    after = {row.pcode: row.version for row in Area.select().where(Area.pcode.startswith("SY"))}
    assert after == before
    assert not Area.select().where(Area.valid_until.is_null(False)).exists()


def test_sectors_activities_and_groups_come_along(syria: dict[str, Outcome]) -> None:
    child = Sector.get(Sector.code == "PRO-CPN")
    assert (child.parent.code, child.name_ar) == ("PRO", "حماية الطفل")
    assert Sector.get(Sector.code == "WSH").dac_code == "140"
    assert ActivityType.get(ActivityType.code == "WATER_TRUCKING").sector.code == "WSH-WAT"
    assert {row.code for row in PopulationGroup.select()} == {"ALL", "IDP", "RET", "HOST", "REF", "MIG"}


def test_every_row_of_a_load_is_told_in_the_history(syria: dict[str, Outcome]) -> None:
    told = Counter(entry.record_type for entry in HistoryEntry.select())
    assert told["area"] == 349
    assert told["sector"] == len(tables.sectors())
    assert {(entry.actor, entry.face, entry.act) for entry in HistoryEntry.select()} == {
        ("reference tables", "COMMAND", "CREATE")
    }


def test_an_area_that_is_gone_is_closed_and_not_deleted(database: Database) -> None:
    facts = tables.areas("syria")
    load_areas(facts, date(2025, 1, 1))
    newer = [row for row in facts if row.pcode != "SY140201"]
    assert load_areas(newer, TODAY) == Outcome(same=348, closed=1)
    assert area("SY140201").valid_until == TODAY
    assert load_areas(newer, date(2027, 1, 1)) == Outcome(same=348)
    assert area("SY140201").valid_until == TODAY


def test_an_area_that_returns_is_opened_again(database: Database) -> None:
    facts = tables.areas("syria")
    load_areas(facts, TODAY)
    load_areas([row for row in facts if row.pcode != "SY140201"], TODAY)
    assert load_areas(facts, TODAY) == Outcome(same=348, changed=1)
    assert area("SY140201").valid_until is None


def test_an_area_that_moved_takes_its_new_ancestors(database: Database) -> None:
    facts = list(tables.areas("syria"))
    load_areas(facts, TODAY)
    moved = [replace(row, parent_pcode="SY1300") if row.pcode == "SY140201" else row for row in facts]
    assert load_areas(moved, TODAY) == Outcome(same=348, changed=1)
    assert area("SY140201").governorate_id == area("SY13").id
    above = AreaClosure.select().where(AreaClosure.descendant == area("SY140201").id)
    assert {row.ancestor.pcode for row in above} == {"SY140201", "SY1300", "SY13", "SY"}


def test_areas_that_people_entered_stay_open(syria: dict[str, Outcome]) -> None:
    own = changes.save(SALMA, Area(level=2, pcode="SY01X1", parent=area("SY01").id, name_ar="حي جديد"))
    assert load("syria", TODAY)["areas"].closed == 0
    assert Area.get_by_id(own.id).valid_until is None


def test_an_area_known_from_a_sheet_is_completed(database: Database) -> None:
    from_sheet = SALMA.through("IMPORT")
    changes.save(from_sheet, Area(level=0, pcode="SY", name_en="SYRIA"))
    assert load("syria", TODAY)["areas"] == Outcome(new=348, changed=1)
    assert area("SY").name_ar == "الجمهورية العربية السورية"
    assert area("SY0100").country_id == area("SY").id


def test_a_name_corrected_in_the_back_office_survives_the_next_load(syria: dict[str, Outcome]) -> None:
    row = area("SY07")
    row.name_ar = "محافظة إدلب الخضراء"
    changes.save(SALMA, row)
    assert load("syria", TODAY)["areas"] == Outcome(same=348, corrected=1)
    assert area("SY07").name_ar == "محافظة إدلب الخضراء"


def test_each_step_tells_the_rows_dealt_with(database: Database) -> None:
    steps: list[int] = []
    load("syria", TODAY, steps.append)
    assert sum(steps) == row_count("syria")


def test_an_unknown_country_writes_nothing(database: Database) -> None:
    with pytest.raises(KeyError):
        load("atlantis", TODAY)
    assert not Sector.select().exists()


def test_goals_are_loaded_with_their_targets_under_them(syria: dict[str, Outcome]) -> None:
    assert syria["goals"] == Outcome(new=186)
    water: Any = Goal.get(Goal.code == "6")
    targets = Goal.select().where(Goal.parent == water.id).order_by(Goal.position)
    assert [row.code for row in targets] == ["6.1", "6.2", "6.3", "6.4", "6.5", "6.6", "6.a", "6.b"]
