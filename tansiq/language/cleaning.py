"""What people paste with their words and what nobody sees, taken off on the way in: the one place for every face.

Tabs and no-break spaces become spaces, marks of direction and of zero width go. The two joiners that some languages
spell with (می‌رود) stay between letters. The character zero stays too: it is told, not hidden (`column_values`).
"""

import re

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
JOINERS = "\u200c\u200d"
UNSEEN = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\ufeff"
)
"""Marks of direction, of zero width and soft hyphens: nobody means them, and nobody sees them."""
# A joiner has work to do between two letters or marks of scripts beyond the Latin one; elsewhere it is a leftover.
_SPELLED = r"[^\x00-\u024f\s\d\u2000-\u206f\ufeff]"
_UNSEEN = re.compile(rf"[{UNSEEN}]+|(?<!{_SPELLED})[{JOINERS}]+|[{JOINERS}]+(?!{_SPELLED})")
_SPACES = re.compile(r"[^\S\n]|[\x01-\x09\x0b-\x1f\x7f-\x9f]")
_RUNS = re.compile(r"\s{2,}")
_UNCLEAN = re.compile(rf"[\x01-\x1f\x7f-\x9f{UNSEEN}{JOINERS}]|[^\S ]|  |^ | $")


def clean_line(text: str) -> str:
    """One line of words as it is kept: white space single, nothing unseen, nothing around it.

    >>> clean_line("\\u200fجمعية\\u00a0\\tالأمل ")
    'جمعية الأمل'
    """
    if not _UNCLEAN.search(text):
        return text
    return _RUNS.sub(" ", _SPACES.sub(" ", without_unseen(text)).replace("\n", " ")).strip()


def clean_lines(text: str) -> str:
    """Words of several lines, each cleaned as one; empty lines between them stay."""
    if "\n" not in text and "\r" not in text:
        return clean_line(text)
    return "\n".join(map(clean_line, re.split(r"\r\n|[\r\n]", text))).strip("\n")


def without_unseen(text: str) -> str:
    """`text` without marks that show nothing."""
    return _UNSEEN.sub("", text)


def western_digits(text: str) -> str:
    """`text` with Arabic-Indic and Persian digits as 0-9: for numbers and dates, never for names."""
    return text.translate(_DIGITS)
