"""Columns of ours: what XLSForm has no word for, called as the columns of definitions are, and read as these keep it.

tansiq::decimals "2" -> 2      tansiq::is_personal "yes" -> True      tansiq::reported_from "2026-01-01" -> that day
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from peewee import BooleanField, DateField, DecimalField, IntegerField

from tansiq.language.cleaning import western_digits
from tansiq.models import FieldDefinition, Record, TypeDefinition
from tansiq.models.form_rules import FORM_COLUMNS
from tansiq.xlsform.headers import OWN
from tansiq.xlsform.tables import Cell, Line
from tansiq.xlsform.texts import restored

OF_FIELDS = (
    "over_areas", "over_time", "decimals", "least", "most", "unit_ar", "unit_en", "pattern", "is_published",
    "is_personal", "retention_months", "is_listed", "is_indexed",
)  # fmt: skip
"""The columns of a field that are written as they are."""
OF_TYPES = (
    "many_ar", "many_en", "one_ar", "one_en", "hint_ar", "hint_en", "policy", "has_area", "has_organization",
    "has_point", "owner_table", "icon", "menu", *FORM_COLUMNS,
)  # fmt: skip
"""Those of a record type."""

_YES, _NO = frozenset({"yes", "true", "true()", "1"}), frozenset({"no", "false", "false()", "0"})
_WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)


def read_own(line: Line, model: type[Record], names: tuple[str, ...]) -> Iterator[tuple[str, Any, Cell]]:
    """(column, value, cell) of what stands in such columns. What a column cannot keep stays a text, to be told when it
    is saved."""
    for name in names:
        if (cell := line.cells.get(OWN + name)) is not None:
            yield name, _typed(model._meta.fields[name], cell.text), cell


def written_own(row: FieldDefinition | TypeDefinition, names: tuple[str, ...]) -> Mapping[str, str]:
    """The same columns of a row by their headers, without what a new row holds anyway."""
    new = type(row)()
    told = {name: getattr(row, name) for name in names if getattr(row, name) != getattr(new, name)}
    return {OWN + name: _written(value) for name, value in told.items() if value is not None}


def yes_or_no(text: str) -> bool | None:
    """What a word says; None where it is neither, such as an expression."""
    plain = text.lower()
    return True if plain in _YES else False if plain in _NO else None


def _typed(column: Any, text: str) -> Any:
    plain = western_digits(text)
    try:
        if isinstance(column, BooleanField):
            answer = yes_or_no(plain)
            return text if answer is None else answer
        if isinstance(column, DateField):
            return date.fromisoformat(plain)
        if isinstance(column, DecimalField):
            number = Decimal(plain)
            return number if number.is_finite() else text
    except (ValueError, InvalidOperation):
        return text
    return int(plain) if isinstance(column, IntegerField) and _WHOLE.fullmatch(plain) else restored(text)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return plain_number(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def plain_number(value: Decimal) -> str:
    """A number as it is written in a form: without an exponent, and without noughts at its end."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
