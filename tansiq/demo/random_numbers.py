"""Repeatable chance: the same numbers on every machine, and each story with its own stream of them."""

import random
from collections.abc import Sequence
from math import log
from typing import TypeVar

SEED = 1447
T = TypeVar("T")


class Dice(random.Random):
    """A stream of chance that depends on SEED and its name alone, so that one story does not move another."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{SEED}:{name}")

    def around(self, median: float, spread: float = 0.3) -> float:
        """A positive number whose median is `median`; `spread` is the deviation of its logarithm."""
        return self.lognormvariate(log(median), spread)

    def weighted(self, things: Sequence[T], weights: Sequence[float]) -> T:
        """One of `things`, each as likely as its weight."""
        return self.choices(things, weights)[0]

    def happens(self, probability: float) -> bool:
        """True in that share of the cases."""
        return self.random() < probability


def rounded(people: float, step: int = 10) -> int:
    """A number of people as a register would write it: at least one step, without false precision."""
    return max(step, round(people / step) * step)
