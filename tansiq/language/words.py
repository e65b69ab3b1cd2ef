"""Words of the interface: gettext over the catalogues in locale/, without any web framework.

The language of the moment lives in a context variable, so that the domain, the commands, the panel and
the endpoint speak to each reader in their own language even when they share a process.
"""

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache
from numbers import Number
from pathlib import Path, PurePath
from typing import Any, Literal

from babel import Locale
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LOCALE = Path(__file__).resolve().parents[2] / "locale"
DEFAULT_LANGUAGE = "ar"


def languages_in(folder: Path) -> tuple[str, ...]:
    """The codes of the languages that have a catalogue in a folder: Arabic, English, then any others by code.

    A further language is a further folder; nothing else names it.
    """
    found = {path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/messages.po")}
    return (DEFAULT_LANGUAGE, "en", *sorted(found - {DEFAULT_LANGUAGE, "en"}))


LANGUAGES = languages_in(LOCALE)

_language: ContextVar[str | None] = ContextVar("language", default=None)
_unasked = DEFAULT_LANGUAGE


def N_(text: str) -> str:  # noqa: N802  gettext's own name for "mark, translate later"
    """Mark a text for the catalogues and return it untouched."""
    return text


def language() -> str:
    """The code of the language now spoken, one of LANGUAGES."""
    return _language.get() or _unasked


def data_language() -> str:
    """Of the two languages in which the register names things, the one nearer to whoever reads: "ar" or "en"."""
    return "ar" if direction() == "rtl" else "en"


@cache
def _locale_of(code: str) -> Locale:
    return Locale.parse(code)


@cache
def _direction_of(code: str) -> str:
    return str(_locale_of(code).text_direction)


def spoken_locale() -> Locale:
    """The language now spoken as Babel takes it: given a code, Babel would read that anew for each number it writes."""
    return _locale_of(language())


def direction(code: str | None = None) -> str:
    """How a language is written (the one now spoken where none is said): "rtl" or "ltr"."""
    return _direction_of(code or language())


def own_name(code: str) -> str:
    """What a language calls itself: "العربية", "English", "français"."""
    return str(_locale_of(code).get_display_name(code))


def speak_unasked(code: str) -> None:
    """Speak `code` wherever nobody has asked for a language: on the command line, in the log."""
    global _unasked  # noqa: PLW0603  One process has one language of its own.
    _unasked = code if code in LANGUAGES else DEFAULT_LANGUAGE


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak `code` (one of LANGUAGES; anything else means Arabic) until the block ends."""
    token = _language.set(code if code in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _language.reset(token)


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(code: str) -> Translations:
    """The catalogue of one language, read straight from its .po file: no compiled copy can go stale."""
    path = LOCALE / code / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return Translations()
    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=code))
    compiled.seek(0)
    return Translations(compiled)


def gettext(text: str, **values: Any) -> str:
    """`text` in the language now spoken, with %(name)s filled from `values`, each in its own direction."""
    spoken: str = catalogue(language()).ugettext(text) if text else ""
    return spoken % _isolated(values) if values else spoken


def ngettext(singular: str, plural: str, count: int, **values: Any) -> str:
    """The plural form for `count` in the language now spoken; %(count)s is always filled."""
    spoken: str = catalogue(language()).ungettext(singular, plural, count)
    return spoken % {"count": count, **_isolated(values)}


_LETTERS = {
    "rtl": re.compile("[A-Za-z\u00c0-\u024f]"),
    "ltr": re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"),
}
"""By how a language is written: the letters that run the other way."""


def isolated(text: str) -> str:
    """A name or other text of the data as a sentence in the language now spoken holds it: between the marks that keep
    what is written the other way from disordering the words and figures around it, where it holds such letters."""
    is_other = _LETTERS[direction()].search(text) and not text.startswith("\u2068")
    return f"\u2068{text}\u2069" if is_other else text


_MARKS = re.compile("[\u2066-\u2069]")


def without_marks(text: str) -> str:
    """A text as files and columns hold it: without the marks of `isolated`, which belong in what people read alone."""
    return _MARKS.sub("", text)


class AsWritten(str):
    """What a sentence holds without any mark: words of a sentence within another one, which are in its language, and
    what somebody copies out of it, such as a password or a command: a mark that nobody sees would go with it."""

    __slots__ = ()


def _isolated(values: dict[str, Any]) -> dict[str, Any]:
    """Values of which texts, and names that are said as texts, are isolated; whatever else knows how it is written."""
    return {name: _as_said(value) for name, value in values.items()}


def _as_said(value: Any) -> Any:
    if type(value) is str:
        return isolated(value)
    is_said = isinstance(value, str | Number | PurePath | Sentence) or hasattr(value, "__html__")
    return value if is_said else isolated(str(value))


def listed(names: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
    """Names in one line, joined as the language now spoken joins them: "a, b and c", "a, b or c"."""
    told = [isolated(name) if type(name) is str else name for name in names]
    return str(format_list(told, style, locale=spoken_locale()))


@dataclass(frozen=True)
class Sentence:
    """A text to be said later, in the language of whoever reads it. Values may be Sentences too."""

    text: str
    values: dict[str, Any] = field(default_factory=dict)
    plural: str | None = None

    def __str__(self) -> str:
        values = {name: AsWritten(v) if isinstance(v, Sentence) else v for name, v in self.values.items()}
        if self.plural is None:
            return gettext(self.text, **values)
        count = int(values.pop("count"))
        return ngettext(self.text, self.plural, count, **values)


@dataclass(frozen=True)
class InBoth(Sentence):
    """Words that stand in no catalogue, in both languages: those of records that are described as the program runs."""

    arabic: str = ""

    def __str__(self) -> str:
        return (self.arabic or self.text) if language() == "ar" else (self.text or self.arabic)


def say(text: str, **values: Any) -> Sentence:
    """A sentence to be said later; mark `text` by writing it inside this call (the extractor knows `say`)."""
    return Sentence(text, values)


def say_count(singular: str, plural: str, count: int, **values: Any) -> Sentence:
    """A counted sentence to be said later, with all Arabic plural forms (0, 1, 2, 3-10, 11-99, 100)."""
    return Sentence(singular, {"count": count, **values}, plural)
