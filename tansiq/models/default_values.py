"""What stands in a field of a new row before anybody typed: kept as one line of text, read as the type has it.

a whole number 5 -> "5"      yes -> "yes"      several answers -> "WELL SPRING"      a day -> "2026-03-01"
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from tansiq.faults import Fault
from tansiq.language.words import say
from tansiq.models.definitions import NOTHING
from tansiq.models.extra_columns import value_fault
from tansiq.models.field_definition import FROM_LISTS, FieldDefinition
from tansiq.models.kept_values import taken

HAVING_DEFAULTS = frozenset({
    "TEXT", "LONG_TEXT", "WHOLE", "NUMBER", "YES_NO", "DAY", "MONTH", "CHOICE", "CHOICES", "EMAIL", "TELEPHONE",
    "PCODE", "WEB",
})  # fmt: skip
"""Types of fields that may be filled in beforehand."""


def written_default(value: Any) -> str:
    """The text that keeps a value, which is given as JSON keeps it; "" for none."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def default_of(one: FieldDefinition) -> Any:
    """The value of a new row in a field, as JSON keeps it; None where it begins empty."""
    if not one.default_value or one.value_type not in HAVING_DEFAULTS:
        return None
    try:
        return taken(one, _READ.get(one.value_type, str)(one.default_value))
    except ValueError:
        return None


_READ: dict[str, Callable[[str], Any]] = {
    "WHOLE": int,
    "NUMBER": float,
    "YES_NO": {"yes": True, "no": False}.get,
    "CHOICES": str.split,
}


def default_fault(one: FieldDefinition, codes: Collection[str]) -> Fault | None:
    """What is wrong with what a field is filled with beforehand; `codes` are the answers that it offers."""
    if not one.default_value:
        return None
    value = default_of(one)
    if value is None:
        return Fault("INVALID", "default_value", say("A field of this type cannot begin with that."))
    if one.value_type in FROM_LISTS:
        given = [value] if isinstance(value, str) else value
        bad = next((code for code in given if code not in codes), None)
        text = say("“%(given)s” is not among the answers.", given=str(bad)[:40])
        return None if bad is None else Fault("UNKNOWN_CODE", "default_value", text)
    fault = value_fault(NOTHING, one, value)
    return None if fault is None else replace(fault, field="default_value")
