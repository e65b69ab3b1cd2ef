"""Overlaps from copied columns: the same pairs, in the same order, as the statements find (tansiq.duplication.pairs).

sides --Search, level by level--> pairs of sites --ranked--> pairs of interventions --> a page, a count, groups
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from peewee import Select

from tansiq.copied_columns.copies import Copy
from tansiq.copied_columns.grouping import starts_of
from tansiq.duplication import column_groups
from tansiq.duplication.column_pairs import LEVELS, Pairs
from tansiq.duplication.column_question import Asked, asked
from tansiq.duplication.column_ranking import may_repeat, pair_numbers, ranked
from tansiq.duplication.excluded_pairs import packed
from tansiq.duplication.overlap import GroupKey, OverlapGroup, OverlapQuestion, OverlapRank, Tied
from tansiq.models import Area
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer


@dataclass(frozen=True)
class FromColumns:
    """The answers to one question."""

    question: Asked

    @classmethod
    def of(cls, copy: Copy, viewer: Viewer, question: OverlapQuestion, area: Area) -> "FromColumns":
        """Raises UncopiedError or Refused(DATES_REVERSED); the answers raise OverflowError."""
        return cls(asked(copy, viewer, question, area))

    def page(self, after: OverlapRank | None, count: int) -> list[tuple[int, ...]]:
        """The best pairs that come after a rank, so many at most, each with the columns COLUMNS of `pairs`."""
        found, weights = list[Pairs](), self.question.weights
        for level in LEVELS:
            found += self.question.pairs(level)
            best = ranked(self.question.sides, Pairs.joined(found)).after(after).best(count)
            # What is looked at next has no more points than this, and might come first among equals.
            beyond = weights.most_points(level - 1) if level else -1
            if len(best) == count and best.points[-1] > beyond:
                break
        return list(zip(*(column.tolist() for column in best.columns), strict=True))

    def count(self) -> int:
        """How many pairs of interventions there are."""
        sides, single, repeated = self.question.sides, 0, [np.empty(0, np.int64)]
        for pairs in self.question.every_pair(are_scored=False):
            is_repeated = may_repeat(sides, pairs)
            single += len(pairs) - int(np.count_nonzero(is_repeated))
            repeated.append(pair_numbers(sides, pairs.at(np.flatnonzero(is_repeated))))
        return single + len(starts_of(np.sort(np.concatenate(repeated))))

    def groups(self, level: int) -> list[OverlapGroup]:
        """As `find_overlaps.group_overlaps`."""
        return column_groups.groups(self.question, level)

    def tied_groups(self, level: int, ties: Select) -> Mapping[GroupKey, list[Tied]]:
        """As `find_overlaps.tied_groups`."""
        rows = db.execute(ties).fetchall()
        told = np.array(rows, np.int64).reshape(len(rows), 3)
        return column_groups.tied_groups(
            self.question, level, np.column_stack([packed(told[:, 0], told[:, 1]), told[:, 2]])
        )
