"""The columns of the three sheets by one name each, however their headers are spelled.

"Label::Arabic (ar)" -> "label::ar"     "relevance" -> "relevant"     "bind::calculate" -> "calculation"
"""

import re

from tansiq.language.cleaning import clean_line

UNKNOWN = "?"
"""What the name of a column begins with that is not taken over."""
OWN = "tansiq::"
"""What the columns of ours begin with."""
TRANSLATED = ("label", "hint", "constraint_message")
"""The columns that may stand once for each language."""
EXPRESSIONS = frozenset({"relevant", "constraint", "calculation"})
"""The columns that speak of other questions; elsewhere a text may only look so."""

_ALIKE = {
    "caption": "label",
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "bind::calculate": "calculation",
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "bind::jr:constraintmsg": "constraint_message",
    "command": "type",
    "tag": "name",
    "value": "name",
    "set_form_title": "form_title",
    "set_form_id": "form_id",
}
_KNOWN = frozenset({
    "type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message", "calculation",
    "default", "appearance", "choice_filter", "list_name", "form_title", "form_id", "default_language", "version",
    "name_ar", "name_en", "tansiq_position",
})  # fmt: skip
_TRANSLATION = re.compile(rf"({'|'.join(TRANSLATED)})\s*::?\s*(.+)")
_CODE = re.compile(r"\(\s*([a-z]{2,3})(?:[-_][a-z0-9]+)*\s*\)$")
_LANGUAGES = {
    "ar": "ar", "arabic": "ar", "العربية": "ar", "عربي": "ar", "عربية": "ar",
    "en": "en", "english": "en", "الإنجليزية": "en", "الانجليزية": "en", "إنجليزي": "en",
}  # fmt: skip


def column_of(header: str) -> str:
    """The name of a column; of one that is not taken over UNKNOWN and what stands there."""
    written = clean_line(header)
    plain = re.sub(r"\s+", "_", written.lower()) if "::" not in written and ":" not in written else written.lower()
    plain = _ALIKE.get(plain, plain)
    if plain in _KNOWN or plain.startswith(OWN):
        return plain
    if found := _TRANSLATION.fullmatch(plain.replace("caption", "label")):
        language = language_of(found[2])
        return f"{found[1]}::{language}" if language else UNKNOWN + written
    return UNKNOWN + written


def language_of(written: str) -> str | None:
    """ "ar" or "en" of "Arabic (ar)", "العربية" or "en"; None of any other language."""
    plain = clean_line(written).lower()
    code = _CODE.search(plain)
    return _LANGUAGES.get(code[1] if code else plain)
