"""What other weights would do to today's list, before they are saved: nothing is written.

pairs of a year, by the weights in use ---+--> how many of each strength, now and then
pairs of the same year, by others --------'--> the clearest that would come, and that would go
what makes cases today, by both ------------> how many of each strength, now and then
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tansiq.cases.clusters import Cell, clusters
from tansiq.cases.every_cell import asked_of
from tansiq.cases.found_links import links_in
from tansiq.copied_columns.folder import counted
from tansiq.duplication.find_overlaps import ranked_pairs
from tansiq.duplication.overlap import Overlap, OverlapQuestion
from tansiq.duplication.pair_facts import read_chosen
from tansiq.duplication.weights import POINTS, Weights, in_use
from tansiq.geography.within import lies_in
from tansiq.models import Area, Site
from tansiq.period import Period
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer

FIRST = 10
"""Pairs that come and that go, each, that are told."""

Ranked = Sequence[tuple[int, ...]]
"""Pairs with the columns COLUMNS of tansiq.duplication.pairs, best first."""


@dataclass(frozen=True)
class Foretold:
    """By code of OVERLAP_STRENGTHS: how many pairs and cases there are now, and would be then. `come` are the clearest
    of the clear and strong pairs that are not clear now, with the score they would have; `gone` those that are clear
    now and would not be, with the score they have; and how many of each there are."""

    pairs_now: Mapping[str, int]
    pairs_then: Mapping[str, int]
    cases_now: Mapping[str, int]
    cases_then: Mapping[str, int]
    come: list[Overlap]
    come_count: int
    gone: list[Overlap]
    gone_count: int


def foretell(viewer: Viewer, area: Area, period: Period, then: Weights, first: int = FIRST) -> Foretold:
    """What `then` would do to the pairs of a period in an area that `viewer` may see, and to the cases of today there.

    Ask first whether the question is small enough (tansiq.duplication.question_size). Raises Refused(DATES_REVERSED).
    """
    now, day = in_use(), clock.today()
    before, after = (ranked_pairs(viewer, OverlapQuestion(area, period=period, weights=one)) for one in (now, then))
    come, gone = _only(after, then, before, now), _only(before, now, after, then)
    return Foretold(
        pairs_now=_by_strength((pair[0] for pair in before), now),
        pairs_then=_by_strength((pair[0] for pair in after), then),
        cases_now=_by_strength(case_points(area, now, day), now),
        cases_then=_by_strength(case_points(area, then, day), then),
        come=read_chosen(come[:first]),
        come_count=len(come),
        gone=read_chosen(gone[:first]),
        gone_count=len(gone),
    )


def _only(these: Ranked, weights: Weights, those: Ranked, others: Weights) -> Ranked:
    """The pairs that are clear among these and are not among those."""
    clear = {pair[1:3] for pair in those if pair[0] >= others.clear_points}
    return [pair for pair in these if pair[0] >= weights.clear_points and pair[1:3] not in clear]


def _by_strength(points: Iterable[int], weights: Weights) -> dict[str, int]:
    counts = Counter(points)
    found = dict.fromkeys(weights.least, 0)
    for many, count in counts.items():
        found[weights.strength(many / POINTS)] += count
    return found


def case_points(area: Area, weights: Weights, day: date) -> list[int]:
    """The points of each case that there would be in an area on a day by some weights."""
    asked = counted(lambda copy: asked_of(copy, day, area, weights))
    if asked is not None:
        from tansiq.cases.column_clusters import clusters_of

        found: list[int] = clusters_of(asked).points.tolist()
        return found
    sites: Any = Site.select(Site.area, Site.sector).where(lies_in(Site, area)).distinct().tuples()
    links = links_in((Cell(*cell) for cell in sites), day, weights)
    return [cluster.points for those in links.values() for cluster in clusters(those)]
