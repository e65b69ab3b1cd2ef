"""Fields that a ministry defined, in the forms and on the pages of the records they are of.

    FieldDefinition 12 "licenceClass"  ->  a field "extra.12" of the form, in the group that it names
    what was typed                     ->  row.extra["12"], as JSON keeps it

Where nothing is defined, forms and pages are what they were.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from wtforms.validators import InputRequired, Optional

from admin.panel.field_groups import FieldGroup
from admin.panel.inputs import AmountField, DayField, ParagraphField, WholeField, WordsField
from admin.panel.kept_file_field import KeptFileField
from admin.panel.lookups import Lookup, ReferenceField
from admin.panel.own_inputs import (
    AnswerField,
    AnswersField,
    CalculatedField,
    MonthField,
    NoteField,
    PointField,
    YesNoField,
)
from admin.words.conditions import condition_text
from admin.words.own_values import unit_of
from tansiq.language.bilingual import pick
from tansiq.language.field_vocabulary import FILES, HOLDING_NOTHING
from tansiq.language.words import Sentence, gettext, say
from tansiq.models import FieldDefinition, Record
from tansiq.models.column_values import EXACT
from tansiq.models.default_values import default_of
from tansiq.models.definitions import Holder, holder_of, known
from tansiq.models.entry import REFERENCES
from tansiq.models.extra import extra_name, number_of
from tansiq.models.extra_columns import LONGEST_LINE, column_of
from tansiq.records.extra_values import calculated_values

NOT_TYPED = frozenset({"CALCULATED", *HOLDING_NOTHING})
"""Types of fields that nobody types."""


def filled_fields(holder: Holder) -> list[FieldDefinition]:
    """The fields in use of some records that people fill, in their order."""
    return [one for one in known().of(holder) if one.value_type not in NOT_TYPED]


def form_fields(holder: Holder) -> list[FieldDefinition]:
    """The fields in use that forms show in their order: those that people fill, with notes and what is calculated."""
    return [one for one in known().of(holder) if one.value_type != "ROWS"]


def first_own_values(holder: Holder) -> dict[str, Any]:
    """What the form of a new row begins with, by the names of its own fields."""
    values = {extra_name(one.number): default_of(one) for one in filled_fields(holder)}
    return own_values({name: value for name, value in values.items() if value is not None})


def told_fields(row: Record) -> list[FieldDefinition]:
    """The fields that the page of a row tells: those in use, and retired ones that hold something."""
    every = known().all_of(holder_of(row))
    kept = [one for one in every if one.use_state == "RETIRED" and row.entered(extra_name(one.number)) is not None]
    return [
        one for one in every if one.value_type not in HOLDING_NOTHING and (one.use_state == "ACTIVE" or one in kept)
    ]


def reckon_calculated(row: Record) -> None:
    """Let a row that is to be told, and not saved, hold what its calculated fields come to today."""
    if "extra" in row._meta.fields:
        for number, value in calculated_values(known(), row).items():
            row.enter(extra_name(number), value)


def own_groups(fields: Iterable[FieldDefinition], otherwise: Sentence | None = None) -> list[FieldGroup]:
    """The fields under the headings that they name, each where its first field stands; under `otherwise` those that
    name none."""
    groups: dict[str, list[str]] = {}
    for one in fields:
        groups.setdefault(pick(one, "group"), []).append(extra_name(one.number))
    further = otherwise or say("Further details")
    return [FieldGroup(title or further, tuple(names)) for title, names in groups.items()]


def with_own_fields(form: type[Any], fields: Sequence[FieldDefinition]) -> type[Any]:
    """A form class that asks these fields too."""
    return type(form.__name__, (form,), {extra_name(one.number): _field(one) for one in fields}) if fields else form


def own_values(values: dict[str, Any]) -> dict[str, Any]:
    """Values of a row by column, with those of its own fields beside them as a form takes them: "extra.14", a day."""
    held = {extra_name(int(key)): value for key, value in (values.get("extra") or {}).items()}
    named = {name: value for name, value in {**held, **values}.items() if number_of(name) is not None}
    # What is broken down by lists is typed cell by cell, and no value of its column.
    single = {name: value for name, value in named.items() if not isinstance(value, dict)}
    return {**values, **{name: column_of(number_of(name) or 0).python_value(value) for name, value in single.items()}}


def own_lookup(name: str) -> Lookup | None:
    """The look-up behind a field of this name that refers to other rows; None for any other name."""
    number = number_of(name)
    one = None if number is None else known().fields.get(number)
    if one is None or one.value_type != "REFERENCE":
        return None
    kind = one.reference_type_id
    is_of_kind = None if kind is None else lambda table: table.record_type == kind
    return Lookup(name, REFERENCES[one.reference_table], is_of_kind)


def _field(one: FieldDefinition) -> Any:
    label = pick(one, "label")
    if one.value_type == "HEADING":
        return NoteField(label, description=pick(one, "hint"))
    text = gettext("%(label)s (%(unit)s)", label=label, unit=unit) if (unit := unit_of(one.number)) else label
    hint = hint_of(one)
    if one.value_type == "CALCULATED":
        return CalculatedField(text, one, description=hint)
    lookup = own_lookup(extra_name(one.number))
    # What is shown under a condition is wanted only where that is met: that is asked when the row is saved.
    is_required = one.is_required and not one.shows_if
    if one.value_type in FILES:
        return KeptFileField(text, one, required=is_required, description=hint)
    validators = [InputRequired() if is_required else Optional()]
    if lookup is not None:
        return ReferenceField(text, lookup, required=is_required, description=hint)
    return value_input(text, one, {"description": hint, "validators": validators})


def hint_of(one: FieldDefinition) -> str:
    """What stands below a field in forms: its hint, and when it is to be filled."""
    condition = gettext("Only if: %(condition)s", condition=condition_text(one)) if one.shows_if else ""
    return " ".join(filter(None, (pick(one, "hint"), condition)))


def value_input(text: str, one: FieldDefinition, options: dict[str, Any]) -> Any:
    """A field of a form that takes what a field of this type holds, unless that refers to another row."""
    return _MADE.get(one.value_type, _line)(text, one, options)


def _line(text: str, one: FieldDefinition, options: dict[str, Any]) -> Any:
    is_latin = one.value_type in ("EMAIL", "TELEPHONE", "PCODE", "WEB")
    return WordsField(text, most=LONGEST_LINE, empty=None, render_kw={"dir": "ltr" if is_latin else "auto"}, **options)


def _whole(text: str, one: FieldDefinition, options: dict[str, Any]) -> Any:
    return WholeField(text, largest=EXACT - 1, **options)


_MADE: dict[str, Callable[[str, FieldDefinition, dict[str, Any]], Any]] = {
    "LONG_TEXT": lambda text, one, options: ParagraphField(text, empty=None, render_kw={"dir": "auto"}, **options),
    "WHOLE": _whole,
    "NUMBER": lambda text, one, options: AmountField(text, **options),
    "YES_NO": lambda text, one, options: YesNoField(text, **options),
    "DAY": lambda text, one, options: DayField(text, **options),
    "MONTH": lambda text, one, options: MonthField(text, empty=None, **options),
    "CHOICE": lambda text, one, options: AnswerField(text, one, **options),
    "CHOICES": lambda text, one, options: AnswersField(text, one, **options),
    "POINT": lambda text, one, options: PointField(text, **options),
}
