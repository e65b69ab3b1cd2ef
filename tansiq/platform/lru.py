"""What was made lately and may be used again: a bounded store for several threads, emptied between tests.

tansiq.models.data_stamps tells how caches know when to forget.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, ClassVar, Generic, TypeVar

T = TypeVar("T")


class LruCache(Generic[T]):
    """At most `most` values by key; the least recently used give way.

    Keys hold whatever a value depends on, the stamps of its tables above all. They may hold the
    identities of objects: `alive` keeps those objects, so that no identity is used twice.
    """

    _all: ClassVar[list["LruCache[Any]"]] = []

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, tuple[object, T]] = OrderedDict()
        self._turn = Lock()
        LruCache._all.append(self)

    def get(self, key: Hashable, make: Callable[[], T], alive: object = None) -> T:
        """The value under `key`, made now if it is not there."""
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][1]
        made = make()
        with self._turn:
            self._kept[key] = (alive, made)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return made

    def clear(self) -> None:
        """Forget everything."""
        with self._turn:
            self._kept.clear()


def forget() -> None:
    """Empty all stores; for tests, which take their changes back together with the stamps."""
    for store in LruCache._all:
        store.clear()
