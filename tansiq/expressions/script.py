"""An expression as JSON for the page's script (admin/static/expressions.js), which reckons with binary fractions.

A list is something to do, with what it is done to: ["+", ["field", 12], 5]; anything else is a value as it stands.
"""

from decimal import Decimal

from tansiq.expressions.tree import Node

Json = str | int | float | bool | None | list["Json"]


def written(tree: Node) -> Json:
    """The lists of an expression, ready for a JSON writer."""
    if tree.operation == "literal":
        return _plain(tree.value)
    act = "round half" if tree.rounds_halves else tree.operation
    told: list[Json] = [act, *(written(argument) for argument in tree.arguments)]
    if tree.value is not None:
        told.append(_plain(tree.value))
    return told


def _plain(value: object) -> Json:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if isinstance(value, str | int) else None
