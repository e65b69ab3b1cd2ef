"""A question about overlaps as it is asked of copied columns: its sides, and the pairs that they make."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from peewee import fn

from tansiq.copied_columns.copies import Copy
from tansiq.copied_columns.masks import among
from tansiq.copied_columns.places import Places
from tansiq.copied_columns.tables import Numbers
from tansiq.duplication.column_pairs import LEVELS, Pairs, Search
from tansiq.duplication.column_sides import Sides, sides_of
from tansiq.duplication.excluded_pairs import Excluded, settled
from tansiq.duplication.overlap import OverlapQuestion
from tansiq.duplication.weights import Weights, least_points
from tansiq.models import Area, Organization
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


@dataclass(frozen=True)
class Asked:
    """A question with the sides that its pairs consist of."""

    sides: Sides
    places: Places
    search: Search
    weights: Weights
    of_organizations: Numbers | None
    """The organisations of which a pair has at least one; None: any."""

    def pairs(self, level: int, are_scored: bool = True) -> Iterator[Pairs]:
        """The pairs asked for whose coarser place is of a level, some at a time."""
        for found in self.search.pairs(level, are_scored):
            yield found if self.of_organizations is None else self._of(self.of_organizations, found)

    def every_pair(self, are_scored: bool = True) -> Iterator[Pairs]:
        """All of them: there may be millions, more than there is room for at once."""
        for level in LEVELS:
            yield from self.pairs(level, are_scored)

    def _of(self, organizations: Numbers, found: Pairs) -> Pairs:
        is_one = among(self.sides.organization, organizations)
        return found.at(np.flatnonzero(is_one[found.lower] | is_one[found.upper]))


def asked(copy: Copy, viewer: Viewer, question: OverlapQuestion, area: Area) -> Asked:
    """All that the question needs of a copy, into which it looks no more: others may, while pairs are looked for.

    Raises UncopiedError or Refused(DATES_REVERSED).
    """
    if question.period:
        question.period.check()
    sides, places = sides_of(copy, viewer, question, area), copy.places.laid_out()
    excluded = Excluded(copy, sides, np.empty(0, np.int64) if question.is_settled_too else settled())
    search = Search(sides, places, excluded, question.weights, least_points(question.min_score))
    return Asked(sides, places, search, question.weights, _organizations(viewer, question))


def _organizations(viewer: Viewer, question: OverlapQuestion) -> Numbers | None:
    """Those that the question names, as they count; named and hidden is as named and not there."""
    if not question.organizations:
        return None
    stands_for = fn.COALESCE(Organization.canonical, Organization.id)
    known: Any = visible(Organization, viewer).select(stands_for).where(Organization.id.in_(question.organizations))
    return np.array([row_id for (row_id,) in known.tuples()], np.int64)
