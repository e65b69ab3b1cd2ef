"""How many of the targeted were reached by DAY and month by month, and the split of people by sex and age."""

from collections.abc import Iterator, Sequence
from datetime import date

from tansiq.demo import DAY
from tansiq.demo.random_numbers import Dice
from tansiq.demo.specs import Dates, SiteSpec, share_done, status_on_day
from tansiq.models.reached_figure import month_before, month_of, this_month

SHARES = {"women": 223, "men": 217, "girls": 263, "boys": 267, "elderly_women": 16, "elderly_men": 14}
"""Persons of a thousand, by sex and age: half of the people are children, as in the country's surveys."""
HOUSEHOLD = 6.7
"""Persons in a household."""
UNREPORTED, OVER = 0.08, 0.03
"""The share of begun work of which nobody reported yet, and of that which reached more than it meant to."""


def reached(dice: Dice, targeted: int, dates: Dates) -> int | None:
    """Persons reached by DAY; None before the start and where nobody reported."""
    status = status_on_day(dates)
    if status == "PLANNED" or dice.happens(UNREPORTED):
        return None
    if status == "COMPLETED" and dice.happens(OVER):
        return round(targeted * dice.uniform(1.02, 1.25))
    return round(targeted * share_done(dates) * dice.uniform(0.72, 1.0))


MONTHLY, SKIPPED, MOST = 0.4, 0.15, 12
"""The share of sites that report month by month, that of the months which they leave out, and their most months."""


def last_month(dates: Dates) -> date:
    """The month of which work between these dates reported last: that of DAY while it runs; none to come."""
    return min(month_of(min(dates[1], DAY)), this_month())


def by_month(dice: Dice, people: int, dates: Dates) -> dict[date, int]:
    """People reached until the end of each month that was reported; the last one has all of them."""
    found = {last_month(dates): people}
    if dice.happens(MONTHLY):
        months = list(_months(dates))
        for place, month in enumerate(months, 1):
            if month not in found and not dice.happens(SKIPPED):
                found[month] = round(people * place / (len(months) + 1) * dice.uniform(0.95, 1.0))
    return dict(sorted(found.items()))


def _months(dates: Dates) -> Iterator[date]:
    """The months of the work before its last one, the earliest first."""
    months, month = list[date](), month_before(last_month(dates))
    while month >= month_of(dates[0]) and len(months) < MOST:
        months.insert(0, month)
        month = month_before(month)
    return iter(months)


def sites_at(dice: Dice, dates: Dates, places: Sequence[tuple[str, int]], group: str = "ALL") -> list[SiteSpec]:
    """A site for each (P-code, persons targeted), reached as far as the dates allow."""
    return [SiteSpec(pcode, people, reached(dice, people, dates), group) for pcode, people in places]


def split_by_sex_and_age(people: int) -> dict[str, int]:
    """Persons by sex and age; the parts add up to the whole exactly."""
    parts = {name: people * share // 1000 for name, share in SHARES.items()}
    parts["girls"] += people - sum(parts.values())
    return parts


def households(people: int) -> int:
    """Households that so many persons live in."""
    return max(1, round(people / HOUSEHOLD))
