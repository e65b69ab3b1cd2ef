"""A copy is kept in step: after whatever sequence of changes it holds what the database holds."""

from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from peewee import Database

from tansiq.copied_columns import building, copies
from tansiq.copied_columns.copies import reading
from tansiq.copied_columns.following import LostError
from tansiq.models import DataChange, DataVersion, Site, data_changes, data_stamps
from tansiq.platform import lru
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.copied_columns.copied import differences
from tests.tansiq.copied_columns.deeds import Deed, anything, do, enter

SOME = settings(phases=(Phase.explicit, Phase.generate))


@SOME
@given(before=anything, meanwhile=st.lists(anything, min_size=1, max_size=3))
def test_a_copy_holds_what_the_database_holds_after_any_changes(
    copying: Path,
    database: Database,
    register: Register,
    before: Sequence[tuple[Deed, int, int]],
    meanwhile: Sequence[Sequence[tuple[Deed, int, int]]],
) -> None:
    with database.atomic() as transaction:
        mine = deepcopy(register)
        for acronym in ("NRA", "ADR"):
            mine.organization(acronym)
        for deed in before:
            do(mine, *deed)
        building.build()
        asked_often = copies.open_file()
        for deeds in meanwhile:
            for deed in deeds:
                do(mine, *deed)
            asked_often.follow()
            assert differences(asked_often) == {}
        asked_once = copies.open_file()
        assert differences(asked_once) == {}
        transaction.rollback()
    lru.forget()


def test_what_is_not_committed_is_in_no_copy(copying: Path, database: Database, register: Register) -> None:
    building.build()
    with changes.together():
        enter(register, 2, 5)
        with reading() as copy:
            assert copy is None
    with reading() as copy:
        assert copy is not None
        assert differences(copy) == {}


def test_without_a_file_one_is_ordered_and_the_question_goes_to_the_database(
    copying: Path, database: Database, register: Register
) -> None:
    with reading() as copy:
        assert copy is None
    # Tests have orders carried out at once.
    with reading() as copy:
        assert copy is not None


def test_a_step_that_names_no_rows_makes_the_copy_useless(
    copying: Path, database: Database, register: Register
) -> None:
    building.build()
    copy = copies.open_file()
    data_stamps.bump(["site"])
    with pytest.raises(LostError):
        copy.follow()
    with reading() as read:
        assert read is None


def test_more_rows_than_a_step_names_are_read_anew(
    copying: Path, database: Database, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_changes, "MOST_ROWS", 1)
    building.build()
    copy = copies.open_file()
    with changes.together():
        enter(register, 0, 1)
        enter(register, 0, 2)
    with pytest.raises(LostError):
        copy.follow()
    assert building.build_if_needed()
    assert differences(copies.open_file()) == {}


def test_stamps_that_jumped_are_not_believed(copying: Path, database: Database, register: Register) -> None:
    building.build()
    copy = copies.open_file()
    DataVersion.update({DataVersion.number: DataVersion.number + 3}).execute()
    enter(register, 2, 1)
    with pytest.raises(LostError):
        copy.follow()


def test_an_older_state_of_the_database_is_not_believed(copying: Path, database: Database, register: Register) -> None:
    with database.atomic() as transaction:
        enter(register, 2, 1)
        building.build()
        transaction.rollback()
    with reading() as copy:
        assert copy is None


def test_another_database_with_the_same_numbers_is_not_believed(
    copying: Path, database: Database, register: Register
) -> None:
    for acronym in ("NRA", "ADR"):
        register.organization(acronym)
    with database.atomic() as transaction:
        enter(register, 1, 1)
        building.build()
        transaction.rollback()
    lru.forget()
    enter(register, 1, 2)
    with reading() as copy:
        assert copy is None
    assert differences(copies.open_file()) == {}


def test_rows_beyond_the_room_of_a_file_make_a_new_one(
    copying: Path, database: Database, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tansiq.copied_columns.column_file._LEAST_SPARE", 2)
    building.build()
    assert not building.build_if_needed()
    work = register.intervention("NRA")
    for pcode in ("YE1211", "YE1210", "YE12"):
        register.site(work, pcode)
    assert building.build_if_needed()
    assert differences(copies.open_file()) == {}


def test_old_steps_are_let_go(database: Database, register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_changes, "KEPT", 5)
    monkeypatch.setattr(data_changes, "EVERY", 10)
    site = register.site(register.intervention("NRA"))
    for number in range(20):
        site.targeted = number
        changes.save(SALMA, site)
    last = DataVersion.get(DataVersion.name == "site").number
    numbers = {step.number for step in DataChange.select().where(DataChange.name == "site")}
    assert last in numbers
    assert len(numbers) <= 15
    assert Site.select().count() == 1
