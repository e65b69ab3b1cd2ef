"""Which entries are compared at all: those that share a key, two words of a name in one sub-district or a strong one.

Every two entries that share a key are a pair: ten thousand are fifty million pairs. What so many share tells nobody
from others (a made-up identity number, the telephone of whoever wrote the list, one household pasted over and over):
by such a key nobody meets.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow
import pyarrow.compute
from numpy.typing import NDArray

from tansiq.linkage.word_table import NONE, Words, WordTable

MOST_BY_ONE_KEY = 1000
"""Entries that may share a key, half a million pairs; of a million entries of known truth 381 share one at most."""
HERE = "pairs_here"
STRONG = ("national_id", "telephone", "name_key", "spouse_key", "spouse_here")
IS_CROWDED = "is_crowded"
_PREFIX = "meets_by_"
_MIXED = np.uint64(0x9E3779B97F4A7C15)

RULES: list[dict[str, Any]] = [
    {"blocking_rule": f"l.{_PREFIX}{HERE} = r.{_PREFIX}{HERE}", "arrays_to_explode": [_PREFIX + HERE]},
    *({"blocking_rule": f"l.{_PREFIX}{name} = r.{_PREFIX}{name}"} for name in STRONG),
]
"""What splink joins: the columns of `meeting_columns`."""


def known(numbers: NDArray[Any], are_known: NDArray[np.bool_] | None = None) -> pyarrow.Array:
    """Numbers as a column, null where they are not known."""
    return pyarrow.array(numbers, mask=numbers == NONE if are_known is None else ~are_known)


def key_of_name(names: WordTable) -> pyarrow.Array:
    """One number for all words of a name; that two names share it by chance is less likely than one in a million."""
    return known(_mixed(names.bones), names.words > 0)


def keys_of_names(heads: WordTable, spouses: WordTable, places: Words) -> dict[str, pyarrow.Array]:
    """The keys that are made of names, and of sub-districts by their numbers."""
    spouse = np.column_stack([spouses.bones[:, :2], places])
    return {
        HERE: _pairs_here(heads.bones, places),
        "name_key": key_of_name(heads),
        "spouse_key": key_of_name(spouses),
        "spouse_here": known(_mixed(spouse), (spouse != NONE).all(axis=1)),
    }


def meeting_columns(keys: Mapping[str, pyarrow.Array]) -> dict[str, pyarrow.Array]:
    """The columns that RULES join, of the keys HERE, of which an entry has several, and STRONG.

    IS_CROWDED tells of each entry whether it has a key by which it meets nobody, as more than MOST_BY_ONE_KEY share it.
    """
    here, of_entry = keys[HERE].flatten(), keys[HERE].value_parent_indices().to_numpy()
    left_out = _is_crowded(here)
    is_crowded = np.bincount(of_entry[left_out], minlength=len(keys[HERE])) > 0
    columns = {_PREFIX + HERE: _listed(here.filter(pyarrow.array(~left_out)), of_entry[~left_out], len(is_crowded))}
    for name in STRONG:
        left_out = _is_crowded(keys[name])
        is_crowded |= left_out
        columns[_PREFIX + name] = pyarrow.compute.if_else(pyarrow.array(~left_out), keys[name], None)
    return {**columns, IS_CROWDED: pyarrow.array(is_crowded)}


def _is_crowded(keys: pyarrow.Array) -> NDArray[np.bool_]:
    """For each key whether too many share it; what is not known is shared by nobody."""
    numbers = keys.dictionary_encode().indices.fill_null(NONE).to_numpy(zero_copy_only=False)
    times = np.bincount(numbers + 1, minlength=1)
    times[0] = 0
    return np.asarray(times[numbers + 1] > MOST_BY_ONE_KEY)


def _mixed(words: Words) -> NDArray[np.int64]:
    whole = np.zeros(len(words), dtype=np.uint64)
    for at in range(words.shape[1]):
        whole = (whole ^ (words[:, at] + 2).astype(np.uint64)) * _MIXED
        whole ^= whole >> np.uint64(29)
    return whole.view(np.int64)


def _pairs_here(bones: Words, places: Words) -> pyarrow.ListArray:
    """Each two words of a name with its sub-district, as a number: whoever shares one of these is compared."""
    both = [(one, other) for one in range(bones.shape[1]) for other in range(one + 1, bones.shape[1])]
    keys = np.stack([_pair_key(places, bones[:, one], bones[:, other]) for one, other in both], axis=1)
    # A name may hold one pair of words twice, by which it would meet its like twice.
    keys.sort(axis=1)
    kept = keys != NONE
    kept[:, 1:] &= keys[:, 1:] != keys[:, :-1]
    return _listed(pyarrow.array(keys[kept]), np.nonzero(kept)[0], len(keys))


def _pair_key(places: Words, one: Words, other: Words) -> Words:
    are_known = (places != NONE) & (one != NONE) & (other != NONE)
    low, high = np.minimum(one, other), np.maximum(one, other)
    return np.where(are_known, (places << 42) | (low << 21) | high, NONE)


def _listed(keys: pyarrow.Array, of_entry: Words, entries: int) -> pyarrow.ListArray:
    """Keys that stand in the order of their entries, as one list an entry."""
    ends = np.concatenate([[0], np.cumsum(np.bincount(of_entry, minlength=entries))]).astype(np.int32)
    return pyarrow.ListArray.from_arrays(pyarrow.array(ends), keys)
