"""Answers that took long, kept for a while in this process (data_stamps tells of all caches).

An answer holds as long as none of its tables has changed since and the day is the same. One that took
long is given for TIMES as long again, and one that whoever asks says how long to hold for so long, with the moment it
was found: a register of a million rows changes with every minute, and nobody waits for seconds to see a count that is
one higher.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar

from peewee import Model

from tansiq.models.data_stamps import stamps_of_now, table_name
from tansiq.models.record import now
from tansiq.platform import clock
from tansiq.platform.database import db

V = TypeVar("V")

MOST = 256
LONG = 0.5
"""Seconds from which on an answer is worth giving again although the data have moved on."""
TIMES = 200
"""How many times as long as it took: finding such answers anew costs half a hundredth of one core at most."""

NOT_AT_ALL = timedelta(0)
NEVER = timedelta(-1)
"""What somebody is working on is told as it is, however long it takes: they would look in vain for what they did."""


@dataclass(frozen=True)
class CachedAnswer(Generic[V]):
    """An answer, the moment (UTC) it was found, the seconds it took, and the state of the data it tells of."""

    value: V
    at: datetime
    took: float
    state: Hashable


_cache: OrderedDict[Hashable, CachedAnswer[Any]] = OrderedDict()


def cached(
    key: Hashable, tables: Iterable[type[Model]], find: Callable[[], V], hold: timedelta = NOT_AT_ALL
) -> CachedAnswer[V]:
    """The answer called `key`, found by `find` from `tables` unless a kept one still holds.

    The key must name everything the answer depends on beside the tables: above all the viewer's scope. On the day it
    was found an answer holds for the time `hold`, whatever changes; where that is NEVER, only while nothing changes.
    """
    kept = _cache.get(_key_with_database(key))
    if kept is not None and _is_recent(kept, hold):
        return kept
    state = _state(tables)
    if kept is not None and kept.state == state:
        return kept
    begun, value = time.monotonic(), find()
    found = CachedAnswer(value, now(), time.monotonic() - begun, state)
    _cache[_key_with_database(key)] = found
    while len(_cache) > MOST:
        _cache.popitem(last=False)
    return found


def cached_if_valid(
    key: Hashable, tables: Iterable[type[Model]], hold: timedelta = NOT_AT_ALL
) -> CachedAnswer[Any] | None:
    """The kept answer, if it still holds."""
    kept = _cache.get(_key_with_database(key))
    if kept is None:
        return None
    return kept if _is_recent(kept, hold) or kept.state == _state(tables) else None


def _is_recent(kept: CachedAnswer[Any], hold: timedelta) -> bool:
    """Whether an answer is given again whatever has changed since."""
    if hold < NOT_AT_ALL:
        return False
    long = timedelta(seconds=TIMES * kept.took) if kept.took >= LONG else NOT_AT_ALL
    return now() - kept.at < max(long, hold) and _day(kept.at) == _day(now())


def clear_cache() -> None:
    """Keep nothing: another database is in use, or what was written was taken back."""
    _cache.clear()


def _state(tables: Iterable[type[Model]]) -> Hashable:
    known = stamps_of_now()
    return (_day(now()), *(known.get(table_name(table), 0) for table in tables))


def _key_with_database(key: Hashable) -> Hashable:
    return (id(db.obj), key)


def _day(moment: datetime) -> date:
    """The day on which answers were or are found, in the country: what is over is told by it."""
    return clock.local(moment).date()
