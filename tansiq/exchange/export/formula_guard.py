"""Text that a spreadsheet cannot hold or would run as a formula: harmless on the way out, restored on the way in."""

import re

_DANGEROUS = re.compile(r"^[\s']*[=+\-@]")

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_NO_TITLE = re.compile(r"[\\/*?:\[\]]")
_LONGEST_TITLE = 31


def sheet_title(text: str) -> str:
    """`text` as the title of a sheet: without the characters that none may have, and no longer than one may be."""
    return _NO_TITLE.sub(" ", text)[:_LONGEST_TITLE]


def for_xml(text: str) -> str:
    """`text` with a space for every character that the files of a workbook cannot hold."""
    return _NOT_XML.sub(" ", text)


def guarded(text: str) -> str:
    """`text` with an apostrophe before it if a spreadsheet could run it (it begins with = + - @)."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given; other text is left as it is.

    >>> unguarded(guarded("=1+1"))
    '=1+1'
    """
    bare = text[1:] if text.startswith("'") else text
    return bare if _DANGEROUS.match(bare) else text
