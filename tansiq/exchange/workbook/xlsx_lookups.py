"""What the cells of an XLSX workbook refer to by number: its shared texts, and the styles that show a day or a time."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import lru_cache, partial
from typing import Any

from tansiq.exchange.values.percentages import Percentage
from tansiq.exchange.workbook.cell_text import GrowingText
from tansiq.exchange.workbook.markup import OPEN, TEXT, LocalNames, Pieces, events
from tansiq.exchange.workbook.xlsx_rows import decoded

_MOST_STYLES = 70_000
"""Styles of cells that a workbook may have, a little more than Excel allows; the rest show plain numbers."""
_LONGEST_CODE = 255
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""Parts of a format that are shown as they stand, and its conditions."""


def texts(pieces: Pieces) -> list[str]:
    """The shared texts in their order; reading aids beside Chinese or Japanese are not part of them."""
    names, text = LocalNames(), GrowingText()
    path: list[str] = []
    found: list[str] = []
    for event, name, said in events(pieces):
        if event == OPEN:
            path.append(names[name])
        elif event == TEXT:
            if path[-1] == "t" and "rPh" not in path:
                text.add(said)
        elif path.pop() == "si":
            found.append(decoded(text.take()))
    return found


def moments(pieces: Pieces, epoch: date) -> dict[str, Callable[[float], Any]]:
    """By the number of a style, as text: what makes a number the day, time, duration or percentage that it shows."""
    names = LocalNames()
    codes: dict[str, str] = {}
    formats: list[str] = []
    in_cells = False
    for event, name, attributes in events(pieces):
        local = names[name] if event != TEXT else ""
        if local == "cellXfs":
            in_cells = event == OPEN
        elif event == OPEN and local == "numFmt" and len(codes) < _MOST_STYLES:
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:_LONGEST_CODE]
        elif event == OPEN and local == "xf" and in_cells and len(formats) < _MOST_STYLES:
            formats.append(attributes.get("numFmtId", ""))
    readers = _Readers(codes, epoch)
    found = ((str(place), readers[number]) for place, number in enumerate(formats))
    return {place: reader for place, reader in found if reader}


def indents(pieces: Pieces) -> dict[str, int]:
    """By the number of a style, as text: how many steps a text is indented, where it is."""
    names, found = LocalNames(), dict[str, int]()
    place, in_cells = -1, False
    for event, name, attributes in events(pieces):
        local = names[name] if event != TEXT else ""
        if local == "cellXfs":
            in_cells = event == OPEN
        elif event == OPEN and local == "xf" and in_cells:
            place += 1
        elif event == OPEN and local == "alignment" and in_cells and len(found) < _MOST_STYLES:
            steps = attributes.get("indent", "")
            if steps.isdecimal() and int(steps[:4]) > 0:
                found[str(place)] = int(steps[:4])
    return found


class _Readers(dict[str, Callable[[float], Any] | None]):
    """What makes a number a day, a time, a duration or a percentage, by the id of a format; None for formats of plain
    numbers."""

    def __init__(self, codes: dict[str, str], epoch: date) -> None:
        super().__init__()
        self._codes = codes
        self._epoch = datetime.combine(epoch, time())

    def __missing__(self, number: str) -> Callable[[float], Any] | None:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

        code = self._codes.get(number) or BUILTIN_FORMATS.get(int(number) if number.isdecimal() else -1)
        if code and "%" in _QUOTED.sub("", code):
            self[number] = Percentage
            return Percentage
        lasts = is_timedelta_format(code)
        reader = lru_cache(maxsize=4096)(partial(_moment, self._epoch, lasts))
        self[number] = reader if lasts or is_date_format(code) else None
        return self[number]


def _moment(epoch: datetime, lasts: bool, number: float) -> Any:
    """A serial number as what it is shown as; a number that is no moment stays one."""
    from openpyxl.utils.datetime import from_excel

    try:
        moment = from_excel(number, epoch, timedelta=lasts)
    except (OverflowError, ValueError):
        return number
    return moment.date() if isinstance(moment, datetime) and moment.time() == time() else moment
