"""What was made lately and may be used again: a bounded store for several threads, emptied between tests.

tansiq.models.data_stamps tells how caches know when to forget.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, ClassVar, Generic, TypeVar

T = TypeVar("T")

SHARE = 4
"""A value that is weighed takes at most one part in so many of what is kept."""


def _one(_value: object) -> int:
    return 1


class LruCache(Generic[T]):
    """Values by key that weigh at most `most` together, each one unless `weigh` says otherwise; the least recently used
    give way, and what weighs more than a fourth of all is not kept.

    Keys hold whatever a value depends on, the stamps of its tables above all. They may hold the
    identities of objects: `alive` keeps those objects, so that no identity is used twice.
    """

    _all: ClassVar[list["LruCache[Any]"]] = []

    def __init__(self, most: int, weigh: Callable[[T], int] = _one) -> None:
        self.most = most
        self._weigh = weigh
        self._weight = 0
        self._kept: OrderedDict[Hashable, tuple[object, T]] = OrderedDict()
        self._turn = Lock()
        LruCache._all.append(self)

    def get(self, key: Hashable, make: Callable[[], T], alive: object = None) -> T:
        """The value under `key`, made now if it is not there."""
        found = self._found(key)
        if found is not None:
            return found[1]
        made = make()
        self.keep(key, made, alive)
        return made

    def find(self, key: Hashable) -> T | None:
        """The value under `key`; None where it is not kept."""
        found = self._found(key)
        return found[1] if found is not None else None

    def keep(self, key: Hashable, value: T, alive: object = None) -> None:
        """Keep a value under `key`, in the place of whatever was there."""
        weight = self._weigh(value)
        with self._turn:
            self._drop(key)
            if weight * SHARE > self.most and self._weigh is not _one:
                return
            self._kept[key] = (alive, value)
            self._weight += weight
            while self._weight > self.most:
                self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        """Forget everything."""
        with self._turn:
            self._kept.clear()
            self._weight = 0

    def _found(self, key: Hashable) -> tuple[object, T] | None:
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _drop(self, key: Hashable) -> None:
        if key in self._kept:
            self._weight -= self._weigh(self._kept.pop(key)[1])


def forget() -> None:
    """Empty all stores; for tests, which take their changes back together with the stamps."""
    for store in LruCache._all:
        store.clear()
