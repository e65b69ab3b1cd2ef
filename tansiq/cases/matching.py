"""Which case a cluster is: one found before that shares interventions with it, or a new one.

cases that stand, oldest first --> each is the cluster that shares most with it and is still free
clusters left -------------------> a case that had ended and shares two interventions with it, or a new one
cases left ----------------------> joined into the case of a cluster that they share with, or ended
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tansiq.cases.clusters import Cluster
from tansiq.models import OverlapCase

_SHARED_TO_COME_BACK = 2


@dataclass(frozen=True, eq=False)
class Known:
    """A case that is stored, with the interventions that take part in it by their facts as decided (None: nothing is
    decided on them), and those that left."""

    row: OverlapCase
    decided: dict[int, str | None]
    left: frozenset[int] = frozenset()

    @property
    def members(self) -> frozenset[int]:
        """The ids of the interventions that take part."""
        return frozenset(self.decided) - self.left

    def shares(self, cluster: Cluster) -> int:
        """How many of its interventions are in a cluster."""
        return len(self.members.intersection(cluster.members))


@dataclass(frozen=True)
class Matched:
    """Clusters with the case that each is, None for a new one; and cases that are none, with the one they joined."""

    clusters: list[tuple[Cluster, Known | None]]
    ended: list[tuple[Known, Cluster | None]]


def matched(found: Sequence[Cluster], known: Sequence[Known]) -> Matched:
    """Match the clusters of one cell with all of its cases. The same input gives the same answer in any order."""
    clusters = sorted(found, key=lambda cluster: cluster.members)
    cases = sorted(known, key=lambda one: one.row.id)
    standing = [one for one in cases if one.row.ended_on is None]
    taken: dict[Cluster, Known] = {}
    for one in standing:
        free = [cluster for cluster in clusters if cluster not in taken and one.shares(cluster)]
        if free:
            taken[min(free, key=lambda cluster: (-one.shares(cluster), cluster.members))] = one
    for one in reversed([one for one in cases if one.row.ended_on is not None and one.row.end_kind != "JOINED"]):
        back = [cluster for cluster in clusters if cluster not in taken and one.shares(cluster) >= _SHARED_TO_COME_BACK]
        if back:
            taken[min(back, key=lambda cluster: (-one.shares(cluster), cluster.members))] = one
    gone = [one for one in standing if one not in taken.values()]
    return Matched(
        [(cluster, taken.get(cluster)) for cluster in clusters],
        [(one, next((cluster for cluster in clusters if one.shares(cluster)), None)) for one in gone],
    )
