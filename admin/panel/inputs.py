"""What people type: words, whole numbers and amounts in any digits, codes chosen from a list."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from wtforms import SelectField, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import DateInput, TextArea

from admin.words.labels import code_choices
from tansiq.language.words import gettext

LARGEST = 2_147_483_647
"""The largest whole number both databases keep."""

_DAY_LAST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")

_SEPARATORS = str.maketrans("", "", " \u00a0\u202f\u066c,'’_")
_POINT = str.maketrans({"\u066b": "."})


class WordsField(StringField):
    """A line of text, trimmed; `empty` is what an empty line means ("" or None), `most` its longest length."""

    def __init__(self, label: Any, most: int | None = None, empty: str | None = "", **options: Any) -> None:
        super().__init__(label, **options)
        self.most, self.empty = most, empty

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = valuelist[0].replace("\x00", "").strip() or self.empty

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if self.most and self.data and len(self.data) > self.most:
            raise ValidationError(gettext("At most %(most)s letters fit here.", most=self.most))

    def _value(self) -> str:
        return self.data or ""


class ParagraphField(WordsField):
    """Text of several lines."""

    widget = TextArea()


class WholeField(StringField):
    """A whole number, in Western or Arabic digits, with or without separators of thousands; empty is None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data, text = None, valuelist[0].translate(_SEPARATORS)
        if not text:
            return
        try:
            number = int(text)
        except ValueError:
            raise ValueError(gettext("“%(given)s” is not a whole number.", given=valuelist[0])) from None
        if abs(number) > LARGEST:
            raise ValueError(gettext("This number is too large."))
        self.data = number

    def _value(self) -> str:
        return _typed(self)


class AmountField(StringField):
    """A number with decimals, in Western or Arabic digits, given as `kind` (Decimal or float); empty is None."""

    def __init__(self, label: Any, kind: type[Decimal] | type[float] = Decimal, **options: Any) -> None:
        super().__init__(label, **options)
        self.kind = kind

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data, text = None, valuelist[0].translate(_POINT).translate(_SEPARATORS)
        if not text:
            return
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise ValueError(gettext("“%(given)s” is not a number.", given=valuelist[0])) from None
        if not number.is_finite() or abs(number) >= Decimal(10) ** 14:
            raise ValueError(gettext("This number is too large."))
        self.data = self.kind(number)

    def _value(self) -> str:
        return _typed(self)


class DayField(StringField):
    """A day. Browsers send 2026-03-01; people also type 1/3/2026 (the day first), in any digits. Empty is None."""

    widget = DateInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data, text = None, valuelist[0].strip()
        if not text:
            return
        found = _DAY_LAST.fullmatch(text)
        numbers = found.groups() if found else reversed(_day_first(text))
        try:
            self.data = date(*(int(number) for number in numbers))
        except (TypeError, ValueError):
            said = gettext("“%(given)s” is not a date. Write it like 2026-03-01 or 1/3/2026.", given=valuelist[0])
            raise ValueError(said) from None

    def _value(self) -> str:
        if self.raw_data and self.process_errors:
            return str(self.raw_data[0])
        # A row from before values were asked may hold what is no day.
        return str(self.data or "")


class CodeField(SelectField):
    """A code of a vocabulary, chosen by its label; `blank` offers none."""

    def __init__(self, label: Any, code: str, blank: bool = False, **options: Any) -> None:
        self.code, self.blank = code, blank
        options["coerce"] = _or_none(options.get("coerce", str))
        super().__init__(label, choices=self._offered, **options)

    def _offered(self) -> list[tuple[str, str]]:
        return [("", ""), *code_choices(self.code)] if self.blank or not self.default else code_choices(self.code)


def _day_first(text: str) -> tuple[str, ...]:
    found = _DAY_FIRST.fullmatch(text)
    return found.groups() if found else ()


def _or_none(kind: Any) -> Any:
    return lambda value: None if value in (None, "") else kind(value)


def _typed(field: Any) -> str:
    """What was typed, if it was not understood; else the number in plain digits."""
    if field.raw_data and field.process_errors:
        return str(field.raw_data[0])
    if field.data is None:
        return ""
    return format(field.data, "f") if isinstance(field.data, Decimal) else str(field.data)
