"""Mukalla: food baskets for the same quarter from several associations in one Ramadan, and again in winter.

The local register of associations with their licence numbers (tansiq.demo.organizations) stands behind it:
every third of them runs one small work of its own. In the countryside around the city nobody hands out food.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from hijridate import Gregorian, Hijri

from tansiq.demo import YEAR, day
from tansiq.demo.organizations import at_home_in
from tansiq.demo.people_reached import sites_at
from tansiq.demo.places import Places
from tansiq.demo.random_numbers import Dice, rounded
from tansiq.demo.specs import InterventionSpec
from tansiq.demo.tables import OrganizationFacts
from tansiq.models import Area

BASKETS = "FOOD_BASKET_DISTRIBUTION"


def _ramadan() -> date:
    """The first of the Ramadan that begins in YEAR, after Umm al-Qura."""
    new_year = Gregorian(YEAR, 1, 1).to_hijri()
    first = Hijri(new_year.year + (new_year.month > 9), 9, 1).to_gregorian()
    return date(first.year, first.month, first.day)


RAMADAN = _ramadan()
WINTER = day(12, 1)
QUARTERS = {
    "YE192721-D01": ("MARSA", "SANABEL", "NAWRAS", "BAHR"),
    "YE192721-D02": ("MARSA", "SANABEL", "SANABEL2"),
    "YE192721-D04": ("QAWARIB", "MARSA", "BAHR"),
    "YE192721-D05": ("NAWRAS",),
}
"""Who hands out baskets in which quarter of the city; two quarters and the countryside have nobody."""
SMALL_WORKS = {
    "FSC": "HOT_MEALS_AND_BAKERIES",
    "WSH": "WATER_CONTAINERS",
    "HEA": "MOBILE_CLINICS",
    "EDU": "SCHOOL_BAGS_AND_SUPPLIES",
    "PRO": "WOMEN_SAFE_SPACES",
    "NUT": "MALNUTRITION_SCREENING",
    "SHL": "NON_FOOD_ITEM_DISTRIBUTION",
    "LIV": "SMALL_LOANS_AND_SAVINGS_GROUPS",
    "MPC": "MULTI_PURPOSE_CASH_TRANSFER",
    "RRM": "RAPID_RESPONSE_KIT",
    "CCM": "SITE_MANAGEMENT_AND_IMPROVEMENT",
}
"""What a small association does in each sector."""


def interventions(places: Places) -> Iterator[InterventionSpec]:
    """The interventions of this story."""
    yield from _baskets(places, ("رمضان", "Ramadan"), RAMADAN)
    yield from _baskets(places, ("الشتاء", "Winter"), WINTER)
    for organization in at_home_in("YE19")[::3]:
        yield _small_intervention(places, organization)


def _baskets(places: Places, season: tuple[str, str], first_day: date) -> Iterator[InterventionSpec]:
    """The same families of one quarter stand on every list: the numbers differ by little, the days overlap."""
    dice = Dice(f"mukalla {season[1]}")
    for quarter, organizations in QUARTERS.items():
        families = dice.randint(180, 420)
        for organization in organizations:
            starts_on = first_day + timedelta(days=dice.randint(0, 9))
            dates = (starts_on, starts_on + timedelta(days=dice.randint(12, 20)))
            baskets = rounded(families * dice.uniform(0.9, 1.0))
            yield InterventionSpec(
                organization=organization,
                activity=BASKETS,
                dates=dates,
                sites=sites_at(dice, dates, [(quarter, baskets * 7)], "HOST"),
                title=_title(season, baskets, places[quarter]),
            )


def _title(season: tuple[str, str], baskets: int, quarter: Area) -> tuple[str, str]:
    return (
        f"مشروع سلة {season[0]}: {baskets} سلة غذائية لأسر {quarter.name_ar}",
        f"{season[1]} baskets: {baskets} food baskets for families of {quarter.name_en}",
    )


def _small_intervention(places: Places, organization: OrganizationFacts) -> InterventionSpec:
    dice = Dice(f"mukalla {organization.key}")
    sector = organization.works_in[0]
    quarter = dice.choice(places.inside[places["YE192721"].id]).pcode
    starts_on = day(1, 5) + timedelta(days=dice.randrange(330))
    dates = (starts_on, starts_on + timedelta(days=dice.randint(20, 150)))
    # Food in the city belongs to the story above; a bakery is not a basket, yet stays out of its quarters.
    where = "YE192721-D06" if sector == "FSC" else quarter
    return InterventionSpec(
        organization=organization.key,
        activity=SMALL_WORKS[sector],
        dates=dates,
        sites=sites_at(dice, dates, [(where, rounded(dice.around(260)))]),
    )
