"""Cases are what overlaps, after whatever happened to the register."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from peewee import Database

from tansiq.cases import every_cell
from tansiq.cases.upkeep import keep_up
from tansiq.copied_columns import building
from tansiq.models import CaseMember, CaseUpkeep, OverlapCase
from tansiq.platform import lru
from tests.random_register import Work, enter_all, works
from tests.register import Register
from tests.tansiq.cases.brute_force import Cells, clusters_by_comparing
from tests.tansiq.copied_columns.deeds import Deed, anything, do

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
@given(described=st.lists(works, min_size=2, max_size=9), later=st.integers(0, 40))
def test_cases_are_what_hangs_together_when_everything_is_compared(
    database: Database, register: Register, described: list[Work], later: int
) -> None:
    with database.atomic() as transaction:
        enter_all(deepcopy(register), described)
        for day in (DAY, DAY + timedelta(later)):
            keep_up(day)
            assert kept() == clusters_by_comparing(day)
        transaction.rollback()
    lru.forget()


@SOME
@given(before=anything, meanwhile=st.lists(anything, min_size=1, max_size=4))
def test_cases_follow_whatever_is_done_to_the_register(
    database: Database,
    register: Register,
    before: Sequence[tuple[Deed, int, int]],
    meanwhile: Sequence[Sequence[tuple[Deed, int, int]]],
) -> None:
    with database.atomic() as transaction:
        mine = deepcopy(register)
        for acronym in ("NRA", "ADR"):
            mine.organization(acronym)
        for deeds in (before, *meanwhile):
            for deed in deeds:
                do(mine, *deed)
            keep_up(DAY)
            assert kept() == clusters_by_comparing(DAY)
        transaction.rollback()
    lru.forget()


@SOME
@given(described=st.lists(works, min_size=2, max_size=9))
def test_columns_find_the_same_cases_as_the_database(
    copying: Path, database: Database, register: Register, described: list[Work]
) -> None:
    with database.atomic() as transaction:
        enter_all(deepcopy(register), described)
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
