"""Counts that may be told to everybody: none from which one to four people can be made out.

    yes 3, no 20, no answer 9   ->   yes hidden; no answer hidden too, or it and the total would tell what "yes" is
    yes 2, no 2, no answer 30   ->   all three hidden: 34 less 30 would tell of four people

A cell is hidden with 1 to 4, and then the next smallest ones, until what is hidden together comes to five at least
(secondary suppression).
"""

from collections.abc import Sequence

LEAST = 5
"""Answers that a cell has at least to be told."""


def of_parts(counts: Sequence[int]) -> list[int | None]:
    """The counts of a whole that is divided into these, as they may be told; None is hidden. The whole may be told
    where it is LEAST or more."""
    hidden = {place for place, count in enumerate(counts) if is_small(count)}
    # A single hidden cell is smaller than that by itself: another one is always hidden with it.
    while hidden and sum(counts[place] for place in hidden) < LEAST:
        shown = [place for place, count in enumerate(counts) if count and place not in hidden]
        if not shown:
            break
        hidden.add(min(shown, key=lambda place: counts[place]))
    return [None if place in hidden else count for place, count in enumerate(counts)]


def of_overlapping(counts: Sequence[int], total: int) -> list[int | None]:
    """The same of answers of which each of `total` people may have chosen several: each is told with what it leaves."""
    return [None if is_small(count) or is_small(total - count) else count for count in counts]


def rounded(count: int) -> int | None:
    """A count as it is told of what goes on and may be asked by place, month and answer: to the nearest LEAST, so that
    no difference of two figures tells of few; None for 1 to 4.

    >>> [rounded(count) for count in (0, 4, 5, 7, 8, 12, 13)]
    [0, None, 5, 5, 10, 10, 15]
    """
    return None if is_small(count) else (count + LEAST // 2) // LEAST * LEAST


def is_small(count: int) -> bool:
    """Whether so many people could be made out."""
    return 0 < count < LEAST
