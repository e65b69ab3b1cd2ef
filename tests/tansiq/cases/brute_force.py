"""What overlaps, found by comparing every stored site with every other one, and put together pair by pair."""

from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Any

from tansiq.duplication.weights import Weights, in_use
from tansiq.models import Area, AreaClosure, Intervention, Organization, Partnership, PopulationGroup, Site
from tests.tansiq.duplication.random_weights import score

FOREVER = date(9999, 12, 31)

Cells = dict[tuple[int, int], set[frozenset[int]]]


def clusters_by_comparing(day: date) -> Cells:
    """By area and sector: the sets of interventions that hang together."""
    areas, weights = {row.id: row for row in Area.select()}, in_use()
    pairs = [
        (finer.area_id, one.sector_id, {one.intervention_id, other.intervention_id})
        for one, other in combinations(_sites(day), 2)
        if _score(weights, one, other, areas) >= Fraction(weights.case, 100)
        for finer in [max(one, other, key=lambda site: areas[site.area_id].level)]
    ]
    found: dict[tuple[int, int], list[set[int]]] = {}
    for area, sector, pair in pairs:
        apart = [group for group in found.get((area, sector), []) if not group & pair]
        together = [group for group in found.get((area, sector), []) if group & pair]
        found[area, sector] = [*apart, set.union(pair, *together)]
    return {cell: set(map(frozenset, groups)) for cell, groups in found.items()}


def _sites(day: date) -> list[Any]:
    return [
        site
        for site in Site.select(Site, Intervention).join(Intervention)
        if site.archived_at is None and site.intervention.archived_at is None and site.intervention.is_published
        and site.intervention.status != "CANCELLED" and site.intervention.starts_on is not None
        and (site.intervention.ends_on or FOREVER) >= day
    ]  # fmt: skip


def _score(weights: Weights, one: Any, other: Any, areas: dict[int, Area]) -> Fraction:
    mine, theirs = one.intervention, other.intervention
    if mine.id == theirs.id or mine.sector_id != theirs.sector_id or _are_together(mine, theirs):
        return Fraction(0)
    if len({mine.subsector_id, theirs.subsector_id} - {None}) == 2:
        return Fraction(0)
    if one.area_id not in _line(other.area_id) and other.area_id not in _line(one.area_id):
        return Fraction(0)
    days = [(work.starts_on, work.ends_on or FOREVER) for work in (mine, theirs)]
    common = (min(end for _, end in days) - max(begin for begin, _ in days)).days + 1
    if common <= 0:
        return Fraction(0)
    share = Fraction(common, min((end - begin).days + 1 for begin, end in days))
    if mine.ends_on is None and theirs.ends_on is None:
        share = Fraction(1)
    everybody = PopulationGroup.get(PopulationGroup.code == "ALL").id
    groups = [None if site.population_group_id == everybody else site.population_group_id for site in (one, other)]
    activity, modality = _alike(mine.activity_type_id, theirs.activity_type_id), _alike(mine.modality, theirs.modality)
    level = min(areas[site.area_id].level for site in (one, other))
    return score(weights, level, share, (activity, _alike(*groups), modality))


def _alike(one: object, other: object) -> Fraction:
    return Fraction(1, 2) if one is None or other is None else Fraction(int(one == other))


def _are_together(mine: Intervention, theirs: Intervention) -> bool:
    if _canonical(mine.organization_id) == _canonical(theirs.organization_id):
        return True
    return any(
        row.role != "FUNDING" and _canonical(row.organization_id) == _canonical(other.organization_id)
        for work, other in ((mine, theirs), (theirs, mine))
        for row in Partnership.select().where(Partnership.intervention == work.id)
    )


def _canonical(organization: int) -> int:
    return Organization.get_by_id(organization).canonical_id or organization


def _line(area: int) -> set[int]:
    return {row.ancestor_id for row in AreaClosure.select().where(AreaClosure.descendant == area)}
