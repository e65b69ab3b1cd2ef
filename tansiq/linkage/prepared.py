"""Entries of lists, ready to be compared: one row an entry, as columns of texts and numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow
from numpy.typing import NDArray

from tansiq.language.arabic import fold
from tansiq.linkage.entries import NUMBERS, PLACES, Entries, check
from tansiq.linkage.meetings import key_of_name, keys_of_names, known, meeting_columns
from tansiq.linkage.word_table import NONE, Words, WordTable, family_last, word_table

WORDS = (1, 2, 3, 4)
"""Places of a name that are compared one by one."""
COMPOUND = "محمد"
"""The first half of compound given names: Mohammed Saleh is often written Saleh alone."""
_LOCAL_DIGITS = 9
"""A telephone number of Yemen, Syria or Egypt without what stands for the country: its last nine digits tell it."""
_SHARES = (0.003, 0.01, 0.03)
_RARITIES = (0.000335, 0.0015)
_LONGEST_NUMBER = 40
"""Letters of an identity number or a telephone number that are read; what follows them is left out."""


def prepared(entries: Entries) -> pyarrow.Table:
    """The columns that are compared, in the order of `entries`. Raises ValueError, as `entries.check` does."""
    check(entries)
    heads, spouses = family_last(word_table(entries["head"])), word_table(entries["spouse"])
    places = {name: _numbered(entries[name]) for name in PLACES}
    numbers = {
        "national_id": pyarrow.array([_digits(text) for text in entries["national_id"]], pyarrow.string()),
        "telephone": pyarrow.array([_local(text) for text in entries["telephone"]], pyarrow.string()),
    }
    return pyarrow.table(
        {
            "id": pyarrow.array(entries["id"], pyarrow.int64()),
            **{name: pyarrow.array(entries[name], pyarrow.int64()) for name in NUMBERS},
            **{name: known(column) for name, column in places.items()},
            **_of_heads(heads),
            **_of_spouses(spouses),
            **numbers,
            **meeting_columns({**keys_of_names(heads, spouses, places["subdistrict"]), **numbers}),
        }
    )


def _numbered(places: Sequence[Any]) -> Words:
    """Places as numbers, equal ones equal, in the order in which they come first."""
    number = {place: at for at, place in enumerate(dict.fromkeys(places))} | {None: NONE}
    return np.array([number[place] for place in places], dtype=np.int64)


def _of_heads(heads: WordTable) -> dict[str, pyarrow.Array]:
    rows = np.arange(len(heads.words))
    family = heads.bones[rows, np.maximum(heads.words - 1, 0)]
    return {
        **{f"word{at}": known(heads.written[:, at - 1]) for at in WORDS},
        **{f"likely{at}": known(heads.likely[:, at - 1]) for at in WORDS},
        **{f"bones{at}": known(heads.bones[:, at - 1]) for at in WORDS},
        "words": pyarrow.array(np.clip(heads.words, 1, len(WORDS))),
        "latin": pyarrow.array(heads.latin()),
        "is_compound": pyarrow.array(heads.each(lambda word: word == COMPOUND)[heads.written[:, 0]]),
        "given_share": pyarrow.array(np.digitize(_share(heads.bones[:, 0]), _SHARES)),
        "family_rarity": pyarrow.array(np.digitize(_share(family), _RARITIES)),
    }


def _of_spouses(spouses: WordTable) -> dict[str, pyarrow.Array]:
    last = spouses.bones[np.arange(len(spouses.words)), np.maximum(spouses.words - 1, 0)]
    return {
        "spouse_key": key_of_name(spouses),
        "spouse1": known(spouses.bones[:, 0]),
        "spouse2": known(spouses.bones[:, 1]),
        "spouse_family": known(last, spouses.words > 1),
    }


def _share(keys: Words) -> NDArray[np.float64]:
    """Of each key the share of all entries that have it."""
    times = np.bincount(keys + 1)
    return times[keys + 1] / max(len(keys), 1)


def _digits(text: str | None) -> str | None:
    """The letters and digits of an identity number, folded; None where there are none."""
    if not text:
        return None
    text = text[:_LONGEST_NUMBER]
    return text.lower() if text.isascii() and text.isalnum() else fold(text).replace(" ", "") or None


def _local(text: str | None) -> str | None:
    """The last nine digits of a telephone number, which are the same with +967, 00967, 0 or nothing before them."""
    if not text:
        return None
    text = text[:_LONGEST_NUMBER]
    digits = text if text.isascii() and text.isdigit() else "".join(filter(str.isdigit, fold(text)))
    return digits[-_LOCAL_DIGITS:] or None
