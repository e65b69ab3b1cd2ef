"""One intervention being entered, checked against all others: the same time whether there are few or many.

The checked ones are taken from the register itself, a day later and by another organisation, so that the
share with something to warn of is that of the register.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from peewee import Database

from tansiq.database import use
from tansiq.duplication.interventions import overlaps_of
from tansiq.models import Intervention, Site
from tansiq.viewer import OPERATOR
from tests.bench.generator import ORGANIZATIONS
from tests.bench.measuring import side_by_side
from tests.bench.report import AT_MOST, Finding

CHECKS = 100
CONSTANT = 1.5
"""The most that five times the rows may cost, in times; less is noise."""


def overlap(kind: str, databases: dict[int, Database]) -> list[Finding]:
    """Milliseconds a check on each size, and how the greatest compares with the smallest."""
    ways = {str(rows): _checking(database, rows) for rows, database in databases.items()}
    taken = {int(rows): seconds / CHECKS * 1000 for rows, seconds in side_by_side(ways).items()}
    smallest = min(taken)
    return [
        Finding(
            "overlaps of one being entered",
            kind,
            rows,
            "ms",
            taken[rows],
            taken[smallest] if rows > smallest else None,
            taken[rows] / taken[smallest] if rows > smallest else None,
            AT_MOST,
            CONSTANT if rows > smallest else None,
        )
        for rows in sorted(taken)
    ]


def _checking(database: Database, rows: int) -> Callable[[], None]:
    use(database)
    entered = list(being_entered(rows))

    def check() -> None:
        use(database)
        for intervention, site in entered:
            overlaps_of(OPERATOR, intervention, [site])

    return check


def being_entered(rows: int) -> Iterator[tuple[Intervention, Site]]:
    """CHECKS interventions with a site each, as they stand in a form of the register of so many rows."""
    for number in range(CHECKS):
        like = Intervention.get_by_id(1 + number * (rows // CHECKS))
        site = Site.get((Site.intervention == like.id) & (Site.number == 1))
        assert like.starts_on
        assert like.ends_on
        yield (
            Intervention(
                organization=like.organization_id % ORGANIZATIONS + 1,
                sector=like.sector_id,
                activity_type=like.activity_type_id,
                starts_on=like.starts_on + timedelta(days=1),
                ends_on=like.ends_on + timedelta(days=1),
                status="PLANNED",
            ),
            Site(area=site.area_id, population_group=site.population_group_id),
        )
