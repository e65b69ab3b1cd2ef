"""What calculated items come to, as formulas of a spreadsheet: simple arithmetic alone.

${12} - ${13}  ->  =IF(AND(COUNT(D9)>0,COUNT(D10,D11)>0),IFERROR(D9-SUM(D10,D11),""),"")

Where something is missing the cell stays empty, as the register knows nothing then either. Whatever else an expression
says is not written: another program might reckon it otherwise.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from tansiq.expressions.tree import Node


class Formula(str):
    """A text that a spreadsheet program is to reckon; every other text of a cell stands as it is."""

    __slots__ = ()


Addresses = Mapping[int, Sequence[str]]
"""By number of an item: its cells in the sheet."""
_MOST_CELLS = 250
"""Cells that one function takes; spreadsheet programs allow a few more."""
_SIGNS = {"+": "+", "-": "-", "*": "*", "div": "/"}


def formula_of(tree: Node, cells: Addresses) -> Formula | None:
    """The formula of an expression over these cells; None where it is more than simple arithmetic."""
    said = _said(tree, cells)
    if said is None:
        return None
    known = ",".join(f"COUNT({','.join(cells[number])})>0" for number in sorted(tree.fields))
    return Formula(f'=IF(AND({known}),IFERROR({said},""),"")' if known else f"={said}")


def _said(node: Node, cells: Addresses) -> str | None:
    if node.operation == "literal":
        return f"{node.value:f}" if isinstance(node.value, Decimal) else None
    if node.operation == "field":
        found = cells.get(int(str(node.value)), ())
        if not 0 < len(found) <= _MOST_CELLS:
            return None
        return found[0] if len(found) == 1 else f"SUM({','.join(found)})"
    parts = [_said(part, cells) for part in node.arguments]
    if None in parts:
        return None
    if node.operation == "negative":
        return f"(-{parts[0]})"
    if node.operation == "round":
        return f"ROUND({parts[0]},{node.value})"
    sign = _SIGNS.get(node.operation)
    return f"({sign.join(str(part) for part in parts)})" if sign else None
