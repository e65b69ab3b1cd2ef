"""Pairs of sites that overlap, found over columns: the rules of `pairs` and the score of `score`, row by row.

    upper sites by (sector, area), in the order of their first days
    lower site -> its area, and those above it -> the upper sites there that began in time -> still running? -> pairs

One level of the upper place is looked at after the other, the finest first: no pair of a level has a higher score than
its place allows, so that whoever wants the best may stop.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np

from tansiq.copied_columns.grouping import grouped, pack
from tansiq.copied_columns.places import Places
from tansiq.copied_columns.tables import NONE, Numbers
from tansiq.duplication.column_sides import OPEN_END, Sides
from tansiq.duplication.excluded_pairs import Excluded
from tansiq.duplication.weights import DOUBLED, Weights
from tansiq.models.area import ANCESTORS
from tansiq.models.overlap_weights import PLACES

AT_ONCE = 500_000
"""Candidates that are looked at together; some 100 bytes each while it lasts."""
LEVELS = tuple(reversed(range(len(PLACES))))
_DAYS = 2**32
"""Days take the lower half of a number whose upper half is a place and a sector."""


@dataclass(frozen=True)
class Pairs:
    """Pairs of sites: their points, and where both stand among the sides; the lower one lies in the upper's area."""

    points: Numbers
    lower: Numbers
    upper: Numbers

    def __len__(self) -> int:
        return len(self.points)

    def at(self, where: Numbers) -> "Pairs":
        """Those at some places."""
        return Pairs(self.points[where], self.lower[where], self.upper[where])

    @classmethod
    def joined(cls, several: "Sequence[Pairs]") -> "Pairs":
        """All of several."""
        nothing, names = np.empty(0, np.int32), [one.name for one in fields(cls)]
        return cls(*(np.concatenate([nothing, *(getattr(one, name) for one in several)]) for name in names))


@dataclass(frozen=True)
class _Spans:
    """Lower sites, and for each the run of upper ones that may overlap with it: from `low` to before `high`."""

    lower: Numbers
    upper: Numbers
    low: Numbers
    high: Numbers

    @property
    def lengths(self) -> Numbers:
        found: Numbers = np.maximum(self.high - self.low, 0)
        return found


@dataclass(frozen=True)
class _Uppers:
    """Sites by place and sector, in the order of their first days."""

    at: Numbers
    place: Numbers
    ends_on: Numbers
    begun: Numbers
    """Place and first day as one number, in order."""
    longest: Numbers
    """By place: the most days from the first to the last of one of its sites."""

    @classmethod
    def of(cls, sides: Sides, at: Numbers, place: Numbers) -> "_Uppers":
        starts, ends = sides.starts_on[at], sides.ends_on[at]
        begun = _moment(place, starts)
        order = np.argsort(begun)
        longest = np.zeros(int(place.max(initial=0)) + 1, np.int64)
        np.maximum.at(longest, place, ends - starts)
        return cls(at[order], place[order], ends[order], begun[order], longest)

    def begun_by(self, place: Numbers, day: Numbers) -> Numbers:
        """How far those reach that began in a place by a day."""
        return np.searchsorted(self.begun, _moment(place, day), "right")

    def running_from(self, place: Numbers, day: Numbers) -> Numbers:
        """Where those begin of which some may still run in a place on a day."""
        known = np.minimum(place, len(self.longest) - 1)
        return np.searchsorted(self.begun, _moment(place, day - self.longest[known]))


