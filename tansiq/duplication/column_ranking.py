"""From pairs of sites to pairs of interventions, over columns: the best of each, ranked (see `ranking`)."""

from dataclasses import dataclass

import numpy as np

from tansiq.copied_columns.tables import Numbers
from tansiq.duplication.column_pairs import Pairs
from tansiq.duplication.column_sides import Sides
from tansiq.duplication.excluded_pairs import packed
from tansiq.duplication.overlap import OverlapRank


@dataclass(frozen=True)
class Ranked:
    """Pairs by the ids of their interventions, the lower one first, and of the sites of both."""

    points: Numbers
    first: Numbers
    second: Numbers
    first_site: Numbers
    second_site: Numbers

    def __len__(self) -> int:
        return len(self.points)

    def at(self, where: Numbers) -> "Ranked":
        """Those at some places."""
        return Ranked(*(column[where] for column in self.columns))

    @property
    def columns(self) -> tuple[Numbers, ...]:
        return self.points, self.first, self.second, self.first_site, self.second_site

    def after(self, rank: OverlapRank | None) -> "Ranked":
        """Those that come after a rank, best score first."""
        if rank is None:
            return self
        later = (self.first > rank.first_id) | ((self.first == rank.first_id) & (self.second > rank.second_id))
        return self.at(np.flatnonzero((self.points < rank.points) | ((self.points == rank.points) & later)))

    def best(self, count: int) -> "Ranked":
        """So many of them, best score first, then by the ids."""
        some = self
        if count < len(self):
            # Only those are put in order that may be among them.
            least = np.partition(self.points, len(self) - count)[len(self) - count]
            some = self.at(np.flatnonzero(self.points >= least))
        return some.at(np.lexsort((some.second, some.first, -some.points))[:count])


def ranked(sides: Sides, pairs: Pairs) -> Ranked:
    """One row for each pair of interventions: that of their sites with most points, then the lowest ids of sites."""
    is_first = sides.intervention[pairs.lower] < sides.intervention[pairs.upper]
    first, second = np.where(is_first, pairs.lower, pairs.upper), np.where(is_first, pairs.upper, pairs.lower)
    works, sites = sides.intervention, sides.site
    every = Ranked(pairs.points, works[first], works[second], sites[first], sites[second])
    return every.at(_once_each(every, may_repeat(sides, pairs)))


def may_repeat(sides: Sides, pairs: Pairs) -> Numbers:
    """Which pairs of sites may not be the only ones of their interventions."""
    several = sides.is_one_of_several
    found: Numbers = several[pairs.lower] | several[pairs.upper]
    return found


def pair_numbers(sides: Sides, pairs: Pairs) -> Numbers:
    """One number for each pair: the same for the same two interventions."""
    lower, upper = sides.intervention[pairs.lower], sides.intervention[pairs.upper]
    return packed(np.minimum(lower, upper), np.maximum(lower, upper))


def _once_each(every: Ranked, may_repeat: Numbers) -> Numbers:
    """The places of one row for each pair of interventions; rows that cannot repeat are each their own."""
    single, some = np.flatnonzero(~may_repeat), np.flatnonzero(may_repeat)
    pair = packed(every.first[some], every.second[some])
    order = np.argsort(pair, kind="stable")
    is_same = np.zeros(len(order) + 1, np.bool_)
    is_same[1:-1] = pair[order][1:] == pair[order][:-1]
    # Hardly any has another one beside it; only those are compared by all that decides.
    is_beside = is_same[1:] | is_same[:-1]
    alone, repeated = some[order[~is_beside]], some[order[is_beside]]
    by = (every.second_site, every.first_site, -every.points, every.second, every.first)
    repeated = repeated[np.lexsort([column[repeated] for column in by])]
    begins = np.ones(len(repeated), np.bool_)
    begins[1:] = np.any([column[repeated][1:] != column[repeated][:-1] for column in by[-2:]], axis=0)
    return np.concatenate([single, alone, repeated[begins]])
