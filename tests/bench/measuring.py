"""Time side by side: every round runs each way for a while, in turn, and the median round counts.

round 1   a a a a   b b       ways take turns, so that a busy machine slows all of them alike
round 2   b b       a a a a   the order turns too
...                           -> seconds a call, median of the rounds
"""

import time
from collections.abc import Callable, Mapping
from statistics import median

Way = Callable[[], object]
ROUNDS = 9
LONG_ENOUGH = 0.25
"""Seconds that one way runs for in one round, at least."""


def side_by_side(
    ways: Mapping[str, Way],
    rounds: int = ROUNDS,
    long_enough: float = LONG_ENOUGH,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """Seconds a call of each way, the median over the rounds; each way is called once before, unmeasured.

    `clock` tells seconds: those that pass, or time.process_time, which tells those that this process worked.
    """
    calls = {name: _calls(way, long_enough, clock) for name, way in ways.items()}
    found: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        names = list(ways) if number % 2 else list(reversed(list(ways)))
        for name in names:
            found[name].append(_run(ways[name], calls[name], clock))
    return {name: median(times) for name, times in found.items()}


def _calls(way: Way, long_enough: float, clock: Callable[[], float]) -> int:
    """How many calls fill a round; the second call is timed, the first may have had caches to fill."""
    way()
    return max(1, int(long_enough / max(_run(way, 1, clock), 1e-9)))


def _run(way: Way, calls: int, clock: Callable[[], float]) -> float:
    began = clock()
    for _ in range(calls):
        way()
    return (clock() - began) / calls
