"""How much each may ask: questions a minute, counted over the last sixty seconds by Flask-Limiter.

    an ordinary question counts as one; a heavy one once more for every 10,000 values it is reckoned at (cost.py):
    a list 1, the coverage of a country by governorate and sector 3, seven of these at once 15

The numbers stand in the memory of the process, or where TANSIQ_LIMITS_URL says, so that several processes count
together.
"""

import math
import time
from collections.abc import Callable
from typing import NamedTuple, TypeVar

import structlog
from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import RateLimitItemPerMinute
from limits.errors import StorageError
from limits.strategies import MovingWindowRateLimiter, RateLimiter

from api.http.question_counts import IN_MEMORY, QuestionCounts
from api.refusals import refuse

T = TypeVar("T")

VALUES_OF_ONE = 10_000
"""Values of an answer up to which a question counts as one."""
A_MINUTE = 60
MEMORY = "memory://"

log = structlog.get_logger("rates")


class Budget(NamedTuple):
    """Whose questions are counted together, and how many of them are answered within a minute."""

    key: str
    most: int

    def share(self, values: int) -> int:
        """As how many questions one counts that is reckoned at `values`; the whole minute's at most."""
        return min(self.most, max(1, math.ceil(values / VALUES_OF_ONE)))


class RateLimits:
    """The counters of one application."""

    def __init__(self, app: Flask, url: str) -> None:
        # What the store raises is told apart from faults of ours.
        options: dict[str, str | int] = {"wrap_exceptions": True}
        url = IN_MEMORY if url == MEMORY else url
        self._limiter = Limiter(
            get_remote_address, app=app, storage_uri=url, storage_options=options, strategy="moving-window"
        )
        self._fallback = MovingWindowRateLimiter(QuestionCounts())

    def count(self, budget: Budget, questions: int = 1) -> None:
        """Count a question as so many. Raises Refused(TOO_MANY_REQUESTS) where these are not left of the minute."""
        self._counted(lambda counter: _count(counter, budget, questions))

    def left(self, budget: Budget) -> int:
        """How many questions are left of the minute."""
        return self._counted(lambda counter: _left(counter, budget))

    def _counted(self, ask: Callable[[RateLimiter], T]) -> T:
        try:
            return ask(self._limiter.limiter)
        except StorageError:
            # A portal is answered although the store of the counters is away: this process counts alone.
            log.warning("the store of the limits does not answer")
            return ask(self._fallback)


def _count(counter: RateLimiter, budget: Budget, questions: int) -> None:
    limit = RateLimitItemPerMinute(budget.most)
    if questions and not counter.hit(limit, budget.key, cost=questions):
        raise refuse("TOO_MANY_REQUESTS", most=budget.most, retryAfter=_wait(counter, budget, questions))


def _wait(counter: RateLimiter, budget: Budget, questions: int) -> int:
    """Seconds after which so many are left again: when the oldest has passed, or surely after a whole minute."""
    if _left(counter, budget) + 1 < questions:
        return A_MINUTE
    ends = counter.get_window_stats(RateLimitItemPerMinute(budget.most), budget.key).reset_time
    return max(1, math.ceil(ends - time.time()))


def _left(counter: RateLimiter, budget: Budget) -> int:
    return counter.get_window_stats(RateLimitItemPerMinute(budget.most), budget.key).remaining
