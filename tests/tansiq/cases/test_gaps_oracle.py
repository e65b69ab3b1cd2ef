"""Gaps nearby equal those reckoned by brute force, one rule after the other in Python."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from peewee import Database

from tansiq.cases.gaps_nearby import gaps_nearby
from tansiq.coverage import CoverageQuestion
from tansiq.coverage.one_sector import COMMITTED
from tansiq.models import Area
from tansiq.period import Period
from tests.people import NOBODY, SALMA
from tests.random_register import FIRST_DAY, Lack, Work, lacks, places, works
from tests.register import Register
from tests.tansiq.coverage import brute_coverage as brute
from tests.tansiq.coverage.test_coverage_oracle import enter

NEAR = ["YE1211", "YE1210", "YE121121", "YE121122", "YE121001", "YE12112101"]
ASKED = [("YE121121",), ("YE12112101", "YE121001"), ("YE1211",), ("YE12", "YE1927"), ("YE",)]
SOME = settings(phases=(Phase.explicit, Phase.generate))
# Most of what is entered is near the places that are asked about, of one sector and of days in common.
near = st.builds(
    lambda work, sites: replace(work, sector="WSH", begins=work.begins or 0, is_archived=False, places=tuple(sites)),
    works,
    st.lists(st.builds(replace, places, pcode=st.sampled_from(NEAR)), min_size=2, max_size=4),
)
told = st.builds(
    lambda lack, pcode: replace(lack, pcode=pcode, sector="WSH", people=lack.people + 9, begins=lack.begins % 15),
    lacks,
    st.sampled_from(NEAR),
)


def _covered(presence: brute.Presence) -> int | None:
    """Persons whom one site reached, or whom it is still to reach."""
    targeted = presence.place.targeted if presence.work.status in COMMITTED else None
    return brute.greatest([targeted, presence.place.reached_as_of(None)])


def _expected(oracle: brute.Oracle, sector: int, here: Sequence[Area]) -> dict[str, tuple[int, int, int | None]]:
    """By P-code: people in need, people covered and severity of every place that is offered."""
    everybody = oracle.register.groups["ALL"].id
    present = [p for p in oracle.in_period() if p.sector == sector]
    needs = [need for need in oracle.known() if need.sector == sector]
    level = max([2, *(area.level for area in here)])
    own = {area.id for area in here if area.level >= 2}
    around = {above.id for area in here for above in brute.line(area)}
    found: dict[str, tuple[int, int, int | None]] = {}
    lines = {}
    for area in {_offered(need.area, level) for need in needs}:
        line = {above.id for above in brute.line(area)}
        if area.level < 2 or area.id in around or line & own or not line & {one.governorate_id for one in here}:
            continue
        within = [need for need in needs if area in brute.line(need.area)]
        in_need = brute.in_need(within, everybody)
        covered = brute.folded(
            [p for p in present if area in brute.line(p.area)], lambda same: brute.unit(same, _covered), everybody
        )
        if (in_need or 0) > (covered or 0):
            severity = brute.greatest(need.lack.severity for need in within)
            found[area.pcode], lines[area.pcode] = (in_need or 0, covered or 0, severity), line - {area.id}
    inner = {above for line in lines.values() for above in line}
    return {pcode: told for pcode, told in found.items() if oracle.register.areas[pcode].id not in inner}


def _offered(area: Area, level: int) -> Area:
    return area if area.level <= level else next(above for above in brute.line(area) if above.level == level)


@SOME
@given(
    described=st.lists(near | works, min_size=2, max_size=6),
    lacking=st.lists(told | lacks, min_size=3, max_size=7),
    days=st.tuples(st.integers(0, 20), st.integers(0, 30)),
)
def test_gaps_equal_the_rules_in_their_order(
    database: Database, register: Register, described: list[Work], lacking: list[Lack], days: tuple[int, int]
) -> None:
    period = Period(FIRST_DAY + timedelta(days[0]), FIRST_DAY + timedelta(sum(days)))
    with database.atomic() as transaction:
        register = deepcopy(register)
        presences, needs = enter(register, described, lacking)
        for pcodes in ASKED:
            here = [Area.get_by_id(register.areas[pcode].id) for pcode in pcodes]
            for viewer in (SALMA, NOBODY):
                question = CoverageQuestion("YE", level=2, period=period)
                oracle = brute.Oracle(register, viewer, question, presences, needs)
                for sector in (register.sectors["WSH"].id, register.sectors["FSC"].id):
                    gaps = gaps_nearby(viewer, sector, [area.id for area in here], period, first=50)
                    found = {gap.area.pcode: (gap.people_in_need, gap.people_covered, gap.severity) for gap in gaps}
                    assert found == _expected(oracle, sector, here)
                    assert [gap.rank for gap in gaps] == sorted(gap.rank for gap in gaps)
        transaction.rollback()
