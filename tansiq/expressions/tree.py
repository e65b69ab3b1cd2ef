"""An expression that was understood: a tree in which each part has its kind and numbers say how they are rounded.

Rounding (half away from zero) stands in the tree, so that decimals (Python, PostgreSQL) and binary fractions (SQLite,
the page's script) give one answer: sums are kept at the decimals their parts have, at most nine, else 0.3 - 0.1 - 0.2
would be a divisor that is nearly nothing; comparisons are made at the decimals that both sides have, else at six.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tansiq.expressions.fields import Kind

KEPT_DECIMALS = 9
COMPARED_DECIMALS = 6
SURE_DECIMALS = 12
"""Decimals of a quotient or product that count when it is rounded; what is beyond may be lost on the way."""
_NAMING = frozenset({"field", "previous", "below"})
_SUMS = frozenset({"+", "-", "sum"})
_PASSES_ON = frozenset({"if", "coalesce", "min", "max", "negative"})

Literal = Decimal | str | bool | int | None


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an expression.

    `operation` is literal, field, previous, below, today, selected, negative, round, a sign, or a function's name.
    `value` is the value of a literal (a day or month as ISO text), the number of a field, the code that is selected, or
    the decimals to round to. `decimals` is how many the number has at most, None where that is not known.
    """

    operation: str
    kind: Kind
    arguments: tuple["Node", ...] = ()
    value: Literal = None
    decimals: int | None = None

    def walk(self) -> Iterator["Node"]:
        """This node and all below it."""
        yield self
        for argument in self.arguments:
            yield from argument.walk()

    @property
    def fields(self) -> frozenset[int]:
        """The numbers of the fields that it is made of."""
        return frozenset(int(str(node.value)) for node in self.walk() if node.operation in _NAMING)

    @property
    def is_whole(self) -> bool:
        """Whether it is a number that never has decimals."""
        return self.kind is Kind.NUMBER and self.decimals == 0

    @property
    def rounds_halves(self) -> bool:
        """Whether a number is rounded here that may be a half but for what was lost on the way: 1 div 3 * 0.375."""
        if self.operation != "round":
            return False
        decimals = self.arguments[0].decimals
        return decimals is None or decimals > int(str(self.value))

    @property
    def is_plain(self) -> bool:
        """Whether a binary fraction holds it as well as a decimal does: nothing was reckoned since it was rounded."""
        if self.is_whole or self.operation in {"literal", "round"} | _NAMING:
            return True
        numbers = self.arguments[self.operation == "if" :]
        return self.operation in _PASSES_ON and all(number.is_plain for number in numbers)


def number_node(operation: str, arguments: tuple[Node, ...], decimals: int | None, value: Literal = None) -> Node:
    """A part that is a number."""
    return Node(operation, Kind.NUMBER, arguments, value, decimals)


def yes_no_node(operation: str, *arguments: Node, value: Literal = None) -> Node:
    """A part that is yes or no."""
    return Node(operation, Kind.YES_NO, arguments, value)


def rounded(node: Node, places: int) -> Node:
    """A number at so many decimals at most, half away from zero."""
    decimals = places if node.decimals is None else min(node.decimals, places)
    if node.is_plain and node.decimals == decimals:
        return node
    return number_node("round", (node,), decimals, places)


def settled(node: Node) -> Node:
    """A sum at the decimals its parts have; anything else as it is."""
    if node.operation not in _SUMS:
        return node
    places = node.decimals if node.decimals is not None and node.decimals <= KEPT_DECIMALS else KEPT_DECIMALS
    return rounded(node, places)


def compared(sign: str, left: Node, right: Node) -> Node:
    """Two sides compared; numbers that were reckoned are rounded alike first."""
    if left.kind is Kind.NUMBER and not (left.is_plain and right.is_plain):
        places = most_decimals((left, right))
        places = COMPARED_DECIMALS if places is None or places > KEPT_DECIMALS else places
        left, right = _grid(left, places), _grid(right, places)
    return yes_no_node(sign, left, right)


def _grid(node: Node, places: int) -> Node:
    """Both sides go through the same rounding, a whole number excepted, else the last bit of a fraction may differ."""
    is_rounded = node.operation == "round" and node.value == places
    return node if node.is_whole or is_rounded else number_node("round", (node,), places, places)


def most_decimals(nodes: tuple[Node, ...]) -> int | None:
    """The most decimals that one of these numbers has; None where that is not known."""
    known = [node.decimals for node in nodes if node.decimals is not None]
    return max(known, default=0) if len(known) == len(nodes) else None
