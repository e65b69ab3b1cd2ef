"""How good likely pairs are, held against the truth that no way has seen."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import NDArray

from tansiq.linkage.scoring import LIKELY

WANTED_PRECISION = 0.99


@dataclass(frozen=True)
class LinkageScore:
    """All shares are of 1; pairs are unordered, of entries of one list."""

    precision: float
    recall: float
    f1: float
    """At the threshold that was fixed before."""
    best_f1: float
    """At the threshold that would have been best, which nobody knows without the truth."""
    recall_at_wanted: float
    """The most recall at a precision of 0.99 or better."""
    looked_at: float
    """Of all pairs that are one household, the share that was told with any likelihood worth keeping."""
    strangers: int
    """Pairs told at the fixed threshold that are two households, and have one identity number."""
    purity: float
    """Of the entries in groups of those told as one, the share that belongs to the household most frequent there."""


def linkage_score(
    pairs: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]],
    truth: Sequence[int],
    numbers: Sequence[str | None],
) -> LinkageScore:
    """The score of `pairs` (two columns of positions in the list, and how likely), by the household of each entry."""
    one, other, likely = pairs
    households = np.asarray(truth)
    whole = sum(comb(times, 2) for times in Counter(truth).values())
    order = np.argsort(-likely, kind="stable")
    right = (households[one] == households[other])[order]
    told = np.arange(1, len(order) + 1)
    hits = np.cumsum(right)
    fixed = int((likely >= LIKELY).sum())
    f1 = 2 * hits / (told + whole)
    sure = np.flatnonzero(hits / told >= WANTED_PRECISION)
    kept = order[:fixed]
    wrong = kept[~right[:fixed]]
    return LinkageScore(
        precision=float(hits[fixed - 1] / fixed) if fixed else 0.0,
        recall=float(hits[fixed - 1] / whole) if fixed else 0.0,
        f1=float(f1[fixed - 1]) if fixed else 0.0,
        best_f1=float(f1.max(initial=0)),
        recall_at_wanted=float(hits[sure[-1]] / whole) if len(sure) else 0.0,
        looked_at=float(right.sum() / whole),
        strangers=sum(
            numbers[a] is not None and numbers[a] == numbers[b]
            for a, b in zip(one[wrong].tolist(), other[wrong].tolist(), strict=True)
        ),
        purity=_purity(one[kept].tolist(), other[kept].tolist(), truth),
    )


def _purity(one: list[int], other: list[int], truth: Sequence[int]) -> float:
    groups = _groups(one, other)
    if not groups:
        return 1.0
    most = sum(Counter(truth[at] for at in group).most_common(1)[0][1] for group in groups)
    return most / sum(len(group) for group in groups)


def _groups(one: list[int], other: list[int]) -> list[list[int]]:
    """Entries that hang together by pairs, two or more of them."""
    above: dict[int, int] = {}

    def top(at: int) -> int:
        while above.setdefault(at, at) != at:
            above[at] = above[above[at]]
            at = above[at]
        return at

    for a, b in zip(one, other, strict=True):
        above[top(a)] = top(b)
    groups: dict[int, list[int]] = {}
    for at in list(above):
        groups.setdefault(top(at), []).append(at)
    return list(groups.values())
