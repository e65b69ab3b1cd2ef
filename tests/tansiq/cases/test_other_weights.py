"""What other weights would do is what they do once they are saved."""

from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from peewee import Database

from tansiq.cases.other_weights import Foretold, foretell
from tansiq.cases.upkeep import keep_up
from tansiq.copied_columns import building
from tansiq.duplication.find_overlaps import overlaps
from tansiq.duplication.overlap import OverlapQuestion
from tansiq.duplication.weights import POINTS, USUAL, Weights, in_use, strength
from tansiq.models import OverlapCase, OverlapWeights
from tansiq.period import Period
from tansiq.platform import clock, lru
from tests.people import SALMA
from tests.random_register import Work, enter_all, works
from tests.register import Register
from tests.tansiq.duplication.random_weights import enter, random_weights

SOME = settings(phases=(Phase.explicit, Phase.generate))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def counts_of(scores: Sequence[float]) -> Counter[str]:
    """How many of each strength, as it is called now."""
    return Counter(map(strength, scores))


def answered() -> tuple[Counter[str], Counter[str], set[tuple[int | None, int]]]:
    """Pairs and cases by strength as they are told now, and which pairs are clear."""
    keep_up()
    found = overlaps(SALMA, OverlapQuestion("YE", period=YEAR), 1_000).overlaps
    standing = OverlapCase.select().where(OverlapCase.ended_on.is_null())
    clear = {(one.first_id, one.second_id) for one in found if strength(one.score) != "WEAK"}
    return counts_of([one.score for one in found]), counts_of([case.points / POINTS for case in standing]), clear


def told_of(foretold: Foretold) -> list[dict[str, int]]:
    """The counts without those that are 0."""
    counts = (foretold.pairs_now, foretold.cases_now, foretold.pairs_then, foretold.cases_then)
    return [{code: count for code, count in one.items() if count} for one in counts]


@pytest.mark.usefixtures("copying")
@SOME
@given(described=st.lists(works, min_size=2, max_size=8), both=st.tuples(random_weights, random_weights))
@pytest.mark.parametrize("prepare", [lambda: None, building.build], ids=["statements", "columns"])
def test_it_is_as_foretold(
    database: Database,
    register: Register,
    prepare: Callable[[], object],
    described: Sequence[Work],
    both: tuple[Weights, Weights],
) -> None:
    before, then = both
    with database.atomic() as transaction:
        mine = deepcopy(register)
        enter_all(mine, described)
        enter(before)
        prepare()
        foretold = foretell(SALMA, mine.areas["YE"], YEAR, then, first=1_000)
        assert in_use() == before
        now = answered()
        enter(then)
        later = answered()
        assert told_of(foretold) == [dict(now[0]), dict(now[1]), dict(later[0]), dict(later[1])]
        assert {(one.first_id, one.second_id) for one in foretold.come} == later[2] - now[2]
        assert {(one.first_id, one.second_id) for one in foretold.gone} == now[2] - later[2]
        transaction.rollback()
    lru.forget()


def test_the_clearest_are_told_first_and_nothing_is_written(register: Register) -> None:
    for place in ("YE1211", "YE121121"):
        for acronym in ("NRA", "ADR", "BKC"):
            register.site(register.intervention(acronym, starts_on=clock.today(), ends_on=clock.today()), place)
    year = Period(clock.today(), clock.today())
    foretold = foretell(SALMA, register.areas["YE12"], year, replace(USUAL, place=(0, 0, 0, 10, 100)), first=2)
    assert (len(foretold.gone), foretold.gone_count, foretold.come_count) == (2, 12, 0)
    assert foretold.gone[0].score >= foretold.gone[1].score
    assert str(foretold.gone[0].reason)
    assert not OverlapWeights.select().exists()
