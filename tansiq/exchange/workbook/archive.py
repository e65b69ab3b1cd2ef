"""The zip around XLSX and ODS: opened only after a look at what it claims, and unpacked piece by piece, counted.

No part is ever unpacked as a whole: whoever reads one says how many bytes it may have, and gets them in pieces. Sizes
that the list of parts claims are believed only where they are too large; what comes out is counted.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Generator
from pathlib import Path

from tansiq.exchange.values.problems import Unreadable
from tansiq.exchange.workbook.refusals import BROKEN, LOCKED, TOO_LARGE
from tansiq.platform.zip_lists import ListReader, ListTooLongError

# What the standard library raises over a damaged archive.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, RuntimeError,
)  # fmt: skip

MOST_OF_SHEETS = 1_000_000_000  # Bytes of XML, all sheets together; 24,000 rows of 40 columns take 40 million.
MOST_OF_PART = 64_000_000  # Texts and styles are held in memory, unlike sheets.
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # Where every spreadsheet program ends its sheets.
MOST_PARTS = 10_000
MOST_SHEETS = 1_000
_PIECE = 1 << 16
_HELD = ("xl/workbook.xml", "xl/styles.xml", "xl/sharedstrings.xml")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # The others unpack without a bound, and no workbook has them.


class Archive:
    """The parts of a workbook by name, whose case does not matter. The file is open only while a part is read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with ListReader(io.FileIO(path)) as source, zipfile.ZipFile(source) as opened:
                listed = opened.infolist()
        except ListTooLongError as error:
            raise Unreadable(TOO_LARGE) from error
        except _DAMAGED as error:
            raise Unreadable(BROKEN) from error
        self._parts = {part.filename.lower(): part for part in listed}
        if any(part.flag_bits & 1 for part in listed):
            raise Unreadable(LOCKED)
        if len(listed) > MOST_PARTS or any(part.file_size > _most(part.filename.lower()) for part in listed):
            raise Unreadable(TOO_LARGE)
        # Of two parts of one name different programs read different ones.
        if len(self._parts) < len(listed) or any(part.compress_type not in _METHODS for part in listed):
            raise Unreadable(BROKEN)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def size(self, name: str) -> int:
        """The bytes that a part claims to have; 0 where there is none. It never unpacks to more."""
        part = self._parts.get(name.lower())
        return part.file_size if part else 0

    @property
    def unpacked(self) -> int:
        """The bytes that all parts together claim to have; they never unpack to more."""
        return sum(part.file_size for part in self._parts.values())

    def pieces(self, name: str, most: int) -> Generator[bytes, None, None]:
        """What a part unpacks to, piece by piece. Raises Unreadable: damaged, absent, more than `most` bytes."""
        counted = 0
        try:
            with zipfile.ZipFile(self._path) as opened, opened.open(self._parts[name.lower()]) as part:
                while piece := part.read(_PIECE):
                    counted += len(piece)
                    if counted > most:
                        raise Unreadable(TOO_LARGE)
                    yield piece
        except _DAMAGED as error:
            raise Unreadable(BROKEN) from error

    def part(self, name: str) -> Generator[bytes, None, None]:
        """The pieces of a part that is held in memory once it is read, unlike sheets."""
        return self.pieces(name, MOST_OF_PART)


def _most(name: str) -> int:
    """The bytes that a part of this name may claim: less where it is always held in memory."""
    return MOST_OF_PART if name in _HELD else MOST_OF_SHEETS


def within(base: str, target: str) -> str:
    """The part that a link in a part of the folder `base` leads to."""
    return posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
