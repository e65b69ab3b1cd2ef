"""Entries of lists, ready to be compared: one row an entry, as columns of texts and numbers.

The columns of entries are `id`, `head`, `spouse`, `national_id`, `telephone`, `district`, `subdistrict`,
`settlement`, `birth_year` and `size` (people); all but `id` may be unknown.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow
from numpy.typing import NDArray

from tansiq.language.arabic import fold
from tansiq.linkage.word_table import NONE, Words, WordTable, family_last, word_table

WORDS = (1, 2, 3, 4)
"""Places of a name that are compared one by one."""
COMPOUND = "محمد"
"""The first half of compound given names: Mohammed Saleh is often written Saleh alone."""
_LOCAL_DIGITS = 9
"""A telephone number of Yemen, Syria or Egypt without what stands for the country: its last nine digits tell it."""
_SHARES = (0.003, 0.01, 0.03)
_RARITIES = (0.000335, 0.0015)
_KEPT = ("id", "district", "subdistrict", "settlement", "birth_year", "size")
_MIXED = np.uint64(0x9E3779B97F4A7C15)


def prepared(entries: Mapping[str, Sequence[Any]]) -> pyarrow.Table:
    """The columns that are compared, in the order of `entries`."""
    return pyarrow.table(
        {
            **{name: pyarrow.array(entries[name], pyarrow.int64()) for name in _KEPT},
            **_of_heads(family_last(word_table(entries["head"])), entries["subdistrict"]),
            **_of_spouses(word_table(entries["spouse"])),
            "national_id": pyarrow.array([_digits(text) for text in entries["national_id"]], pyarrow.string()),
            "telephone": pyarrow.array([_local(text) for text in entries["telephone"]], pyarrow.string()),
        }
    )


def _of_heads(heads: WordTable, places: Sequence[Any]) -> dict[str, pyarrow.Array]:
    rows = np.arange(len(heads.words))
    family = heads.bones[rows, np.maximum(heads.words - 1, 0)]
    return {
        **{f"word{at}": _known(heads.written[:, at - 1]) for at in WORDS},
        **{f"likely{at}": _known(heads.likely[:, at - 1]) for at in WORDS},
        **{f"bones{at}": _known(heads.bones[:, at - 1]) for at in WORDS},
        "words": pyarrow.array(np.clip(heads.words, 1, len(WORDS))),
        "latin": pyarrow.array(heads.latin()),
        "is_compound": pyarrow.array(heads.each(lambda word: word == COMPOUND)[heads.written[:, 0]]),
        "name_key": _known(_mixed(heads.bones), heads.words > 0),
        "pairs_here": _pairs_here(heads.bones, places),
        "given_share": pyarrow.array(np.digitize(_share(heads.bones[:, 0]), _SHARES)),
        "family_rarity": pyarrow.array(np.digitize(_share(family), _RARITIES)),
    }


def _of_spouses(spouses: WordTable) -> dict[str, pyarrow.Array]:
    last = spouses.bones[np.arange(len(spouses.words)), np.maximum(spouses.words - 1, 0)]
    return {
        "spouse_key": _known(_mixed(spouses.bones), spouses.words > 0),
        "spouse1": _known(spouses.bones[:, 0]),
        "spouse2": _known(spouses.bones[:, 1]),
        "spouse_family": _known(last, spouses.words > 1),
    }


def _known(numbers: NDArray[Any], known: NDArray[np.bool_] | None = None) -> pyarrow.Array:
    """Numbers as a column, null where they are not known."""
    return pyarrow.array(numbers, mask=~known if known is not None else numbers == NONE)


def _mixed(words: Words) -> NDArray[np.int64]:
    """One number for all words of a name; that two names share it by chance is less likely than one in a million."""
    whole = np.zeros(len(words), dtype=np.uint64)
    for at in range(words.shape[1]):
        whole = (whole ^ (words[:, at] + 2).astype(np.uint64)) * _MIXED
        whole ^= whole >> np.uint64(29)
    return whole.view(np.int64)


def _pairs_here(bones: Words, places: Sequence[Any]) -> pyarrow.Array:
    """Each two words of a name with its sub-district, as a number: whoever shares one of these is compared."""
    number = {place: at for at, place in enumerate(dict.fromkeys(places), start=1)}
    at_place = np.array([number[place] if place is not None else NONE for place in places], dtype=np.int64)
    both = [(one, other) for one in range(bones.shape[1]) for other in range(one + 1, bones.shape[1])]
    keys = np.stack([_pair_key(at_place, bones[:, one], bones[:, other]) for one, other in both], axis=1)
    # A name may hold one pair of words twice, by which it would meet its like twice.
    keys.sort(axis=1)
    kept = keys != NONE
    kept[:, 1:] &= keys[:, 1:] != keys[:, :-1]
    ends = np.concatenate([[0], np.cumsum(kept.sum(axis=1))]).astype(np.int32)
    return pyarrow.ListArray.from_arrays(pyarrow.array(ends), pyarrow.array(keys[kept]))


def _pair_key(places: Words, one: Words, other: Words) -> Words:
    known = (places != NONE) & (one != NONE) & (other != NONE)
    low, high = np.minimum(one, other), np.maximum(one, other)
    return np.where(known, (places << 42) | (low << 21) | high, NONE)


def _share(keys: Words) -> NDArray[np.float64]:
    """Of each key the share of all entries that have it."""
    times = np.bincount(keys + 1)
    return times[keys + 1] / max(len(keys), 1)


def _digits(text: str | None) -> str | None:
    """The letters and digits of an identity number, folded; None where there are none."""
    if text and text.isascii() and text.isalnum():
        return text.lower()
    return fold(text).replace(" ", "") or None if text else None


def _local(text: str | None) -> str | None:
    """The last nine digits of a telephone number, which are the same with +967, 00967, 0 or nothing before them."""
    digits = text if text and text.isascii() and text.isdigit() else "".join(filter(str.isdigit, fold(text)))
    return digits[-_LOCAL_DIGITS:] or None


def columns_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Entries given one by one, as columns."""
    names = ("id", "head", "spouse", "national_id", "telephone", "district", "subdistrict", "settlement")
    kept = list(rows)
    return {name: [row.get(name) for row in kept] for name in (*names, "birth_year", "size")}
