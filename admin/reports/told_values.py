"""What a report holds in words, by the definitions of its own version: numbers, answers, days, yes and no."""

from datetime import date
from decimal import Decimal
from typing import Any

from admin.words.formatting import day_text, number_text
from admin.words.own_values import month_text
from tansiq.language.bilingual import pick
from tansiq.language.words import gettext, listed
from tansiq.models import FieldDefinition
from tansiq.models.definitions import Definitions
from tansiq.models.kept_values import taken


def told_by(definitions: Definitions, one: FieldDefinition, value: Any) -> str:
    """A value of an item as people read it, of one that is broken down all of it together; "" where it is not known."""
    if isinstance(value, dict):
        value = taken(one, value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, int | float | Decimal):
        return number_text(value)
    return _of_words(definitions, one, value)


def _of_words(definitions: Definitions, one: FieldDefinition, value: Any) -> str:
    if one.value_type in ("CHOICE", "CHOICES"):
        answers = definitions.answers_to(one)
        codes = [value] if isinstance(value, str) else list(value)
        return listed([pick(answers[code], "label") if code in answers else code for code in codes])
    if isinstance(value, date) or one.value_type == "DAY":
        return day_text(value if isinstance(value, date) else date.fromisoformat(value))
    if one.value_type == "MONTH":
        return month_text(str(value))
    return ", ".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)
