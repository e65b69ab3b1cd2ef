"""What lies hidden in a sheet: rows that somebody hid or filtered out, and columns."""

from bisect import bisect_right
from dataclasses import dataclass, field


@dataclass
class Runs:
    """Whole numbers as runs, told in rising order: a million hidden rows in a row cost as much as one."""

    _firsts: list[int] = field(default_factory=list)
    _lasts: list[int] = field(default_factory=list)

    def add(self, first: int, last: int) -> None:
        """Learn of the numbers from `first` to `last`, both included."""
        if self._lasts and self._lasts[-1] + 1 >= first:
            self._lasts[-1] = max(self._lasts[-1], last)
            return
        self._firsts.append(first)
        self._lasts.append(last)

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, int):
            return False
        at = bisect_right(self._firsts, number) - 1
        return at >= 0 and number <= self._lasts[at]

    def count_after(self, number: int) -> int:
        """How many of them lie above a number."""
        runs = zip(self._firsts, self._lasts, strict=True)
        return sum(last - max(first, number + 1) + 1 for first, last in runs if last > number)

    def __bool__(self) -> bool:
        return bool(self._firsts)


@dataclass
class Hidden:
    """The hidden rows of a sheet by 1-based number, of those that hold anything, and columns by 0-based index."""

    rows: Runs = field(default_factory=Runs)
    columns: Runs = field(default_factory=Runs)
