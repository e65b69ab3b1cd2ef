"""What is told before an intervention is entered: what it would do twice, where else it is needed, what it serves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tansiq.cases.gaps_nearby import NearbyGap, gaps_nearby
from tansiq.duplication.find_overlaps import overlaps_of
from tansiq.duplication.overlap import Overlap
from tansiq.duplication.weights import FOREVER
from tansiq.models import Intervention, PlanItem, Site
from tansiq.period import Period
from tansiq.plans.serving import items_to_serve
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer

AT_ONCE = 5
"""Overlaps, gaps and items that are told of one intervention, each."""
OVER = ("COMPLETED", "CANCELLED")
"""The statuses of work that goes nowhere else any more."""


@dataclass(frozen=True)
class Checked:
    """What was found: overlaps best first, gaps nearest first, and the items of plans that it may serve."""

    overlaps: list[Overlap]
    gaps: list[NearbyGap]
    items: list[PlanItem]


def check(
    viewer: Viewer,
    intervention: Intervention,
    sites: Sequence[Site],
    partners: Sequence[int] | None = None,
    first: int = AT_ONCE,
) -> Checked:
    """What an intervention, stored or not, would do twice and could do instead; nothing is written.

    `sites` are those it is to have (area and group are looked at), `partners` the ids of organisations that lead it or
    carry out part of it, or None for the stored ones. What is missing yet makes the answer shorter, never wrong.
    """
    area_ids = {site.area_id for site in sites if site.area_id}
    return Checked(
        overlaps_of(viewer, intervention, sites, partners, first),
        gaps_beside(viewer, intervention, area_ids, first),
        items_to_serve(viewer, intervention, area_ids, first),
    )


def gaps_beside(
    viewer: Viewer, intervention: Intervention, area_ids: Collection[int], first: int = AT_ONCE
) -> list[NearbyGap]:
    """The nearest gaps in the sector and on the days of an intervention; none of one that is over."""
    begins, ends = intervention.starts_on, intervention.ends_on or FOREVER
    if not (intervention.sector_id and begins) or intervention.status in OVER:
        return []
    if ends < max(begins, clock.today()):
        return []
    return gaps_nearby(viewer, intervention.sector_id, area_ids, Period(begins, ends), first)
