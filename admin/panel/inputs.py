"""What people type: words, whole numbers and amounts in any digits, days in two calendars, codes chosen from a list.

What is pasted with them (tabs, marks of direction) is taken off by the readers that imports use too.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape
from wtforms import SelectField, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import Select, TextArea, TextInput

from admin.panel.typed_day import TypedDay, shown_day, typed_day
from admin.words.coded_fields import code_choices
from admin.words.formatting import hijri_text
from tansiq.exchange.values.numbers import parse
from tansiq.language.cleaning import clean_line, clean_lines
from tansiq.language.words import gettext

LARGEST = 2_147_483_647
"""The largest whole number both databases keep."""


class WordsField(StringField):
    """A line of text, cleaned; `empty` is what an empty line means ("" or None), `most` its longest length."""

    cleaned = staticmethod(clean_line)

    def __init__(self, label: Any, most: int | None = None, empty: str | None = "", **options: Any) -> None:
        super().__init__(label, **options)
        self.most, self.empty = most, empty

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist:
            self.data = self.cleaned(valuelist[0].replace("\x00", "")) or self.empty

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if self.most and self.data and len(self.data) > self.most:
            raise ValidationError(gettext("At most %(most)s letters fit here.", most=self.most))

    def _value(self) -> str:
        return self.data or ""


class ParagraphField(WordsField):
    """Text of several lines."""

    widget = TextArea()
    cleaned = staticmethod(clean_lines)


class WholeField(StringField):
    """A whole number up to `largest`, in any digits, with or without separators of thousands; empty is None."""

    def __init__(self, label: Any, largest: int = LARGEST, **options: Any) -> None:
        super().__init__(label, **options)
        self.largest = largest

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data = None
        if clean_line(valuelist[0]):
            self.data = whole_in(valuelist[0], self.largest)

    def _value(self) -> str:
        return _typed(self)


class AmountField(StringField):
    """A number with decimals, in any digits, given as `kind`: Decimal for money, float for degrees; empty is None."""

    def __init__(self, label: Any, kind: type[Decimal] | type[float] = Decimal, **options: Any) -> None:
        super().__init__(label, **options)
        self.kind = kind

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data = None
        if clean_line(valuelist[0]):
            # Degrees have no thousands: 15.354 is what it looks like.
            self.data = self.kind(amount_in(valuelist[0], has_thousands=self.kind is not float))

    def _value(self) -> str:
        return _typed(self)


class DayField(StringField):
    """A day, typed in the Gregorian or the Hijri calendar, in numbers (the day first) or words. Empty is None.

    It is shown with its month in words, and with the other calendar beside it, so that it can be read in one way only.
    """

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data = None
        found = typed_day(valuelist[0])
        if found.wrong:
            raise ValueError(found.wrong)
        self.data = found.day

    def beside(self) -> str:
        """The same day in the Hijri calendar; "" where there is none, or it lies beyond the tables."""
        return hijri_text(self.data) if isinstance(self.data, date) else ""

    @property
    def iso(self) -> str:
        """The same day for a script, such as 2026-03-01; "" where there is none."""
        return self.data.isoformat() if isinstance(self.data, date) else ""

    @property
    def shown(self) -> TypedDay:
        """What stands in the field, and what is wrong with it."""
        return TypedDay(self.data, self._value(), self.beside(), " ".join(self.errors))

    def _value(self) -> str:
        if self.raw_data and self.process_errors:
            return str(self.raw_data[0])
        # A row from before values were asked may hold what is no day.
        return shown_day(self.data).text if isinstance(self.data, date) else str(self.data or "")


class _Options(Select):
    """A list whose options have a value and a label alone: a form offers two hundred, and the library's own way takes
    ten times as long."""

    @classmethod
    def render_option(cls, choice: Any, **_more: Any) -> Markup:
        chosen = " selected" if choice.selected else ""
        # What is not ours is escaped.
        return Markup(f'<option{chosen} value="{escape(choice.value)}">{escape(choice.label)}</option>')  # noqa: S704


class CodeField(SelectField):
    """A code of a vocabulary, chosen by its label; `blank` offers none, which is kept as `empty`.

    What is stored stays offered where it is no code of the vocabulary: it is told when the row is saved.
    """

    widget = _Options()

    def __init__(self, label: Any, code: str, blank: bool = False, empty: str | None = None, **options: Any) -> None:
        self.code, self.blank = code, blank
        options["coerce"] = _or_empty(options.get("coerce", str), empty)
        super().__init__(label, choices=self._offered, **options)

    def process(self, *given: Any, **more: Any) -> None:
        super().process(*given, **more)
        stored, offered = self.object_data, list[Any](self.choices)
        if stored not in (None, "") and str(stored) not in (str(code) for code, _label in offered):
            self.choices: Any = [*offered, (stored, str(stored))]

    def _offered(self) -> list[tuple[str, str]]:
        return [("", ""), *code_choices(self.code)] if self.blank or not self.default else code_choices(self.code)


def whole_in(text: str, largest: int = LARGEST) -> int:
    """The whole number that somebody typed. Raises ValueError that says what is wrong with it."""
    number = parse(text)
    found = None if number is None else number.settled(None) if number.grouped is None else number.grouped
    if number is None or (found is not None and found != found.to_integral_value()):
        raise ValueError(gettext("“%(given)s” is not a whole number.", given=text))
    if found is None:
        raise ValueError(in_doubt())
    if abs(found) > largest:
        raise ValueError(gettext("This number is too large."))
    return int(found)


def amount_in(text: str, has_thousands: bool = True) -> Decimal:
    """The number with decimals that somebody typed. Raises ValueError that says what is wrong with it."""
    if (number := parse(text)) is None:
        raise ValueError(gettext("“%(given)s” is not a number.", given=text))
    found = number.settled(None) if has_thousands or number.pointed is None else number.pointed
    if found is None:
        raise ValueError(in_doubt())
    if abs(found) >= Decimal(10) ** 14:
        raise ValueError(gettext("This number is too large."))
    return found


def in_doubt() -> str:
    return gettext("This can be read as thousands or as a decimal number. Write it without thousands separators.")


def _or_empty(kind: Any, empty: str | None) -> Any:
    return lambda value: empty if value in (None, "") else kind(value)


def _typed(field: Any) -> str:
    """What was typed, if it was not understood; else the number in plain digits."""
    if field.raw_data and field.process_errors:
        return str(field.raw_data[0])
    if field.data is None:
        return ""
    return _written(field.data) if isinstance(field.data, Decimal) else str(field.data)


def _written(value: Decimal) -> str:
    """A number as it is read again: 40.000 could be thousands, so zeros at the end are left out but in cents."""
    text = format(value, "f")
    whole_part, _point, places = text.partition(".")
    if len(places) == len("00"):
        return text
    return f"{whole_part}.{places.rstrip('0')}".rstrip(".")
