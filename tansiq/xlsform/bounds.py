"""The least and the most of a number, as a constraint without a message says them: ". >= 0 and . <= 120"."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tansiq.language.cleaning import western_digits
from tansiq.models.field_definition import NUMERIC
from tansiq.xlsform.own_columns import plain_number
from tansiq.xlsform.questions import Question
from tansiq.xlsform.tables import Cell

_PIECE = re.compile(r"\.\s*(>=|<=)\s*(-?\d{1,9}(?:\.\d{1,6})?)", re.ASCII)


def written_bounds(values: Mapping[str, Any]) -> str:
    """The bounds of a field as a constraint; "" where it has none."""
    pieces = [(sign, values.get(name)) for sign, name in ((">=", "least"), ("<=", "most"))]
    return " and ".join(f". {sign} {plain_number(value)}" for sign, value in pieces if isinstance(value, Decimal))


def put_bounds(one: Question, cell: Cell) -> bool:
    """Let a number have the bounds of its constraint; whether it says nothing else."""
    pieces = re.split(r"\s+and\s+", western_digits(cell.text).strip().strip("()"))
    found = [_PIECE.fullmatch(piece.strip()) for piece in pieces]
    signs = [piece[1] for piece in found if piece]
    if one.value_type not in NUMERIC or len(signs) < len(pieces) or len(set(signs)) < len(signs):
        return False
    for piece in found:
        if piece:
            one.put("least" if piece[1] == ">=" else "most", Decimal(piece[2]), cell.place)
    return True
