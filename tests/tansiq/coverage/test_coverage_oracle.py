"""Coverage counted by the database equals coverage counted one rule after the other in Python."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from peewee import Database

from tansiq.coverage import CoverageQuestion, coverage
from tansiq.period import Period
from tests.people import NOBODY, SALMA
from tests.random_register import (
    FIRST_DAY,
    Lack,
    Work,
    enter_lack,
    enter_more_codes,
    enter_work,
    lacks,
    works,
)  # fmt: skip
from tests.register import Register
from tests.tansiq.coverage.brute_coverage import Known, Oracle, Presence, by, expected, figures_of, lines

# A register that differs is told as it is: making it smaller takes minutes.
SOME = settings(phases=(Phase.explicit, Phase.generate))
periods = st.none() | st.tuples(st.integers(0, 40), st.integers(0, 20)).map(
    lambda days: Period(FIRST_DAY + timedelta(days[0]), FIRST_DAY + timedelta(days[0] + days[1]))
)
DIMENSIONS = ["SECTOR", "POPULATION_GROUP", "ORGANIZATION_KIND"]


def enter(register: Register, described: Sequence[Work], lacking: Sequence[Lack]) -> tuple[list[Presence], list[Known]]:
    enter_more_codes(register)
    lines.clear()
    presences = []
    for work in described:
        intervention, _ = enter_work(register, work)
        organization = register.organization(work.organization)
        facts = (register.sectors[work.sector].id,)
        presences += [
            Presence(
                work, place, intervention, register.areas[place.pcode], *facts,
                register.groups[place.group].id, organization.kind, organization.id,
            )
            for place in work.places
        ]  # fmt: skip
    once = {(lack.pcode, lack.sector, lack.group, lack.begins, lack.source): lack for lack in lacking}.values()
    for lack in once:
        enter_lack(register, lack)
    needs = [
        Known(n, register.areas[n.pcode], register.sectors[n.sector].id, register.groups[n.group].id) for n in once
    ]
    return presences, needs


def _table(question: CoverageQuestion) -> CoverageQuestion:
    """The same question as a table of areas and sectors with its margins."""
    return replace(question, by=frozenset({"SECTOR"}), with_margins=True)


def _check_margins(oracle: Oracle) -> None:
    """Totals of areas are cells without sectors; totals of sectors are those of a question about one sector."""
    answer = coverage(oracle.viewer, oracle.question)
    assert (answer.totals, answer.cells) == expected(oracle)
    plain = replace(oracle, question=replace(oracle.question, by=frozenset(), with_margins=False))
    told = {cell.area_id: cell for cell in expected(plain)[1] if any(value for value in cell[4:])}
    of_areas = {area: cell for area, cell in answer.of_areas.items() if any(value for value in cell[4:])}
    assert of_areas == told
    present, needs = by(oracle.in_period(), lambda p: p.sector), by(oracle.known(), lambda need: need.sector)
    sectors = {sector: figures_of(oracle, present[sector], needs[sector]) for sector in {*present, *needs}}
    assert {sector: list(cell[4:]) for sector, cell in answer.of_sectors.items()} == sectors
    assert all((cell.area_id, cell.sector_id) == (0, sector) for sector, cell in answer.of_sectors.items())


questions = st.builds(
    CoverageQuestion,
    within=st.sampled_from(["YE", "YE12", "YE1211"]),
    level=st.integers(2, 4),
    by=st.frozensets(st.sampled_from(DIMENSIONS)),
    period=periods,
    as_of=st.none() | st.dates(FIRST_DAY - timedelta(9), FIRST_DAY + timedelta(150)),
)


@SOME
@given(
    described=st.lists(works, max_size=7),
    lacking=st.lists(lacks, max_size=7),
    asked=st.lists(questions, min_size=1, max_size=4),
)
def test_coverage_equals_the_rules_in_their_order(
    database: Database,
    register: Register,
    described: list[Work],
    lacking: list[Lack],
    asked: list[CoverageQuestion],
) -> None:
    with database.atomic() as transaction:
        register = deepcopy(register)
        presences, needs = enter(register, described, lacking)
        for question in asked:
            for viewer in (SALMA, NOBODY):
                totals, cells = expected(Oracle(register, viewer, question, presences, needs))
                answer = coverage(viewer, question)
                assert answer.totals == totals
                assert answer.cells == cells
                _check_margins(Oracle(register, viewer, _table(question), presences, needs))
        transaction.rollback()
