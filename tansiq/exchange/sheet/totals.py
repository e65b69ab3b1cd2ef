"""Rows that sum up other rows: "Total", "Total général", "المجموع الكلي". They are reported, not read.

A row is a sum where who or where of it is nothing but a word for total, whatever else it says; where a word for
total stands beside what another cell of it, or a row before it, says ("Total Abyan", "Nahar Relief Total"); and
where it opens with one and names nothing else. An organisation called "Total Relief" is none of these, nor is any row
that carries an id of this register.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from tansiq.exchange.values.numbers import parse
from tansiq.language.arabic import fold

_WORDS = frozenset(
    fold(word)
    for word in (
        "total", "totals", "subtotal", "subtotals", "grandtotal", "sum", "overall", "totaux", "somme", "ensemble",
        "cumul", "soustotal", "المجموع", "مجموع", "المجاميع", "الإجمالي", "إجمالي", "الاجمالى", "اجمالى", "الجملة",
        "جملة",
    )
)  # fmt: skip
# These open the names of organisations too, so they sum up only where they stand alone.
_ALONE = frozenset(map(fold, ("ensemble", "overall", "cumul", "somme", "الجملة", "جملة")))
# What may stand beside a word for total without naming anybody.
_BESIDE = frozenset(
    fold(word)
    for word in (
        "grand", "sub", "sous", "general", "général", "générale", "généraux", "partiel", "partiels", "cumulé", "all",
        "overall", "of", "the", "du", "de", "des", "la", "le", "les", "l", "tous", "toutes", "et", "and", "in",
        "organisations", "organizations", "partners", "partenaires", "activities", "activités", "rows", "reached",
        "targeted", "people", "beneficiaries", "bénéficiaires", "العام", "عام", "الكلي", "كلي", "الفرعي", "فرعي",
        "الجزئي", "جزئي", "النهائي", "الإجمالي", "الكل", "كل", "جميع", "الجهات", "الشركاء", "المنظمات", "الأنشطة",
        "المستفيدين",
    )
)  # fmt: skip
_OURS = re.compile(r".+#\d{1,9}")
_WHO_AND_WHERE = ("organization_", "lead_name", "country", "adm", "settlement_")


class Sums:
    """The rows of a sheet looked over for sums, from its top; `places` gives the column of each field."""

    def __init__(self, places: Mapping[str, int]) -> None:
        self._telling = {index for name, index in places.items() if name.startswith(_WHO_AND_WHERE)}
        self._other = set(places.values()) - self._telling
        self._who = [index for name, index in places.items() if name.startswith("organization_")]
        self._id = places.get("record_id")
        self._seen: set[str] = set()

    def is_sum(self, cells: Sequence[Any]) -> bool:
        """Whether a row sums up others. What it says of who and where is remembered for the rows after it."""
        texts = [cells[index] for index in self._telling if type(cells[index]) is str]
        if self._id is not None and _OURS.fullmatch(str(cells[self._id])):
            self._seen.update(map(_folded, texts))
            return False
        first = next((index for index, cell in enumerate(cells) if _says_something(cell)), 0)
        if first in self._other:
            # "Total" as a group or a sector is everybody of a row that names somebody.
            names_nobody = bool(self._who) and not any(_says_something(cells[index]) for index in self._who)
            opens = names_nobody and _is_total_alone(str(cells[first]))
        else:
            opens = is_total(cells)
            texts += [str(cell) for cell in cells[first : first + 1] if first not in self._telling]
        if opens or any(map(_is_total_alone, texts)):
            return True
        if any(self._sums_up(text, cells) for text in texts):
            return True
        self._seen.update(map(_folded, texts))
        return False

    def _sums_up(self, text: str, cells: Sequence[Any]) -> bool:
        """Whether a text is a word for total beside what another cell, or a row before, says."""
        rest = _beside_total(text)
        if not rest:
            return False
        others = (_folded(cell) for cell in cells if type(cell) is str and cell != text)
        return rest in self._seen or rest in others


class ItemSums:
    """The rows of a plan looked over for sums: an item that is nothing but a word for total and has no number."""

    def __init__(self, places: Mapping[str, int]) -> None:
        self._names = sorted({index for name, index in places.items() if name.startswith(("item_name", "level_"))})
        self._code = places.get("item_code")

    def is_sum(self, cells: Sequence[Any]) -> bool:
        """Whether a row sums up others."""
        code = cells[self._code] if self._code is not None else None
        if _says_something(code):
            return _is_total_alone(str(code))
        named = [str(cells[index]) for index in self._names if _says_something(cells[index])]
        return _is_total_alone(named[-1]) if named else is_total(cells)


class EntrySums:
    """The rows of a register looked over for sums: a row that opens with a word for total, names nothing else, and has
    no number of its own."""

    def __init__(self, places: Mapping[str, int]) -> None:
        self._id = places.get("entry_id")

    def is_sum(self, cells: Sequence[Any]) -> bool:
        """Whether a row sums up others."""
        return not (self._id is not None and _says_something(cells[self._id])) and is_total(cells)


def is_total(cells: Sequence[Any]) -> bool:
    """Whether a row opens with a word for total and names nothing else: a real row names who and where."""
    if not _opens_total(first_text(cells)):
        return False
    texts = [cell for cell in cells if type(cell) is str and _is_name(cell)]
    return len(texts) == 1 or (len(texts) == 2 and _is_total_alone(texts[0]))


def first_text(cells: Sequence[Any]) -> str:
    """The first text of a row."""
    return next((cell for cell in cells if type(cell) is str and cell.strip()), "")


def _says_something(cell: Any) -> bool:
    return cell is not None and not (type(cell) is str and not cell.strip())


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return re.sub(r"\b(sub|sous|grand) (totals?)\b", r"\1\2", fold(text))


@lru_cache(maxsize=8192)
def _is_total_alone(text: str) -> bool:
    """Whether a text is a word for total and nothing that names anybody: "Grand total (all):", "المجموع الكلي"."""
    words = [word for word in fold(text).split() if not word.isdigit()]
    return any(word in _WORDS for word in words) and all(word in _WORDS or word in _BESIDE for word in words)


@lru_cache(maxsize=8192)
def _beside_total(text: str) -> str:
    """What a text says beside a word for total that it opens or ends with; "" where there is none."""
    words = _folded(text).split()
    if not words or not {words[0], words[-1]} & (_WORDS - _ALONE):
        return ""
    return " ".join(word for word in words if word not in _WORDS and word not in _BESIDE)


@lru_cache(maxsize=8192)
def _opens_total(text: str) -> bool:
    words = fold(text).split()
    return bool(words) and (words[0] in _WORDS or (words[0] in ("grand", "sub", "sous") and words[1:2] == ["total"]))


@lru_cache(maxsize=8192)
def _is_name(text: str) -> bool:
    return bool(text.strip()) and parse(text) is None
