"""What a document of definitions holds, and its way into a text and out of it.

    {"tansiq": "definitions", "version": 1,
     "lists":  [{"number": 4, "name_en": "Kinds", "answers": [{"code": "WELL", "label_en": "Well", "position": 1}]}],
     "types":  [{"key": "wells", "one_en": "Well", "title_number": 12, "use_state": "ACTIVE"}],
     "fields": [{"number": 12, "record_table": "entry", "record_type": "wells", "key": "depth"}],
     "rules":  [{"record_table": "entry", "record_type": "wells", "expression": "${12} > 0", "message_en": "Too low."}],
     "dashboards": [{"name_en": "Wells", "tiles": [{"name_en": "How deep", "record_table": "entry",
                     "record_type": "wells", "measure": "AVERAGE", "measured": "extra.12"}]}],
     "surveys": [{"record_type": "wells", "title_en": "How is your well?", "retention_months": 6}]}

Columns are called as in the database; what a row leaves out is as in a new one. Lists and fields are referred to by
their numbers in the document, record types by their keys, areas by their P-codes. What was retired stands in it too,
as a tombstone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

import orjson
from peewee import DateField, DecimalField

from tansiq.faults import Fault, Refused
from tansiq.language.words import Sentence, say
from tansiq.models import (
    Choice,
    ChoiceList,
    Dashboard,
    DashboardTile,
    FieldDefinition,
    Record,
    RuleDefinition,
    Survey,
    TypeDefinition,
)
from tansiq.records.history import json_value

LARGEST = 4_000_000
"""Bytes of a document: fifty record types with all the fields and answers they may have are fewer."""

_HEAD = {"tansiq": "definitions", "version": 1}
_NOT_OURS = say("This is no document of definitions of Tansiq.")
_NUMBERED = ("lists", "fields")
LISTS = ("choice_list", "breakdown", "second_breakdown")
"""The columns of a field that name lists of answers by their numbers."""

Values = dict[str, Any]


class _Part(NamedTuple):
    """The rows of one kind in a document: of which table, and what a row has beside its columns."""

    model: type[Record]
    beside: frozenset[str] = frozenset()


PARTS: Mapping[str, _Part] = {
    "lists": _Part(ChoiceList, frozenset({"number", "answers"})),
    "types": _Part(TypeDefinition),
    "fields": _Part(FieldDefinition, frozenset({"number", "former_keys"})),
    "rules": _Part(RuleDefinition),
    "dashboards": _Part(Dashboard, frozenset({"tiles"})),
    "surveys": _Part(Survey),
}
_INSIDE: Mapping[str, _Part] = {"answers": _Part(Choice), "tiles": _Part(DashboardTile)}
"""By name: rows that stand inside of others."""


@dataclass(frozen=True)
class Document:
    """The rows of each part by the names of their columns, with the values that columns hold."""

    lists: Sequence[Values] = ()
    types: Sequence[Values] = ()
    fields: Sequence[Values] = ()
    rules: Sequence[Values] = ()
    dashboards: Sequence[Values] = ()
    surveys: Sequence[Values] = ()


def written(document: Document) -> bytes:
    """A document as a text that people can read and compare."""
    parts = {name: [_told(PARTS[name], row) for row in getattr(document, name)] for name in PARTS}
    return orjson.dumps({**_HEAD, **parts}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _told(part: _Part, row: Values) -> Values:
    """A row without what a new one would hold anyway."""
    empty = part.model().values()
    told = {name: json_value(value) for name, value in row.items() if name not in empty or value != empty[name]}
    for name in _INSIDE.keys() & told.keys():
        told[name] = [_told(_INSIDE[name], inner) for inner in told[name]]
    return told


def read_document(text: bytes) -> Document:
    """The document of a text. Raises Refused with every place that is no part of one; the values themselves are
    checked as any other where they are taken over."""
    if len(text) > LARGEST:
        raise Refused(Fault("TOO_LARGE", "", say("The file is larger than any document of definitions.")))
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Refused(Fault("UNREADABLE", "", _NOT_OURS)) from error
    if not isinstance(found, dict) or found.get("tansiq") != _HEAD["tansiq"]:
        raise Refused(Fault("UNREADABLE", "", _NOT_OURS))
    if found.get("version") != _HEAD["version"]:
        text_of_version = say("The document is of a later version of Tansiq. Bring this one up to date first.")
        raise Refused(Fault("UNREADABLE", "version", text_of_version))
    if faults := list(_faults(found)):
        raise Refused(*faults)
    parts = {name: tuple(_row(part, row) for row in found.get(name, ())) for name, part in PARTS.items()}
    return Document(**parts)


def _faults(found: Mapping[str, Any]) -> Iterator[Fault]:
    for name in found.keys() - PARTS.keys() - _HEAD.keys():
        yield at(name, "UNKNOWN_NAME", _UNKNOWN)
    for name, part in PARTS.items():
        yield from _faults_of_rows(name, part, found.get(name, []))
    for name in _NUMBERED:
        yield from _faults_of_numbers(name, found.get(name, []))


def _faults_of_rows(place: str, part: _Part, rows: object) -> Iterator[Fault]:
    if not isinstance(rows, list):
        yield at(place, "INVALID", say("A list is expected here."))
        return
    for number, row in enumerate(rows):
        here = f"{place}[{number}]"
        if isinstance(row, dict):
            yield from _faults_of_row(here, part, row)
        else:
            yield at(here, "INVALID", say("An object is expected here."))


def _faults_of_row(here: str, part: _Part, row: Mapping[str, Any]) -> Iterator[Fault]:
    known = part.model().values().keys() | part.beside
    for name in sorted(row.keys() - known):
        yield at(f"{here}.{name[:60]}", "UNKNOWN_NAME", _UNKNOWN)
    for name in sorted(row.keys() & known - _SEVERAL):
        if isinstance(row[name], list | dict):
            yield at(f"{here}.{name}", "INVALID", say("A single value is expected here."))
    if not _are_texts(row.get("former_keys", [])):
        yield at(f"{here}.former_keys", "INVALID", say("A list is expected here."))
    for name in _INSIDE.keys() & part.beside:
        yield from _faults_of_rows(f"{here}.{name}", _INSIDE[name], row.get(name, []))


def _are_texts(given: object) -> bool:
    return isinstance(given, list) and all(isinstance(one, str) for one in given)


_SEVERAL = frozenset({*_INSIDE, "former_keys"})
_UNKNOWN = say("This name is not known, and nothing is left out unseen.")


def _faults_of_numbers(place: str, rows: object) -> Iterator[Fault]:
    """Rows that others refer to have a number each, which no other has."""
    seen = set()
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        own = row.get("number") if isinstance(row, dict) else None
        if type(own) is not int or own < 1:
            yield at(f"{place}[{number}].number", "MISSING", say("A number of its own is expected here."))
        elif own in seen:
            yield at(f"{place}[{number}].number", "TAKEN", say("This number stands above already."))
        seen.add(own if isinstance(own, int) else None)


def _row(part: _Part, row: Mapping[str, Any]) -> Values:
    return {name: _value(part, name, value) for name, value in row.items()}


def _value(part: _Part, name: str, value: Any) -> Any:
    """What JSON keeps, as the column holds it; what it cannot hold stays, and is told when the row is saved."""
    if name in _INSIDE:
        return [_row(_INSIDE[name], inner) for inner in value]
    column = part.model._meta.fields.get(name)
    try:
        if isinstance(column, DateField) and isinstance(value, str):
            return date.fromisoformat(value)
        if isinstance(column, DecimalField) and isinstance(value, str | int | float) and not isinstance(value, bool):
            number = Decimal(str(value))
            # What is no number is not even compared with what stands here.
            return number if number.is_finite() else value
    except (ValueError, InvalidOperation):
        return value
    return value


def at(place: str, code: str, sentence: Sentence) -> Fault:
    """A fault at its place in the document, as in fields[3].key."""
    return Fault(code, place, say("%(place)s: %(fault)s", place=place, fault=sentence))
