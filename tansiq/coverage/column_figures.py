"""The figures of many cells at once: tansiq.coverage.figures, rule by rule, over columns of whole numbers.

Empty is NONE, an unknown ratio NaN. Exact as long as no number reaches EXACT; the functions of one cell are the oracle
of the tests.
"""

from collections.abc import Callable, Mapping

import numpy as np

from tansiq.copied_columns.tables import NONE, Numbers
from tansiq.coverage.column_counting import Frame
from tansiq.coverage.figures import SHOWN_AS_WHOLE
from tansiq.language.vocabulary import COVERAGE_STATES
from tansiq.platform.columns import Coded, Column

EXACT = 2**53
"""Fractions hold every whole number below it."""
_STATES = COVERAGE_STATES.codes


def coverage_ratio(cells: Frame) -> Numbers:
    return _ratio(cells["reached"], cells["targeted"])


def reached_of_need_ratio(cells: Frame) -> Numbers:
    return _ratio(cells["reached"], cells["in_need"])


def targeted_of_need_ratio(cells: Frame) -> Numbers:
    return _ratio(cells["targeted"], cells["in_need"])


def gap(cells: Frame) -> Numbers:
    return _shortfall(cells["targeted"], _or_none_of_them(cells["reached"]))


def projected_gap(cells: Frame) -> Numbers:
    return _shortfall(cells["targeted"], _or_none_of_them(cells["reached"]) + _or_none_of_them(cells["planned"]))


def unmet_need(cells: Frame) -> Numbers:
    return _shortfall(cells["in_need"], _or_none_of_them(cells["reached"]))


def state(cells: Frame) -> Coded:
    """The codes of COVERAGE_STATES: what is said last counts first."""
    reached, targeted, in_need = cells["reached"], cells["targeted"], cells["in_need"]
    meant = np.where(targeted > 0, targeted, in_need)
    meant = np.where(meant == NONE, targeted, meant)
    found = np.where(reached > meant, _place("OVER_REACHED"), _place("COVERED"))
    found[reached < SHOWN_AS_WHOLE * meant] = _place("UNDER_REACHED")
    found[meant == NONE] = _place("NO_NEED_DATA")
    found[reached == NONE] = _place("PRESENCE_WITHOUT_REPORT")
    found[(reached <= 0) & (cells["planned_count"] == cells["interventions"])] = _place("PLANNED_ONLY")
    found[cells["organizations"] == 0] = _place("NO_PRESENCE")
    return Coded(found, _STATES)


FIGURES: Mapping[str, Callable[[Frame], Column]] = {
    made.__name__: made
    for made in (
        coverage_ratio, reached_of_need_ratio, targeted_of_need_ratio, gap, projected_gap, unmet_need, state,
    )
}  # fmt: skip
"""By the names of the functions of one cell."""


def _place(code: str) -> int:
    return _STATES.index(code)


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    is_known = (part != NONE) & (whole > 0)
    found: Numbers = np.divide(part, whole, out=np.full(len(part), np.nan), where=is_known)
    return found


def _shortfall(whole: Numbers, part: Numbers) -> Numbers:
    return np.where(whole == NONE, NONE, np.maximum(whole - part, 0))


def _or_none_of_them(people: Numbers) -> Numbers:
    """People, nobody where it is not known."""
    return np.maximum(people, 0).astype(np.int64)
