"""Currencies: the codes of ISO 4217 that are money somewhere today, with their names in the reader's language.

Codes and names are those of the Unicode CLDR as Babel ships it; which one a country pays with, too.
"""

from functools import cache

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies

from tansiq.language.arabic import fold_tight
from tansiq.language.words import language, spoken_locale

_EVERYWHERE = ("USD", "EUR", "GBP", "SAR", "AED")
"""What those who pay in our countries count in, offered behind a country's own money."""
_AROUND = ("BHD", "EGP", "IQD", "JOD", "KWD", "LBP", "OMR", "QAR", "SYP", "TRY", "YER")
_GIVING = ("AUD", "CAD", "CHF", "CNY", "DKK", "INR", "JPY", "KRW", "NOK", "NZD", "SEK")
"""The money of our countries and of those around them, and of others that give aid: a budget is seldom in any other."""
_SPOKEN = ("ar", "en", "fr")


def is_currency(code: str) -> bool:
    """Whether a code is that of money in use, or of money that was: an old budget keeps its own."""
    return code in _known()


def currency_name(code: str) -> str:
    """What a currency is called in the language now spoken; an unknown code is shown as it is."""
    return str(get_currency_name(code, locale=spoken_locale())) if is_currency(code) else code


def currency_choices(country: str) -> list[tuple[str, str]]:
    """(code, name with its code) of the currencies in use: first those of a country (two letters), then those in which
    many pay, then others that are met, by name. The rest follow by their codes alone (code, code): a hundred names
    of money that nobody counts in were a sixth of the weight of each form that asks for an amount."""
    return list(_choices(country, language()))


@cache
def _choices(country: str, _spoken: str) -> tuple[tuple[str, str], ...]:
    """Kept by the language spoken: naming and ordering them took a third of the time of a form."""
    first = dict.fromkeys([*get_territory_currencies(country), *_EVERYWHERE])
    met = sorted({*_AROUND, *_GIVING} - first.keys(), key=lambda code: fold_tight(currency_name(code)))
    named = tuple((code, f"{currency_name(code)} ({code})") for code in (*first, *met))
    return (*named, *((code, code) for code in sorted(_in_use() - first.keys() - {*met})))


def currency_code(text: str) -> str | None:
    """The code that a code or a name in three languages means, whatever its capitals and spaces; else None.

    >>> currency_code("yer"), currency_code("الريال اليمني"), currency_code("US Dollar")
    ('YER', 'YER', 'USD')
    """
    letters = text.strip().upper()
    return letters if letters in _known() else _by_name().get(_bare(text))


@cache
def _in_use() -> frozenset[str]:
    """What is tender in some country today."""
    countries = get_global("territory_currencies")
    return frozenset(code for country in countries for code in get_territory_currencies(country))


@cache
def _known() -> frozenset[str]:
    """Those and their forerunners; not the codes of ISO 4217 for tests, metals and nothing."""
    spoken = frozenset(Locale("en").currencies)
    return _in_use() | frozenset(code for code in spoken if not code.startswith("X"))


@cache
def _by_name() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for spoken in _SPOKEN:
        for code, name in Locale(spoken).currencies.items():
            if code in _in_use():
                found.setdefault(_bare(str(name)), set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def _bare(name: str) -> str:
    """A folded name whose Arabic words have no article: الريال اليمني is ريال يمني."""
    return "".join(fold_tight(word).removeprefix("ال") for word in name.split())