def _moment(place: Numbers, day: Numbers) -> Numbers:
    found: Numbers = place * _DAYS + (day + _DAYS // 2)
    return found


class Search:
    """Looks for the pairs among some sides that score `least` points or more by some weights."""

    def __init__(self, sides: Sides, places: Places, excluded: Excluded, weights: Weights, least: int) -> None:
        self._sides, self._places, self._excluded = sides, places, excluded
        self._weights, self._least = weights, max(least, 0)

    def candidates(self) -> int:
        """How many pairs would be looked at."""
        return sum(int(spans.lengths.sum()) for level in LEVELS for spans in self._spans(level))

    def pairs(self, level: int, are_scored: bool = True) -> Iterator[Pairs]:
        """Those whose upper place is of a level, some at a time. Unless they `are_scored`, points may be left at 0."""
        weight = self._weights.place[level] if are_scored or self._least else 0
        if self._weights.most_points(level) >= self._least:
            for spans in self._spans(level):
                for lower, upper in _candidates(spans):
                    yield self._overlapping(lower, upper, weight)

    def _spans(self, level: int) -> Iterator[_Spans]:
        """Within one area each site meets those that began with it or later; then those in areas below meet those."""
        sides, above = self._sides, self._cells(level)
        at = np.flatnonzero(sides.level == level)
        belows = np.flatnonzero(sides.is_lower & (sides.level > level) & (above != NONE))
        area = np.where(sides.level == level, sides.area, above)
        place = _keys(sides.sector, area, at, belows)
        uppers = _Uppers.of(sides, at, place[: len(at)])
        own = np.flatnonzero(sides.is_lower[uppers.at])
        yield _Spans(uppers.at[own], uppers.at, own + 1, uppers.begun_by(uppers.place[own], uppers.ends_on[own]))
        if len(belows) and len(at):
            yield self._below(belows, place[len(at) :], uppers)

    def _below(self, belows: Numbers, place: Numbers, uppers: "_Uppers") -> _Spans:
        # Neighbours are sought together, which takes a fraction of the time.
        order = np.argsort(place, kind="stable")
        belows, place = belows[order], place[order]
        low = uppers.running_from(place, self._sides.starts_on[belows])
        return _Spans(belows, uppers.at, low, uppers.begun_by(place, self._sides.ends_on[belows]))

    def _cells(self, level: int) -> Numbers:
        if level < len(ANCESTORS):
            return self._places.of(ANCESTORS[level], self._sides.area)
        return np.full(len(self._sides), NONE)

    def _overlapping(self, lower: Numbers, upper: Numbers, weight: int) -> Pairs:
        sides = self._sides
        meet = sides.ends_on[upper] >= sides.starts_on[lower]
        meet &= sides.organization[upper] != sides.organization[lower]
        one, other = sides.subsector[lower], sides.subsector[upper]
        meet &= (one == NONE) | (other == NONE) | (one == other)
        where = np.flatnonzero(meet)
        lower, upper = lower[where].astype(np.int32), upper[where].astype(np.int32)
        if not weight:
            found = Pairs(np.zeros(len(lower), np.int32), lower, upper)
        else:
            found = Pairs(points(self._weights, sides, lower, upper, weight).astype(np.int32), lower, upper)
            found = found.at(np.flatnonzero(found.points >= self._least))
        return found.at(self._excluded.kept(found.lower, found.upper))


def _keys(sector: Numbers, area: Numbers, *where: Numbers) -> Numbers:
    """A small number for each sector and area, of the sites at some places."""
    some = np.concatenate(where)
    return grouped(pack([sector[some], area[some]], len(some))).places().astype(np.int64)


def _candidates(spans: _Spans) -> Iterator[tuple[Numbers, Numbers]]:
    """The lower and the upper sites of all spans, AT_ONCE pairs or one span at a time."""
    ends = np.cumsum(spans.lengths)
    begin = 0
    while begin < len(ends):
        done = int(ends[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(ends, done + AT_ONCE, "right")), begin + 1)
        lengths = spans.lengths[begin:end]
        lower = np.repeat(spans.lower[begin:end], lengths)
        first = spans.low[begin:end] - (ends[begin:end] - lengths - done)
        yield lower, spans.upper[np.arange(len(lower)) + np.repeat(first, lengths)]
        begin = end


def points(weights: Weights, sides: Sides, lower: Numbers, upper: Numbers, place: int | Numbers) -> Numbers:
    """The score of pairs in ten-thousandths, as `score.points` has it; `place` is the weight of it, or one each."""
    doubled = place * _likeness(weights, sides, lower, upper) * DOUBLED
    begins, others_begin = sides.starts_on[lower], sides.starts_on[upper]
    ends, others_end = sides.ends_on[lower], sides.ends_on[upper]
    first_end = np.minimum(ends, others_end)
    common = first_end - np.maximum(begins, others_begin) + 1
    shorter = np.minimum(ends - begins, others_end - others_begin) + 1
    return np.where(first_end == OPEN_END, (doubled + 1) // 2, (doubled * common + shorter) // (2 * shorter))


def _likeness(weights: Weights, sides: Sides, lower: Numbers, upper: Numbers) -> Numbers:
    """Fortieths."""
    found = np.zeros(len(lower), np.int64)
    parts = ((sides.activity, weights.activity), (sides.group, weights.group), (sides.modality, weights.modality))
    for column, weight in parts:
        one, other = column[lower], column[upper]
        found += np.where((one == NONE) | (other == NONE), weight, np.where(one == other, 2 * weight, 0))
    return found
