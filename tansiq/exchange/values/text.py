"""Text of cells, rid of what people and programs type around a value."""

import unicodedata
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from tansiq.language.arabic import without_piles
from tansiq.language.cleaning import clean_line, western_digits

_NOTHING = (
    "-|--|---|–|—|.|..|...|…|/|?|n/a|na|n.a.|n.a|#n/a|none|null|nil|nd|n.d.|s.o.|tbd|tbc|unknown|"
    "not available|not applicable|aucun|aucune|néant|non disponible|"
    "لا يوجد|لا ينطبق|غير متوفر|غير محدد|غير معروف|لم يحدد"
)
_NOTHINGS = frozenset(_NOTHING.split("|"))


def tidy(raw: Any) -> str:
    """A raw value as text: 5.0 is "5", white space is single, invisible marks and controls are gone."""
    if isinstance(raw, str):
        return _tidy_short(raw) if len(raw) < 80 else _tidy(raw)
    if isinstance(raw, float):
        shown = as_shown(raw)
        return str(int(shown)) if shown.is_integer() else repr(shown)
    return raw.isoformat() if isinstance(raw, datetime | date) else str(raw)


def as_shown(number: float) -> float:
    """The number that spreadsheet programs show of it: 15 digits, so that 300.0000000000001 is 300."""
    return float(f"{number:.15g}")


def _tidy(text: str) -> str:
    return clean_line(unicodedata.normalize("NFC", without_piles(text)).replace("\0", " "))


# A sheet says the same few hundred names over and over.
_tidy_short = lru_cache(maxsize=8192)(_tidy)


def plain(raw: Any) -> str:
    """`tidy` with Arabic-Indic and Persian digits as 0-9: for numbers and dates, never for names."""
    return western_digits(tidy(raw))


def says_nothing(text: str) -> bool:
    """Whether a text only says that there is no value: "-", "N/A", "لا يوجد"."""
    return not text or text.casefold() in _NOTHINGS
