"""One fold of Arabic (and Latin) text, used by search, import and duplicate finding alike.

The fold is a key for matching only; what people wrote is what people see. Rules: DESIGN section 3,
"Arabic fold".
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from tansiq.language.cleaning import JOINERS, UNSEEN

LETTERS = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
        "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك",
        "ء": None, "ـ": None, **dict.fromkeys(UNSEEN + JOINERS),
        **{digit: str(value) for value, digit in enumerate("٠١٢٣٤٥٦٧٨٩")},
        **{digit: str(value) for value, digit in enumerate("۰۱۲۳۴۵۶۷۸۹")},
    }
)  # fmt: skip
_HIGHEST_PILE = 30  # Marks, as Unicode proposes for text that is read as a stream.
_SHORT = 120  # Letters of a text whose fold is remembered.
_NO_PILE = 500  # Letters of a text that is too short for its marks to take time.
_ARABIC = re.compile("[\u0600-\u06ff]")
_NOT_WORD = re.compile(r"[^\w]+|_+")

# Words that say what kind of body an organisation is, not which one it is.
GENERIC_WORDS = (
    "جمعية مؤسسة منظمة منظمه هيئة مجموعة شبكة مركز اتحاد برنامج لجنة الخيرية خيرية للتنمية والتنمية التنمية "
    "تنموية التنموية الاجتماعية الاجتماعي للاغاثة والاغاثة الانسانية الإنسانية اليمن اليمنية في من و "
    "association foundation organization organisation society charity charitable for of the and development "
    "relief humanitarian ngo la le les des du de pour et fondation international internationale"
)


def fold(text: str | None) -> str:
    """The matching key of `text`: hamza, alef, ta marbuta, alef maqsura, tashkeel, tatweel, digits and
    Latin case and accents levelled; punctuation and white space become single spaces.

    >>> fold("مُؤسَّسة  ١٢")
    'موسسه 12'
    """
    if not text:
        return ""
    return _folded_short(text) if len(text) < _SHORT else _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        return " ".join(_NOT_WORD.sub(" ", text).split()).lower()
    decomposed = unicodedata.normalize("NFKD", without_piles(text.translate(LETTERS)))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(LETTERS)
    return " ".join(_NOT_WORD.sub(" ", bare).split()).casefold()


# Names of places, bodies and groups are folded over and over, by a sheet some ten times a row.
_folded_short = lru_cache(maxsize=16_384)(_folded)


def without_piles(text: str) -> str:
    """`text` with no more than thirty marks over one letter: to order them takes time by the square of their number."""
    if len(text) < _NO_PILE or text.isascii():
        return text
    kept, marks = [], 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _HIGHEST_PILE:
            kept.append(letter)
    return "".join(kept)


def fold_tight(text: str | None) -> str:
    """`fold` without any spaces, so that "عبد الله" meets "عبدالله"."""
    return fold(text).replace(" ", "")


def is_arabic(text: str) -> bool:
    """Whether a text holds any letter of the Arabic script."""
    return _ARABIC.search(text) is not None


_GENERIC = frozenset(fold(word) for word in GENERIC_WORDS.split())


def organization_key(name: str | None) -> str:
    """The matching key of an organisation's name: folded, without generic words, without spaces.

    A name made of generic words alone keeps them all, or every "relief association" would be the same one.
    """
    words = fold(name).split()
    telling = [word for word in words if word not in _GENERIC]
    return "".join(telling or words)


def search_text(parts: Iterable[str | None]) -> str:
    """Folded text of several names, joined for one LIKE search; tight forms included."""
    folded = [fold(part) for part in parts if part]
    tight = [text.replace(" ", "") for text in folded if " " in text]
    return " ".join(dict.fromkeys(folded + tight))
