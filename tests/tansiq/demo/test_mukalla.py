"""Mukalla: several associations for the same families in one season, and a register with licence numbers."""

from collections import defaultdict
from datetime import date
from typing import Any

from tansiq.demo.mukalla import QUARTERS, RAMADAN
from tansiq.demo.places import Places
from tansiq.models import ActivityType, Area, Intervention, Organization, Site
from tansiq.period import Period


def _baskets(season: Period) -> dict[str, set[int]]:
    """Organisations by quarter of the city."""
    found: dict[str, set[int]] = defaultdict(set)
    rows: Any = (
        Site.select(Area.pcode, Site.organization)
        .join(Area, on=Site.area == Area.id)
        .switch(Site)
        .join(Intervention)
        .join(ActivityType, on=Intervention.activity_type == ActivityType.id)
        .where((ActivityType.code == "FOOD_BASKET_DISTRIBUTION") & season.meets(Site) & (Area.level == 4))
    )
    for pcode, organization_id in rows.tuples():
        found[pcode].add(organization_id)
    return found


def test_ramadan_of_1447_begins_on_18_february_2026() -> None:
    assert date(2026, 2, 18) == RAMADAN


def test_three_quarters_are_given_baskets_by_several_in_ramadan_and_again_in_winter(demonstration: str) -> None:
    ramadan = _baskets(Period(RAMADAN, date(2026, 3, 20)))
    winter = _baskets(Period(date(2026, 12, 1), date(2026, 12, 31)))
    several = {quarter for quarter, organizations in QUARTERS.items() if len(organizations) >= 3}
    for season in (ramadan, winter):
        assert {pcode for pcode, organizations in season.items() if len(organizations) >= 3} == several


def test_nobody_hands_out_food_in_the_countryside_around(demonstration: str, places: Places) -> None:
    food = Site.select().where(Site.district == places["YE1926"].id)
    sectors = {site.sector.code for site in food}
    assert sectors
    assert "FSC" not in sectors


def test_the_local_register_has_licence_numbers(demonstration: str, places: Places) -> None:
    local = Organization.select().where(Organization.home_area == places["YE19"].id)
    numbers = [row.registration_number for row in local if row.registration_number]
    assert local.count() >= 50
    assert len(numbers) >= 40
    assert all(number.startswith("19-") for number in numbers)
