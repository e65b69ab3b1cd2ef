"""What definitions hold that is told in other words than it is kept in: numbers of fields, expressions over them.

title_number 12         ->  "Name of the well"
shows_if "${12} > 5"    ->  "${Depth} > 5"
"""

from admin.words.own_values import own_label
from tansiq.expressions.reading import fields_in, shown
from tansiq.faults import Refused
from tansiq.language.words import data_language
from tansiq.models import FieldDefinition
from tansiq.models.definitions import known
from tansiq.models.own_expressions import names_of

EXPRESSIONS = frozenset({"formula", "shows_if"})
"""Columns that keep an expression."""


def is_defined(name: str) -> bool:
    """Whether the values of a column of this name are told by `defined_text`."""
    return name in EXPRESSIONS or name == "title_number"


def defined_text(name: str, value: object) -> str:
    """A value of such a column in the language now spoken."""
    if name in EXPRESSIONS:
        return expression_text(str(value))
    return str(own_label(value)) if isinstance(value, int) else str(value)


def expression_text(kept: str) -> str:
    """An expression with the names that its fields have now; one that is none is told as it is kept."""
    try:
        numbers = fields_in(kept)
        one = next((known().fields[number] for number in numbers if number in known().fields), None)
        fields = () if one is None else known().all_of(one.holder)
        return shown(kept, names_of(fields, known().codes_in(fields)), data_language())
    except Refused:
        return kept


def name_in_expressions(one: FieldDefinition) -> str:
    """How expressions over the same records name a field now: "${Depth}"."""
    return expression_text(f"${{{one.number}}}")
