"""Khanfar in Abyan: five organisations truck water to one settlement while others in need get none.

As Sidrah al-Kabirah (D01)      five, months of it at the same time
Basatin ad-Delta site (D02)     two
Al Ayn al-Hulwah (D03)          one, planned
all others (D04-D12)            nobody, though most of them are worse off than the first

Three works serve the district's recovery plan (tansiq.demo.plans); none of the trucks does.
"""

from collections.abc import Iterator

from tansiq.demo import day
from tansiq.demo.people_reached import sites_at
from tansiq.demo.random_numbers import Dice
from tansiq.demo.specs import InterventionSpec, SiteSpec

CROWDED, SHARED, PROMISED, GIVEN_UP = (f"YE121121-D0{number}" for number in (1, 2, 3, 5))
TRUCKS = "WATER_TRUCKING"


def interventions() -> Iterator[InterventionSpec]:
    """The interventions of this story."""
    yield from _in_the_crowded_settlement()
    yield from _in_the_shared_one()
    later, never = (day(12, 5), day(6, 30, years=1)), (day(5, 15), day(11, 15))
    yield InterventionSpec(organization="NADA", activity=TRUCKS, dates=later, sites=[SiteSpec(PROMISED, 1300)])
    yield InterventionSpec(
        organization="SADDA", activity=TRUCKS, dates=never, sites=[SiteSpec(GIVEN_UP, 1600)], status="CANCELLED"
    )
    yield from _of_the_plan()


def _in_the_crowded_settlement() -> Iterator[InterventionSpec]:
    """The youth initiative drives the trucks of one of the others: those two are one work, not two."""
    dice = Dice("khanfar")
    for organization, people, dates in (
        ("SAWAQI", 2600, (day(3, 1), day(11, 30))),
        ("NADA", 2400, (day(4, 10), day(12, 31))),
        ("GHAITH", 2500, (day(5, 1), day(10, 31))),
        ("SADDA", 2200, (day(6, 15), day(12, 15))),
        ("JAAR", 1800, (day(6, 20), day(9, 20))),
    ):
        yield InterventionSpec(
            organization=organization,
            activity=TRUCKS,
            dates=dates,
            sites=sites_at(dice, dates, [(CROWDED, people)]),
            partners=[("JAAR", "IMPLEMENTING")] if organization == "SADDA" else [],
        )


def _in_the_shared_one() -> Iterator[InterventionSpec]:
    dice = Dice("khanfar shared")
    for organization, dates in (("SAWAQI", (day(2, 1), day(7, 31))), ("GHAITH", (day(7, 1), day(12, 20)))):
        sites = sites_at(dice, dates, [(SHARED, 1500)], "IDP")
        yield InterventionSpec(organization=organization, activity=TRUCKS, dates=dates, sites=sites)


def _of_the_plan() -> Iterator[InterventionSpec]:
    dice = Dice("khanfar plan")
    for organization, activity, people, dates, title in (
        (
            "UNOPS", "WELL_REHABILITATION", 31_000, (day(3, 1), day(11, 30)),
            ("تأهيل آبار حقل جعار", "Rehabilitation of the well field of Ja'ar"),
        ),
        (
            "SAWAQI", "WATER_NETWORK", 10_200, (day(5, 1), day(6, 30, years=1)),
            ("توسعة شبكة المياه في قرى خنفر", "Extension of the water network in villages of Khanfar"),
        ),
        (
            "UNOPS", "SUPPORT_TO_HEALTH_FACILITIES", 26_000, (day(3, 5), day(3, 31, years=1)),
            ("تأهيل وحدات صحية ريفية في خنفر", "Rehabilitation of rural health units in Khanfar"),
        ),
    ):  # fmt: skip
        sites = sites_at(dice, dates, [("YE121121", people)])
        yield InterventionSpec(organization=organization, activity=activity, dates=dates, sites=sites, title=title)
