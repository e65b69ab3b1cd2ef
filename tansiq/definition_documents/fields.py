"""Fields of a document, taken over: each after those that its expressions name, the retired ones last."""

from typing import Any

from tansiq.definition_documents.document import LISTS, Values
from tansiq.definition_documents.taking import Placed, Taking, standing
from tansiq.expressions.reading import fields_in
from tansiq.faults import Refused
from tansiq.language.words import say
from tansiq.models import FieldDefinition

_EXPRESSIONS = ("formula", "shows_if")


def find_fields(taking: Taking, fields: list[Placed]) -> None:
    """Let the `taking` know those that stand here already: by their key, or one that either side had."""
    here: dict[tuple[str, Any, str], FieldDefinition] = {}
    for stored in standing(FieldDefinition):
        for key in stored.keys[1:]:
            here[(*stored.holder, key)] = stored
    for stored in standing(FieldDefinition):
        here[(*stored.holder, stored.key)] = stored
    for one in fields:
        keys = [str(one.row.get("key")), *one.row.get("former_keys", ())]
        found = [here[(*taking.holder(one), key)] for key in keys if (*taking.holder(one), key) in here]
        if found and found[0] not in taking.fields.values():
            taking.fields[one.row["number"]] = found[0]


def known_or_in_use(taking: Taking, fields: list[Placed]) -> list[Placed]:
    """The rows without tombstones of what was never here."""
    there = [one for one in fields if not taking.is_without_trace(one)]
    return [one for one in there if not one.is_retired or one.row["number"] in taking.fields]


def take_fields(taking: Taking, fields: list[Placed]) -> None:
    """What others depend on is retired after these have changed."""
    gone = [one for one in fields if one.is_retired]
    waiting = [one for one in fields if not one.is_retired]
    done = {one.row["number"] for one in gone}
    while waiting:
        ready = [one for one in waiting if _named_in(one.row) <= done | {one.row["number"]}]
        if not ready:
            _take_in_a_circle(taking, waiting)
            break
        for one in ready:
            _take_field(taking, one)
        done |= {one.row["number"] for one in ready}
        waiting = [one for one in waiting if one not in ready]
    for one in reversed(gone):
        _take_field(taking, one)


def _take_in_a_circle(taking: Taking, waiting: list[Placed]) -> None:
    """Fields may be shown by each other: they are entered first, and their conditions after that. What names a field
    that is not in the document is told there."""
    for one in waiting:
        _take_field(taking, Placed(one.place, {name: value for name, value in one.row.items() if name != "shows_if"}))
    for one in waiting:
        _take_field(taking, one)


def _take_field(taking: Taking, one: Placed) -> None:
    number = one.row["number"]
    row, values = taking.fields.get(number) or FieldDefinition(), dict(one.row)
    for name in {"record_type", "reference_type"} & values.keys():
        values[name] = taking.type_id(one, name)
    for name in {*_EXPRESSIONS} & values.keys():
        values[name] = taking.expression(one, name)
    for name in LISTS:
        if values.get(name) is not None:
            values[name] = _list_id(taking, one, name)
    if values.get("weight_number") is not None:
        values["weight_number"] = taking.field_id(one, "weight_number")
    if not row.id:
        row.former_keys = " ".join(one.row.get("former_keys", ()))[:500]
    if saved := taking.save(one, row, values):
        taking.fields[number] = saved


def _list_id(taking: Taking, one: Placed, name: str) -> Any:
    number = one.row[name]
    found = taking.lists.get(number) if type(number) is int else None
    if found is None:
        text = say("There is no list %(number)s in this document.", number=str(number)[:20])
        taking.wrong(one, name, "UNKNOWN_CODE", text)
    return found


def _named_in(row: Values) -> set[int]:
    """The numbers that the expressions of a field name, and its weight; of what nobody can read, none."""
    weight = row.get("weight_number")
    found: set[int] = {weight} if type(weight) is int else set()
    for name in _EXPRESSIONS:
        try:
            found |= set(fields_in(row[name])) if isinstance(row.get(name), str) and row[name] else set()
        except Refused:
            continue
    return found
