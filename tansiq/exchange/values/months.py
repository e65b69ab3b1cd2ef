"""Names of the months: Arabic as in Syria, in Yemen and Egypt and in the Maghreb, English and French.

Babel knows what each country calls them; what people also write is added here.
"""

from functools import lru_cache

from babel.dates import get_month_names

from tansiq.language.arabic import fold
from tansiq.language.words import LANGUAGES

_LOCALES = ("ar_SY", "ar_EG", "ar_IQ", "ar_DZ", "ar_TN", "ar_MA", "ar_MR", "en", "fr")
_ALSO = {1: "janv", 2: "fev", 4: "avr", 6: "يونيه", 7: "يوليه", 9: "sept"}


@lru_cache(maxsize=1)
def _month_of() -> dict[str, int]:
    """Every folded name to its month."""
    found = {name: month for month, names in _ALSO.items() for name in map(fold, names.split())}
    for locale in (*_LOCALES, *LANGUAGES):
        for width in ("wide", "abbreviated"):
            for month, name in get_month_names(width, locale=locale).items():
                found[fold(name)] = month
    return found


def months_in(words: list[str]) -> tuple[list[int], list[str]]:
    """The months that folded words name, in their order, and the words that are left."""
    month_of = _month_of()
    months: list[int] = []
    rest: list[str] = []
    while words:
        length = 2 if " ".join(words[:2]) in month_of else 1
        name, words = " ".join(words[:length]), words[length:]
        if name in month_of:
            months.append(month_of[name])
        else:
            rest.append(name)
    return months, rest
