"""Pairs over columns, counted by the area of a level and the sector of their finer place."""

from collections.abc import Mapping

import numpy as np

from tansiq.copied_columns.grouping import Groups, grouped, pack
from tansiq.copied_columns.tables import NONE, Numbers
from tansiq.duplication.column_pairs import Pairs
from tansiq.duplication.column_question import Asked
from tansiq.duplication.column_ranking import may_repeat, pair_numbers
from tansiq.duplication.overlap import GroupKey, OverlapGroup, Tied
from tansiq.duplication.weights import POINTS
from tansiq.models.area import ANCESTORS


class _Counted:
    """How many pairs of interventions each group has, and the most points of one: filled some pairs at a time."""

    def __init__(self, question: Asked, group_of: Numbers, groups: int) -> None:
        self._sides, self._group_of = question.sides, group_of
        self._single, self.most = np.zeros(groups, np.int64), np.zeros(groups, np.int64)
        self._repeated: list[Numbers] = [np.empty((0, 2), np.int64)]

    def add(self, pairs: Pairs) -> None:
        group, is_repeated = self._group_of[pairs.lower], may_repeat(self._sides, pairs)
        self._single += np.bincount(group[~is_repeated], minlength=len(self._single))
        np.maximum.at(self.most, group, pairs.points)
        repeated = np.flatnonzero(is_repeated)
        numbers = pair_numbers(self._sides, pairs.at(repeated))
        self._repeated.append(np.column_stack([group[repeated].astype(np.int64), numbers]))

    @property
    def counts(self) -> Numbers:
        """A pair that meets in one group several times counts once."""
        rows = np.concatenate(self._repeated)
        order = np.argsort(rows[:, 1])
        is_same = np.zeros(len(rows) + 1, np.bool_)
        is_same[1:-1] = rows[order[1:], 1] == rows[order[:-1], 1]
        # Hardly any pair meets twice; only those are told apart by their groups.
        is_beside = is_same[1:] | is_same[:-1]
        met = np.concatenate([rows[order[~is_beside], 0], distinct(rows[order[is_beside]])[:, 0]])
        return self._single + np.bincount(met, minlength=len(self._single))


def distinct(rows: Numbers) -> Numbers:
    """The different ones among rows of numbers, in order."""
    rows = rows[np.lexsort(rows.T[::-1])]
    is_new = np.ones(len(rows), np.bool_)
    is_new[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    found: Numbers = rows[is_new]
    return found


def _keys(question: Asked, level: int) -> tuple[Groups, Numbers, Numbers]:
    """The groups that there may be, with the area and the sector of each; `places` says in which a side's pairs are."""
    area, sector = question.places.of(ANCESTORS[level], question.sides.area), question.sides.sector
    found = grouped(pack([area, sector], len(area)))
    return found, found.first(area), found.first(sector)


def groups(question: Asked, level: int) -> list[OverlapGroup]:
    """The groups of a level (0-3) that have pairs, most first, then best."""
    found, area, sector = _keys(question, level)
    counted = _Counted(question, found.places(), len(found))
    for pairs in question.every_pair():
        counted.add(pairs)
    counts, most = counted.counts, counted.most
    order = np.lexsort((sector, area, -most, -counts))
    order = order[counts[order] > 0]
    rows = zip(*(column[order].tolist() for column in (area, sector, counts, most)), strict=True)
    return [OverlapGroup(None if a == NONE else a, s, count, points / POINTS) for a, s, count, points in rows]


def tied_groups(question: Asked, level: int, ties: Numbers) -> Mapping[GroupKey, list[Tied]]:
    """By area and sector: by what pairs there are tied together, and how many pairs; `ties` has a row for each tie of
    two interventions: their number (see `pair_numbers`) and what ties them."""
    found, area, sector = _keys(question, level)
    ties, met, group_of = distinct(ties), [np.empty((0, 3), np.int64)], found.places().astype(np.int64)
    for pairs in question.every_pair(are_scored=False):
        numbers = pair_numbers(question.sides, pairs)
        low, high = (np.searchsorted(ties[:, 0], numbers, side) for side in ("left", "right"))
        some = np.flatnonzero(high > low)
        lengths = (high - low)[some]
        tie = np.repeat(low[some] - (np.cumsum(lengths) - lengths), lengths) + np.arange(int(lengths.sum()))
        met.append(np.column_stack([np.repeat(group_of[pairs.lower[some]], lengths), ties[tie][:, ::-1]]))
    rows = distinct(np.concatenate(met))[:, :2]
    answer: dict[GroupKey, list[Tied]] = {}
    for (group, by), count in zip(*np.unique(rows, axis=0, return_counts=True), strict=True):
        key = None if area[group] == NONE else int(area[group]), int(sector[group])
        answer.setdefault(key, []).append(Tied(int(by), int(count)))
    return answer
