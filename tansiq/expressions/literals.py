"""Values that stand in an expression itself: numbers, texts, and texts that are days or months beside one."""

import re
from datetime import date
from decimal import Decimal

from tansiq.expressions.fields import Kind
from tansiq.expressions.tree import Node, number_node
from tansiq.language.cleaning import western_digits
from tansiq.language.words import Sentence, say

MOST_DIGITS = 15
"""Digits of a number that a binary fraction holds too."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)


def number(written: str) -> Node | None:
    """A number as it is written, in Western, Arabic or Persian digits; None where it has too many."""
    plain = western_digits(written).replace("٬", "").replace("٫", ".")
    value = Decimal(plain)
    if len(plain.replace(".", "")) > MOST_DIGITS:
        return None
    return number_node("literal", (), max(0, -int(value.as_tuple().exponent)), value)


def text(written: str) -> Node:
    """A text as it is written, in quotation marks."""
    return Node("literal", Kind.TEXT, value=written[1:-1])


def is_text(node: Node) -> bool:
    """Whether this is a text that stands in the expression itself, so that it may be a day or month as well."""
    return node.operation == "literal" and node.kind is Kind.TEXT


def taken_as(node: Node, kind: Kind) -> Node:
    """A text that is written as a day or month is one where that is needed; anything else stays what it is."""
    if is_text(node) and (
        (kind is Kind.DAY and is_day(str(node.value))) or (kind is Kind.MONTH and is_month(node.value))
    ):
        return Node("literal", kind, value=node.value)
    return node


def is_day(value: object) -> bool:
    """Whether this is a day as it is kept: 2026-01-31."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_month(value: object) -> bool:
    """Whether this is a month as it is kept: 2026-01."""
    return isinstance(value, str) and _MONTH.fullmatch(value) is not None


def not_written_as(node: Node, kind: Kind) -> Sentence | None:
    """Why a text is no day or month where one is needed; None where that is not what is wrong."""
    if is_text(node) and kind is Kind.DAY:
        return say("“%(written)s” is no day. Write it as '2026-01-31'.", written=node.value)
    if is_text(node) and kind is Kind.MONTH:
        return say("“%(written)s” is no month. Write it as '2026-01'.", written=node.value)
    return None
