"""Forms: only the declared fields of a row, each by its kind, and what is wrong with them beside them.

A form never sees the row itself: it is given plain values (references as ids) and gives plain values back,
so that nothing is read behind `visible` and nothing is written but what is declared.
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask import g
from flask_admin.babel import Translations
from flask_admin.form import SecureForm
from flask_wtf import FlaskForm
from peewee import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from wtforms import Form, fields
from wtforms.validators import InputRequired, Optional

from admin.panel.figure_fields import FigureField
from admin.panel.inputs import AmountField, CodeField, DayField, ParagraphField, WholeField, WordsField
from admin.panel.lookups import Lookup, ReferenceField
from admin.panel.moments import MomentField
from admin.panel.own_fields import own_values
from admin.panel.own_inputs import kept_value
from admin.words.coded_fields import is_chosen
from admin.words.labels import label
from admin.words.naming import table_of
from tansiq.faults import Fault, Refused
from tansiq.language import digits
from tansiq.models import Record
from tansiq.models.extra import number_of
from tansiq.records.rule_faults import WARNS

LATIN = {
    "pcode", "code", "name_fr", "acronym", "currency", "dac_code", "record_id",
    "registration_number", "iati_identifier", "website", "phone", "email", "period",
}  # fmt: skip
"""Fields written from left to right whatever the page's language, as those whose names end in _en are."""


class GuardedForm(SecureForm):
    """Every form of the panel: it carries the session's token against forged posts, valid as long as the
    session, so that a form left open over lunch is not lost."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> Translations:
            return Translations()


class RowForm(Form):
    """One of several rows within a form, whose token is the whole form's. `version` is the one it was read at;
    `removed` is "1" once the row is to go."""

    id = fields.HiddenField()
    version = fields.HiddenField()
    removed = fields.HiddenField()

    class Meta:
        def get_translations(self, form: Any) -> Translations:
            return Translations()

    @property
    def is_removed(self) -> bool:
        return bool(self.removed.data == "1")

    @property
    def is_blank(self) -> bool:
        """Whether it is a new row in which nobody has entered anything."""
        sent = (getattr(field, "text", None) or any(field.raw_data or ()) for field in self)
        return not (self.id.data or any(sent))


def form_of(
    model: type[Record], names: Iterable[str], lookups: dict[str, Lookup], base: type[GuardedForm] = GuardedForm
) -> type[GuardedForm]:
    """A form class with the fields `names` of `model` and the version the form was read at."""
    members: dict[str, Any] = {name: form_field(model._meta.fields[name], lookups) for name in names}
    members["version"] = fields.HiddenField()
    return type(f"{model.__name__}Form", (base,), members)


def row_form_of(
    model: type[Model], names: Iterable[str], lookups: dict[str, Lookup], is_optional: bool = False
) -> type[RowForm]:
    """A form class for one of several rows of `model`; its look-ups are called "table.field"."""
    table = table_of(model)
    members = {
        name: form_field(model._meta.fields[name], lookups, f"{table}.{name}", is_optional=is_optional)
        for name in names
    }
    return type(f"{model.__name__}Row", (RowForm,), members)


def form_field(field: Field, lookups: dict[str, Lookup], key: str = "", is_optional: bool = False) -> Any:
    """The form field for a column; a reference uses the look-up called `key` (the field's name if empty)."""
    name = field.name
    text = label(name, table_of(field.model))
    required = not (field.null or is_optional) and field.default is None
    if isinstance(field, ForeignKeyField):
        return ReferenceField(text, lookups[key or name], required=required)
    options: dict[str, Any] = {"default": field.default, "description": field.help_text or ""}
    options["validators"] = [InputRequired() if required else Optional()]
    if is_chosen(name):
        kind = int if isinstance(field, IntegerField) else str
        empty = None if field.null or isinstance(field, IntegerField) else field.default
        return CodeField(text, code=name, coerce=kind, blank=field.null, empty=empty, **options)
    if name in getattr(field.model, "told_apart", ()):
        return FigureField(text, **options, **_extras(field))
    make = next(make for kind, make in _FIELDS.items() if isinstance(field, kind))
    return make(text, **options, **_extras(field))


def initial_values(row: Record) -> dict[str, Any]:
    """A row's own values as a form takes them: references as ids, nothing fetched."""
    return own_values(dict(row.__data__))


def fill(row: Record, form: Any, names: Iterable[str]) -> None:
    """Write what the form holds for the declared `names` to the row, and nothing else."""
    for name in names:
        value = form[name].data
        row.enter(name, value if number_of(name) is None else kept_value(value))


def whole_or_zero(given: Any) -> int:
    """A whole number that a form carries unseen, such as an id or a version; 0 for anything else."""
    return digits.whole(given) or 0


def show_faults(form: Any, refusal: Refused) -> None:
    """Put each fault beside its field; those about the whole row, or a field the form lacks, go on top."""
    for fault in refusal.faults:
        show_fault(form, fault.field, fault)


def show_fault(form: Any, name: str, fault: Fault) -> None:
    """Put one fault beside the field with this name, else above the form."""
    place = form[name].errors if name in form else form.form_errors
    place.append(str(fault))
    # The page then asks why it is right all the same.
    g.is_warned = g.get("is_warned", False) or fault.code == WARNS


def show_further(form: Any, faults: Iterable[Fault]) -> None:
    """Put what is wrong beside what could not be read at all, so that everything is told at once; a field that is told
    of already has no value to be judged by."""
    show_faults(form, Refused(*(one for one in faults if one.field not in form or not form[one.field].errors)))


def _extras(field: Field) -> dict[str, Any]:
    """What only one kind of field knows: the longest text, what empty means, the direction of writing."""
    extras: dict[str, Any] = {"render_kw": _direction(field.name)}
    if isinstance(field, CharField):
        extras["most"] = field.max_length
    if isinstance(field, CharField | TextField):
        extras["empty"] = None if field.null else ""
    if isinstance(field, FloatField):
        extras["kind"] = float
    return extras


def _direction(name: str) -> dict[str, str]:
    if name.endswith("_ar"):
        return {"dir": "rtl", "lang": "ar"}
    if name in LATIN or name.endswith("_en"):
        return {"dir": "ltr", **({"lang": name[-2:]} if name.endswith(("_en", "_fr")) else {})}
    return {}


_FIELDS: dict[type[Field], Callable[..., Any]] = {
    BooleanField: fields.BooleanField,
    DateField: DayField,
    DateTimeField: MomentField,
    DecimalField: AmountField,
    FloatField: AmountField,
    IntegerField: WholeField,
    CharField: WordsField,
    TextField: ParagraphField,
}
