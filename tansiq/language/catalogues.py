"""Keeping the catalogues in locale/ in step with the texts in the code.

    code and templates --extract--> messages.pot --update--> ar/ and en/ messages.po --words.py--> people

Files carry no dates and no line numbers and are sorted, so that they differ only when a text does, or the file in
which it stands: that is told to translators (`#: admin/pages/start.py`), as a word alone may mean several things.
English is filled from the message ids; Arabic is written by translators.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from tansiq.language.words import LOCALE, languages_in

_PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "en": "nplurals=2; plural=(n != 1);",
}


def plural_forms(language: str) -> str:
    """How a language counts, as the head of its catalogue says it: ours for Arabic and English, else Babel's."""
    number, rule = get_plural(language)[:2]
    return _PLURALS.get(language) or f"nplurals={number}; plural={rule};"


COMMENT = "Translators:"
"""How a comment begins that stands above a text in the code and says to translators what it means."""
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "say": None,
    "ngettext": (1, 2),
    "say_count": (1, 2),
}
_HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plural}\\n"
"""
_PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|</?[a-z]+[^>]*>")
_COUNTS = {"%(count)s", "%(number)s"}
"""The count as it is, and as it is written with separators of thousands."""


def po_path(language: str, locale: Path = LOCALE) -> Path:
    """The catalogue of one language."""
    return locale / language / "LC_MESSAGES" / "messages.po"


def extract(locale: Path = LOCALE) -> Catalog:
    """All texts marked in the code and the templates, each with the files in which it stands."""
    with (locale / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = Catalog(charset="utf-8")
    for file, _line, message, comments, context in extract_from_dir(
        str(locale.parent), methods, options, keywords=KEYWORDS, comment_tags=[COMMENT], directory_filter=_is_ours
    ):
        found.add(message, None, [(Path(file).as_posix(), 0)], auto_comments=comments, context=context)
    return found


def _is_ours(folder: str) -> bool:
    name = Path(folder).name
    return not name.startswith(".") and name not in {"node_modules", "tests", "instance", "build", "__pycache__"}


def read(language: str, locale: Path = LOCALE) -> Catalog:
    """The catalogue of one language as it lies there; an empty one with the right plural forms if absent."""
    path = po_path(language, locale)
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    header = _HEADER.format(language=language, plural=plural_forms(language))
    return read_po(io.BytesIO((text or header).encode()), locale=language)


def update(language: str, texts: Catalog, locale: Path = LOCALE) -> str:
    """The text of the catalogue of `language` with exactly the messages of `texts`, what is translated kept."""
    old = read(language, locale)
    lines = [_HEADER.format(language=language, plural=plural_forms(language))]
    for message in sorted((m for m in texts if m.id), key=_sort_key):
        lines.append(_entry(message, old, language))
    return "\n".join(lines)


def _entry(message: Message, old: Catalog, language: str) -> str:
    known = old.get(message.id, message.context)
    string = known.string if known else ""
    if language == "en":
        string = message.id
    one = Catalog(locale=language, charset="utf-8")
    one.add(message.id, string, message.locations, auto_comments=message.auto_comments, context=message.context)
    return _text(one).strip() + "\n"


def _sort_key(message: Message) -> tuple[str, str]:
    first = message.id if isinstance(message.id, str) else message.id[0]
    return first, message.context or ""


def template(texts: Catalog) -> str:
    """The text of messages.pot."""
    return _text(texts)


def _text(texts: Catalog) -> str:
    for message in texts:
        message.locations = sorted(set(message.locations))
    target = io.BytesIO()
    write_po(target, texts, omit_header=True, include_lineno=False, sort_output=True, width=0)
    return target.getvalue().decode()


def write_all(locale: Path = LOCALE) -> None:
    """Bring messages.pot and every catalogue in step with the code."""
    texts = extract(locale)
    (locale / "messages.pot").write_text(template(texts), encoding="utf-8")
    for language in languages_in(locale):
        po_path(language, locale).parent.mkdir(parents=True, exist_ok=True)
        po_path(language, locale).write_text(update(language, texts, locale), encoding="utf-8")


def faults(locale: Path = LOCALE) -> Iterator[str]:
    """What is wrong with the catalogues, a line each: stale, missing, fuzzy, or with other placeholders."""
    texts = extract(locale)
    pot = locale / "messages.pot"
    if not pot.exists() or pot.read_text(encoding="utf-8") != template(texts):
        yield "messages.pot is stale: run make locale"
    for language in languages_in(locale):
        path = po_path(language, locale)
        if not path.exists() or path.read_text(encoding="utf-8") != update(language, texts, locale):
            yield f"{language}: the catalogue is stale: run make locale"
        for message in read(language, locale):
            yield from (f"{language}: {what}: {message.id}" for what in _message_faults(message) if message.id)


def _message_faults(message: Message) -> Iterator[str]:
    strings = _forms(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not all(strings):
        yield "not translated"
        return
    ids = _forms(message.id)
    wanted = {found.group() for text in ids for found in _PLACEHOLDER.finditer(text)}
    for string in strings:
        used = {found.group() for found in _PLACEHOLDER.finditer(string)}
        # Arabic says "one" and "two" in a word, so a plural form may leave the count out.
        if not used <= wanted or wanted - used - (_COUNTS if len(ids) > 1 else set()):
            yield "placeholders differ"


def _forms(text: object) -> list[str]:
    """All forms of a text: one, or as many as the language has plurals."""
    return [str(form or "") for form in text] if isinstance(text, tuple | list) else [str(text or "")]
