"""Figures of some rows that can be put together with those of others."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

Row = tuple[Any, ...]
_DECIMALS = 6
_TOGETHER: Mapping[str, Callable[[Iterable[Any]], Any]] = {"SUM": sum, "AVERAGE": sum, "LEAST": min, "MOST": max}


class Part:
    """What was reckoned of some rows, to be put together with that of others. `row` holds the rows, those that say the
    number, and its sum, least or most."""

    def __init__(self, way: str, row: Row | None = None) -> None:
        self.way = way
        count, known, value = (*row, None, None)[:3] if row else (0, 0, None)
        self.count: int = count
        self.known: int = known or 0
        self.value: Any = None if value is None else Decimal(str(value))

    def with_(self, other: "Part") -> "Part":
        """Both together."""
        both = Part(self.way)
        both.count, both.known = self.count + other.count, self.known + other.known
        values = [value for value in (self.value, other.value) if value is not None]
        both.value = _TOGETHER[self.way](values) if values else None
        return both

    @property
    def reckoned(self) -> Decimal | None:
        """The figure that was asked for, rounded to six decimals; None where no row says the number."""
        if self.way == "COUNT":
            return Decimal(self.count)
        value = self.value / self.known if self.way == "AVERAGE" and self.known else self.value
        return None if value is None else round(value, _DECIMALS)
