"""Values of own fields that portals send: each by its key, and what is wrong with it told where it stands.

extra: [{key: "depth", number: 40}]  ->  row.enter("extra.12", 40)  ->  fault at "extra.12"  ->  told at "extra.0"
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import strawberry

from api.context import Context
from api.filters.conditions import record_with_id
from api.types.proposing import save_or_tell
from tansiq.faults import Fault, Refused
from tansiq.language.bilingual import pick
from tansiq.language.field_vocabulary import FILES
from tansiq.language.words import InBoth, say
from tansiq.models import FieldDefinition, Record
from tansiq.models.data_stamps import table_name
from tansiq.models.definitions import holder_of
from tansiq.models.entry import REFERENCES
from tansiq.models.extra import extra_name
from tansiq.policy.viewer import Viewer


@strawberry.input(
    description="""The value of a field that the ministry defined. Beside the key one of the others is given, as
`values` tells it; with none of them, or null, the field is emptied. A field that is left out stays as it is."""
)
class ExtraInput:
    key: str = strawberry.field(description="Key of the field, such as depth; one that it had is understood.")
    text: str | None = strawberry.field(default=None, description="Of a text, an address, a code, a month (2026-03).")
    number: float | None = strawberry.field(default=None, description="Of a number, in the unit of the field.")
    day: date | None = strawberry.field(default=None, description="Of a day.")
    yes: bool | None = strawberry.field(default=None, description="Of a question that is answered with yes or no.")
    codes: list[str] | None = strawberry.field(default=None, description="Of a list: the codes that are chosen.")
    record: strawberry.ID | None = strawberry.field(
        default=None, description="Of a reference: number of the record; of an area too."
    )
    point: list[float] | None = strawberry.field(
        default=None, description="Of a point: degrees north and east (WGS84)."
    )


Given = Sequence[ExtraInput] | None
Faults = list[Fault]

PARTS = ("text", "number", "day", "yes", "codes", "record", "point")
_PART: Mapping[str, str] = {
    "WHOLE": "number", "NUMBER": "number", "DAY": "day", "YES_NO": "yes", "CHOICE": "codes", "CHOICES": "codes",
    "REFERENCE": "record", "POINT": "point",
}  # fmt: skip
"""By type of field: the part that gives its value; all others are texts."""


def enter_extra(context: Context, row: Record, given: Given, unknown: Faults, place: str = "") -> None:
    """Enter what was sent into a row; what cannot be entered is added to `unknown`, at its place.

    `place` is where the row stands in it, such as "sites.0.". Codes: UNKNOWN_FIELD for a key that there is no such
    field of, or none that portals are told of; TWICE, INVALID, NOT_FOUND.
    """
    fields = _fields(context, row)
    told = set[int]()
    for position, one in enumerate(given or ()):
        found, at = fields.get(one.key), f"{place}extra.{position}"
        if found is None:
            text = say("These records have no field “%(key)s”.", key=one.key[:40])
            unknown.append(Fault("UNKNOWN_FIELD", f"{at}.key", text))
        elif found.number in told:
            unknown.append(Fault("TWICE", f"{at}.key", say("“%(key)s” is given twice.", key=one.key)))
        else:
            told.add(found.number)
            _enter(context, row, found, one, Noting(unknown, at))


def unread_names(context: Context, row: Record, given: Given, unknown: Iterable[Fault], place: str = "") -> set[str]:
    """The names of own fields of a row of which something was sent that could not be entered: no rule is asked of
    them, as the row holds what stood there before."""
    fields = _fields(context, row)
    wrong = {found[1] for fault in unknown if (found := _WITHIN.fullmatch(fault.field))}
    sent = [fields.get(one.key) for position, one in enumerate(given or ()) if f"{place}extra.{position}" in wrong]
    return {extra_name(one.number) for one in sent if one is not None}


class Noting:
    """Where a value stands, and the list that takes what is wrong with it."""

    def __init__(self, unknown: Faults, place: str) -> None:
        self.unknown, self.place = unknown, place

    def __call__(self, code: str, part: str, text: Any) -> None:
        self.unknown.append(Fault(code, f"{self.place}.{part}", text))


def _fields(context: Context, row: Record) -> dict[str, FieldDefinition]:
    """By key: the fields of a row that portals are told of; former keys give way to present ones."""
    holder = holder_of(row)
    open_ones = [one for one in context.definitions.open_to_all(table_name(type(row))) if one.holder == holder]
    former = {key: one for one in open_ones for key in one.keys[1:]}
    return {**former, **{one.key: one for one in open_ones}}


def _enter(context: Context, row: Record, field: FieldDefinition, given: ExtraInput, note: Noting) -> None:
    found = sent_value(context, field, given, note)
    if found is not None:
        row.enter(extra_name(field.number), found[0])


def sent_value(context: Context, field: FieldDefinition, given: ExtraInput, note: Noting) -> tuple[Any] | None:
    """What was sent of a field, as JSON keeps it; None where it cannot be entered, as is noted then."""
    parts = [name for name in PARTS if getattr(given, name) is not None]
    if field.value_type in FILES:
        note("NOT_FILLED", "key", say("Files are sent in the back office. Leave out “%(key)s”.", key=given.key[:40]))
        return None
    wanted = _PART.get(field.value_type, "text")
    if parts and parts != [wanted]:
        text = say("Give “%(name)s” with the key “%(key)s”, and nothing else.", name=wanted, key=given.key)
        note("INVALID", parts[0], text)
        return None
    value = getattr(given, wanted)
    if wanted == "record" and value is not None:
        value = _id_of_visible(context, field, value)
        if value is None:
            note("NOT_FOUND", wanted, say("There is no such record."))
            return None
    if field.value_type == "CHOICE" and value is not None:
        if len(value) > 1:
            note("INVALID", wanted, say("One answer is chosen here."))
            return None
        value = value[0] if value else None
    return (_as_kept(field, value),)


def _id_of_visible(context: Context, field: FieldDefinition, given: str) -> int | None:
    """The id of a record, if it is visible to whoever sends it, whatever those see who decide."""
    model: Any = REFERENCES[field.reference_table]
    found = record_with_id(context, model, given).first()
    return None if found is None else int(found.id)


def _as_kept(field: FieldDefinition, value: Any) -> Any:
    """The value as JSON keeps it, and as a form would clean it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and field.value_type == "WHOLE" and value.is_integer():
        return int(value)
    return value.strip() if isinstance(value, str) else value


