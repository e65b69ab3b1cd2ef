"""CSV: the encoding, the separator and the rows of a text file, read as a stream."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from tansiq.exchange.values.dates import EPOCH_1900
from tansiq.exchange.values.problems import CellError, Problem, Unreadable, is_error
from tansiq.exchange.workbook.archive import LAST_COLUMN, LAST_ROW
from tansiq.exchange.workbook.book import Raw, Sheet
from tansiq.exchange.workbook.cell_text import bounded
from tansiq.exchange.workbook.hidden import Hidden
from tansiq.exchange.workbook.merges import Merged, Merges, filled_rows
from tansiq.exchange.workbook.refusals import BROKEN, NO_WORKBOOK, TOO_MANY_CELLS
from tansiq.language.words import Sentence, say, say_count

LARGEST_KEPT, MOST_KEPT = 1 << 24, 1_000_000
"""Bytes and cells of a text whose rows are kept in memory, as they are read three times."""
_SAMPLE = 1 << 18
LONGEST_LINE = 1 << 22
"""Letters of one line: all columns that a sheet can have, with 256 letters each."""
# A cell may be as long as a line, so that only one whose quotation marks never close is too long for the reader.
csv.field_size_limit(LONGEST_LINE)
_SEPARATORS = (",", ";", "\t", "|")
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_CONTROLS = re.compile("[\\x00-\\x08\\x0e-\\x1f]")
_NAMES = {"utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1256": "Windows-1256"}
_ARABIC = "[\u0621-\u064a\u067e\u0686\u0698\u06af\u06a9]"
_TOGETHER = re.compile(f"{_ARABIC}(?={_ARABIC})")
_ALONE = re.compile(f"(?<!{_ARABIC}){_ARABIC}(?=[a-zà-ÿ])")
_SLIPS = re.compile("[\udc80-\udcff]")
_LETTERS = re.compile("[^\x00-\x7f\udc80-\udcff]")


class CsvBook:
    """A text file as a book of one sheet, named like the file unless another name is given."""

    kind = "CSV"

    def __init__(self, path: Path, name: str | None = None) -> None:
        self._path = path
        self._encoding, slips = _encoding(path)
        sample = self._sample()
        self._separator = _separator(sample)
        self.sheets = [Sheet(name or path.stem)]
        self.epoch = EPOCH_1900
        self.notices: list[Problem] = []
        self._kept: list[Raw] | None = None
        self._note_encoding(slips)

    def filled(self, name: str) -> int:
        """How many rows hold anything. The rows of an ordinary text are kept, to be read again."""
        if self._kept is None and self._path.stat().st_size <= LARGEST_KEPT:
            kept, cells = list[Raw](), 0
            for number, row in self._records():
                cells += len(row)
                if cells > MOST_KEPT:
                    break
                kept.append((number, row))
            else:
                self._kept = kept
        return sum(1 for _ in self.rows(name))

    def merged(self, name: str) -> list[Merged]:
        """Text has no merged cells."""
        return []

    def hidden(self, name: str) -> Hidden:
        """Text hides nothing."""
        return Hidden()

    def indents(self, name: str) -> Mapping[tuple[int, int], int]:
        """Text has no styles."""
        return {}

    def rows(self, name: str) -> Iterator[Raw]:
        """The filled rows, numbered as a spreadsheet program would: a quoted new line does not count."""
        return filled_rows(self._records() if self._kept is None else self._kept, Merges())

    def _records(self) -> Iterator[Raw]:
        number = 0
        with self._open() as source:
            if _SAID.match(source.read(7)) is None:
                source.seek(0)
            try:
                for number, cells in enumerate(csv.reader(_lines(source), delimiter=self._separator, strict=True), 1):
                    if number > LAST_ROW or any(cells[LAST_COLUMN:]):
                        raise Unreadable(TOO_MANY_CELLS)
                    yield number, [CellError(cell) if is_error(cell) else bounded(cell) for cell in cells[:LAST_COLUMN]]
            except csv.Error as error:
                raise Unreadable(_torn(number + 1)) from error
            except UnicodeError as error:
                raise Unreadable(BROKEN) from error

    def _open(self) -> IO[str]:
        # The Windows code pages leave a few bytes unused, and one torn letter is no reason to refuse a sheet.
        errors = "strict" if self._encoding.startswith("utf-16") else "replace"
        return self._path.open(encoding=self._encoding, errors=errors, newline="")

    def _sample(self) -> str:
        try:
            with self._open() as source:
                sample = source.read(_SAMPLE)
        except UnicodeError as error:
            raise Unreadable(BROKEN) from error
        if len(_CONTROLS.findall(sample)) * 100 > len(sample):
            raise Unreadable(NO_WORKBOOK)
        return sample

    def _note_encoding(self, slips: int) -> None:
        if slips:
            text = say_count("%(count)s letter of the text cannot be read. Save the file as UTF-8 again.",
                             "%(count)s letters of the text cannot be read. Save the file as UTF-8 again.",
                             slips)  # fmt: skip
            self.notices.append(Problem(self._path.stem, "\ufffd", text, "warning", "torn-letters"))
        if self._encoding.startswith("utf-8"):
            return
        encoding = _NAMES.get(self._encoding, "Windows-1252")
        sentence = say(
            "The text was read as %(encoding)s. Look at a few names to see that it is right.",
            encoding=encoding,
        )
        self.notices.append(Problem(self._path.stem, encoding, sentence, "notice", "encoding"))


def _lines(source: IO[str]) -> Iterator[str]:
    """The lines of a text. Raises Unreadable at one that does not end."""
    number = 0
    while line := source.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            raise Unreadable(_endless(number))
        yield line


def _encoding(path: Path) -> tuple[str, int]:
    """By byte order mark, by the zeros of UTF-16, as UTF-8 but for a few slips (and how many), else as a code page."""
    with path.open("rb") as source:
        head = source.read(_SAMPLE)
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig", _utf8(source)[1]
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16", 0
        even, odd = head[0::2].count(0), head[1::2].count(0)
        if max(even, odd) > len(head) / 20 and min(even, odd) * 10 < max(even, odd):
            return ("utf-16-be" if even > odd else "utf-16-le"), 0
        letters, slips = _utf8(source)
        # In a code page hardly any two letters beside each other make one of UTF-8.
        return ("utf-8", slips) if letters > slips or not slips else (_code_page(source), 0)


def _utf8(source: IO[bytes]) -> tuple[int, int]:
    """How many letters beyond ASCII the file has as UTF-8, and how many bytes that are none of any letter."""
    letters = slips = 0
    for text in _decoded(source, "utf-8", "surrogateescape"):
        slips += len(_SLIPS.findall(text))
        letters += len(_LETTERS.findall(text))
    return letters, slips


def _code_page(source: IO[bytes]) -> str:
    """Windows-1256 where its Arabic letters stand together; a lone one before Latin is a French capital."""
    together = alone = 0
    before = ""
    for text in _decoded(source, "cp1256", "replace"):
        seen = before + text
        together += len(_TOGETHER.findall(seen))
        alone += len(_ALONE.findall(seen))
        before = text[-1:]
    return "cp1256" if together > alone else "cp1252"


def _decoded(source: IO[bytes], encoding: str, errors: str) -> Iterator[str]:
    """The whole file as text, a piece at a time; pieces without any letter beyond ASCII are passed over."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    source.seek(0)
    while chunk := source.read(_SAMPLE):
        text = decoder.decode(chunk)
        if not text.isascii():
            yield text
    yield decoder.decode(b"", final=True)


def _separator(sample: str) -> str:
    """What parts the columns: Excel's first line says it, else what gives most rows most columns alike."""
    said = _SAID.match(sample)
    return said[1] if said else max(_SEPARATORS, key=lambda separator: _alike(sample, separator))


def _alike(sample: str, separator: str) -> int:
    """Columns that a separator gives, counted over the rows that agree on their number."""
    reader = csv.reader(sample.splitlines(keepends=True)[:60], delimiter=separator)
    try:
        widths = Counter(len(cells) for cells in reader if cells)
    except csv.Error:
        return 0
    return max((width - 1) * rows for width, rows in widths.items()) if widths else 0


def _torn(number: int) -> Sentence:
    return say(
        "The quotation marks of row %(number)s do not match. Correct them, or save the file as .xlsx.",
        number=number,
    )


def _endless(number: int) -> Sentence:
    return say(
        "Line %(number)s of this text goes on for millions of letters. Check that it is a table, or save it as .xlsx.",
        number=number,
    )
