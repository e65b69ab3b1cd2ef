"""What the cells of an XLSX workbook refer to by number: its shared texts, and the styles that show a day or a time."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tansiq.exchange.workbook.cell_text import GrowingText
from tansiq.exchange.workbook.markup import OPEN, TEXT, LocalNames, Pieces, events
from tansiq.exchange.workbook.xlsx_moments import Readers
from tansiq.exchange.workbook.xlsx_rows import decoded

_MOST_STYLES = 70_000
"""Styles of cells that a workbook may have, a little more than Excel allows; the rest show plain numbers."""
_LONGEST_CODE = 255


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
    """By the number of a style, as text: what makes a number the day, time or duration that it is shown as."""
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
    readers = Readers(codes, epoch)
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
