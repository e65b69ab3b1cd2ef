"""Text that a spreadsheet cannot hold or would run as a formula: harmless on the way out, restored on the way in."""

import re

_UNSEEN = "\x00-\x08\x0b\x0c\x0e-\x1f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_RUNS = re.compile(rf"[\s'{_UNSEEN}]*[=+\-@＝＋－＠]")
"""What a spreadsheet reckons instead of showing it; some take the wide signs for the narrow."""
_TORN = re.compile(r"'*[\t\r\n]")
"""A text that begins with what parts cells: some programs begin the cell after it."""
_CELLS = re.compile(r"([;\t\r\n])")
"""What parts the cells of a text file for a program that takes another separator than the one it was written with."""

LONGEST_CELL = 32_000
"""Letters of a cell: what spreadsheets hold, less what an apostrophe and escapes may add."""

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
    """`text` with an apostrophe wherever a spreadsheet could begin to run it.

    That is before = + - @, also after unseen signs and in their wide forms: at the beginning, and after what a
    spreadsheet of another language takes for the end of a cell, such as ";" in Arabic and French.
    """
    inner = "".join(f"'{piece}" if at and _RUNS.match(piece) else piece for at, piece in enumerate(_CELLS.split(text)))
    return f"'{inner}" if _begins_badly(inner) else inner


def unguarded(text: str) -> str:
    """The text that `guarded` was given; other text is left as it is.

    >>> unguarded(guarded("=1+1"))
    '=1+1'
    """
    if "'" not in text:
        return text
    bare = text[1:] if text.startswith("'") and _begins_badly(text[1:]) else text
    pieces = enumerate(_CELLS.split(bare))
    return "".join(piece[1:] if at and piece[:1] == "'" and _RUNS.match(piece[1:]) else piece for at, piece in pieces)


def _begins_badly(text: str) -> bool:
    return bool(_RUNS.match(text) or _TORN.match(text))
