"""What definitions hold that is told in other words than it is kept in: numbers of fields, expressions over them.

title_number 12         ->  "Name of the well"
shows_if "${12} > 5"    ->  "${Depth} > 5"
"""

from markupsafe import Markup

from admin.words.expressions import expression_markup, expression_text
from admin.words.own_values import own_label
from tansiq.models import FieldDefinition

EXPRESSIONS = frozenset({"formula", "shows_if", "expression"})
"""Columns that keep an expression."""


def is_defined(name: str) -> bool:
    """Whether the values of a column of this name are told by `defined_text`."""
    return name in EXPRESSIONS or name == "title_number"


def defined_text(name: str, value: object) -> str:
    """A value of such a column in the language now spoken."""
    if name in EXPRESSIONS:
        return expression_text(str(value))
    return str(own_label(value)) if isinstance(value, int) else str(value)


def defined_markup(name: str, value: object) -> Markup:
    """The same, ready for the page."""
    if name in EXPRESSIONS:
        return expression_markup(str(value))
    return Markup("<bdi>{}</bdi>").format(defined_text(name, value))


def name_in_expressions(one: FieldDefinition) -> str:
    """How expressions over the same records name a field now: "${Depth}"."""
    return expression_text(f"${{{one.number}}}")
