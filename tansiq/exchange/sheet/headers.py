"""What a header says, in Arabic, English or French: exact synonyms, then areas, then counts of people."""

import re
from functools import lru_cache

from tansiq.exchange.sheet.fields import BY_NAME, FIELDS
from tansiq.exchange.sheet.header_people import field_of_people
from tansiq.exchange.sheet.header_places import field_of_place
from tansiq.exchange.sheet.synonyms import SYNONYMS
from tansiq.language.arabic import fold, fold_tight

_LANGUAGES = {
    "ar": "ar arabic arabe عربي العربيه بالعربيه عربيه",
    "en": "en eng english anglais انجليزي الانجليزيه بالانجليزيه انجليزيه",
    "": "fr french francais",
}
_LANGUAGE_OF = {word: code for code, words in _LANGUAGES.items() for word in words.split()}
_DECORATION = re.compile(r"\*|^\s*\(?\d{1,2}\s*[.):-]\s*")  # "3. Organisation *"
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")

_SPOKEN_NAME = re.compile(r"^(?:اسم|nom (?:de la |du |de )?|name of (?:the )?)\s*|\s+(?:name|nom)$")


def _key(text: str) -> str:
    """Folded, without spaces, and with one spelling of organisation."""
    return fold_tight(text).replace("organiz", "organis")


_EXACT = {
    _key(header): name
    for name, headers in (
        *((name, also.split("|")) for name, also in SYNONYMS.items()),
        *((field.name, [field.ar, field.en, field.fr]) for field in reversed(FIELDS)),
    )
    for header in headers
}

# Read so only where no other column of the sheet is the field: alone the word says too little.
WEAK = {"label": "sector"}


@lru_cache(maxsize=4096)
def field_of_header(header: str) -> str | None:
    """The field a header names, or None. Case, accents, hamza, spaces, "3." and "*" do not matter."""
    bare = _DECORATION.sub("", header)
    for text in dict.fromkeys((bare, _ASIDE.sub(" ", bare))):
        found = _known(text) or _in_language(text)
        if found:
            return found
    return None


def _known(text: str) -> str | None:
    key = _key(text)
    nameless = _key(_SPOKEN_NAME.sub("", fold(text)))
    return _EXACT.get(key) or field_of_place(key) or field_of_people(text) or _EXACT.get(nameless)


def _in_language(text: str) -> str | None:
    """A known header with the word for a language before or after it: "category_ar", "Sector (Arabic)"."""
    words = fold(text).split()
    for word, rest in ((words[-1], words[:-1]), (words[0], words[1:])) if len(words) > 1 else ():
        if word in _LANGUAGE_OF:
            base = _known(" ".join(rest))
            return _variant(base, _LANGUAGE_OF[word]) if base else None
    return None


def _variant(base: str, code: str) -> str:
    """The field of that language, where the field has one for each."""
    return f"{base}_{code}" if f"{base}_{code}" in BY_NAME else base
