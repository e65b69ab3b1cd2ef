"""The text of one cell, in however many pieces it comes: no longer than a spreadsheet program lets it be."""

from tansiq.exchange.values.problems import TooLong

LONGEST = 32_767
"""Letters that a cell may hold, as in Excel."""
_SHOWN = 100


def bounded(text: str) -> str:
    """The text of a cell; of one that is too long its beginning, to be told at the cell when it is read."""
    return text if len(text) <= LONGEST else TooLong(f"{text[:_SHOWN]}…")


class GrowingText:
    """A text that is told piece by piece; what goes beyond a cell is not kept."""

    __slots__ = ("_length", "_parts")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    def add(self, piece: str) -> None:
        """One more piece."""
        if self._length <= LONGEST:
            self._parts.append(piece)
            self._length += len(piece)

    def take(self) -> str:
        """The text, bounded; then it is empty again."""
        text = bounded("".join(self._parts))
        self._parts, self._length = [], 0
        return text
