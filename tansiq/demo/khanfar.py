"""Khanfar in Abyan: five organisations truck water to one settlement while others in need get none.

As Sidrah al-Kabirah (D01)      five, months of it at the same time
Basatin ad-Delta site (D02)     two
Al Ayn al-Hulwah (D03)          one, planned
all others (D04-D12)            nobody, though most of them are worse off than the first
"""

from collections.abc import Iterator

from tansiq.demo import day
from tansiq.demo.people_reached import at
from tansiq.demo.random_numbers import Dice
from tansiq.demo.specs import InterventionSketch, SiteSketch

CROWDED, SHARED, PROMISED, GIVEN_UP = (f"YE121121-D0{number}" for number in (1, 2, 3, 5))
TRUCKS = "WATER_TRUCKING"


def works() -> Iterator[InterventionSketch]:
    """The works of this story."""
    yield from _in_the_crowded_settlement()
    yield from _in_the_shared_one()
    later, never = (day(12, 5), day(6, 30, years=1)), (day(5, 15), day(11, 15))
    yield InterventionSketch(organization="NADA", activity=TRUCKS, dates=later, sites=[SiteSketch(PROMISED, 1300)])
    yield InterventionSketch(
        organization="SADDA", activity=TRUCKS, dates=never, sites=[SiteSketch(GIVEN_UP, 1600)], status="CANCELLED"
    )


def _in_the_crowded_settlement() -> Iterator[InterventionSketch]:
    """The youth initiative drives the trucks of one of the others: those two are one work, not two."""
    dice = Dice("khanfar")
    for organization, people, dates in (
        ("SAWAQI", 2600, (day(3, 1), day(11, 30))),
        ("NADA", 2400, (day(4, 10), day(12, 31))),
        ("GHAITH", 2500, (day(5, 1), day(10, 31))),
        ("SADDA", 2200, (day(6, 15), day(12, 15))),
        ("JAAR", 1800, (day(6, 20), day(9, 20))),
    ):
        yield InterventionSketch(
            organization=organization,
            activity=TRUCKS,
            dates=dates,
            sites=at(dice, dates, [(CROWDED, people)]),
            partners=[("JAAR", "IMPLEMENTING")] if organization == "SADDA" else [],
        )


def _in_the_shared_one() -> Iterator[InterventionSketch]:
    dice = Dice("khanfar shared")
    for organization, dates in (("SAWAQI", (day(2, 1), day(7, 31))), ("GHAITH", (day(7, 1), day(12, 20)))):
        sites = at(dice, dates, [(SHARED, 1500)], "IDP")
        yield InterventionSketch(organization=organization, activity=TRUCKS, dates=dates, sites=sites)
