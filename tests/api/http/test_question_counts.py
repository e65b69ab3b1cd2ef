"""Questions are counted over the last minute, and forgotten when it has passed."""

import threading
from collections.abc import Callable

import pytest
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from api.http.question_counts import QuestionCounts

FIVE = RateLimitItemPerMinute(5)
ASKED = [(0, 1), (1, 3), (2, 2), (3, 1), (59, 1), (60.5, 1), (60.6, 1), (61.5, 3), (61.6, 1), (200, 5), (200, 1)]
"""Seconds, and as how many questions one counts."""


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let it be so many seconds after the beginning."""

    def set_time(seconds: float) -> None:
        monkeypatch.setattr("time.time", lambda: 1_000_000 + seconds)

    set_time(0)
    return set_time


def test_as_many_are_let_through_as_by_the_librarys_own_store(at: Callable[[float], None]) -> None:
    ours, theirs = (MovingWindowRateLimiter(store) for store in (QuestionCounts(), MemoryStorage()))
    told = []
    for seconds, questions in ASKED:
        at(seconds)
        for counter in (ours, theirs):
            told.append((counter.hit(FIVE, "one", cost=questions), counter.get_window_stats(FIVE, "one")))
    assert told[::2] == told[1::2]
    assert {is_let_through for is_let_through, _ in told} == {True, False}


def test_askers_are_counted_apart_and_forgotten_when_they_ask_no_more(at: Callable[[float], None]) -> None:
    counts = QuestionCounts()
    assert all(counts.acquire_entry(f"asker {number}", 1, 60) for number in range(100))
    assert not counts.acquire_entry("asker 7", 1, 60)
    at(61)
    assert counts.acquire_entry("asker 7", 1, 60)
    assert counts.reset() == 1


def test_counting_starts_no_thread() -> None:
    before = threading.active_count()
    counts = QuestionCounts()
    for _ in range(10):
        counts.acquire_entry("one", 100, 60)
    assert threading.active_count() == before
