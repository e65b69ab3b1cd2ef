"""Overlaps found over copied columns equal those that the statements find, for everybody and every question."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from peewee import Database, Select

from tansiq.copied_columns import building, folder
from tansiq.copied_columns.copies import reading
from tansiq.duplication import column_pairs, find_overlaps
from tansiq.duplication.decisions import decide
from tansiq.duplication.find_overlaps import (
    count_overlaps,
    group_overlaps,
    overlap_between,
    overlaps,
    overlaps_of,
    tied_groups,
)
from tansiq.duplication.from_columns import FromColumns
from tansiq.duplication.overlap import OverlapQuestion
from tansiq.duplication.question_size import is_answerable
from tansiq.models import Intervention, Organization, Partnership, Site
from tansiq.period import Period
from tansiq.platform import lru
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.random_register import FIRST_DAY, Work, enter_all, works
from tests.register import Register
from tests.statements import told
from tests.tansiq.copied_columns.test_masks import everybody
from tests.tansiq.duplication.random_weights import enter, random_weights

SOME = settings(phases=(Phase.explicit, Phase.generate))
PLACES = ["YE", "YE12", "YE1211", "YE121121", "YE12112101"]
days = st.integers(0, 45)
periods = st.none() | st.tuples(days, days).map(
    lambda both: Period(*(FIRST_DAY + timedelta(day) for day in sorted(both)))
)
numbers = st.integers(0, 30)


def questions(organizations: Sequence[int]) -> st.SearchStrategy[OverlapQuestion]:
    """Whatever may be asked."""
    return st.builds(
        OverlapQuestion,
        within=st.sampled_from(PLACES),
        sectors=st.sampled_from([(), (), ("WSH",), ("FSC", "HEA")]),
        min_score=st.sampled_from([0.0, 0.0, 0.05, 0.2, 0.35, 0.8]),
        period=periods,
        organizations=st.sampled_from([(), (), *((one,) for one in organizations)]),
        is_settled_too=st.booleans(),
        above=st.sampled_from([None, None, 2, 3]),
        weights=random_weights,
    )


@contextmanager
def nothing_copied() -> Iterator[None]:
    """The database alone is asked."""
    before = folder.use(None)
    try:
        yield
    finally:
        folder.use(before)


def pages(viewer: Viewer, question: OverlapQuestion, first: int) -> list[Any]:
    """All pages of so many pairs, one after the other."""
    found, after = [], None
    while True:
        page = overlaps(viewer, question, first, after)
        found.append(page)
        if not page.has_next:
            return found
        after = page.end


def ties() -> Select:
    """Interventions of one sector are tied together by it."""
    one, other = Intervention.alias("one"), Intervention.alias("other")
    query: Select = one.select(one.id.alias("first"), other.id.alias("second"), one.sector.alias("by")).join(
        other, on=(one.sector == other.sector) & (one.id < other.id)
    )
    return query


def answered(viewer: Viewer, question: OverlapQuestion, level: int = 2) -> Mapping[str, Any]:
    """All that may be told of a question; groups in an order of their own, as databases differ about what is empty."""
    groups = group_overlaps(viewer, question, level)
    return {
        "pages": pages(viewer, question, 6),
        "count": count_overlaps(viewer, question),
        "groups": set(groups),
        "in order": [(group.pair_count, group.best_score) for group in groups],
        "tied": dict(tied_groups(viewer, question, level, ties())),
    }


def decide_some(wanted: Sequence[int]) -> None:
    """Decide on some of the pairs that there are, and change a side of every second afterwards."""
    found = overlaps(SALMA, OverlapQuestion("YE")).overlaps
    for place, number in enumerate(wanted):
        if not found:
            return
        pair = found[number % len(found)]
        first, second = (Intervention.get_by_id(row_id) for row_id in (pair.first_id, pair.second_id))
        if overlap_between(SALMA, first, second) is None or first.archived_at or second.archived_at:
            continue
        decide(SALMA, first, second, ("DUPLICATE", "LATER", "COMPLEMENTARY")[number % 3])
        if place % 2:
            first.modality = None if first.modality else "SERVICE"
            changes.save(SALMA, first)


@pytest.mark.usefixtures("copying")
@SOME
@given(data=st.data(), described=st.lists(works, min_size=2, max_size=6), decided=st.lists(numbers, max_size=3))
def test_both_ways_tell_the_same(
    database: Database, register: Register, data: st.DataObject, described: Sequence[Work], decided: Sequence[int]
) -> None:
    with database.atomic() as transaction:
        people = everybody(enter_all(register, described))
        if data.draw(st.booleans()):
            mine, theirs = Organization.select().order_by(Organization.id.desc()).limit(2)
            mine.canonical = theirs.id
            changes.save(SALMA, mine)
        with nothing_copied():
            decide_some(decided)
        building.build()
        for question in data.draw(
            st.lists(questions([row.id for row in Organization.select()]), min_size=1, max_size=3)
        ):
            for who, viewer in people.items():
                with nothing_copied():
                    expected = answered(viewer, question)
                assert answered(viewer, question) == expected, who
        transaction.rollback()
    lru.forget()


@pytest.mark.usefixtures("copying")
@SOME
@given(described=st.lists(works, min_size=2, max_size=7), few=st.integers(1, 9))
def test_looking_at_few_at_a_time_tells_the_same(
    database: Database, register: Register, described: Sequence[Work], few: int
) -> None:
    with database.atomic() as transaction:
        enter_all(register, described)
        building.build()
        expected = answered(SALMA, OverlapQuestion("YE"))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(column_pairs, "AT_ONCE", few)
            assert answered(SALMA, OverlapQuestion("YE")) == expected
        transaction.rollback()
    lru.forget()


@pytest.mark.usefixtures("copying")
@SOME
@given(data=st.data(), described=st.lists(works, min_size=2, max_size=6), decided=st.lists(numbers, max_size=2))
def test_an_intervention_is_checked_alike(
    database: Database, register: Register, data: st.DataObject, described: Sequence[Work], decided: Sequence[int]
) -> None:
    """As it is stored, as it is changed in the form, and as it is entered for the first time."""
    with database.atomic() as transaction, pytest.MonkeyPatch.context() as patch:
        people = everybody(enter_all(register, described))
        with nothing_copied():
            decide_some(decided)
        building.build()
        patch.setattr(find_overlaps, "_LARGE", 4)
        enter(data.draw(random_weights))
        organizations = st.sampled_from([row.id for row in Organization.select()])
        named = data.draw(st.none() | st.lists(organizations, max_size=2))
        first, who = data.draw(st.integers(1, 4)), data.draw(st.sampled_from(sorted(people)))
        for work in Intervention.select().order_by(Intervention.id):
            for form, sites in forms(work):
                with nothing_copied():
                    expected = overlaps_of(people[who], form, sites, named, first)
                assert overlaps_of(people[who], form, sites, named, first) == expected, who
        transaction.rollback()
    lru.forget()


def forms(work: Intervention) -> Iterator[tuple[Intervention, list[Site] | None]]:
    """An intervention as it is stored; with its sites in a form; and the same as a new one."""
    yield work, None
    sites = list(visible(Site, SALMA).where(Site.intervention == work.id))
    yield work, sites
    facts = {name: work.__data__[name] for name in ("organization", "sector", "subsector", "activity_type", "modality")}
    new = Intervention(**facts, status=work.status, starts_on=work.starts_on, ends_on=work.ends_on)
    yield new, [Site(area=site.area_id, population_group=site.population_group_id) for site in sites]


def two(register: Register) -> tuple[Intervention, Intervention]:
    """Two that overlap in Khanfar."""
    rows = register.intervention("NRA"), register.intervention("ADR")
    for row in rows:
        register.site(row, "YE1211")
    return rows


def asks_for_pairs(question: OverlapQuestion) -> tuple[int, bool]:
    """How many pairs there are, and whether the database was asked for them."""
    with told() as statements:
        found = count_overlaps(NOBODY, question)
    return found, any("lower_site" in one for one in statements)


def test_the_database_is_not_asked_for_pairs(copying: Path, database: Database, register: Register) -> None:
    two(register)
    building.build()
    assert asks_for_pairs(OverlapQuestion("YE1211")) == (1, False)
    with nothing_copied():
        assert asks_for_pairs(OverlapQuestion("YE1211")) == (1, True)


def test_a_change_of_either_side_is_found_at_once(copying: Path, database: Database, register: Register) -> None:
    first, second = two(register)
    building.build()
    question = OverlapQuestion("YE1211")
    before = overlaps(SALMA, question).overlaps[0].score
    for row in (first, second):
        row.modality = "CASH"
        changes.save(SALMA, row)
    assert overlaps(SALMA, question).overlaps[0].score > before
    changes.replace_parts(SALMA, first, Partnership, [{"organization": second.organization_id, "role": "IMPLEMENTING"}])
    assert asks_for_pairs(question) == (0, False)
    changes.replace_parts(SALMA, Intervention.get_by_id(first.id), Partnership, [])
    assert asks_for_pairs(question) == (1, False)


def test_pairs_are_of_the_moment_when_the_copy_was_asked(copying: Path, database: Database, register: Register) -> None:
    """The copy goes on while somebody's pairs are looked for."""
    _, second = two(register)
    building.build()
    question = OverlapQuestion("YE1211")
    with reading() as copy:
        assert copy is not None
        found = FromColumns.of(copy, SALMA, question, register.areas["YE1211"])
    changes.archive(SALMA, second)
    changes.save(SALMA, register.areas["YE121121"])
    assert count_overlaps(SALMA, question) == 0
    assert found.count() == 1
    assert [group.pair_count for group in found.groups(2)] == [1]


def test_a_question_over_too_many_candidates_is_not_answered_at_once(
    copying: Path, database: Database, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    two(register)
    building.build()
    monkeypatch.setattr("tansiq.duplication.question_size.MOST_CANDIDATES", 0)
    assert not is_answerable(SALMA, OverlapQuestion("YE1211"))
    monkeypatch.setattr("tansiq.duplication.question_size.MOST_CANDIDATES", 1)
    assert is_answerable(SALMA, OverlapQuestion("YE1211"))


def test_an_end_before_the_beginning_overlaps_with_nothing(database: Database, register: Register) -> None:
    """The form says so at the field; the check that runs while somebody types must not fail beside it."""
    first, _ = two(register)
    assert overlaps_of(SALMA, first)
    assert first.starts_on
    first.ends_on = first.starts_on - timedelta(1)
    assert overlaps_of(SALMA, first) == []
