"""One intervention being entered, checked against all others: the same time whether there are few or many.

The checked ones are taken from the register itself, a day later and by another organisation, so that the
share with something to warn of is that of the register. Those for a whole governorate (2 in 100) are told
apart: whatever is done anywhere in it overlaps with them, so there is the more to rank the more there is.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from peewee import Database

from tansiq.copied_columns import building, folder
from tansiq.duplication.find_overlaps import overlaps_of
from tansiq.models import Area, Intervention, Site
from tansiq.platform.database import use
from tansiq.policy.viewer import OPERATOR
from tests.bench.generator import ORGANIZATIONS
from tests.bench.measuring import side_by_side
from tests.bench.report import AT_MOST, Finding

CHECKS = {"a district or less": ((2, 3, 4), 100), "a whole governorate": ((1,), 5)}
"""Levels of the areas, and how many interventions are checked in one call."""
CONSTANT = 1.5
"""The most that five times the rows may cost, in times; less is noise."""


def overlap(kind: str, databases: Mapping[int, Database]) -> list[Finding]:
    """Milliseconds a check on each size, and how each compares with the smallest."""
    with copied(databases):
        return [finding for place in CHECKS for finding in _compared(kind, place, databases)]


@contextmanager
def copied(databases: Mapping[int, Database]) -> Iterator[None]:
    """Columns of all databases, in a folder that goes with the block."""
    with TemporaryDirectory() as place:
        before = folder.use(Path(place))
        try:
            for database in databases.values():
                use(database)
                building.build()
            yield
        finally:
            folder.use(before)


def _compared(kind: str, place: str, databases: Mapping[int, Database]) -> Iterator[Finding]:
    ways = {str(rows): _checking(database, place) for rows, database in databases.items()}
    checks = CHECKS[place][1]
    taken = {int(rows): seconds / checks * 1000 for rows, seconds in side_by_side(ways).items()}
    smallest = min(taken)
    for rows, milliseconds in sorted(taken.items()):
        least = taken[smallest] if rows > smallest else None
        figure, target = (milliseconds / least, CONSTANT) if least else (None, None)
        question = f"overlaps of one entered for {place}"
        yield Finding(question, kind, rows, "ms", milliseconds, least, figure, AT_MOST, target)


def _checking(database: Database, place: str) -> Callable[[], None]:
    use(database)
    entered = being_entered(place)

    def check() -> None:
        use(database)
        for intervention, site in entered:
            overlaps_of(OPERATOR, intervention, [site])

    return check


def being_entered(place: str) -> list[tuple[Intervention, Site]]:
    """Interventions with a site each, as they stand in a form; `place` is one of CHECKS."""
    levels, checks = CHECKS[place]
    likes = Site.select(Site, Intervention).join(Intervention).switch(Site).join(Area, on=Site.area == Area.id)
    chosen = likes.where(Area.level.in_(levels), Site.number == 1).order_by(Site.id).limit(checks)
    return [_a_day_later(site) for site in chosen]


def _a_day_later(site: Site) -> tuple[Intervention, Site]:
    like, day = site.intervention, timedelta(days=1)
    assert like.starts_on
    assert like.ends_on
    entered = Intervention(
        organization=like.organization_id % ORGANIZATIONS + 1,
        sector=like.sector_id,
        activity_type=like.activity_type_id,
        starts_on=like.starts_on + day,
        ends_on=like.ends_on + day,
        status="PLANNED",
    )
    return entered, Site(area=site.area_id, population_group=site.population_group_id)
