"""Overlaps avoided at entry: somebody was warned of one, changed what they entered, and what they saved overlaps less.

the strongest overlap they were warned of --strength--> CLEAR or STRONG
the strongest overlap that is left        --strength--> less: it was avoided
"""

from collections.abc import Sequence
from typing import NamedTuple

from tansiq.duplication.overlap import Overlap
from tansiq.duplication.weights import POINTS, strength
from tansiq.language.case_vocabulary import OVERLAP_STRENGTHS
from tansiq.models import AvoidedOverlap
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer


class Warned(NamedTuple):
    """The strongest overlap that somebody was warned of: its score in ten-thousandths, its place and its sector."""

    points: int
    area_id: int
    sector_id: int


def strongest(found: Sequence[Overlap], before: Warned | None = None) -> Warned | None:
    """The strongest of the overlaps that are told now, and of those that were before; None where none is clear."""
    told = [Warned(round(one.score * POINTS), one.area_id, one.sector_id) for one in found]
    most = max([*told, *([before] if before else [])], default=None)
    return most if most is not None and _rank(most.points) > 0 else None


def note_avoided(viewer: Viewer, warned: Warned | None, left: Sequence[Overlap]) -> bool:
    """Remember that the overlap of which the viewer was warned was avoided, if what is left overlaps less; whether it
    was. An account counts once a day for each place and sector."""
    remaining = max((round(one.score * POINTS) for one in left), default=0)
    if warned is None or _rank(remaining) >= _rank(warned.points):
        return False
    facts = {"area": warned.area_id, "sector": warned.sector_id, "account": viewer.account_id}
    AvoidedOverlap.insert(avoided_on=clock.today(), **facts).on_conflict_ignore().execute()
    return True


def _rank(points: int) -> int:
    """0 for what is weak, then how strong."""
    return OVERLAP_STRENGTHS.codes.index(strength(points / POINTS))
