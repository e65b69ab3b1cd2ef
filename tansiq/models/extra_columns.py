"""Own fields as columns: what a value of each type is, and what is wrong with one.

FieldDefinition 12, a day  ->  DateField named "extra.12"  ->  told, compared and formatted as any other day
"2026-03-01" as JSON keeps it  --python_value-->  date(2026, 3, 1)
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DecimalField,
    Field,
    ForeignKeyField,
    TextField,
)

from tansiq.faults import Fault
from tansiq.language.field_vocabulary import FILES
from tansiq.language.words import Sentence, say
from tansiq.models import breakdowns
from tansiq.models.choice_list import Choice
from tansiq.models.column_values import DEGREES, EXACT, check_of
from tansiq.models.contact_formats import contact_faults, is_web_address
from tansiq.models.definitions import Definitions, known
from tansiq.models.entry import REFERENCES
from tansiq.models.extra import extra_name
from tansiq.models.field_definition import FROM_LISTS, FieldDefinition
from tansiq.models.kept_file import KeptFile

LONGEST_LINE = 500

Wrong = tuple[str, Sentence]


class AnswersField(TextField):
    """Several answers of a list: their codes, in the order of the list."""

    def python_value(self, value: Any) -> list[str]:
        return [value] if isinstance(value, str) else list(value or ())


class PointField(TextField):
    """A point: [latitude, longitude] in degrees."""

    def python_value(self, value: Any) -> tuple[float, float] | None:
        return tuple(value) if value else None


class LinkField(ForeignKeyField):
    """A reference by the id of a row, or of a file that the row holds."""

    def python_value(self, value: Any) -> Any:
        return value


def _line(_one: FieldDefinition) -> "Field[Any]":
    return CharField(max_length=LONGEST_LINE, null=True)


def _whole(_one: FieldDefinition) -> "Field[Any]":
    return BigIntegerField(null=True)


def _number(one: FieldDefinition) -> "Field[Any]":
    return DecimalField(max_digits=15, decimal_places=6 if one.decimals is None else one.decimals, null=True)


def _reference(one: FieldDefinition) -> "Field[Any]":
    return LinkField(REFERENCES[one.reference_table], null=True)


_MADE: dict[str, Callable[[FieldDefinition], "Field[Any]"]] = {
    "LONG_TEXT": lambda one: TextField(null=True),
    "WHOLE": _whole,
    "NUMBER": _number,
    "CALCULATED": lambda one: TextField(null=True),
    "YES_NO": lambda one: BooleanField(null=True),
    "DAY": lambda one: DateField(null=True),
    "MONTH": lambda one: CharField(max_length=7, null=True),
    "CHOICE": lambda one: CharField(max_length=40, null=True),
    "CHOICES": lambda one: AnswersField(null=True),
    "POINT": lambda one: PointField(null=True),
    "REFERENCE": _reference,
    **dict.fromkeys(FILES, lambda one: LinkField(KeptFile, null=True)),
}


def column_of(number: int) -> "Field[Any]":
    """The column that a field with this number is; a text where nothing is known of it any more."""
    return column_for(known().fields.get(number) or FieldDefinition(id=number, value_type="LONG_TEXT"))


def column_for(one: FieldDefinition) -> "Field[Any]":
    """The column that a field is."""
    column = _MADE.get(one.value_type, _line)(one)
    column.name = column.column_name = extra_name(one.number)
    return column


def value_fault(definitions: Definitions, one: FieldDefinition, value: Any, before: Any = None) -> Fault | None:
    """What is wrong with a value of a field as JSON keeps it, not None; `before` is what the row holds so far.

    Codes: INVALID, OUT_OF_RANGE, NEGATIVE, TOO_PRECISE, TOO_LONG, BAD_CHARACTER, UNKNOWN_CODE, BAD_PATTERN. Whether
    a reference leads to a row that whoever enters it sees is asked elsewhere.
    """
    held = breakdowns.is_broken_down(one)
    wrong = _wrong_cells(definitions, one, value, before) if held else _wrong(definitions, one, value, before)
    return None if wrong is None else Fault(wrong[0], extra_name(one.number), wrong[1])


def _wrong_cells(definitions: Definitions, one: FieldDefinition, value: Any, before: Any) -> Wrong | None:
    """What is wrong with the cells of an item that is broken down: the first of them that is wrong, by its name."""
    if not isinstance(value, dict) or not value:
        return "INVALID", say("Give a figure for each of the answers by which it is broken down.")
    labels = breakdowns.cell_labels(definitions, one)
    held = before if isinstance(before, dict) else {}
    for cell, kept in value.items():
        if cell not in labels and cell not in held:
            return "UNKNOWN_CODE", say("“%(given)s” is not among the answers.", given=str(cell)[:40])
        if kept is None:
            return "INVALID", say("Leave out what is not known.")
        if (wrong := _wrong(definitions, one, kept, None)) is not None:
            return wrong[0], say("%(cell)s: %(fault)s", cell=labels.get(cell, cell), fault=wrong[1])
    return None


def _wrong(definitions: Definitions, one: FieldDefinition, value: Any, before: Any) -> Wrong | None:
    if one.value_type in FROM_LISTS:
        return _wrong_answer(definitions, one, value, before)
    if one.value_type == "POINT":
        return _wrong_point(value)
    if one.value_type == "MONTH":
        return None if _is_month(value) else ("INVALID", say("Give a month, such as 2026-03."))
    typed = _typed(one, value)
    return check_of(column_for(one), _bounds(one))(typed) or _wrong_form(one, typed)


def _typed(one: FieldDefinition, value: Any) -> Any:
    """The value as its column would hold it; what cannot be read so stays as it is, and is told."""
    try:
        if one.value_type == "DAY" and isinstance(value, str):
            return date.fromisoformat(value) if len(value) == len("2026-03-01") else value
        if one.value_type == "NUMBER" and isinstance(value, int | float) and not isinstance(value, bool):
            return Decimal(str(value))
    except (ValueError, InvalidOperation):
        return value
    # To Python yes is the number 1.
    return str(value) if one.value_type == "WHOLE" and isinstance(value, bool) else value


def _bounds(one: FieldDefinition) -> tuple[Any, Any] | None:
    if one.value_type == "WHOLE":
        least = 1 - EXACT if one.least is None else int(one.least)
        return least, EXACT - 1 if one.most is None else int(one.most)
    if one.value_type == "NUMBER" and (one.least is not None or one.most is not None):
        largest = Decimal(10) ** 9
        return -largest if one.least is None else one.least, largest if one.most is None else one.most
    return None


def _wrong_answer(definitions: Definitions, one: FieldDefinition, value: Any, before: Any) -> Wrong | None:
    answers = definitions.answers_to(one)
    held = set(AnswersField().python_value(before))
    given = value if one.value_type == "CHOICES" else [value]
    if not isinstance(given, list) or not all(isinstance(code, str) for code in given):
        return "INVALID", say("Choose one of the list.")
    bad = next((code for code in given if not _may_be_chosen(answers.get(code)) and code not in held), None)
    if bad is not None:
        return "UNKNOWN_CODE", say("“%(given)s” is not among the answers.", given=bad[:40])
    return ("INVALID", say("An answer is given once.")) if len(set(given)) < len(given) else None


def _may_be_chosen(answer: Choice | None) -> bool:
    return answer is not None and answer.is_offered


def _wrong_point(value: Any) -> Wrong | None:
    is_pair = isinstance(value, list | tuple) and len(value) == len(DEGREES)
    if not is_pair or not all(isinstance(part, int | float) and not isinstance(part, bool) for part in value):
        return "INVALID", say("Give latitude and longitude in degrees, such as 13.2 and 45.3.")
    for part, (least, most) in zip(value, DEGREES.values(), strict=True):
        if not least <= part <= most:
            return "OUT_OF_RANGE", say("Give a number from %(least)s to %(most)s.", least=least, most=most)
    return None


def _is_month(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[12][0-9]{3}-(0[1-9]|1[0-2])", value))


_PATTERNS: dict[str, tuple[re.Pattern[str], Sentence]] = {
    "DIGITS": (re.compile(r"[0-9]+"), say("Digits alone stand here.")),
    "LATIN_CODE": (
        re.compile(r"[A-Za-z0-9._/-]+"),
        say("Latin letters, digits and the signs . - / stand here."),
    ),
    "ARABIC": (re.compile(r"[\u0600-\u06ff\u0750-\u077f0-9\s.,()/-]+"), say("Words in Arabic letters stand here.")),
    "PCODE": (re.compile(r"[A-Z]{2,3}[0-9]{2,12}"), say("A P-code stands here, such as YE1201.")),
    "YEAR": (re.compile(r"[12][0-9]{3}"), say("A year of four digits stands here.")),
}


def _wrong_form(one: FieldDefinition, value: Any) -> Wrong | None:
    """What is wrong with how a text is built."""
    if not isinstance(value, str):
        return None
    phone, email = (value if one.value_type == kind else "" for kind in ("TELEPHONE", "EMAIL"))
    for fault in contact_faults(phone, email):
        return fault.code, fault.sentence
    if one.value_type == "WEB" and not is_web_address(value):
        return "BAD_ADDRESS", say("A web address begins with https:// or http:// and has no spaces.")
    pattern, text = _PATTERNS.get("PCODE" if one.value_type == "PCODE" else one.pattern, (None, None))
    if pattern is not None and text is not None and not pattern.fullmatch(value):
        return "BAD_PATTERN", text
    return None
