"""What hangs together among many links, over columns: all that one reaches from another is one.

0 -- 3 -- 5    lowest: 0, 0, 0        1 -- 4    lowest: 1, 1        2    lowest: 2
"""

import numpy as np

from tansiq.copied_columns.tables import Numbers


def lowest_of_all(count: int, one: Numbers, other: Numbers) -> Numbers:
    """For each of so many nodes, numbered from 0, the lowest that hangs together with it; `one` and `other` are the
    nodes of each link. Links between nodes that are known to hang together are let go on the way."""
    lowest = np.arange(count)
    while len(one):
        # Each is the end of its way so far: the higher one is led on to the lowest that it is linked with.
        np.minimum.at(lowest, np.maximum(one, other), np.minimum(one, other))
        lowest = _led_on(lowest)
        one, other = lowest[one], lowest[other]
        apart = np.flatnonzero(one != other)
        one, other = one[apart], other[apart]
    return lowest


def _led_on(lowest: Numbers) -> Numbers:
    """The end of the way from each node to a lower one, and from there on."""
    while True:
        before, lowest = lowest, lowest[lowest]
        if np.array_equal(before, lowest):
            return lowest
