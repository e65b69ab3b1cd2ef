"""Acronyms of organisations: which are one, which texts look like one, and whether one abbreviates a name."""

import re
from functools import lru_cache
from itertools import takewhile

from tansiq.language.arabic import fold, fold_tight

ALONE = re.compile(r"[A-Z][A-Z0-9&./-]{1,11}")
"""A text that is an acronym and nothing else."""

_LONGEST_ACRONYM, _LONGEST_NAME = 60, 500
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−ـ_", "-"))
_PIECES = re.compile(r"[^\W_]+|[^\w\s.]")
_ENDS = re.compile(r"^[^\w]+|[^\w]+$")


@lru_cache(maxsize=65_536)
def acronym_key(text: str) -> str:
    """What an acronym is known by. Case, accents, white space and the dots of "U.N.D.P." are ways of writing;
    every other sign counts, as WC-C (War Child Canada) is not WCC (World Council of Churches).

    >>> acronym_key("U.N.D.P."), acronym_key("Wc–c")
    ('undp', 'wc-c')
    """
    pieces = _PIECES.findall(_ENDS.sub("", text.translate(_DASHES)))
    return "".join(fold_tight(piece) or piece for piece in pieces)


def acronym_keys(text: str) -> frozenset[str]:
    """The keys of an acronym cell: of all of it, and of the parts of "WFP/PAM", one body's in two languages."""
    parts = [acronym_key(part) for part in text.split("/")]
    whole = acronym_key(text)
    return frozenset({whole, *parts} if all(len(part) > 1 for part in parts) else {whole}) - {""}


def looks_like_acronym(text: str, name: str) -> bool:
    """Two capitals or more, or the initials of the name: "(WFP)" and "(wfp)" are, "(Niger)" is not."""
    initials = "".join(word[0] for word in fold(name).split())
    return " " not in text and (sum(sign.isupper() for sign in text) > 1 or fold_tight(text) == initials)


@lru_cache(maxsize=65_536)
def abbreviates(acronym: str, name: str) -> bool:
    """Whether an acronym is put together from beginnings of the words of a name, in their order.

    >>> abbreviates("COOPI", "Cooperazione Internazionale"), abbreviates("WFP", "Programme Alimentaire Mondial")
    (True, False)
    """
    if len(acronym) > _LONGEST_ACRONYM or len(name) > _LONGEST_NAME:
        return False
    words = fold(name).split()
    return any(_spells(fold_tight(part), words) for part in (acronym, *acronym.split("/")) if fold_tight(part))


def _spells(letters: str, words: list[str]) -> bool:
    """Whether the letters are beginnings of the words, in their order; of two words or more in all.

    What was reached is kept as (letters spelled, words used): trying every way anew would take years for some names.
    """
    reached = {(0, 0)}
    for word in words:
        reached |= {
            (at + taken, min(used + 1, 2))
            for at, used in reached
            for taken in range(1, _in_common(letters[at:], word) + 1)
        }
    return (len(letters), 2) in reached


def _in_common(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
