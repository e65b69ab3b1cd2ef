"""One intervention that is being entered, checked over columns: for places so large that thousands of sites lie there.

    sites of its sector and days, above, in and below its places + its own --> points of each pair --> the best of each

A statement ranks all of them by itself, which takes half a second for a governorate in a register of a million.
"""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from tansiq.copied_columns.beside import everybody, standing_for
from tansiq.copied_columns.copies import Copy
from tansiq.copied_columns.masks import among
from tansiq.copied_columns.tables import EPOCH, NONE, Numbers, number_of
from tansiq.copied_columns.views import every_row, standing, view
from tansiq.duplication.column_pairs import points
from tansiq.duplication.column_sides import Sides, as_sides
from tansiq.duplication.decided_facts import facts_as_entered, facts_of
from tansiq.duplication.excluded_pairs import Excluded, packed_rows
from tansiq.duplication.pairs import conditions_to_count, is_settling
from tansiq.duplication.weights import FOREVER, Weights
from tansiq.models import Intervention, OverlapDecision, Site
from tansiq.models.area import ANCESTORS
from tansiq.period import Period
from tansiq.policy.viewer import Viewer


class Check:
    """One intervention as a form holds it, with its sites, beside all sites that it may overlap with."""

    def __init__(self, copy: Copy, viewer: Viewer, row: Intervention, sites: Sequence[Site], weights: Weights) -> None:
        self._row, self._places, self._weights = row, copy.places, weights
        others = self._others(copy, viewer, np.array([site.area_id for site in sites]))
        theirs = as_sides(copy, others, np.empty(0, np.int64))
        self._count = len(theirs)
        self._sides = _both(theirs, _own_sides(copy, row, sites))
        self._excluded = Excluded(copy, self._sides, _settled(row, sites))

    def _others(self, copy: Copy, viewer: Viewer, areas: Numbers) -> Any:
        """The stored sites of its sector and days whose places hold one of its areas, or lie in one."""
        row = self._row
        starts_on: Any = row.starts_on
        period = Period(starts_on, row.ends_on or FOREVER)
        found = every_row(copy, "site").narrowed(Site.sector == row.sector_id, period.meets(Site))
        every = view(copy, "area")
        inside = [every.only(self._lie_in(every.column("id"), area)).column("id") for area in areas]
        around = [self._places.of(name, areas) for name in ANCESTORS]
        found = found.among("area", np.concatenate([*inside, *around]))
        return standing(
            found.narrowed(Site.intervention != (row.__data__.get("id") or 0), *conditions_to_count(Site, viewer))
        )

    def _lie_in(self, areas: Numbers, area: int) -> Numbers:
        level = int(self._places.of("level", np.array([area]))[0])
        found: Numbers = (areas if level == len(ANCESTORS) else self._places.of(ANCESTORS[level], areas)) == area
        return found

    def best(self, partners: Sequence[int] | None, count: int) -> list[tuple[int, ...]]:
        """The best pairs with it, so many at most, each with the columns COLUMNS of `pairs`; it is the first of each.

        `partners` are the ids that the form says, None where those count that are stored. Raises UncopiedError.
        """
        mine = range(self._count, len(self._sides))
        pairs = [self._pairs(one, partners) for one in mine]
        scores, own, other = (np.concatenate(columns) for columns in zip(*pairs, strict=True))
        works, sites = self._sides.intervention, self._sides.site
        is_older = works[own] < works[other]
        older, newer = np.where(is_older, own, other), np.where(is_older, other, own)
        order = np.lexsort((sites[newer], sites[older], -scores, works[other]))
        is_best = np.ones(len(order), np.bool_)
        is_best[1:] = works[other][order][1:] != works[other][order][:-1]
        best = order[is_best]
        best = best[np.lexsort((works[other][best], -scores[best]))][:count]
        columns = (scores, works[own], works[other], sites[own], sites[other])
        return list(zip(*(column[best].tolist() for column in columns), strict=True))

    def _pairs(self, own: int, partners: Sequence[int] | None) -> tuple[Numbers, Numbers, Numbers]:
        """The points of one of its sites with each that it overlaps with, and both."""
        sides, others = self._sides, np.arange(self._count)
        area = int(sides.area[own])
        lineage = np.array([area, *(int(self._places.of(name, np.array([area]))[0]) for name in ANCESTORS)])
        areas, subsector = sides.area[others], sides.subsector[others]
        meet = among(areas, lineage) | self._lie_in(areas, area)
        meet &= sides.organization[others] != sides.organization[own]
        meet &= (subsector == NONE) | (subsector == sides.subsector[own]) | (sides.subsector[own] == NONE)
        others = others[meet]
        mine = np.full(len(others), own)
        is_out = self._excluded.are_partners(others, mine) | self._excluded.are_settled(others, mine)
        if partners is None:
            is_out |= self._excluded.are_partners(mine, others)
        else:
            is_out |= among(sides.organization[others], standing_for(np.array(partners, np.int64)))
        others, mine = others[~is_out], mine[~is_out]
        place = np.array(self._weights.place)[np.minimum(sides.level[others], sides.level[own])]
        return points(self._weights, sides, mine, others, place), mine, others


def _own_sides(copy: Copy, row: Intervention, sites: Sequence[Site]) -> Sides:
    """The sites of a form; those that are not stored yet have their place in it as a negative id."""
    count, areas = len(sites), np.array([site.area_id for site in sites])
    groups = np.array([site.population_group_id or NONE for site in sites])
    starts_on: Any = row.starts_on
    days = [(one - EPOCH).days for one in (starts_on, row.ends_on or FOREVER)]
    modality = NONE if row.modality is None else number_of(Intervention.modality, row.modality)
    facts = (row.organization_id, row.sector_id, row.subsector_id or NONE, *days, row.activity_type_id or NONE)
    organization, sector, subsector, starts, ends, activity = (np.full(count, fact) for fact in facts)
    return Sides(
        site=np.array([site.id or -place for place, site in enumerate(sites, 1)]),
        intervention=np.full(count, row.__data__.get("id") or 0),
        organization=standing_for(organization),
        sector=sector,
        subsector=subsector,
        area=areas,
        level=copy.places.of("level", areas),
        starts_on=starts,
        ends_on=ends,
        activity=activity,
        group=np.where(groups == everybody(), NONE, groups),
        modality=np.full(count, modality),
        is_lower=np.ones(count, np.bool_),
        is_one_of_several=np.full(count, count > 1),
    )


def _both(theirs: Sides, own: Sides) -> Sides:
    return Sides(*(np.concatenate([getattr(theirs, one.name), getattr(own, one.name)]) for one in fields(Sides)))


def _settled(row: Intervention, sites: Sequence[Site]) -> Numbers:
    """The pairs with it on which a person's decision holds, as the form has it, packed, in order."""
    if not row.__data__.get("id"):
        return np.empty(0, np.int64)
    facts = facts_as_entered(row, sites)
    rows: list[tuple[int, int]] = []
    for own, other in (("first", "second"), ("second", "first")):
        decision, work = OverlapDecision, Intervention.alias("other_work")
        query: Any = decision.select(decision.first, decision.second)
        query = query.join(work, on=(work.id == getattr(decision, other)))
        same = (getattr(decision, f"{own}_facts") == facts) & (getattr(decision, f"{other}_facts") == facts_of(work))
        rows += list(query.where(getattr(decision, own) == row.id, is_settling(decision), same).tuples())
    return packed_rows(rows)
