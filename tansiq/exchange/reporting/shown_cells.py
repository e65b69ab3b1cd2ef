"""What a cell of a report shows, in the language now spoken: read back, it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tansiq.exchange.export.own_rendering import OwnRenderer
from tansiq.exchange.sheet.own_values import ANSWER_SIGNS, answer_code
from tansiq.exchange.values.percentages import Percentage
from tansiq.exchange.values.problems import Problem
from tansiq.language.bilingual import pick
from tansiq.language.words import gettext
from tansiq.models import FieldDefinition
from tansiq.models.definitions import Definitions
from tansiq.models.kept_values import taken

_FORMATS = {"WHOLE": "#,##0", "NUMBER": "General", "DAY": "yyyy-mm-dd"}
AS_TEXT = "@"


@dataclass(frozen=True)
class Marked:
    """What stands in a cell, with what is wrong with it."""

    value: Any
    problems: Sequence[Problem]


def kept_in(report_extra: Any, number: int, key: str) -> Any:
    """What a report keeps in a cell; None where it is not known."""
    value = (report_extra or {}).get(str(number))
    if not key:
        return None if isinstance(value, dict) else value
    return value.get(key) if isinstance(value, dict) else None


def shown_in(definitions: Definitions, renderer: OwnRenderer, one: FieldDefinition, value: Any) -> Any:
    """A value as it stands in its cell, in natural types; None where nothing is known."""
    if value is None:
        return None
    if one.value_type in ("CHOICE", "CHOICES"):
        kept = taken(one, value)
        codes = [kept] if isinstance(kept, str) else kept or ()
        return "; ".join(_answer(definitions, one, code) for code in codes) or None
    cell = renderer.cell(one, value)
    if one.is_share and isinstance(cell, Decimal) and 0 < abs(cell) < 1:
        # A bare fraction is asked about when it is read: what is meant is said with its sign.
        return f"{cell:f}%"
    return cell


def format_of(one: FieldDefinition) -> str:
    """How a cell shows what is typed: codes and months stay texts, so that nothing makes a number or a day of them."""
    return _FORMATS.get(one.value_type, AS_TEXT)


def typed_format(one: FieldDefinition, value: Any) -> str:
    """The same of what was typed: a day stays one in a cell of numbers, and a percentage a percentage, so that it is
    read again as it was."""
    raw = value.value if isinstance(value, Marked) else value
    if isinstance(raw, date) and one.value_type != "DAY":
        return _FORMATS["DAY"]
    return "0.00%" if isinstance(raw, Percentage) else format_of(one)


def offered(definitions: Definitions, one: FieldDefinition) -> Sequence[str]:
    """The words to choose from in a cell of an item; none where it is typed."""
    if one.value_type == "YES_NO":
        return [gettext("Yes"), gettext("No")]
    if one.value_type == "CHOICE":
        return [_answer(definitions, one, row.code) for row in definitions.answers_to(one).values() if row.is_offered]
    return ()


def _answer(definitions: Definitions, one: FieldDefinition, code: str) -> str:
    """The label, where it leads back to the answer; else its code."""
    answer = definitions.answers_to(one).get(code)
    label = pick(answer, "label") if answer is not None else ""
    is_clear = bool(label) and not ANSWER_SIGNS.search(label) and answer_code(definitions, one, label) == code
    return label if is_clear else code
