"""What fields are called that a ministry defined, and what their values say: answers by their labels, numbers in units.

"extra.12", "WELL"        ->  "Well"             one of a list
"extra.13", 40            ->  40, in "m"
"extra.14", "2026-03-01"  ->  a day
"""

from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date

from tansiq.language.bilingual import pick
from tansiq.language.words import Sentence, gettext, listed, say, spoken_locale
from tansiq.models import FieldDefinition
from tansiq.models.breakdowns import cell_labels
from tansiq.models.definitions import known
from tansiq.models.extra_columns import AnswersField, column_of

_FIRST_YEAR, _NO_YEAR = 1_000, 10_000


def field_of(number: int) -> FieldDefinition | None:
    """The field with this number; None where nothing is known of it any more."""
    return known().fields.get(number)


def own_label(number: int) -> Sentence:
    """What a field is called in the language now spoken; one that is retired says so."""
    one = field_of(number)
    if one is None:
        return say("A field of an earlier version")
    if one.use_state == "RETIRED":
        return say("%(label)s (retired)", label=pick(one, "label"))
    return Sentence("%(label)s", {"label": pick(one, "label")})


def unit_of(number: int) -> str:
    """The unit in which the values of a field are given; "" where it has none."""
    one = field_of(number)
    return pick(one, "unit") if one is not None else ""


def is_year(number: int) -> bool:
    """Whether a field holds years: whole numbers without a unit that are bound to four digits. These are written
    without a separator."""
    one = field_of(number)
    if one is None or one.value_type != "WHOLE" or unit_of(number):
        return False
    return one.least is not None and one.most is not None and one.least >= _FIRST_YEAR and one.most < _NO_YEAR


def plain_value(number: int, value: Any) -> Any:
    """A value of a field, as JSON keeps it or as its column holds it, as text, number, day, or yes and no."""
    one = field_of(number)
    kind = "" if one is None else one.value_type
    if one is not None and isinstance(value, dict):
        return _cells_text(one, value)
    if one is not None and kind in ("CHOICE", "CHOICES"):
        answers = known().answers_to(one)
        codes = AnswersField().python_value(value)
        return listed(pick(answers[code], "label") if code in answers else code for code in codes)
    if kind == "POINT":
        return ", ".join(str(part) for part in value)
    if kind == "NUMBER":
        return Decimal(str(value))
    if kind == "MONTH":
        return month_text(str(value))
    return column_of(number).python_value(value) if isinstance(value, str) else value


def _cells_text(one: FieldDefinition, value: dict[str, Any]) -> str:
    """The figures of an item that is broken down, by the answers that they are of."""
    labels = cell_labels(known(), one)
    cells = ((str(labels.get(cell, cell)), number) for cell, number in value.items())
    return gettext("; ").join(f"{label}: {number}" for label, number in cells)


def month_text(text: str) -> str:
    """A month in words; what is none stays as it is."""
    try:
        return str(format_date(date.fromisoformat(f"{text}-01"), "MMMM y", locale=spoken_locale()))
    except ValueError:
        return text
