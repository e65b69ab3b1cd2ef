"""The definitions of this server as a document: some record types with all that they need, or everything."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from tansiq.definition_documents.dashboards import dashboards_told
from tansiq.definition_documents.document import LISTS, Document, Values
from tansiq.definition_documents.surveys import surveys_told
from tansiq.faults import Fault, Refused
from tansiq.language.words import listed, say
from tansiq.models import Choice, FieldDefinition, RuleDefinition, TypeDefinition
from tansiq.models.choice_list import ChoiceList
from tansiq.models.definitions import ENTRY
from tansiq.models.record import Record

_NUMBER_OF_LIST = "choice_list"
_OfRecords = FieldDefinition | RuleDefinition


def collect(chosen: Collection[str] | None = None) -> Document:
    """The definitions with these names: keys of record types, or tables such as organization for the fields of a kind
    of records; None gives all. Types bring with them those that they belong to or refer to, and their rows.

    Raises Refused(UNKNOWN_CODE) where nothing has such a name.
    """
    types = {int(one.id): one for one in TypeDefinition.select().where(TypeDefinition.archived_at.is_null())}
    fields = list(FieldDefinition.select().where(FieldDefinition.archived_at.is_null()).order_by(FieldDefinition.id))
    if chosen is not None:
        _require_known(chosen, types.values(), fields)
        types = _with_their_needs(chosen, types, fields)
        fields = [one for one in fields if _is_chosen(one, chosen, types)]
    keys = {type_id: one.key for type_id, one in types.items()}
    rules = list(RuleDefinition.select().where(RuleDefinition.archived_at.is_null()).order_by(RuleDefinition.id))
    if chosen is not None:
        rules = [one for one in rules if _is_chosen(one, chosen, types)]
    numbered = {one.number: one for one in fields}
    return Document(
        lists=_lists({found for one in fields for name in LISTS if (found := one.__data__.get(name))}),
        types=[_type(one, keys) for _, one in sorted(types.items())],
        fields=[_field(one, keys) for one in fields],
        rules=[{**one.values(), "record_type": keys.get(one.record_type_id or 0)} for one in rules],
        dashboards=dashboards_told(numbered, keys, {one.record_table for one in fields} | set(chosen or ())),
        surveys=surveys_told(keys),
    )


def _require_known(chosen: Iterable[str], types: Iterable[TypeDefinition], fields: Iterable[FieldDefinition]) -> None:
    known = {one.key for one in types} | {one.record_table for one in fields}
    if unknown := sorted(set(chosen) - known):
        raise Refused(
            Fault("UNKNOWN_CODE", "", say("Nothing is defined under this name: %(names)s.", names=listed(unknown)))
        )


def _is_chosen(
    one: FieldDefinition | RuleDefinition, chosen: Collection[str], types: Mapping[int, TypeDefinition]
) -> bool:
    return one.record_type_id in types if one.record_table == ENTRY else one.record_table in chosen


def _with_their_needs(
    chosen: Collection[str], types: Mapping[int, TypeDefinition], fields: Iterable[FieldDefinition]
) -> dict[int, TypeDefinition]:
    """The chosen types, and all that they and the chosen fields lead to."""
    needs: dict[int, set[int]] = {type_id: set() for type_id in types}
    found = {type_id for type_id, one in types.items() if one.key in chosen}
    for type_id, one in types.items():
        if one.owner_type_id in needs:
            needs[type_id].add(one.owner_type_id)
            needs[one.owner_type_id].add(type_id)
    for field in fields:
        if field.reference_type_id in needs:
            if field.record_type_id in needs:
                needs[field.record_type_id].add(field.reference_type_id)
            elif field.record_table in chosen:
                found.add(field.reference_type_id)
    waiting = list(found)
    while waiting:
        new = needs[waiting.pop()] - found
        found |= new
        waiting += new
    return {type_id: types[type_id] for type_id in found}


def _lists(ids: Collection[int]) -> list[Values]:
    answers: dict[int, list[Values]] = {}
    order = (Choice.choice_list, Choice.position, Choice.id)
    for one in Choice.select().where(Choice.choice_list.in_(sorted(ids))).order_by(*order):
        answers.setdefault(one.choice_list_id, []).append(_without(one, _NUMBER_OF_LIST))
    found: Any = ChoiceList.select().where(ChoiceList.id.in_(sorted(ids))).order_by(ChoiceList.id)
    return [{"number": one.id, **one.values(), "answers": answers.get(one.id, [])} for one in found]


def _type(one: TypeDefinition, keys: Mapping[int, str]) -> Values:
    return {**one.values(), "owner_type": keys.get(one.owner_type_id or 0)}


def _field(one: FieldDefinition, keys: Mapping[int, str]) -> Values:
    of = {"record_type": one.record_type_id, "reference_type": one.reference_type_id}
    named = {name: keys.get(type_id or 0) for name, type_id in of.items()}
    return {"number": one.number, **one.values(), **named, "former_keys": one.keys[1:]}


def _without(row: Record, name: str) -> Values:
    return {column: value for column, value in row.values().items() if column != name}
