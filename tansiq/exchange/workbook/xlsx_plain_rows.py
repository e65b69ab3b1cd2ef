"""The rows of an XLSX sheet whose markup is plain, as programs write nearly all of theirs, taken by a pattern.

    pieces -> the head, up to <sheetData>  -> expat
              rows that the pattern covers -> Taker.take, in a fifth of the time
              any other row, and the rest  -> expat

What the pattern covers is well-formed by construction: names, values and the order of attributes are spelled out, and
texts hold no sign that means anything to XML. Nothing more is taken once a comment, a CDATA section or an instruction
was met, which may hold what looks like a row.
"""

import re
from collections.abc import Generator
from contextlib import closing
from functools import lru_cache
from typing import Protocol

from tansiq.exchange.workbook.markup import Pieces

Cell = tuple[str, str, str, str, str]
"""A cell that may hold something: letters of its column, style, kind, formula ("" without one), text."""

_BEGIN, _END = b"<sheetData>", b"</row>"
_KEPT = 64
"""Bytes of the head that are held back, as what is looked for may go on in the next piece."""
_LONGEST_ROW = 1 << 18
"""Bytes within which the end of a row is looked for; a longer one goes to expat with all that follows it."""
_ASIDE = re.compile(rb"<!|<\?(?!xml )")
_NOT_UTF8 = re.compile(rb"""\sencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_NO_CHARACTERS = b"\xef\xbf"
"""How U+FFFE and U+FFFF begin, which are none of XML's characters."""

_TEXT = rb"[^<&>\x00-\x08\x0b-\x1f]*+"
_FORMULA = rb'(?:<f(?: [A-Za-z0-9]+="[\w:.$!-]*+")?+(?:/>|>' + _TEXT + rb"</f>))?+"
_HELD = rb"(?:<v>" + _TEXT + rb'</v>|<is><t(?: xml:space="preserve")?+>' + _TEXT + rb"</t></is>|<v ?/>)?+"
_CELL = (
    rb'<c r="[A-Z]{1,2}[0-9]{1,7}"(?: s="[0-9]{1,5}")?+(?: t="[A-Za-z]+")?+ ?(?:/>|>' + _FORMULA + _HELD + rb"</c>)\s*+"
)
_NAMES = rb"spans|s|customFormat|ht|hidden|customHeight|outlineLevel|collapsed|thickTop|thickBot|ph|x14ac:dyDescent"
_ROW = re.compile(
    rb'\s*+<row(?: r="([0-9]{1,7})")?+((?: (?:' + _NAMES + rb')="[A-Za-z0-9.: -]*+")*+) ?'
    rb"(?:/>|>\s*+((?:" + _CELL + rb")*+)</row>)"
)
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_FILLED = re.compile(
    r'<c r="([A-Z]+)[0-9]+"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")? ?>(<f[^>]*(?:/>|>[^<]*</f>))?'
    r"(?:<v>|<is><t[^>]*>)?([^<]*)"
)


class Taker(Protocol):
    """Whoever reads the sheet."""

    def is_between_rows(self) -> bool:
        """Whether the next thing after all that expat was given may be a row."""

    def take(self, attributes: dict[str, str], cells: list[Cell]) -> None:
        """One row with those of its attributes that are looked at."""


def without_plain_rows(pieces: Pieces, taker: Taker) -> Pieces:
    """The pieces of a sheet but for its plain rows, which `taker` takes in their turn: each piece must have been read
    before the next one is asked for."""
    with closing(pieces):
        held = yield from _head(pieces)
        if held and taker.is_between_rows():
            held = yield from _rows(pieces, held, taker)
        yield held
        yield from pieces


def _head(pieces: Pieces) -> Generator[bytes, None, bytes]:
    """All up to the first row; gives back what was read beyond it, b"" where rows are not to be taken."""
    held = b""
    for piece in pieces:
        held += piece
        if _ASIDE.search(held) or _NOT_UTF8.search(held):
            break
        at = held.find(_BEGIN)
        if at >= 0:
            yield held[: at + len(_BEGIN)]
            return held[at + len(_BEGIN) :]
        yield held[:-_KEPT]
        held = held[-_KEPT:]
    yield held
    return b""


def _rows(pieces: Pieces, held: bytes, taker: Taker) -> Generator[bytes, None, bytes]:
    """The rows that are not plain; gives back what follows, from where no more rows are taken."""
    at = 0
    while True:
        at = _take(held, at, taker)
        end = held.find(_END, at) + len(_END)
        if end >= len(_END):
            if _ASIDE.search(held, at, end):
                return held[at:]
            yield held[at:end]
            at = end
            if not taker.is_between_rows():
                return held[at:]
        elif len(held) - at > _LONGEST_ROW or not (piece := next(pieces, b"")):
            return held[at:]
        else:
            # Whoever reads is let in after each piece, to hand on the rows that were taken.
            yield b""
            held, at = held[at:] + piece, 0


def _take(held: bytes, at: int, taker: Taker) -> int:
    """Let plain rows be taken, from one place on; where they end."""
    while (found := _ROW.match(held, at)) and (said := _told(found[2])) is not None:
        cells = _cells(found[3] or b"")
        if cells is None:
            break
        number = found[1]
        taker.take({"r": number.decode(), **said} if number else said, cells)
        at = found.end()
    return at


@lru_cache(maxsize=256)
def _told(attributes: bytes) -> dict[str, str] | None:
    """The attributes of a row but for its number; None where one is told twice, which no XML does."""
    pairs = _ATTRIBUTE.findall(attributes.decode())
    return dict(pairs) if len(dict(pairs)) == len(pairs) else None


def _cells(row: bytes) -> list[Cell] | None:
    """The cells that may hold something; None where these bytes are no text of XML."""
    if _NO_CHARACTERS in row:
        return None
    try:
        return _FILLED.findall(row.decode())
    except UnicodeDecodeError:
        return None
