"""The districts that no story is told of: a few interventions in each, some districts left aside."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from tansiq.demo import day, tables
from tansiq.demo.organizations import at_home_in, donors_in, organizations
from tansiq.demo.people_reached import sites_at
from tansiq.demo.places import STORIES, Places
from tansiq.demo.random_numbers import Dice, rounded
from tansiq.demo.specs import Dates, InterventionSpec, NeedSpec, status_on_day
from tansiq.demo.tables import ActivityFacts, OrganizationFacts
from tansiq.models import Area

FIRST_DAY, LAST_DAY = day(7, 1, years=-1), day(2, 28, years=1)
"""Between these two days work begins."""
INTERVENTIONS = 5.6
"""Interventions in a district, on average."""
LEFT_ASIDE = 0.07
"""The share of districts in which nobody works at all."""
GROUPS = {"ALL": 45, "IDP": 25, "HOST": 20, "RET": 10}
OF_NEED = 0.55
"""No work targets more than this share of the people in need in its district and sector."""

Sectors = dict[str, str]
"""Codes of activities to codes of their top-level sectors."""


def interventions(places: Places, needs: Sequence[NeedSpec], sectors: Sectors) -> Iterator[InterventionSpec]:
    """Interventions in all districts; in those of the stories, none in the sectors the stories are about."""
    in_need = {(need.pcode, need.sector): need.people for need in needs}
    for district in places.districts:
        dice = Dice(f"works {district.pcode}")
        for _ in range(_how_many(dice, district)):
            yield _intervention(dice, places, district, in_need, sectors)


def _how_many(dice: Dice, district: Area) -> int:
    if dice.happens(LEFT_ASIDE) and district.pcode not in STORIES:
        return 0
    return round(dice.around(INTERVENTIONS, 0.5))


def _intervention(
    dice: Dice, places: Places, district: Area, in_need: dict[tuple[str, str], int], sectors: Sectors
) -> InterventionSpec:
    facts = _activity(dice, places, district, sectors)
    sector = sectors[facts.activity]
    organization = _organization(dice, places.governorate(district).pcode, sector)
    dates = _dates(dice, facts)
    people = min(dice.around(facts.people, 0.5), OF_NEED * in_need.get((district.pcode, sector), facts.people * 2))
    where = _where(dice, places, district)
    each = [(area.pcode, rounded(people / len(where))) for area in where]
    return InterventionSpec(
        organization=organization.key,
        activity=facts.activity,
        dates=dates,
        sites=sites_at(dice, dates, each, _group(dice, places)),
        status=_status(dice, dates),
        project=f"{organization.key}-{sector}" if organization.is_international and dice.happens(0.7) else None,
        partners=_partners(dice, organization, places.governorate(district).pcode),
    )


def _activity(dice: Dice, places: Places, district: Area, sectors: Sectors) -> ActivityFacts:
    told = STORIES.get(district.pcode)
    wanted = places.country.activities or tables.activities().keys()
    open_to_all = [
        facts for key, facts in tables.activities().items() if key in wanted and sectors[facts.activity] != told
    ]
    return dice.weighted(open_to_all, [facts.weight for facts in open_to_all])


def _organization(dice: Dice, governorate: str, sector: str) -> OrganizationFacts:
    """Locals of the governorate and internationals who work in the sector; failing them, any local."""
    known = organizations(governorate[:2]).values()
    abroad = [facts for facts in known if facts.is_international and sector in facts.works_in]
    local = [facts for facts in at_home_in(governorate) if sector in facts.works_in]
    if dice.happens(0.4) and abroad:
        return dice.choice(abroad)
    return dice.choice(local or at_home_in(governorate))


def _group(dice: Dice, places: Places) -> str:
    """Of a country without people in need, everybody."""
    return dice.weighted([*GROUPS], [*GROUPS.values()]) if places.country.has_needs else "ALL"


def _dates(dice: Dice, facts: ActivityFacts) -> Dates:
    starts_on = FIRST_DAY + timedelta(days=dice.randrange((LAST_DAY - FIRST_DAY).days))
    return starts_on, starts_on + timedelta(days=round(dice.around(facts.days)))


def _where(dice: Dice, places: Places, district: Area) -> list[Area]:
    """The whole district, or one to three of its sub-districts; towns are known by their quarters no deeper."""
    inside = places.inside.get(district.id, [])
    if not inside or dice.happens(0.3):
        return [district]
    return sorted(dice.sample(inside, min(len(inside), dice.randint(1, 3))), key=lambda area: area.pcode)


def _status(dice: Dice, dates: Dates) -> str | None:
    """Some are given up, some of those that run are suspended; all others are as their dates tell."""
    if dice.happens(0.03):
        return "CANCELLED"
    return "SUSPENDED" if status_on_day(dates) == "ONGOING" and dice.happens(0.06) else None


def _partners(dice: Dice, organization: OrganizationFacts, governorate: str) -> list[tuple[str, str]]:
    """Internationals work through locals more often than not, and some interventions name who pays."""
    found = []
    if organization.is_international and dice.happens(0.6):
        found.append((dice.choice(at_home_in(governorate)).key, "IMPLEMENTING"))
    if dice.happens(0.35):
        found.append((dice.choice(donors_in(governorate[:2])), "FUNDING"))
    return found
