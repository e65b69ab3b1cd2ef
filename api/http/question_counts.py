"""The questions of the last minute in the memory of the process, under the interface of the library `limits`.

    whose    moments of what was counted
    portal:7 [12.1, 12.1, 40.9]             a heavy question stands there as often as it counts

The library's own store in memory starts a thread for nearly every question, in order to forget what has passed; that
took as long as all else that is counted. Here what has passed is forgotten at the next question of the same asker,
and of those who ask no more once a minute.
"""

import time
from collections import deque
from threading import Lock

from limits.storage import MovingWindowSupport, Storage

IN_MEMORY = "counted://"


class QuestionCounts(Storage, MovingWindowSupport):
    """Counts within moving windows alone."""

    STORAGE_SCHEME = ["counted"]

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: float | str | bool) -> None:
        super().__init__(uri, wrap_exceptions, **options)
        self._moments: dict[str, deque[float]] = {}
        self._swept = time.time()
        self._turn = Lock()

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the store raises where it is away; memory never is."""
        return ValueError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count `amount` questions of `key`, unless more than `limit` would stand within `expiry` seconds."""
        now = time.time()
        with self._turn:
            self._sweep(now, expiry)
            moments = self._moments.setdefault(key, deque())
            _forget(moments, now - expiry)
            if len(moments) + amount > limit:
                return False
            moments.extend([now] * amount)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """The moment of the oldest question within the last `expiry` seconds, and how many there are."""
        now = time.time()
        with self._turn:
            moments = self._moments.get(key)
            if moments:
                _forget(moments, now - expiry)
            return (moments[0], len(moments)) if moments else (now, 0)

    def reset(self) -> int | None:
        """Forget everything; how many askers there were."""
        with self._turn:
            known = len(self._moments)
            self._moments.clear()
            return known

    def clear(self, key: str) -> None:
        """Forget one asker."""
        with self._turn:
            self._moments.pop(key, None)

    def check(self) -> bool:
        """Whether the store answers."""
        return True

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Counters of fixed windows are not kept here."""
        raise NotImplementedError

    def get(self, key: str) -> int:
        """Counters of fixed windows are not kept here."""
        raise NotImplementedError

    def get_expiry(self, key: str) -> float:
        """Counters of fixed windows are not kept here."""
        raise NotImplementedError

    def _sweep(self, now: float, expiry: int) -> None:
        """Forget, once in `expiry` seconds, everybody whose questions have all passed."""
        if now - self._swept < expiry:
            return
        self._swept = now
        self._moments = {
            key: moments for key, moments in self._moments.items() if moments and moments[-1] >= now - expiry
        }


def _forget(moments: deque[float], before: float) -> None:
    while moments and moments[0] < before:
        moments.popleft()
