"""Entries narrowed and ordered by what the ministry wants to know of them.

    records(where: [{key: "depth", number: {from: 50}}])   --.
                                                              >-- Condition(field, given, place) -> SQL
    registers { wells(where: {depth: {from: 50}}) }        --'

What is personal or not published cannot be named here: neither condition nor order sounds it out. A key that may not
be asked for is refused in the words for one that is not there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import reduce
from operator import or_
from typing import Any

import strawberry

from api.context import Context
from api.filters.conditions import Condition, id_number
from api.planner.pages import Order
from api.planner.reference_cache import looked_up
from tansiq.expressions.literals import is_month
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Entry, ExtraLink, FieldDefinition, TypeDefinition
from tansiq.models.data_stamps import table_name
from tansiq.models.definitions import ENTRY, Definitions
from tansiq.models.entry import REFERENCES
from tansiq.policy.belonging import NOBODY
from tansiq.policy.visibility import visible
from tansiq.records.extra_sql import is_answered, number_for_sql, value_of
from tansiq.records.own_lists import LONG, NARROWING, ORDERING, is_quick


@strawberry.input(description="From one number to another, both included; without one of them there is no such limit.")
class NumberRange:
    from_: float | None = strawberry.field(name="from", default=None, description="The least.")
    to: float | None = strawberry.field(default=None, description="The most.")


@strawberry.input(description="From one day to another, both included; without one of them there is no such limit.")
class DayRange:
    from_: date | None = strawberry.field(name="from", default=None, description="The first day.")
    to: date | None = strawberry.field(default=None, description="The last day.")


@strawberry.input(description="From one month to another, both included; without one of them there is no such limit.")
class MonthRange:
    from_: str | None = strawberry.field(name="from", default=None, description="The first month, such as 2026-03.")
    to: str | None = strawberry.field(default=None, description="The last month, such as 2026-03.")


@strawberry.input(
    description="""What a field has to hold. One of the others is given beside the key: `number`, `day` or `month` for
