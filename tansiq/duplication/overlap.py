"""What is asked about interventions that overlap, and what is answered."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tansiq.duplication.weights import Weights, in_use
from tansiq.language.words import Sentence
from tansiq.models import Area
from tansiq.period import Period


@dataclass(frozen=True)
class OverlapQuestion:
    """Which pairs of interventions overlap within an area.

    `within` is an area or its P-code: the finer of the two places of a pair lies in it. `sectors` are codes
    of top-level sectors, `organizations` ids of which a pair has at least one; empty means all. `period`
    shares a day with the days in common. `min_score` runs from 0 to 1. `is_settled_too` asks for the pairs on
    which a person has decided as well; `above` a level (0-3): only pairs located more roughly than it. `weights`
    are those that hold when it is asked, unless others are tried.
    """

    within: Area | str
    sectors: tuple[str, ...] = ()
    min_score: float = 0.0
    period: Period | None = None
    organizations: tuple[int, ...] = ()
    is_settled_too: bool = False
    above: int | None = None
    weights: Weights = field(default_factory=in_use)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two interventions of different organisations, and the pair of their sites that overlaps most.

    `score` runs from 0 to 1. `first_id` is the lower of the two ids of interventions; where one of the two
    is being entered for the first time, it is the first, and its ids are None. `area_id` is the finer of the places,
    `sector_id` the top-level sector. `overlaps_to` and `days_in_common` are None where both still run.
    `reason` says why, in the language of whoever reads it.
    """

    score: float
    first_id: int | None
    second_id: int
    first_site_id: int | None
    second_site_id: int | None
    first_organization_id: int
    second_organization_id: int
    sector_id: int
    area_id: int
    first_area_id: int
    second_area_id: int
    overlaps_from: date
    overlaps_to: date | None
    days_in_common: int | None
    reason: Sentence


class OverlapRank(NamedTuple):
    """Where a pair stands in a list, best score first; the rank of the last pair asks for the next page."""

    points: int
    first_id: int
    second_id: int


class OverlapPage(NamedTuple):
    """One page of pairs, best score first. `end` asks for the next page, where there is one."""

    overlaps: list[Overlap]
    has_next: bool
    end: OverlapRank | None


class OverlapGroup(NamedTuple):
    """How many pairs overlap in one area and top-level sector, and the best of their scores (0 to 1).

    `area_id` is None for pairs located above the level that was asked for.
    """

    area_id: int | None
    sector_id: int
    pair_count: int
    best_score: float


GroupKey = tuple[int | None, int]
"""The area and the sector of a group."""


class Tied(NamedTuple):
    """What ties some pairs of a group together, such as an item of a plan, by its id; and how many pairs."""

    by: int
    pair_count: int