def save_as_sent(context: Context, viewer: Viewer, row: Record, given: Given, unknown: Faults) -> None:
    """Save a row whose own fields were entered already. Raises Refused as `save_or_tell`, each fault at its place."""
    with _told_as_sent(context, row, given):
        save_or_tell(viewer, row, unknown, unread_names(context, row, given, unknown))


@contextmanager
def extra_as_sent(context: Context, row: Record, given: Given, others: Callable[[set[str]], Faults]) -> Iterator[None]:
    """Enter into a row what was sent of its own fields, for a block that saves it. Raises Refused with all that is
    wrong with it and with `others`, which is given the names of what could not be entered; and as the block does."""
    unknown: Faults = []
    enter_extra(context, row, given, unknown)
    with _told_as_sent(context, row, given):
        if unknown:
            raise Refused(*unknown, *others(unread_names(context, row, given, unknown)))
        yield


@contextmanager
def _told_as_sent(context: Context, row: Record, given: Given) -> Iterator[None]:
    try:
        yield
    except Refused as refusal:
        own = ExtraOfMany(context, {"": (row, given)})
        raise Refused(*without_doubles(map(own.as_sent, refusal.faults))) from refusal


def without_doubles(faults: Iterable[Fault]) -> Faults:
    """Of what could not be entered nothing more is said: with a fault at extra.0.key there is none at extra.0."""
    every = list(faults)
    refused = {found[1] for fault in every if (found := _WITHIN.fullmatch(fault.field))}
    return [fault for fault in every if fault.field not in refused]


class ExtraOfMany:
    """Rows with what was sent of their own fields, by where they stand in what was sent: "" or "sites.0."."""

    def __init__(self, context: Context, rows: Mapping[str, tuple[Record, Given]]) -> None:
        self.context, self.rows = context, rows

    def as_sent(self, fault: Fault) -> Fault:
        """A fault of an own field at the place of its value; of one that was not sent at "extra", with its name."""
        found = _NUMBERED.fullmatch(fault.field)
        if found is None or found[1] not in self.rows:
            return fault
        row, given = self.rows[found[1]]
        number, place = int(found[2]), f"{found[1]}extra"
        fields = _fields(self.context, row)
        for position, one in enumerate(given or ()):
            if (sent := fields.get(one.key)) is not None and sent.number == number:
                return replace(fault, field=f"{place}.{position}")
        unsent = next((one for one in fields.values() if one.number == number), None)
        return told_of_unsent(fault, unsent, place)


def told_of_unsent(fault: Fault, one: FieldDefinition | None, place: str) -> Fault:
    """A fault of a field of which nothing was sent, at `place` and with its name; None is one nobody is told of."""
    if one is None:
        # Nothing is said of a field that portals are not told of.
        text = say("Something is needed that portals do not send. Have it entered in the back office.")
        return Fault(fault.code, place, text)
    name = InBoth(pick(one, "label", "en"), arabic=pick(one, "label", "ar"))
    return replace(fault, field=place, sentence=say("“%(field)s”: %(fault)s", field=name, fault=fault.sentence))


_NUMBERED = re.compile(r"((?:.+\.)?)extra\.(\d+)")
_WITHIN = re.compile(r"((?:.+\.)?extra\.\d+)\..+")
