"""Coverage counted over copied columns equals coverage counted by the statement, for everybody and every question."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from peewee import Database

from tansiq.copied_columns import beside, building, folder, grouping
from tansiq.copied_columns.copies import reading
from tansiq.coverage import CoverageAnswer, CoverageQuestion, column_frames, coverage
from tansiq.faults import Refused
from tansiq.models import Sector, data_stamps
from tansiq.period import Period
from tansiq.platform import lru
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.random_register import FIRST_DAY, Lack, Work, enter_all, lacks, works
from tests.register import Register
from tests.statements import told
from tests.tansiq.copied_columns.test_masks import everybody

SOME = settings(phases=(Phase.explicit, Phase.generate))
DIMENSIONS = ["SECTOR", "POPULATION_GROUP", "ORGANIZATION_KIND"]
days = st.integers(0, 45)
periods = st.none() | st.tuples(days, days).map(
    lambda both: Period(*(FIRST_DAY + timedelta(day) for day in sorted(both)))
)


def some(*codes: str) -> st.SearchStrategy[tuple[str, ...]]:
    """No filter, or one by some of the codes."""
    return st.just(()) | st.lists(st.sampled_from(codes), min_size=1, unique=True).map(tuple)


questions = st.builds(
    CoverageQuestion,
    within=st.sampled_from(["YE", "YE12", "YE1211", "YE121121"]),
    level=st.integers(2, 4),
    by=st.frozensets(st.sampled_from(DIMENSIONS)),
    period=periods,
    sectors=some("WSH", "FSC"),
    population_groups=some("ALL", "IDP"),
    organization_kinds=some("NNGO", "GOVERNMENT"),
)
tables = st.builds(
    CoverageQuestion,
    within=st.sampled_from(["YE", "YE12"]),
    level=st.integers(1, 3),
    by=st.just(frozenset({"SECTOR"})),
    period=periods,
    with_margins=st.just(True),
)


def answered(viewer: Viewer, question: CoverageQuestion) -> Any:
    """What is told: everything in an order of its own, as databases differ about the place of what is empty."""
    try:
        found = coverage(viewer, question)
    except Refused as refused:
        return refused.code
    cells = sorted(found.cells, key=lambda cell: [str(part) for part in cell[:4]])
    return found.area.id, found.totals, cells, dict(found.of_areas), dict(found.of_sectors)


def by_statement(viewer: Viewer, question: CoverageQuestion) -> Any:
    """The same from the database alone."""
    before = folder.use(None)
    try:
        return answered(viewer, question)
    finally:
        folder.use(before)


@pytest.mark.usefixtures("copying")
@SOME
@given(
    described=st.lists(works, max_size=7),
    lacking=st.lists(lacks, max_size=6, unique_by=lambda one: (one.pcode, one.sector, one.group)),
    asked=st.lists(questions | tables, min_size=1, max_size=4),
)
def test_both_ways_tell_the_same(
    database: Database,
    register: Register,
    described: Sequence[Work],
    lacking: Sequence[Lack],
    asked: Sequence[CoverageQuestion],
) -> None:
    with database.atomic() as transaction:
        people = everybody(enter_all(register, described, lacking))
        building.build()
        for question in asked:
            for who, viewer in people.items():
                assert answered(viewer, question) == by_statement(viewer, question), who
        transaction.rollback()
    lru.forget()


@pytest.mark.usefixtures("copying")
@SOME
@given(described=st.lists(works, max_size=7), asked=st.lists(questions, min_size=1, max_size=3))
def test_sorting_and_tables_tell_the_same(
    database: Database, register: Register, described: Sequence[Work], asked: Sequence[CoverageQuestion]
) -> None:
    """Large registers are sorted where small ones are counted in tables: the same, with no room for tables."""
    with database.atomic() as transaction:
        enter_all(register, described)
        building.build()
        tabled = [answered(SALMA, question) for question in asked]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(grouping, "SMALL", -1)
            patch.setattr(grouping, "LARGE", -1)
            patch.setattr(grouping, "PER_ROW", 0)
            assert [answered(SALMA, question) for question in asked] == tabled
        transaction.rollback()
    lru.forget()


def _answer(question: CoverageQuestion) -> tuple[CoverageAnswer, bool]:
    """An answer, and whether the database was asked for sites."""
    with told() as statements:
        answer = coverage(NOBODY, question)
    return answer, any("site_row" in one for one in statements)


def test_the_database_is_not_asked_for_sites(copying: Path, database: Database, register: Register) -> None:
    register.site(register.intervention("NRA"), targeted=70)
    building.build()
    answer, is_asked = _answer(CoverageQuestion("YE", 2, frozenset({"SECTOR"})))
    assert answer.totals.people_targeted == 70
    assert not is_asked


def test_a_change_is_counted_at_once(copying: Path, database: Database, register: Register) -> None:
    register.site(register.intervention("NRA"), targeted=70)
    building.build()
    question = CoverageQuestion("YE", 2)
    assert _answer(question)[0].totals.people_targeted == 70
    register.site(register.intervention("ADR", "FSC"), targeted=90)
    answer, is_asked = _answer(question)
    assert (answer.totals.people_targeted, is_asked) == (90, False)


def test_figures_of_an_earlier_day_are_asked_of_the_database(
    copying: Path, database: Database, register: Register
) -> None:
    register.site(register.intervention("NRA"), targeted=70)
    building.build()
    assert _answer(CoverageQuestion("YE", 2, as_of=FIRST_DAY))[1]


def test_only_organisations_that_are_asked_for_count(copying: Path, database: Database, register: Register) -> None:
    register.site(register.intervention("NRA"), targeted=70)
    register.site(register.intervention("ADR"), targeted=90)
    building.build()
    ours = register.organization("NRA").id
    question = CoverageQuestion("YE", 2, organizations=(ours,))
    assert answered(NOBODY, question) == by_statement(NOBODY, question)
    assert coverage(NOBODY, question).totals.people_targeted == 70


def test_an_empty_register_is_counted(copying: Path, database: Database, register: Register) -> None:
    building.build()
    for question in (CoverageQuestion("YE", 2, frozenset(DIMENSIONS)), CoverageQuestion("YE", 1)):
        assert answered(NOBODY, question) == by_statement(NOBODY, question)


def test_numbers_too_large_for_one_are_asked_of_the_database(
    copying: Path, database: Database, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.site(register.intervention("NRA"), targeted=70)
    building.build()
    monkeypatch.setattr(grouping, "_MOST", 2)
    answer, is_asked = _answer(CoverageQuestion("YE", 2, frozenset(DIMENSIONS)))
    assert is_asked
    assert answer.totals.people_targeted == 70


def test_beside_a_copy_that_is_newer_than_the_request_stands_what_is_so_now(
    copying: Path, database: Database, register: Register
) -> None:
    """Another thread may have brought it further: kinds and sectors that came since are known all the same."""
    register.organization("NRA")
    building.build()
    question = CoverageQuestion("YE", 2, frozenset(DIMENSIONS))
    coverage(SALMA, question)
    known = data_stamps.stamps()
    register.sectors["NEW"] = changes.save(SALMA, Sector(code="NEW", name_ar="جديد", name_en="New"))
    register.need("YE1210", "NEW", 70)
    register.site(register.intervention("COP", "NEW", organization=register.organization("COP", kind="UNION").id))
    expected = by_statement(SALMA, question)
    with reading():
        pass
    with data_stamps.held_still():
        data_stamps._gathering.held = known
        with told() as statements:
            assert answered(SALMA, question) == expected
    assert not any("site_row" in one for one in statements)


def test_a_sector_that_nobody_knows_is_asked_of_the_database(
    copying: Path, database: Database, register: Register
) -> None:
    register.need("YE1211", "WSH", 100)
    building.build()
    question = CoverageQuestion("YE", 2, frozenset({"SECTOR"}))
    coverage(NOBODY, question)
    known = data_stamps.stamps()
    sector = changes.save(SALMA, Sector(code="NEW", name_ar="جديد", name_en="New"))
    register.sectors["NEW"] = sector
    register.need("YE1210", "NEW", 70)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beside, "stamps_of_now", lambda: known)
        answer, is_asked = _answer(question)
    assert is_asked
    assert {cell.sector_id for cell in answer.cells if cell.people_in_need} == {register.sectors["WSH"].id, sector.id}


def test_a_kind_that_nobody_knows_is_asked_of_the_database(
    copying: Path, database: Database, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.site(register.intervention("NRA"), targeted=70)
    building.build()
    monkeypatch.setattr(column_frames, "KINDS", ("UN",))
    answer, is_asked = _answer(CoverageQuestion("YE", 2, frozenset({"ORGANIZATION_KIND"})))
    assert is_asked
    assert [cell.organization_kind for cell in answer.cells if cell.people_targeted] == ["NNGO"]
