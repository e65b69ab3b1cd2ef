"""How often each may ask: requests a minute, counted over the last sixty seconds by Flask-Limiter.

The numbers stand in the memory of the process, or where TANSIQ_LIMITS_URL says, so that several processes count
together.
"""

import math
import time

import structlog
from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter, RateLimiter

from api.http.refusals import refuse

log = structlog.get_logger("rates")


class Rates:
    """The counters of one application."""

    def __init__(self, app: Flask, url: str) -> None:
        # What the store raises is told apart from faults of ours.
        options: dict[str, str | int] = {"wrap_exceptions": True}
        self._limiter = Limiter(
            get_remote_address, app=app, storage_uri=url, storage_options=options, strategy="moving-window"
        )
        self._own = MovingWindowRateLimiter(MemoryStorage())

    def count(self, key: str, most: int) -> None:
        """Count one request under `key`. Raises Refused(TOO_MANY_REQUESTS) beyond `most` within a minute."""
        try:
            self._count(self._limiter.limiter, key, most)
        except StorageError:
            # A portal is answered although the store of the counters is away: this process counts alone.
            log.warning("the store of the limits does not answer")
            self._count(self._own, key, most)

    def _count(self, counter: RateLimiter, key: str, most: int) -> None:
        limit = RateLimitItemPerMinute(most)
        if counter.hit(limit, key):
            return
        ends = counter.get_window_stats(limit, key).reset_time
        raise refuse("TOO_MANY_REQUESTS", most=most, retryAfter=max(1, math.ceil(ends - time.time())))
