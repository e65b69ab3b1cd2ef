"""Interventions, sites and needs as columns of numbers: a fixed seed, so every run measures the same register.

12 sectors of 5 activities; 2,000 organisations of which few do much (Zipf); places 2 / 28 / 30 / 40 % governorates,
districts, sub-districts, settlements; beginnings over seven years, about 90 days long; one site each, three in
ten have a second.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tests.bench.geography import Geography, Ids, geography

SEED = 20260101
SECTORS, ACTIVITIES, ORGANIZATIONS, SETTLEMENTS = 12, 60, 2_000, 20_000
FIRST_DAY = date(2020, 1, 1)
DAYS = 2_557
"""Days on which work may begin: 2020 to 2026."""
LONGEST = 730
YEARS = range(2020, 2027)
STATUSES = ("PLANNED", "ONGOING", "COMPLETED", "SUSPENDED")
STATUS_SHARES = (0.10, 0.35, 0.50, 0.05)
LEVEL_SHARES = (0.02, 0.28, 0.30, 0.40)
GROUPS = ("ALL", "IDP", "HOST")
GROUP_SHARES = (0.60, 0.25, 0.15)
SECOND_SITE, PARTNER = 0.30, 0.10


@dataclass(frozen=True)
class Interventions:
    """Columns, one number a row; days count from FIRST_DAY, activities, sectors and organisations from 1."""

    organization: Ids
    activity: Ids
    starts: Ids
    ends: Ids
    status: Ids
    partner: Ids

    @property
    def sector(self) -> Ids:
        return (self.activity - 1) // (ACTIVITIES // SECTORS) + 1

    def __len__(self) -> int:
        return len(self.organization)


@dataclass(frozen=True)
class Sites:
    """Columns; `intervention` counts from 0 into Interventions, `area` is an id."""

    intervention: Ids
    number: Ids
    area: Ids
    group: Ids
    targeted: Ids
    reached: Ids

    def __len__(self) -> int:
        return len(self.intervention)


@dataclass(frozen=True)
class Generated:
    """A whole register."""

    geography: Geography
    interventions: Interventions
    sites: Sites
    needs: Ids
    """People in need: districts x sectors x years."""


def generate(rows: int, settlements: int = SETTLEMENTS) -> Generated:
    """A register of so many interventions; the areas are the same for every size."""
    land = geography(settlements, np.random.default_rng(SEED))
    dice = np.random.default_rng([SEED, rows])
    interventions = _interventions(rows, dice)
    sites = _sites(rows, land, dice)
    needs = np.exp(dice.normal(9, 1, (len(land.at_level(2)), SECTORS, len(YEARS)))).astype(np.int64)
    return Generated(land, interventions, sites, needs)


def _interventions(rows: int, dice: np.random.Generator) -> Interventions:
    organization = dice.choice(np.arange(1, ORGANIZATIONS + 1), rows, p=_falling(ORGANIZATIONS, 0.8))
    starts = dice.integers(0, DAYS, rows)
    lasts = np.clip(np.exp(dice.normal(4.5, 0.8, rows)).astype(np.int64), 1, LONGEST)
    partner = dice.integers(1, ORGANIZATIONS + 1, rows)
    alone = (dice.random(rows) >= PARTNER) | (partner == organization)
    return Interventions(
        organization=organization,
        activity=dice.integers(1, ACTIVITIES + 1, rows),
        starts=starts,
        ends=starts + lasts,
        status=dice.choice(len(STATUSES), rows, p=STATUS_SHARES),
        partner=np.where(alone, 0, partner),
    )


def _sites(rows: int, land: Geography, dice: np.random.Generator) -> Sites:
    second = np.flatnonzero(dice.random(rows) < SECOND_SITE)
    owner = np.concatenate([np.arange(rows), second])
    number = np.concatenate([np.ones(rows, dtype=np.int64), np.full(len(second), 2)])
    order = np.lexsort((number, owner))
    count = len(owner)
    targeted = np.exp(dice.normal(6, 1.2, count)).astype(np.int64) + 1
    return Sites(
        intervention=owner[order],
        number=number[order],
        area=_areas(count, land, dice),
        group=dice.choice(len(GROUPS), count, p=GROUP_SHARES),
        targeted=targeted,
        reached=(targeted * np.clip(dice.normal(0.8, 0.25, count), 0, 1.3)).astype(np.int64),
    )


def _areas(count: int, land: Geography, dice: np.random.Generator) -> Ids:
    """Places of every level; some are chosen more often than others, and which is chance."""
    found = np.zeros(count, dtype=np.int64)
    levels = dice.choice([1, 2, 3, 4], count, p=LEVEL_SHARES)
    for level in (1, 2, 3, 4):
        here = levels == level
        areas = dice.permutation(land.at_level(level))
        found[here] = dice.choice(areas, int(here.sum()), p=_falling(len(areas), 0.3))
    return found


def _falling(count: int, steepness: float) -> NDArray[np.float64]:
    """Shares of the first, second, third ... that fall as in Zipf's law."""
    weights = 1 / np.arange(1, count + 1) ** steepness
    shares: NDArray[np.float64] = weights / weights.sum()
    return shares
