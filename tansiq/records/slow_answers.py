"""Answers that took long, kept for a while in this process.

An answer holds as long as none of its tables has changed since (their stamps tell) and the day is the same. One that
took long is given for TIMES as long again, with the moment it was found: a register of a million rows changes with
every minute, and nobody waits for seconds to see a count that is one higher.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from peewee import Model

from tansiq.models.record import now
from tansiq.platform.database import db
from tansiq.records.data_stamps import stamps, table_name

V = TypeVar("V")

MOST = 256
LONG = 0.5
"""Seconds from which on an answer is worth giving again although the data have moved on."""
TIMES = 200
"""How many times as long as it took: finding such answers anew costs half a hundredth of one core at most."""


@dataclass(frozen=True)
class Remembered(Generic[V]):
    """An answer, the moment (UTC) it was found, the seconds it took, and the state of the data it tells of."""

    value: V
    at: datetime
    took: float
    state: Hashable


_kept: OrderedDict[Hashable, Remembered[Any]] = OrderedDict()


def remember(key: Hashable, tables: Iterable[type[Model]], find: Callable[[], V]) -> Remembered[V]:
    """The answer called `key`, found by `find` from `tables` unless a kept one still holds.

    The key must name everything the answer depends on beside the tables: above all the viewer's scope.
    """
    kept = recalled(key, tables)
    if kept is not None:
        return kept
    state, begun = _state(tables), time.monotonic()
    value = find()
    found = Remembered(value, now(), time.monotonic() - begun, state)
    _kept[_whole(key)] = found
    while len(_kept) > MOST:
        _kept.popitem(last=False)
    return found


def recalled(key: Hashable, tables: Iterable[type[Model]]) -> Remembered[Any] | None:
    """The kept answer, if it still holds."""
    kept = _kept.get(_whole(key))
    if kept is None:
        return None
    age = (now() - kept.at).total_seconds()
    is_recent = kept.took >= LONG and age < TIMES * kept.took and kept.at.date() == now().date()
    return kept if is_recent or kept.state == _state(tables) else None


def forget() -> None:
    """Keep nothing: another database is in use, or what was written was taken back."""
    _kept.clear()


def _state(tables: Iterable[type[Model]]) -> Hashable:
    known = stamps()
    return (now().date(), *(known.get(table_name(table), 0) for table in tables))


def _whole(key: Hashable) -> Hashable:
    return (id(db.obj), key)
