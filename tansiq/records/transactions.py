"""Changes that hold together: one transaction, whose last deed is to count what it changed.

    with together(): -> begin -> changes, each with its history -> stamps, in one order for all -> commit

The order of locks is the same for everybody, so that nobody waits for somebody who waits for them: organisations,
projects, interventions, sites, of each table the lower ids first, then everything else, and the stamps at the end.
Where PostgreSQL finds two that wait for each other all the same, it takes one of them back; `again` does it anew.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import SystemRandom
from typing import Any, TypeVar

import structlog
from peewee import DatabaseError

from tansiq.models import data_stamps
from tansiq.platform.database import db, is_passing

T = TypeVar("T")

TIMES = 5
"""How often a deed is tried that was taken back for the sake of another one."""
_PAUSE = 0.05
"""Seconds before the second try, at most; twice as many before each further one."""


class _Ended(threading.local):
    """How many transactions this thread has brought to a good end."""

    count = 0


_ended = _Ended()
_dice = SystemRandom()


class Together:
    """A block of changes, for whoever takes them back without leaving it."""

    def __init__(self, transaction: Any, gathered: data_stamps.Gathered) -> None:
        self._transaction, self._gathered = transaction, gathered

    def rollback(self) -> None:
        """Take back what was changed so far."""
        self._transaction.rollback()
        self._gathered.clear()


@contextmanager
def together() -> Iterator[Together]:
    """One transaction around several changes; leaving it by an exception takes all of them back."""
    is_outermost = not db.in_transaction()
    with db.atomic() as transaction, data_stamps.gathering() as gathered:
        yield Together(transaction, gathered)
    if is_outermost:
        _ended.count += 1


def again(deed: Callable[[], T]) -> T:
    """Do a deed, and once more from its beginning where PostgreSQL took it back for the sake of another transaction.

    It must begin with what it was asked for, not with rows in the hands of its caller. It is not repeated within a
    transaction, nor after having brought one to its end.
    """
    for number in range(1, TIMES):
        before, is_within = _ended.count, db.in_transaction()
        try:
            return deed()
        except DatabaseError as error:
            if not is_passing(error) or is_within or _ended.count != before:
                raise
            structlog.get_logger("changes").warning("done again", times=number, reason=str(error).splitlines()[0])
        time.sleep(_dice.uniform(0, _PAUSE * 2**number))
    return deed()
