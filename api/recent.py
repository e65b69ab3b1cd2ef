"""What was made lately and may be used again: a bounded store for several threads."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """At most `most` values by key; the least recently used give way.

    Keys may hold the identities of objects: `alive` keeps those objects, so that no identity is used twice.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, tuple[object, T]] = OrderedDict()
        self._turn = Lock()

    def get(self, key: Hashable, alive: object, make: Callable[[], T]) -> T:
        """The value under `key`, made now if it is not there."""
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][1]
        made = make()
        with self._turn:
            self._kept[key] = (alive, made)
            if len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return made

    def clear(self) -> None:
        """Forget everything."""
        with self._turn:
            self._kept.clear()
