"""How much an overlap weighs: one table of weights, and the score made of it.

    score = weight of the coarser place  x  share of days  x  likeness

It is counted in ten-thousandths with whole numbers alone, so that SQLite, PostgreSQL and Python agree to
the last digit and pages can be cut by it.
"""

import math
from datetime import date
from typing import Any

from peewee import Case, Value, fn

from tansiq.platform.database import is_postgres

PLACE = {4: 100, 3: 80, 2: 50, 1: 20, 0: 5}
"""Hundredths by level of the coarser of the two places. Two organisations in one settlement meet the same
people; in one sub-district most likely, in one district perhaps; a governorate or a country only says that
they ought to talk to each other."""

ACTIVITY, GROUP, MODALITY = 10, 6, 4
"""Twentieths of likeness. The same activity is what makes a duplicate, hence half of the whole; other people
can make it none (.3); goods here and cash there may still be the same help (.2)."""

LIKENESS = ACTIVITY + GROUP + MODALITY
POINTS = 10_000
"""The points of a score of 1."""
STRENGTHS = {"STRONG": 0.5, "CLEAR": 0.25, "WEAK": 0.0}
"""From which score on an overlap is called so. What meets in a governorate alone is never more than weak."""

FOREVER = date(9999, 12, 31)
"""Stands for an open end where days are compared."""


def strength(score: float) -> str:
    """The code of OVERLAP_STRENGTHS for a score of 0 to 1."""
    return next(code for code, least in STRENGTHS.items() if score >= least)


def least_points(score: float) -> int:
    """The points from which on a pair has a score of at least 0 to 1."""
    return math.ceil(round(score * POINTS, 6))


def points(lower: Any, upper: Any) -> Any:
    """The score of two sites in ten-thousandths, rounded half up, as SQL; `upper` is at the coarser place."""
    place = Case(upper.level, list(PLACE.items()))
    whole = place * _likeness(lower, upper) * (POINTS // (100 * LIKENESS))
    both_run = lower.ends_on.is_null() & upper.ends_on.is_null()
    shorter = _less(_length(lower), _length(upper))
    rounded = (2 * whole * days_in_common(lower, upper) + shorter) / (2 * shorter)
    return Case(None, [(both_run, whole)], rounded)


def begins_in_common(one: Any, other: Any) -> Any:
    """The first day on which both run, as SQL."""
    return Case(None, [(one.starts_on > other.starts_on, one.starts_on)], other.starts_on)


def ends_in_common(one: Any, other: Any) -> Any:
    """The last day on which both run, as SQL; empty where both still run."""
    return Case(None, [(one.ends_on.is_null() | (other.ends_on < one.ends_on), other.ends_on)], one.ends_on)


def days_in_common(one: Any, other: Any) -> Any:
    """The number of days on which both run, as SQL; empty where both still run."""
    return _days(begins_in_common(one, other), ends_in_common(one, other))


def _length(side: Any) -> Any:
    return _days(side.starts_on, fn.COALESCE(side.ends_on, FOREVER))


def _days(begins: Any, ends: Any) -> Any:
    """Days from one to the other, both included."""
    if is_postgres():
        return (ends - begins + 1).cast("BIGINT")
    return (fn.julianday(ends) - fn.julianday(begins) + 1).cast("INTEGER")


def _less(one: Any, other: Any) -> Any:
    return Case(None, [(one < other, one)], other)


def _likeness(one: Any, other: Any) -> Any:
    """Twentieths: all where equal, half where unknown on either side ("everybody" says nothing), else none."""
    activity = _alike(one.activity, other.activity, ACTIVITY)
    return activity + _alike(one.group, other.group, GROUP) + _alike(one.modality, other.modality, MODALITY)


def _alike(one: Any, other: Any, weight: int) -> Any:
    unknown = one.is_null() | other.is_null()
    return Case(None, [(unknown, Value(weight // 2)), (one == other, Value(weight))], Value(0))
