"""The parts of the score of an organisation, each from 0 to 1 and in words; what is not known is None, and counts for
nothing: it is never taken for zero."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tansiq.language.numbers import Figure
from tansiq.language.words import Sentence, say, say_count
from tansiq.partnerships.past_work import PastWork
from tansiq.partnerships.timeliness import Timeliness

AROUND, NEAR, SAID = 0.7, 0.4, 0.3
"""How much work around the item's areas counts, work in a neighbour of these, and what an organisation says of itself
without any work that is known."""
MANY_SITES, MANY_WORKS = 20, 3
"""Sites in the sector, and works together, from which on more counts no more."""


@dataclass(frozen=True)
class Facts:
    """What is known of one organisation. `has_partners`: the item names somebody with whom there may be past work."""

    work: PastWork
    reports: Timeliness | None
    has_partners: bool


def presence(facts: Facts) -> tuple[float | None, Sentence]:
    """At work in the item's areas, around them, or in a neighbour of these."""
    work = facts.work
    if work.here:
        return 1.0, say_count(
            "At work in the area of the item: %(count)s site",
            "At work in the area of the item: %(count)s sites",
            Figure(work.here),
        )
    if work.around:
        return AROUND, say_count(
            "At work around the area of the item: %(count)s site",
            "At work around the area of the item: %(count)s sites",
            Figure(work.around),
        )
    if work.near:
        return NEAR, say_count(
            "At work in neighbouring areas: %(count)s site",
            "At work in neighbouring areas: %(count)s sites",
            Figure(work.near),
        )
    if work.says_area:
        return SAID, say("Says that it works there; no site of it is known there")
    return 0.0, say("No work in the area or near it is known")


def sector(facts: Facts) -> tuple[float | None, Sentence]:
    """Half for any work in the sector, the rest by its share of all that the organisation does."""
    work = facts.work
    if work.sector_works:
        text = say_count(
            "In this sector: %(count)s of its interventions, %(total)s in all",
            "In this sector: %(count)s of its interventions, %(total)s in all",
            Figure(work.sector_works),
            total=Figure(work.works),
        )
        return 0.5 + 0.5 * work.sector_works / max(work.works, 1), text
    if work.says_sector:
        return SAID, say("Says that it works in this sector; no intervention is known")
    return 0.0, say("No work in this sector is known")


def size(facts: Facts) -> tuple[float | None, Sentence]:
    """By its sites in the sector."""
    text = say_count(
        "Past work in this sector: %(count)s site",
        "Past work in this sector: %(count)s sites",
        Figure(facts.work.in_sector),
    )
    return min(facts.work.in_sector / MANY_SITES, 1.0), text


def on_time(facts: Facts) -> tuple[float | None, Sentence]:
    """By the share of its reports in rounds that came on time."""
    reports = facts.reports
    if reports is None or not reports.due:
        return None, say("How timely its reports are is not known")
    text = say_count(
        "Reports in rounds on time: %(count)s of %(total)s",
        "Reports in rounds on time: %(count)s of %(total)s",
        Figure(reports.on_time),
        total=Figure(reports.due),
    )
    return reports.on_time / reports.due, text


def capacity(facts: Facts) -> tuple[float | None, Sentence]:
    """By the share of its work that does not run on the item's days."""
    work = facts.work
    if not work.works:
        return None, say("How much else it has to do is not known")
    text = say_count(
        "Busy on the days of the item: %(count)s of its interventions, %(total)s in all",
        "Busy on the days of the item: %(count)s of its interventions, %(total)s in all",
        Figure(work.running),
        total=Figure(work.works),
    )
    return 1 - work.running / work.works, text


def together(facts: Facts) -> tuple[float | None, Sentence]:
    """By past work with those who answer for the item, or support it."""
    if not facts.has_partners:
        return None, say("The item names nobody yet with whom it is carried out")
    text = say_count(
        "Past work with those who answer for the item: %(count)s intervention",
        "Past work with those who answer for the item: %(count)s interventions",
        Figure(facts.work.together),
    )
    return min(facts.work.together / MANY_WORKS, 1.0), text


Reckoned = Callable[[Facts], tuple[float | None, Sentence]]

RECKONED: Mapping[str, Reckoned] = {
    "presence": presence,
    "sector": sector,
    "size": size,
    "timeliness": on_time,
    "capacity": capacity,
    "together": together,
}
"""How each part of tansiq.partnerships.weights is reckoned."""


def values_of(facts: Facts) -> dict[str, float | None]:
    """Each part from 0 to 1, None where it is not known."""
    return {name: reckon(facts)[0] for name, reckon in RECKONED.items()}


def score_of(values: Mapping[str, float | None], weights: Mapping[str, int]) -> float:
    """The mean of what is known, each part by its weight: 0 to 1, to four places."""
    known: list[tuple[Any, int]] = [(value, weights[name]) for name, value in values.items() if value is not None]
    whole = sum(weight for _, weight in known)
    return round(sum(value * weight for value, weight in known) / whole, 4) if whole else 0.0
