"""Filters of a list by the fields that a ministry defined, each as its type has it.

    numbers, days, months  from one to another           references         look-up
    answers of a list      a choice, retired ones marked  yes or no          a choice
    texts                  the words that they hold

What the reader may not see of every row is no filter: it could be guessed from which rows are found. Long lists are
narrowed by what is kept in order alone.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from admin.panel.filters import ChoiceFilter, Choices, Filter, with_all
from admin.panel.own_columns import is_long, is_quick, seen_fields
from admin.panel.own_fields import own_lookup
from admin.panel.range_filter import RangeFilter
from admin.panel.reference_filter import ReferenceFilter, areas_within, same_organizations
from admin.panel.text_filter import TextFilter
from admin.words.labels import label
from admin.words.own_values import unit_of
from tansiq.language.bilingual import pick
from tansiq.language.words import Sentence, gettext, say
from tansiq.models import Area, Choice, ExtraLink, FieldDefinition, Organization
from tansiq.models.data_stamps import table_name
from tansiq.models.definitions import Holder, known
from tansiq.models.extra import extra_name
from tansiq.records.extra_sql import is_answered, number_for_sql, value_of


def filters_of_fields(holder: Holder) -> Iterator[Filter]:
    """A filter for each own field that the reader may see of every row and the list is narrowed by in time."""
    for one in seen_fields(holder):
        if one.value_type in _MADE and is_quick(holder, one):
            yield _MADE[one.value_type](one)


def _label(one: FieldDefinition) -> Sentence:
    said = label(extra_name(one.number))
    unit = unit_of(one.number)
    return say("%(label)s (%(unit)s)", label=said, unit=unit) if unit else said


def _value(one: FieldDefinition) -> Callable[[Any], Any]:
    return lambda table: value_of(table, one)


def _number(one: FieldDefinition) -> Filter:
    return RangeFilter(extra_name(one.number), _label(one), "number", _value(one), number_for_sql)


def _day(one: FieldDefinition) -> Filter:
    return RangeFilter(extra_name(one.number), _label(one), "day", _value(one), str)


def _month(one: FieldDefinition) -> Filter:
    return RangeFilter(extra_name(one.number), _label(one), "month", _value(one))


def _text(one: FieldDefinition) -> Filter:
    if is_long(one.holder):
        return TextFilter(extra_name(one.number), _label(one), _value(one), True, say("Letter by letter"))
    return TextFilter(extra_name(one.number), _label(one), _value(one))


def _yes_no(one: FieldDefinition) -> Filter:
    return ChoiceFilter(
        extra_name(one.number),
        _label(one),
        lambda: with_all([("yes", gettext("Yes")), ("no", gettext("No"))]),
        lambda table, value: value_of(table, one) == (value == "yes"),
        is_plain=True,
    )


def _answer(one: FieldDefinition) -> Filter:
    def choices() -> Choices:
        return with_all([(code, _said(row)) for code, row in known().answers_to(one).items()])

    def condition(table: Any, code: str) -> Any:
        # One answer is compared as its index has it.
        return value_of(table, one) == code if one.value_type == "CHOICE" else is_answered(table, one, code)

    return ChoiceFilter(extra_name(one.number), _label(one), choices, condition, is_plain=True)


def _said(answer: Choice) -> str:
    text = pick(answer, "label")
    return text if answer.is_offered else gettext("%(label)s (retired)", label=text)


def _reference(one: FieldDefinition) -> Filter:
    lookup = own_lookup(extra_name(one.number))
    assert lookup is not None  # noqa: S101  The field refers to other rows.
    return ReferenceFilter(
        lookup.name,
        lookup.model,
        lambda table, row: _leads_to(table, one, row),
        _label(one),
        say("With all that lies in it") if lookup.model is Area else None,
        lookup.only,
    )


def _leads_to(table: Any, one: FieldDefinition, row: Any) -> Any:
    """Rows whose field leads to a row, to an area within it, or to an organisation that is the same; by its key."""
    key: Any = ExtraLink._meta.fields[one.reference_table]
    if isinstance(row, Area):
        leads = key.in_(areas_within(row))
    else:
        leads = key.in_(same_organizations(row) if isinstance(row, Organization) else [row.id])
    of_field = (ExtraLink.field == one.number) & (ExtraLink.owner_table == table_name(table))
    return table.id.in_(ExtraLink.select(ExtraLink.owner_id).where(of_field, leads))


_MADE: Mapping[str, Callable[[FieldDefinition], Filter]] = {
    **dict.fromkeys(("WHOLE", "NUMBER"), _number),
    **dict.fromkeys(("CHOICE", "CHOICES"), _answer),
    **dict.fromkeys(("TEXT", "LONG_TEXT", "EMAIL", "TELEPHONE", "WEB", "PCODE"), _text),
    "DAY": _day,
    "MONTH": _month,
    "YES_NO": _yes_no,
    "REFERENCE": _reference,
}
"""By type of field; points, files and what is calculated narrow no list."""
