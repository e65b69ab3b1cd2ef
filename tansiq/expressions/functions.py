"""The functions of expressions: a fixed list, none with effects."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Function:
    """A function as it is written, and how many arguments it takes; `most` is None where there is no end."""

    written: str
    least: int
    most: int | None

    @property
    def name(self) -> str:
        """Its name."""
        return self.written.partition("(")[0]

    def takes(self, count: int) -> bool:
        """Whether it takes so many arguments."""
        return self.least <= count <= (count if self.most is None else self.most)


FUNCTIONS: Mapping[str, Function] = {
    function.name: function
    for function in (
        Function("if(condition, then, else)", 3, 3),
        Function("selected(${field}, 'code')", 2, 2),
        Function("not(condition)", 1, 1),
        Function("coalesce(a, b, …)", 2, None),
        Function("count(a, b, …)", 1, None),
        Function("sum(a, b, …)", 1, None),
        Function("min(a, b, …)", 1, None),
        Function("max(a, b, …)", 1, None),
        Function("round(number, decimals)", 1, 2),
        Function("today()", 0, 0),
        Function("days-between(day, day)", 2, 2),
        Function("previous(${field})", 1, 1),
        Function("below(${field})", 1, 1),
        Function("true()", 0, 0),
        Function("false()", 0, 0),
    )
}
