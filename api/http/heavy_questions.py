"""Heavy questions, such as the coverage of a country: few are answered at once, so that pages need not wait for them.

    turn(whose) -> a place is free     -> answered
                -> few wait, few of it -> wait a little for a place
                -> else                -> TOO_BUSY, with Retry-After

Each process counts for itself: its threads share one core, whatever the others do.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

from api.refusals import refuse

AT_ONCE = 1
"""Heavy questions that a process answers at the same moment."""
MOST_WAITING = 3
"""Those that wait for it; each holds a thread that could answer a page."""
MOST_OF_ONE = 3
"""Answered or waiting for one caller: a page may send some side by side, but not take every place."""
PATIENCE = 10.0
"""Seconds that one waits at most."""
RETRY_AFTER = 2


class HeavyQuestions:
    """The places of one process."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._answered = 0
        self._callers: Counter[str] = Counter()

    @contextmanager
    def turn(self, caller: str) -> Iterator[None]:
        """Hold a place for a question of `caller` while it is answered. Raises Refused(TOO_BUSY)."""
        with self._changed:
            waiting = self._callers.total() - self._answered
            if self._callers[caller] >= MOST_OF_ONE or waiting >= MOST_WAITING:
                raise refuse("TOO_BUSY", retryAfter=RETRY_AFTER)
            self._callers[caller] += 1
            self._wait(caller)
        try:
            yield
        finally:
            with self._changed:
                self._answered -= 1
                self._leave(caller)
                self._changed.notify()

    def _wait(self, caller: str) -> None:
        if self._changed.wait_for(lambda: self._answered < AT_ONCE, PATIENCE):
            self._answered += 1
            return
        self._leave(caller)
        raise refuse("TOO_BUSY", retryAfter=RETRY_AFTER)

    def _leave(self, caller: str) -> None:
        self._callers[caller] -= 1
        if not self._callers[caller]:
            del self._callers[caller]
