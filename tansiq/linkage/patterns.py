"""The ways in which pairs compare: each combination of levels once, with the number of its pairs.

Millions of pairs compare in some ten thousand ways, so that what is learned and told of a pair is reckoned once a way.

A pair is of the *neighbourhood* where both live in one sub-district and two words of their names agree; there most
strangers are kin, who share names, places and telephones. Any other pair met *from afar*, by one strong key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tansiq.linkage.comparison import LEVELS

Numbers = NDArray[np.float64]
Codes = NDArray[np.int64]

FIELDS = ("national_id", "telephone", "birth_year", "size", "spouse")
"""Comparisons that tell independently of each other and of the name."""
KEYS = {"national_id": 2, "telephone": 2, "spouse": 3}
"""Of which level on a field is a reason to meet from afar; there it is part of the way, and tells nothing more."""
UNKNOWN = -1
_NEAR = 2  # Levels of place from "same sub-district" on.
_GIVEN_ALIKE = 3  # Levels of given names from "a slip apart" on.
_FEW = 2


@dataclass(frozen=True)
class Patterns:
    """A column a comparison, a row a pattern, and how many pairs have it."""

    columns: Mapping[str, Codes]
    pairs: Numbers
    here: NDArray[np.bool_] = field(init=False)
    """Which patterns are of the neighbourhood."""
    ways: Codes = field(init=False)
    """A number for each way of meeting: name and place, from afar also the key by which both met."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "here", _is_here(self.columns))
        object.__setattr__(self, "ways", np.where(self.here, _ways_here(self.columns), _ways_from_afar(self.columns)))

    def tells(self, name: str) -> NDArray[np.bool_]:
        """For which patterns a field tells something beside the way in which both met."""
        level = self.columns[name]
        told_elsewhere = ~self.here & (level >= KEYS[name]) if name in KEYS else False
        return np.asarray((level != UNKNOWN) & ~np.asarray(told_elsewhere))


def _is_here(columns: Mapping[str, Codes]) -> NDArray[np.bool_]:
    words = (columns["given"] > 0).astype(int) + columns["lineage"]
    return np.asarray((columns["place"] >= _NEAR) & (words >= 2))


def _ways_here(columns: Mapping[str, Codes]) -> Codes:
    given = columns["given"]
    common = np.where(given >= _GIVEN_ALIKE, columns["given_share"], 0)
    return _joined(given, common, columns["lineage"], columns["lineage_compared"], columns["place"])


def _ways_from_afar(columns: Mapping[str, Codes]) -> Codes:
    met = [(columns[name] >= level).astype(np.int64) << at for at, (name, level) in enumerate(KEYS.items())]
    key = np.sum(met, axis=0)
    given = np.where(columns["given"] >= _GIVEN_ALIKE, 2, columns["given"] > 0)
    differ = np.minimum(np.maximum(columns["lineage_compared"] - columns["lineage"], 0), _FEW)
    rarity = np.where(key == 0, columns["family_rarity"] + 1, 0)
    return -1 - _joined(key, rarity, given, columns["lineage"], differ, np.minimum(columns["place"], _NEAR))


def _joined(*codes: Codes) -> Codes:
    """Several small numbers as one; each is below ten."""
    whole = np.zeros_like(codes[0], dtype=np.int64)
    for code in codes:
        whole = whole * 10 + code
    return whole


def compared_columns() -> tuple[str, ...]:
    """The comparisons of a pattern, in the order of the table of pairs."""
    return tuple(LEVELS)
