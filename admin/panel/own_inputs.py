"""What people type into fields that a ministry defined, beside what every form knows: answers, months, points."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import Field, SelectField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from admin.panel.inputs import WordsField
from admin.panel.typed_month import month_in
from tansiq.language.bilingual import pick
from tansiq.language.cleaning import clean_line, western_digits
from tansiq.language.words import gettext
from tansiq.models import FieldDefinition
from tansiq.models.definitions import Definitions, known
from tansiq.models.extra import number_of
from tansiq.records.extra_values import reckoner

_POINT = re.compile(r"(-?\d{1,3}(?:\.\d{1,15})?)[,،;\s]+(-?\d{1,3}(?:\.\d{1,15})?)")

Options = list[tuple[str, str]]


def _offered(definitions: Definitions | None, one: FieldDefinition, held: Any) -> Options:
    """(code, label) of the answers that may be chosen, and of those that the row holds although they are retired."""
    kept = {held} if isinstance(held, str) else set(held or ())
    answers = (definitions or known()).answers_to(one)
    return [(code, pick(row, "label")) for code, row in answers.items() if row.is_offered or code in kept]


class AnswerField(SelectField):
    """One answer of a list, or none; of `definitions` where these are not those of today."""

    def __init__(
        self, label: Any, one: FieldDefinition, definitions: Definitions | None = None, **options: Any
    ) -> None:
        self.one, self.definitions = one, definitions
        super().__init__(label, choices=[], coerce=lambda value: value or None, **options)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.choices = [("", ""), *_offered(self.definitions, self.one, data if isinstance(data, str) else None)]
        super().process(formdata, data, extra_filters)


class AnswersField(SelectMultipleField):
    """Any number of answers of a list, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(
        self, label: Any, one: FieldDefinition, definitions: Definitions | None = None, **options: Any
    ) -> None:
        self.one, self.definitions = one, definitions
        super().__init__(label, choices=[], **options)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.choices = _offered(self.definitions, self.one, data if isinstance(data, list) else None)
        super().process(formdata, data, extra_filters)

    def process_formdata(self, valuelist: list[str]) -> None:
        # The form sends an empty one beside the boxes: where none comes the form was made before the field was in use.
        if valuelist:
            self.raw_data = [code for code in valuelist if code]
            super().process_formdata(self.raw_data)


class YesNoField(SelectField):
    """Yes, no, or not known."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, choices=self._answers, coerce=_yes_or_no, **options)

    @staticmethod
    def _answers() -> Options:
        return [("", ""), ("yes", gettext("Yes")), ("no", gettext("No"))]


def _yes_or_no(value: Any) -> Any:
    """What an answer means; anything else stays what it is, and is none of the choices."""
    return {"": None, "yes": True, "no": False, "True": True, "False": False}.get(str(value), value)


class MonthField(WordsField):
    """A month, as 2026-03, 3/2026 or by a day in it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data = None
        text = western_digits(clean_line(valuelist[0]))
        if not text:
            return
        self.data = month_in(text)
        if self.data is None:
            raise ValueError(gettext("Give a month, such as 2026-03."))

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data and self.process_errors else self.data or ""


class PointField(StringField):
    """A point: latitude and longitude in degrees, with a comma or a space between them."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data = None
        text = western_digits(clean_line(valuelist[0])).replace("٫", ".")
        if not text:
            return
        found = _POINT.fullmatch(text)
        if found is None:
            raise ValueError(gettext("Give latitude and longitude in degrees, such as 13.2 and 45.3."))
        self.data = [float(found[1]), float(found[2])]

    def _value(self) -> str:
        if self.raw_data and self.process_errors:
            return str(self.raw_data[0])
        return ", ".join(str(part) for part in self.data or ())


class NoteField(Field):
    """A heading or a note between the fields of a form: nobody fills it, and nothing of it is sent."""

    def process_formdata(self, valuelist: list[str]) -> None:
        return


class CalculatedField(NoteField):
    """What a calculated field comes to with what the other fields of the form hold."""

    def __init__(self, label: Any, one: FieldDefinition, _form: Any = None, **options: Any) -> None:
        super().__init__(label, _form=_form, **options)
        self.one, self.form = one, _form
        self.definitions: Definitions | None = None

    def told(self) -> Any:
        """The value as JSON keeps it; None where something that it needs is missing."""
        numbers = {number: field for field in self.form if (number := number_of(field.short_name)) is not None}
        typed = {number: field for number, field in numbers.items() if not isinstance(field, NoteField)}
        reckon = reckoner(self.definitions or known(), self.one.holder, self.one.number)
        return reckon({str(number): kept_value(field.data) for number, field in typed.items()}).get(self.one.number)


def kept_value(value: Any) -> Any:
    """What a field of a form holds, as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return list(value) if isinstance(value, tuple) else value
