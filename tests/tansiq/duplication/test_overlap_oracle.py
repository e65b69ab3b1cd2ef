"""Overlaps found by the database equal those found by comparing everything with everything."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from peewee import Database

from tansiq.duplication.find_overlaps import count_overlaps, group_overlaps, overlaps, overlaps_of
from tansiq.duplication.overlap import Overlap, OverlapQuestion
from tansiq.duplication.weights import Weights
from tansiq.models import Area, AreaClosure, Intervention, Site
from tansiq.platform import lru
from tansiq.policy.viewer import Viewer
from tests.people import NOBODY, SALMA
from tests.random_register import SiteToEnter, Work, enter_more_codes, enter_work, works
from tests.register import Register
from tests.tansiq.duplication.random_weights import enter, random_weights, score


class Entered(NamedTuple):
    """One site with what is known of it, as described and as entered."""

    work: Work
    place: SiteToEnter
    intervention: Intervention
    site: Site
    area: Area


class Pair(NamedTuple):
    """What is compared."""

    score: float
    first_id: int
    second_id: int
    first_site_id: int
    second_site_id: int


def _alike(one: str | None, other: str | None) -> Fraction:
    unknown = {None, "ALL"} & {one, other}
    return Fraction(1, 2) if unknown else Fraction(int(one == other))


def _score(weights: Weights, a: Entered, b: Entered) -> float:
    common = (min(_end(a), _end(b)) - max(_start(a), _start(b))).days + 1
    shorter = min((_end(x) - _start(x)).days + 1 for x in (a, b))
    share = Fraction(1) if a.work.ends_on is None and b.work.ends_on is None else Fraction(common, shorter)
    activity, modality = _alike(a.work.activity, b.work.activity), _alike(a.work.modality, b.work.modality)
    alike = (activity, _alike(a.place.group, b.place.group), modality)
    return float(score(weights, min(a.area.level, b.area.level), share, alike))


def _start(entered: Entered) -> date:
    assert entered.work.starts_on
    return entered.work.starts_on


def _end(entered: Entered) -> date:
    return entered.work.ends_on or _start(entered) + timedelta(365_000)


def _counts(viewer: Viewer, entered: Entered) -> bool:
    work = entered.work
    return bool(
        work.starts_on
        and work.status != "CANCELLED"
        and not work.is_archived
        and (viewer.is_admin or work.is_published)
    )


def _overlap(a: Entered, b: Entered) -> bool:
    subsectors = {x.intervention.subsector_id for x in (a, b)} - {None}
    leading = [(x.work, y.work) for x, y in ((a, b), (b, a))]
    return (
        a.work.organization != b.work.organization
        and a.work.sector == b.work.sector
        and len(subsectors) < 2
        and (a.area.id in _line(b.area) or b.area.id in _line(a.area))
        and _start(a) <= _end(b)
        and _start(b) <= _end(a)
        and not any(name == y.organization and role != "FUNDING" for x, y in leading for name, role in x.partners)
    )


def _line(area: Area) -> list[int]:
    return [row.ancestor_id for row in AreaClosure.select().where(AreaClosure.descendant == area.id)]


def _oracle(viewer: Viewer, weights: Weights, every: Sequence[Entered], within: Area) -> list[Pair]:
    counted = [entered for entered in every if _counts(viewer, entered)]
    pairs = [
        Pair(_score(weights, a, b), a.intervention.id, b.intervention.id, a.site.id, b.site.id)
        for a in counted
        for b in counted
        if a.intervention.id < b.intervention.id and _overlap(a, b)
        and within.id in _line(max(a.area, b.area, key=lambda area: area.level))
    ]  # fmt: skip
    pairs.sort(key=lambda pair: (pair.first_id, pair.second_id, -pair.score, *pair[3:]))
    best = [next(same) for _, same in groupby(pairs, key=lambda pair: pair[1:3])]
    return sorted(best, key=lambda pair: (-pair.score, *pair[1:3]))


def _enter(register: Register, described: Sequence[Work]) -> list[Entered]:
    enter_more_codes(register)
    every = []
    for work in described:
        intervention, sites = enter_work(register, work)
        places = zip(work.places, sites, strict=True)
        every += [Entered(work, place, intervention, site, register.areas[place.pcode]) for place, site in places]
    return every


def _plain(found: Sequence[Overlap]) -> list[Pair]:
    return [Pair(o.score, o.first_id or 0, o.second_id, o.first_site_id or 0, o.second_site_id or 0) for o in found]


@given(
    described=st.lists(works, min_size=2, max_size=9),
    pcode=st.sampled_from(["YE", "YE12", "YE1211", "YE121121"]),
    weights=random_weights,
)
def test_overlaps_equal_a_comparison_of_everything_with_everything(
    database: Database, register: Register, described: list[Work], pcode: str, weights: Weights
) -> None:
    with database.atomic() as transaction:
        register = deepcopy(register)
        every = _enter(register, described)
        for viewer in (SALMA, NOBODY):
            expected = _oracle(viewer, weights, every, register.areas[pcode])
            question = OverlapQuestion(pcode, weights=weights)
            assert _plain(overlaps(viewer, question).overlaps) == expected
            assert count_overlaps(viewer, question) == len(expected)
            assert sum(group.pair_count for group in group_overlaps(viewer, question, level=0)) == len(expected)
        transaction.rollback()


@given(described=st.lists(works, min_size=2, max_size=9), least=st.floats(0, 1))
def test_pages_cut_the_list_without_losing_a_pair(
    database: Database, register: Register, described: list[Work], least: float
) -> None:
    with database.atomic() as transaction:
        _enter(deepcopy(register), described)
        question = OverlapQuestion("YE")
        whole = overlaps(SALMA, question).overlaps
        page = overlaps(SALMA, question, first=2)
        seen = list(page.overlaps)
        while page.has_next:
            page = overlaps(SALMA, question, first=2, after=page.end)
            seen += page.overlaps
        assert seen == whole
        better = overlaps(SALMA, OverlapQuestion("YE", min_score=least)).overlaps
        assert better == [overlap for overlap in whole if overlap.score >= least]
        transaction.rollback()


@given(described=st.lists(works, min_size=2, max_size=9), weights=random_weights)
def test_the_check_of_one_intervention_equals_the_list(
    database: Database, register: Register, described: list[Work], weights: Weights
) -> None:
    with database.atomic() as transaction:
        enter(weights)
        every = _enter(deepcopy(register), described)
        whole = overlaps(SALMA, OverlapQuestion("YE")).overlaps
        for entered in every:
            number = entered.intervention.id
            mine = [] if entered.work.is_archived else [o for o in whole if number in (o.first_id, o.second_id)]
            if not entered.work.is_archived:
                assert _plain(overlaps_of(SALMA, entered.intervention)) == _plain(mine)
        transaction.rollback()
    lru.forget()
