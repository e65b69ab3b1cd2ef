"""Countries by the codes and names people write: ISO 3166 in two or three letters, or a name in three languages."""

from functools import cache

from babel import Locale
from babel.core import get_global

from tansiq.language.arabic import fold_tight

_SPOKEN = ("fr", "en", "ar")


def country_code(text: str) -> str | None:
    """The two-letter code of the country that a code or a name means, or None.

    >>> country_code("YEM"), country_code("Côte d'Ivoire"), country_code("اليمن")
    ('YE', 'CI', 'YE')
    """
    letters = text.strip().upper()
    if letters in _territories("en"):
        return letters
    if len(letters) == 3 and letters.isascii():
        replaced = get_global("territory_aliases").get(letters) or [""]
        return replaced[0] if replaced[0] in _territories("en") else None
    return _by_name().get(fold_tight(text))


def country_of_pcode(pcode: str) -> str | None:
    """The country whose code a P-code begins with: "YE1211" is YE, "MLI0101" is ML, "17" is None."""
    letters = pcode[: next((at for at, sign in enumerate(pcode) if not sign.isalpha()), len(pcode))]
    return country_code(letters) if 2 <= len(letters) <= 3 else None


def country_names(code: str) -> tuple[str, str]:
    """The Arabic and the English name of a country by its two-letter code."""
    return _territories("ar").get(code, code), _territories("en").get(code, code)


@cache
def _territories(language: str) -> dict[str, str]:
    found = Locale(language).territories.items()
    countries = {code: str(name) for code, name in found if len(code) == 2 and code.isalpha()}
    return countries | _CALLED.get(language, {})


@cache
def _by_name() -> dict[str, str]:
    names = {fold_tight(name): code for spoken in _SPOKEN for code, name in _territories(spoken).items()}
    return names | {fold_tight(name): code for name, code in _ALSO.items()}


_CALLED = {"ar": {"PS": "فلسطين"}, "en": {"PS": "Palestine"}, "fr": {"PS": "Palestine"}}
"""Countries that the United Nations call otherwise than Babel does."""

_ALSO = {
    "الأراضي الفلسطينية": "PS",
    "Palestinian Territories": "PS",
    "Territoires palestiniens": "PS",
    "Syrian Arab Republic": "SY",
    "الجمهورية العربية السورية": "SY",
    "الجمهورية اليمنية": "YE",
    "Republic of Yemen": "YE",
    "جمهورية مصر العربية": "EG",
    "Arab Republic of Egypt": "EG",
    "Congo (Brazzaville)": "CG",
    "Congo (Brazaville)": "CG",
    "Democratic Republic of the Congo": "CD",
    "DRC": "CD",
    "Ivory Coast": "CI",
    "Turkey": "TR",
    "Burma": "MM",
    "State of Palestine": "PS",
    "occupied Palestinian territory": "PS",
    "Iran (Islamic Republic of)": "IR",
    "United Republic of Tanzania": "TZ",
}


def every_country(language: str) -> list[tuple[str, str]]:
    """(two-letter code, name) of the countries of the world, by name in a language."""
    found = {code: name for code, name in _territories(language).items() if code not in _NO_COUNTRIES}
    return sorted(found.items(), key=lambda pair: fold_tight(pair[1]))


_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"})
"""Codes of unions, stray islands and tests, which no sheet is about."""
