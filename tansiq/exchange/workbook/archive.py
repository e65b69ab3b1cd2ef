"""The zip around XLSX and ODS: opened only after a look at what it would unpack to.

The XML inside is read with the standard library: ElementTree fetches nothing from outside, and expat refuses
entities that grow beyond measure, so there is nothing left for defusedxml to do.
"""

import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

from tansiq.exchange.values.problems import Unreadable
from tansiq.exchange.workbook.refusals import BROKEN, LOCKED, TOO_LARGE

# What the standard library raises over a damaged archive or its XML; calamine has its own kind.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, OSError, ValueError, KeyError,
    NotImplementedError,
)  # fmt: skip

MOST_OF_SHEETS = 1_000_000_000  # Bytes of XML; 24,000 rows of 40 columns take 28 million.
MOST_OF_PART = 100_000_000  # Texts and styles are held in memory, unlike sheets.
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # Where every spreadsheet program ends its sheets.
MOST_PARTS = 10_000


def open_zip(path: Path) -> zipfile.ZipFile:
    """The archive, its sizes within bounds and without a password."""
    try:
        archive = zipfile.ZipFile(path)
    except DAMAGED as error:
        raise Unreadable(BROKEN) from error
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(LOCKED)
    sheets = sum(part.file_size for part in parts if _streams(part.filename))
    held = [part.file_size for part in parts if not _streams(part.filename) and part.filename.endswith(".xml")]
    if len(parts) > MOST_PARTS or sheets > MOST_OF_SHEETS or max(held, default=0) > MOST_OF_PART:
        raise Unreadable(TOO_LARGE)
    return archive


def _streams(name: str) -> bool:
    return name.startswith("xl/worksheets/") or name == "content.xml"
