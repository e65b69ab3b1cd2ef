"""The score of an overlap as SQL.

    score = weight of the coarser place  x  share of days  x  likeness

It is counted in ten-thousandths with whole numbers alone, so that SQLite, PostgreSQL and Python agree to
the last digit and pages can be cut by it.
"""

from typing import Any

from peewee import Case, Value, fn

from tansiq.duplication.weights import DOUBLED, FOREVER, Weights
from tansiq.platform.database import is_postgres


def points(weights: Weights, lower: Any, upper: Any) -> Any:
    """The score of two sites in ten-thousandths, rounded half up, as SQL; `upper` is at the coarser place."""
    place = Case(upper.level, list(reversed([*enumerate(weights.place)])))
    doubled = place * _likeness(weights, lower, upper) * DOUBLED
    both_run = lower.ends_on.is_null() & upper.ends_on.is_null()
    shorter = _less(_length(lower), _length(upper))
    rounded = (doubled * days_in_common(lower, upper) + shorter) / (2 * shorter)
    return Case(None, [(both_run, (doubled + 1) / 2)], rounded)


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


def _likeness(weights: Weights, one: Any, other: Any) -> Any:
    """Fortieths: all where equal, half where unknown on either side ("everybody" says nothing), else none."""
    activity, group = (
        _alike(one.activity, other.activity, weights.activity),
        _alike(one.group, other.group, weights.group),
    )
    return activity + group + _alike(one.modality, other.modality, weights.modality)


def _alike(one: Any, other: Any, weight: int) -> Any:
    unknown = one.is_null() | other.is_null()
    return Case(None, [(unknown, Value(weight)), (one == other, Value(2 * weight))], Value(0))
