"""From pairs that overlap to what overlaps as a whole: all that hang together in one area and sector are one cluster.

A -- B -- C      one cluster of three, although A and C do not meet each other
D -- E           another one
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tansiq.duplication.weights import FOREVER


class Cell(NamedTuple):
    """The ids of an area, the finer of the two places of each pair, and of a top-level sector."""

    area: int
    sector: int


class Link(NamedTuple):
    """Two interventions that overlap in a cell, and their canonical organisations; no end: both still run."""

    first: int
    second: int
    organizations: tuple[int, int]
    points: int
    begins: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Interventions that hang together by overlapping, in the order of their ids. `points` are the best score in
    ten-thousandths, `until` the first day on which one of its pairs ends, None where all still run."""

    members: tuple[int, ...]
    organization_count: int
    points: int
    overlaps_from: date
    overlaps_to: date | None
    until: date | None

    @property
    def mark(self) -> int:
        """A number that is the same for equal clusters, and hardly ever for others."""
        days = (self.overlaps_from, self.overlaps_to or FOREVER, self.until or FOREVER)
        facts = (self.organization_count, self.points, *(day.toordinal() for day in days))
        return mark_of(sum(map(mixed, self.members)), facts)


_BITS = 2**64 - 1
_SPREAD = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)


def mixed(number: int) -> int:
    """A number spread over 64 bits, as SplitMix64 does."""
    number = (number + _SPREAD[0]) & _BITS
    number = ((number ^ (number >> 30)) * _SPREAD[1]) & _BITS
    number = ((number ^ (number >> 27)) * _SPREAD[2]) & _BITS
    return number ^ (number >> 31)


def mark_of(members: int, facts: Sequence[int]) -> int:
    """The mark of a cluster from the sum of its mixed members and its facts; 63 bits, as databases keep."""
    mark = members & _BITS
    for fact in facts:
        mark = mixed(mark ^ fact)
    return mark >> 1


def clusters(links: Iterable[Link]) -> list[Cluster]:
    """What hangs together among pairs of one cell, in the order of the lowest ids."""
    found = list(links)
    leader: dict[int, int] = {}
    for link in found:
        one, other = _leader(leader, link.first), _leader(leader, link.second)
        leader[max(one, other)] = min(one, other)
    by_leader: dict[int, list[Link]] = {}
    for link in found:
        by_leader.setdefault(_leader(leader, link.first), []).append(link)
    return [_cluster(by_leader[one]) for one in sorted(by_leader)]


def _leader(leader: dict[int, int], work: int) -> int:
    """The lowest id of what hangs together with an intervention so far; the way there is shortened."""
    above = leader.setdefault(work, work)
    while above != leader[above]:
        leader[work] = above = leader[above]
    return above


def _cluster(links: Sequence[Link]) -> Cluster:
    ends = [link.ends for link in links]
    known = [day for day in ends if day is not None]
    return Cluster(
        members=tuple(sorted({work for link in links for work in (link.first, link.second)})),
        organization_count=len({one for link in links for one in link.organizations}),
        points=max(link.points for link in links),
        overlaps_from=min(link.begins for link in links),
        overlaps_to=None if None in ends else max(known),
        until=min(known, default=None),
    )