fields of these types, `yes` for a question, `anyOf` for answers of a list, references and lines of text."""
)
class ExtraCondition:
    key: str = strawberry.field(description="Key of the field, such as depth; one that it had is understood.")
    number: NumberRange | None = strawberry.field(default=None, description="Of a field of numbers.")
    day: DayRange | None = strawberry.field(default=None, description="Of a field of days.")
    month: MonthRange | None = strawberry.field(default=None, description="Of a field of months.")
    yes: bool | None = strawberry.field(default=None, description="Of a question that is answered with yes or no.")
    any_of: list[str] | None = strawberry.field(
        default=None,
        description="Codes of answers, numbers of records that are referred to, or texts to the letter: any of them.",
    )


NAMED_BY = {
    "WHOLE": "number", "NUMBER": "number", "DAY": "day", "MONTH": "month", "YES_NO": "yes", "CHOICE": "any_of",
    "CHOICES": "any_of", "REFERENCE": "any_of", "TEXT": "any_of", "PCODE": "any_of",
}  # fmt: skip
"""By type of field: which part of an ExtraCondition narrows it."""


@dataclass(frozen=True)
class Asked:
    """What a field has to hold: from one value `to` another, or any of some."""

    field: FieldDefinition
    place: str
    """Where in the question it is asked."""
    given: Any


def fields_of(definitions: Definitions, kind: TypeDefinition) -> list[FieldDefinition]:
    """The fields of a record type that whoever reads its entries may be told of, retired ones too."""
    return [one for one in definitions.open_to_all(ENTRY) if one.record_type_id == kind.id]


def asked_by_keys(context: Context, kind: TypeDefinition, given: Iterable[ExtraCondition]) -> list[Asked]:
    """The conditions of `records`. Raises Refused: UNKNOWN_FIELD, INVALID."""
    found = []
    for position, one in enumerate(given):
        place = f"where.{position}"
        field = _with_key(context, kind, one.key, f"{place}.key", NARROWING)
        named = [name for name in ("number", "day", "month", "yes", "any_of") if getattr(one, name) is not None]
        wanted = NAMED_BY[field.value_type]
        if named != [wanted]:
            text = say("Give “%(name)s” with the key “%(key)s”, and nothing else.",
                       name=_spelled(wanted), key=one.key[:40])  # fmt: skip
            raise Refused(Fault("INVALID", place, text))
        found.append(Asked(field, f"{place}.{wanted}", getattr(one, wanted)))
    return found


def _spelled(name: str) -> str:
    return "anyOf" if name == "any_of" else name


def _with_key(context: Context, kind: TypeDefinition, key: str, place: str, types: frozenset[str]) -> FieldDefinition:
    fields = fields_of(context.definitions, kind)
    found = next((one for one in fields if one.key == key), None)
    found = found or next((one for one in fields if key in one.keys), None)
    if found is None:
        text = say("These records have no field “%(key)s”.", key=key[:40])
        raise Refused(Fault("UNKNOWN_FIELD", place, text))
    if found.value_type not in types:
        text = say("Lists are neither narrowed nor ordered in this way by “%(key)s”.", key=key[:40])
        raise Refused(Fault("INVALID", place, text))
    return found


def conditions(context: Context, asked: Iterable[Asked]) -> list[Condition]:
    """What these are to the database. Raises Refused: UNKNOWN_CODE, INVALID, LIST_TOO_LONG."""
    return [_condition(context, one) for one in asked]


def _condition(context: Context, asked: Asked) -> Condition:
    _check_quick(context, asked.field, asked.place)
    kind = asked.field.value_type
    if kind == "YES_NO":
        return value_of(Entry, asked.field) == asked.given
    if kind == "REFERENCE":
        return _refers_to(context, asked.field, asked.given)
    if kind in _BOUNDS:
        return _lies_between(asked)
    if kind in ("CHOICE", "CHOICES"):
        return _answers(context, asked)
    return value_of(Entry, asked.field).in_(asked.given)


def _check_quick(context: Context, one: FieldDefinition, place: str) -> None:
    if looked_up(context, ("quick", one.number), (ENTRY, "field_definition"), lambda: is_quick(one)):
        return
    text = say(
        "There are more than %(most)s of these records: they are narrowed and ordered by fields that are kept in "
        "order alone. Leave out “%(key)s”, or ask the ministry to have it kept in order.",
        most=LONG, key=one.key,
    )  # fmt: skip
    raise Refused(Fault("LIST_TOO_LONG", place, text))


def _lies_between(asked: Asked) -> Condition:
    value, found = value_of(Entry, asked.field), None
    for name, bound in (("from", _part(asked.given, "from")), ("to", _part(asked.given, "to"))):
        if bound is not None:
            limit = _BOUNDS[asked.field.value_type](bound, f"{asked.place}.{name}")
            meets = value >= limit if name == "from" else value <= limit
            found = meets if found is None else found & meets
    return found


def _part(given: Any, name: str) -> Any:
    """One end of a range, as Strawberry or graphql-core gives it."""
    return given.get(name) if isinstance(given, dict) else getattr(given, {"from": "from_"}.get(name, name))


def _month(bound: str, place: str) -> str:
    if not is_month(bound):
        raise Refused(Fault("INVALID", place, say("Give a month, such as 2026-03.")))
    return bound


_BOUNDS: Mapping[str, Callable[[Any, str], Any]] = {
    "WHOLE": lambda bound, _place: number_for_sql(bound),
    "NUMBER": lambda bound, _place: number_for_sql(bound),
    "DAY": lambda bound, _place: bound.isoformat(),
    "MONTH": _month,
}
"""By type of field: what a bound is to the database."""


def _answers(context: Context, asked: Asked) -> Condition:
    known = context.definitions.answers_to(asked.field)
    if unknown := [code for code in asked.given if code not in known]:
        text = say("There is no such code: %(codes)s.", codes=unknown[0][:40])
        raise Refused(Fault("UNKNOWN_CODE", asked.place, text))
    if asked.field.value_type == "CHOICE":
        return value_of(Entry, asked.field).in_(asked.given)
    return reduce(or_, [is_answered(Entry, asked.field, code) for code in asked.given], NOBODY)


def _refers_to(context: Context, one: FieldDefinition, ids: Sequence[str]) -> Condition:
    """The field leads to one of the records with these ids, and that is visible."""
    model: Any = REFERENCES[one.reference_table]
    there = visible(model, context.viewer).select(model.id).where(model.id.in_([id_number(each) for each in ids]))
    if model is Entry:
        there = there.where(Entry.record_type == one.reference_type_id)
    key: Any = getattr(ExtraLink, one.reference_table)
    links = ExtraLink.select(ExtraLink.owner_id).where(ExtraLink.field == one.number, key.in_(there))
    return Entry.id.in_(links.where(ExtraLink.owner_table == table_name(Entry)))


def order_by_key(context: Context, kind: TypeDefinition, key: str) -> Order:
    """The order by the field with this key. Raises Refused: UNKNOWN_FIELD, INVALID, LIST_TOO_LONG."""
    return order_by(context, _with_key(context, kind, key, "orderBy", ORDERING))


def order_by(context: Context, one: FieldDefinition) -> Order:
    """The order of entries by a field; those that know nothing of it come last. Raises Refused(LIST_TOO_LONG)."""
    _check_quick(context, one, "orderBy")
    source = value_of(Entry, one)
    parse = _PARSED.get(one.value_type, str)
    return Order(source.name, source, Entry.id, parse=parse, is_nullable=True)


def _number(kept: object) -> Any:
    """A number in a cursor. Raises ValueError."""
    try:
        number = Decimal(str(kept))
    except InvalidOperation:
        raise ValueError("This is no number.") from None
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError("No number of ours is like this.")
    return number_for_sql(number)


_MOST_DIGITS = 40
"""Before or behind the point."""
_PARSED: Mapping[str, Callable[[Any], Any]] = {"WHOLE": _number, "NUMBER": _number, "YES_NO": bool}
"""By type of field: how a value is read back from a cursor; all others are texts."""
