"""What the signs between two values mean: reckoning, comparing, and, or."""

from typing import TYPE_CHECKING

from tansiq.expressions.fields import Kind
from tansiq.expressions.parsing import Part
from tansiq.expressions.tree import Node, compared, most_decimals, number_node, yes_no_node
from tansiq.language.words import say

if TYPE_CHECKING:
    from tansiq.expressions.checking import Check

ORDERED = (Kind.NUMBER, Kind.DAY, Kind.MONTH)
SINGLE = (*ORDERED, Kind.TEXT, Kind.YES_NO)


def _sum(check: "Check", part: Part) -> Node | None:
    """A sum or difference; those that it is made of are rounded together with it."""
    sides = [check.of_kind(side, Kind.NUMBER, check.unsettled(side)) for side in part.arguments]
    numbers = tuple(side for side in sides if side is not None)
    return number_node(part.word, numbers, most_decimals(numbers)) if len(numbers) == len(sides) else None


def _product(check: "Check", part: Part) -> Node | None:
    numbers = check.all_of_kind(part.arguments, Kind.NUMBER)
    if numbers is None:
        return None
    known = [number.decimals for number in numbers if number.decimals is not None]
    return number_node("*", numbers, sum(known) if len(known) == len(numbers) else None)


def _quotient(check: "Check", part: Part) -> Node | None:
    numbers = check.all_of_kind(part.arguments, Kind.NUMBER)
    return number_node("div", numbers, None) if numbers else None


def _remainder(check: "Check", part: Part) -> Node | None:
    numbers = check.all_of_kind(part.arguments, Kind.NUMBER)
    if numbers is None:
        return None
    broken = [side for side, number in zip(part.arguments, numbers, strict=True) if not number.is_whole]
    for side in broken:
        check.wrong(side, "NOT_WHOLE", say("mod takes whole numbers. Round this one, as round(number, 0)."))
    return None if broken else number_node("mod", numbers, 0)


def _comparison(check: "Check", part: Part) -> Node | None:
    if _asks_for_empty_text(check, part):
        return None
    sides = check.alike(part.arguments, ORDERED if part.word in {"<", "<=", ">", ">="} else SINGLE)
    if sides is None:
        return None
    (one, other), (first, second) = sides, part.arguments
    is_choice = check.is_choice(second, one, other) and check.is_choice(first, other, one)
    return compared(part.word, one, other) if is_choice else None


def _asks_for_empty_text(check: "Check", part: Part) -> bool:
    """Whether a field is compared with an empty text, which none ever is."""
    left, right = part.arguments
    for one, other in ((left, right), (right, left)):
        if one.word == "text" and len(one.text) == len("''") and other.word in {"name", "own"}:
            told = say("No field is ever an empty text. Whether one is filled in is asked as count(${name}) = 1.")
            check.wrong(one, "EMPTY_TEXT", told)
            return True
    return False


def _both(check: "Check", part: Part) -> Node | None:
    sides = check.all_of_kind(part.arguments, Kind.YES_NO)
    return yes_no_node(part.word, *sides) if sides else None


SIGNS = {
    **dict.fromkeys(("+", "-"), _sum),
    "*": _product,
    "div": _quotient,
    "mod": _remainder,
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">="), _comparison),
    **dict.fromkeys(("and", "or"), _both),
}
