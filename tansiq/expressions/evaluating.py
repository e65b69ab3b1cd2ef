"""An expression as a function of Python, for the values of one row: one to five millionths of a second a run."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from tansiq.expressions.fields import Kind
from tansiq.expressions.literals import is_day, is_month
from tansiq.expressions.tree import SURE_DECIMALS, Node

Value = Decimal | str | date | bool | None
"""A number, a text (a month is one, 2026-01), a day, yes or no; None where it is missing."""


@dataclass(frozen=True, slots=True)
class Given:
    """What an expression is reckoned from: values by the numbers of fields, the day, the values of the period before,
    and what fields come to in the units below.

    A number may be an int, Decimal, float or text; a day a date or ISO text; several choices a list of codes. What is
    of another kind than its field is missing.
    """

    values: Mapping[int, object]
    today: date
    previous: Mapping[int, object] = field(default_factory=dict)
    below: Mapping[int, object] = field(default_factory=dict)


_Run = Callable[[Given], Any]
_SMALLEST, _LARGEST = Decimal("1E-40"), Decimal("1E+40")


def compiled(tree: Node) -> Callable[[Given], Value]:
    """The function that an expression is; it never fails."""
    run = _run(tree)
    if tree.kind is not Kind.NUMBER:
        return run

    def number(given: Given) -> Value:
        value = run(given)
        return None if value is None else Decimal(value)

    return number


def _run(node: Node) -> _Run:
    if node.operation in _MADE:
        return _MADE[node.operation](node)
    runs = [_run(argument) for argument in node.arguments]
    if node.operation in _OF_TWO:
        return _of_two(_OF_TWO[node.operation], *runs)
    return _OF_MANY[node.operation](*runs)


def _literal(node: Node) -> _Run:
    value = date.fromisoformat(str(node.value)) if node.kind is Kind.DAY else node.value
    if node.is_whole:
        value = int(str(value))
    return lambda given: value


def _field(node: Node) -> _Run:
    number, taken = int(str(node.value)), _TAKEN[node.kind]
    return lambda given: taken(given.values.get(number))


def _previous(node: Node) -> _Run:
    number, taken = int(str(node.value)), _TAKEN[node.kind]
    return lambda given: taken(given.previous.get(number))


def _below(node: Node) -> _Run:
    number = int(str(node.value))
    return lambda given: _number(given.below.get(number))


def _number(value: object) -> int | Decimal | None:
    if type(value) is int:
        return value if abs(value) < _LARGEST else None
    try:
        number = value if type(value) is Decimal else Decimal(str(value)) if isinstance(value, float | str) else None
    except InvalidOperation:
        return None
    return number if number is not None and _is_ordinary(number) else None


def _is_ordinary(number: Decimal) -> bool:
    """Whether a form could hold such a number: 1E+999999 alone would be reckoned with for minutes."""
    return number.is_finite() and (not number or _SMALLEST < abs(number) < _LARGEST)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value)) if is_day(value) else None


def _month(value: object) -> str | None:
    return str(value) if is_month(value) else None


def _yes_no(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _codes(value: object) -> Any:
    return value if isinstance(value, list | tuple | set | frozenset) and value else None


_TAKEN: Mapping[Kind, Callable[[object], Any]] = {
    Kind.NUMBER: _number, Kind.TEXT: _text, Kind.DAY: _day, Kind.MONTH: _month, Kind.YES_NO: _yes_no,
    Kind.CODES: _codes,
}  # fmt: skip


def _selected(node: Node) -> _Run:
    codes, code = _run(node.arguments[0]), node.value

    def run(given: Given) -> bool | None:
        found = codes(given)
        return None if found is None else code in found

    return run


def _round(node: Node) -> _Run:
    run, places = _run(node.arguments[0]), int(str(node.value))
    all_places = (SURE_DECIMALS, places) if node.rounds_halves else (places,)
    steps = [Decimal(1).scaleb(-count) for count in all_places]

    def rounded(given: Given) -> Any:
        number = run(given)
        if number is None or type(number) is int:
            return number
        for step in steps:
            number = _at(number, step)
        return number

    return rounded


def _at(number: Decimal, step: Decimal) -> Decimal:
    try:
        return number.quantize(step, ROUND_HALF_UP)
    except InvalidOperation:  # It is so large that it has no decimals.
        return number


def _of_two(sign: Callable[[Any, Any], Any], left: _Run, right: _Run) -> _Run:
    """Missing where either side is."""

    def run(given: Given) -> Any:
        one, other = left(given), right(given)
        return None if one is None or other is None else sign(one, other)

    return run


def _quotient(one: Any, other: Any) -> Decimal | None:
    return Decimal(one) / other if other else None


def _remainder(one: Any, other: Any) -> int | None:
    """With the sign of the number that is divided."""
    whole, divisor = int(one), abs(int(other))
    if not divisor:
        return None
    return -(-whole % divisor) if whole < 0 else whole % divisor


def _days_between(first: date, last: date) -> int:
    return (last - first).days


def _of_one(function: Callable[[Any], Any]) -> Callable[[_Run], _Run]:
    """Missing where its argument is."""

    def over(argument: _Run) -> _Run:
        def run(given: Given) -> Any:
            value = argument(given)
            return None if value is None else function(value)

        return run

    return over


def _and(left: _Run, right: _Run) -> _Run:
    def run(given: Given) -> bool | None:
        one = left(given)
        if one is False:
            return False
        other = right(given)
        return other if one or other is False else None

    return run


def _or(left: _Run, right: _Run) -> _Run:
    def run(given: Given) -> bool | None:
        one = left(given)
        if one is True:
            return True
        other = right(given)
        return other if one is False or other is True else None

    return run


def _if(condition: _Run, then: _Run, otherwise: _Run) -> _Run:
    return lambda given: then(given) if condition(given) else otherwise(given)


def _coalesce(*runs: _Run) -> _Run:
    return lambda given: next((value for run in runs if (value := run(given)) is not None), None)


def _of_filled_in(put_together: Callable[[list[Any]], Any]) -> Callable[..., _Run]:
    """Missing values are left out; missing where nothing is left."""

    def over(*runs: _Run) -> _Run:
        def run(given: Given) -> Any:
            values = [value for one in runs if (value := one(given)) is not None]
            return put_together(values) if values else None

        return run

    return over


def _count(*runs: _Run) -> _Run:
    return lambda given: sum(run(given) is not None for run in runs)


_MADE: Mapping[str, Callable[[Node], _Run]] = {
    "literal": _literal,
    "field": _field,
    "previous": _previous,
    "below": _below,
    "selected": _selected,
    "round": _round,
    "today": lambda node: operator.attrgetter("today"),
}
_OF_TWO: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _quotient,
    "mod": _remainder,
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "days-between": _days_between,
}
_OF_MANY: Mapping[str, Callable[..., _Run]] = {
    "negative": _of_one(operator.neg),
    "not": _of_one(operator.not_),
    "and": _and,
    "or": _or,
    "if": _if,
    "coalesce": _coalesce,
    "count": _count,
    "sum": _of_filled_in(sum),
    "min": _of_filled_in(min),
    "max": _of_filled_in(max),
}
