"""Pairs that are not overlaps although they meet: partners in one of the two, and what a person has settled."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from tansiq.copied_columns.beside import once, standing_for
from tansiq.copied_columns.copies import Copy
from tansiq.copied_columns.masks import among
from tansiq.copied_columns.tables import Numbers
from tansiq.copied_columns.views import view
from tansiq.duplication.column_sides import Sides
from tansiq.duplication.decided_facts import facts_of
from tansiq.duplication.pairs import LEADING, is_settling
from tansiq.models import Intervention, OverlapDecision, Partnership, Site

_BITS = 32
"""Two ids make one number, the first of them in the upper half."""


def packed(first: Numbers, second: Numbers) -> Numbers:
    """One number for each two ids, in the order of the first, then of the second."""
    found: Numbers = (first.astype(np.int64) << _BITS) | second
    return found


class Excluded:
    """Which pairs of sides are left out: where one has part in what the other does, and those `settled`, packed."""

    def __init__(self, copy: Copy, sides: Sides, settled: Numbers) -> None:
        self._sides, self._settled = sides, settled
        self._partners = _partners(copy, sides)
        self._has_partners = among(sides.intervention, self._partners >> _BITS)

    def kept(self, lower: Numbers, upper: Numbers) -> Numbers:
        """The places of the pairs, each two places among the sides, that stay."""
        is_out = self.are_partners(lower, upper) | self.are_partners(upper, lower)
        if len(self._settled):
            is_out |= self.are_settled(lower, upper)
        return np.flatnonzero(~is_out)

    def are_partners(self, one: Numbers, other: Numbers) -> Numbers:
        """Whether the organisation of the other leads the one, or carries out part of it."""
        works, partners = self._sides.intervention, self._sides.organization
        return _are_among(self._has_partners[one], works[one], partners[other], self._partners)

    def are_settled(self, one: Numbers, other: Numbers) -> Numbers:
        """Whether a person has decided on the two interventions, and they are still what was decided on."""
        works = self._sides.intervention
        return self._is_settled(works[one], works[other]) | self._is_settled(works[other], works[one])

    def _is_settled(self, first: Numbers, second: Numbers) -> Numbers:
        may_be = among(first, self._settled >> _BITS)
        return _are_among(may_be, first, second, self._settled)


def _are_among(may_be: Numbers, first: Numbers, second: Numbers, known: Numbers) -> Numbers:
    """Which pairs of ids are known; only those that may be are looked up."""
    found = may_be.copy()
    some = np.flatnonzero(may_be)
    wanted = packed(first[some], second[some])
    # What is beyond the last is compared with the last.
    there = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
    found[some] = known[there] == wanted if len(known) else False
    return found


def _partners(copy: Copy, sides: Sides) -> Numbers:
    """The sides' interventions with the organisations that do them together, packed, in order."""
    together = view(copy, "partnership", [Partnership.role.in_(LEADING)]).among("intervention", sides.intervention)
    return np.sort(packed(together.column("intervention"), standing_for(together.column("organization"))))


def settled() -> Numbers:
    """The pairs of interventions, the lower id first, on which a person's decision holds, packed, in order."""
    return packed_rows(once("settled", (OverlapDecision, Intervention, Site), decisions_that_hold))


def packed_rows(rows: Sequence[tuple[Any, ...]]) -> Numbers:
    """Rows of two ids as numbers, in order."""
    found = np.array(rows, np.int64).reshape(len(rows), 2)
    return np.sort(packed(found[:, 0], found[:, 1]))


def decisions_that_hold() -> Any:
    """The query of decisions on stored interventions that both are still what they were then: their two ids."""
    decision, first, second = OverlapDecision, Intervention.alias("first_work"), Intervention.alias("second_work")
    query: Any = decision.select(decision.first, decision.second).join(first, on=(first.id == decision.first))
    query = query.switch(decision).join(second, on=(second.id == decision.second))
    return query.where(
        is_settling(decision), decision.first_facts == facts_of(first), decision.second_facts == facts_of(second)
    )
