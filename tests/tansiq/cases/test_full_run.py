"""A look at everything that is killed goes on where it came to, and leaves what one in peace leaves."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import Database

from tansiq.cases import every_cell
from tansiq.cases.upkeep import keep_up
from tansiq.duplication.weights import USUAL
from tansiq.models import CaseUpkeep, OverlapCase
from tansiq.platform import lru
from tests.register import Register
from tests.tansiq.cases.brute_force import clusters_by_comparing
from tests.tansiq.cases.test_upkeep import DAY, SOME, crowding, do_all, kept, numbers, shift
from tests.tansiq.copied_columns.deeds import Deed
from tests.tansiq.duplication.random_weights import enter


class KilledError(Exception):
    """The process has ended."""


@pytest.fixture(autouse=True)
def one_cell_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each cell is committed by itself."""
    monkeypatch.setattr(every_cell, "AT_ONCE", 1)


def killed_after(cells: int, day: date = DAY) -> None:
    """A run from the beginning that is killed after so many cells."""

    def watch(_stage: str, count: int) -> None:
        if count >= cells:
            raise KilledError

    CaseUpkeep.update(steps="").execute()
    try:
        keep_up(day, watch)
    except KilledError:
        return


def looked_at(day: date = DAY) -> int:
    """How many cells the next run looks at."""
    counts = [0]
    keep_up(day, lambda _stage, count: counts.append(count))
    return counts[-1]


def crowded(register: Register) -> int:
    """Two who do the same in two places; how many cells there are."""
    for acronym in ("NRA", "ADR"):
        work = register.intervention(acronym, starts_on=DAY, modality="CASH")
        for pcode in ("YE121121", "YE121122"):
            register.site(work, pcode)
    return len(every_cell.every_cell())


def test_it_goes_on_after_the_last_cell_that_was_looked_at(register: Register) -> None:
    cells = crowded(register)
    killed_after(1)
    assert OverlapCase.select().count() == 1
    assert looked_at() == cells - 1
    assert kept() == clusters_by_comparing(DAY)
    assert looked_at() == 0


def test_it_goes_on_on_a_later_day_and_begins_anew_on_an_earlier_one(register: Register) -> None:
    cells = crowded(register)
    killed_after(1)
    assert looked_at(DAY + timedelta(1)) == cells - 1
    killed_after(1)
    assert looked_at(DAY - timedelta(1)) == cells


def test_with_other_weights_it_begins_anew(register: Register) -> None:
    cells = crowded(register)
    killed_after(1)
    enter(replace(USUAL, activity=USUAL.activity - 1, modality=USUAL.modality + 1))
    assert looked_at() == cells


def test_what_other_weights_opened_before_it_was_killed_is_settled_by_nobody(register: Register) -> None:
    crowded(register)
    strict = replace(USUAL, place=(0, 0, 0, 0, 0))
    enter(strict)
    keep_up(DAY)
    enter(USUAL)
    killed_after(1)
    assert OverlapCase.get().ended_on is None
    enter(strict)
    keep_up(DAY)
    assert (OverlapCase.get().ended_on, OverlapCase.get().case_state) == (DAY, "OPEN")


@SOME
@given(before=crowding, cells=st.integers(1, 4), meanwhile=st.tuples(st.just(shift), *numbers))
def test_what_changed_meanwhile_is_followed_once_it_is_over(
    database: Database,
    register: Register,
    before: Sequence[tuple[Deed, int, int]],
    cells: int,
    meanwhile: tuple[Deed, int, int],
) -> None:
    with database.atomic() as transaction:
        mine = deepcopy(register)
        do_all(mine, before)
        killed_after(cells)
        do_all(mine, [meanwhile])
        keep_up(DAY)
        keep_up(DAY)
        assert kept() == clusters_by_comparing(DAY)
        transaction.rollback()
    lru.forget()
