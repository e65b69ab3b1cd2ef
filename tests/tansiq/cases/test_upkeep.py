"""Cases are what overlaps, after whatever happened to the register."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from peewee import Database

from tansiq.cases import every_cell
from tansiq.cases.upkeep import keep_up
from tansiq.copied_columns import building
from tansiq.duplication.weights import USUAL, Weights
from tansiq.models import CaseMember, CaseUpkeep, Intervention, OverlapCase
from tansiq.platform import lru
from tansiq.records import changes
from tests.people import SALMA
from tests.random_register import FIRST_DAY, Work, enter_all, works
from tests.register import Register
from tests.tansiq.cases.brute_force import Cells, clusters_by_comparing
from tests.tansiq.copied_columns.deeds import DEEDS, Deed, do
from tests.tansiq.duplication.random_weights import enter, random_weights

ORGANIZATIONS = ("NRA", "ADR", "BKC", "GOV")
CROWDED = ("YE1211", "YE121121", "YE121122", "YE121121")


def crowd(register: Register, one: int, other: int) -> None:
    """Much is done in one district by several, some of it within days that touch hardly."""
    begins = DAY + timedelta(other % 40 - 10)
    ends = None if other % 3 else begins + timedelta(one * 3)
    work = register.intervention(ORGANIZATIONS[one % 4], starts_on=begins, ends_on=ends, modality="CASH")
    for pcode in {CROWDED[one % 4], CROWDED[other % 4]}:
        register.site(work, pcode)


def shift(register: Register, one: int, other: int) -> None:
    """Somebody changes the days of one of them."""
    rows = list(Intervention.select().where(Intervention.archived_at.is_null()).order_by(Intervention.id))
    if rows:
        row = rows[one % len(rows)]
        row.starts_on, row.ends_on = DAY - timedelta(other % 20), DAY + timedelta(other % 60)
        changes.save(SALMA, row)


numbers = (st.integers(0, 9), st.integers(0, 99))
crowding = st.lists(st.tuples(st.sampled_from([crowd, crowd, crowd, shift]), *numbers), min_size=2, max_size=9)
deeds = st.lists(st.tuples(st.sampled_from([crowd, shift, shift, *DEEDS]), *numbers), min_size=1, max_size=6)
SOME = settings(phases=(Phase.explicit, Phase.generate))
DAY = date(2026, 1, 10)


def kept() -> Cells:
    """The standing cases as sets of those who take part, by area and sector."""
    found: Cells = {}
    for case in OverlapCase.select().where(OverlapCase.ended_on.is_null()):
        there: Any = CaseMember.select().where(CaseMember.case == case.id, CaseMember.left_on.is_null())
        found.setdefault((case.area_id, case.sector_id), set()).add(frozenset(row.intervention_id for row in there))
    return found


@SOME
@given(crowding=crowding, later=st.integers(0, 60))
def test_cases_are_what_hangs_together_when_everything_is_compared(
    database: Database, register: Register, crowding: Sequence[tuple[Deed, int, int]], later: int
) -> None:
    with database.atomic() as transaction:
        do_all(deepcopy(register), crowding)
        for day in (DAY, DAY + timedelta(later)):
            keep_up(day)
            assert kept() == clusters_by_comparing(day)
        transaction.rollback()
    lru.forget()


@SOME
@given(described=st.lists(works, min_size=2, max_size=9))
def test_sub_sectors_partners_and_groups_count_in_cases_as_in_pairs(
    database: Database, register: Register, described: list[Work]
) -> None:
    with database.atomic() as transaction:
        enter_all(deepcopy(register), described)
        keep_up(FIRST_DAY)
        assert kept() == clusters_by_comparing(FIRST_DAY)
        transaction.rollback()
    lru.forget()


@SOME
@given(before=crowding, meanwhile=st.lists(deeds, min_size=1, max_size=4))
def test_cases_follow_whatever_is_done_to_the_register(
    database: Database,
    register: Register,
    before: Sequence[tuple[Deed, int, int]],
    meanwhile: Sequence[Sequence[tuple[Deed, int, int]]],
) -> None:
    with database.atomic() as transaction:
        mine = deepcopy(register)
        for acronym in ORGANIZATIONS:
            mine.organization(acronym)
        for deeds in (before, *meanwhile):
            do_all(mine, deeds)
            keep_up(DAY)
            assert kept() == clusters_by_comparing(DAY)
        transaction.rollback()
    lru.forget()


@SOME
@given(crowding=crowding)
def test_columns_find_the_same_cases_as_the_database(
    copying: Path, database: Database, register: Register, crowding: Sequence[tuple[Deed, int, int]]
) -> None:
    with database.atomic() as transaction:
        do_all(deepcopy(register), crowding)
        keep_up(DAY)
        standing = kept()
        building.build()
        # What columns find bears the marks that the database gave: nothing differs.
        assert list(every_cell.pieces(DAY)) == []
        OverlapCase.update(mark=0).execute()
        CaseUpkeep.delete().execute()
        keep_up(DAY)
        assert kept() == standing
        assert not OverlapCase.select().where(OverlapCase.mark == 0).exists()
        transaction.rollback()
    lru.forget()


def test_a_look_at_everything_believes_no_mark_whose_members_are_not_there(copying: Path, register: Register) -> None:
    for acronym in ("NRA", "ADR", "BKC"):
        register.site(register.intervention(acronym, starts_on=DAY, modality="CASH"), "YE121121")
    keep_up(DAY)
    standing = kept()
    building.build()
    for spoil in (CaseMember.delete(), CaseMember.update(left_on=DAY)):
        spoil.where(CaseMember.id == CaseMember.get().id).execute()
        CaseUpkeep.update(steps="").execute()
        keep_up(DAY)
        assert kept() == standing


@SOME
@given(crowding=crowding, before=random_weights, after=random_weights)
def test_other_weights_have_everything_looked_at(
    database: Database, register: Register, crowding: Sequence[tuple[Deed, int, int]], before: Weights, after: Weights
) -> None:
    with database.atomic() as transaction:
        mine = deepcopy(register)
        for weights in (before, after, before):
            enter(weights)
            keep_up(DAY)
            assert kept() == clusters_by_comparing(DAY)
            do_all(mine, crowding)
            keep_up(DAY)
            assert kept() == clusters_by_comparing(DAY)
        transaction.rollback()
    lru.forget()


def test_a_case_that_other_weights_end_is_settled_by_nobody_and_stands_again_with_the_former(
    register: Register,
) -> None:
    for acronym in ("NRA", "ADR"):
        register.site(register.intervention(acronym, starts_on=DAY, modality="CASH"), "YE1211")
    keep_up(DAY)
    row = enter(replace(USUAL, place=(0, 0, 10, 80, 100)))
    keep_up(DAY)
    ended = OverlapCase.get()
    assert (ended.ended_on, ended.end_kind, ended.case_state) == (DAY, "CHANGED", "OPEN")
    changes.archive(SALMA, row)
    keep_up(DAY)
    stands = OverlapCase.get()
    assert (stands.id, stands.ended_on, stands.case_state) == (ended.id, None, "OPEN")


def do_all(register: Register, deeds: Sequence[tuple[Deed, int, int]]) -> None:
    """Do one deed after the other."""
    for deed in deeds:
        do(register, *deed)
