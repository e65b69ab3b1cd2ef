"""A record type that a ministry defines, saved with what follows from it: its key, its place, its drafted fields.

enter(viewer, wells)                      key "wells" from the English name of all, behind the other types
publish(viewer, wells, with_drafts=True)  the type, then its drafted fields, each after those it reckons with
"""

from collections.abc import Iterator, Sequence

from peewee import fn

from tansiq import field_entry
from tansiq.expressions.reading import fields_in
from tansiq.models import FieldDefinition, TypeDefinition
from tansiq.models.definitions import ENTRY
from tansiq.models.type_definition import keys_of_program
from tansiq.policy.viewer import Viewer
from tansiq.records import changes


def enter(viewer: Viewer, kind: TypeDefinition) -> TypeDefinition:
    """Save a record type; a new one without a key or a place gets them. Raises Refused as `changes.save` does."""
    table = TypeDefinition
    kind.key = kind.key or proposed_key(kind)
    if not kind.id and not kind.position:
        kind.position = min((table.select(fn.MAX(table.position)).scalar() or 0) + 1, table.bounds["position"][1])
    return changes.save(viewer, kind)


def proposed_key(kind: TypeDefinition) -> str:
    """A key that is free: waterPoints from the English name "Water points", type3 where there is none."""
    table = TypeDefinition
    nameless = f"type{(table.select(fn.MAX(table.id)).scalar() or 0) + 1}"
    return field_entry.free_key(
        kind.many_en, nameless, keys_of_program() | {one.key for one in table.select(table.key)}
    )


def fields_of(kind: TypeDefinition) -> list[FieldDefinition]:
    """The fields of a record type in their order: drafts and retired ones, none that was removed."""
    return field_entry.fields_of((ENTRY, int(kind.id)))


def drafts_of(kind: TypeDefinition) -> list[FieldDefinition]:
    """Those of its fields that stand in no form yet."""
    return [one for one in fields_of(kind) if one.use_state == "DRAFT"]


def publish(viewer: Viewer, kind: TypeDefinition, with_drafts: bool) -> None:
    """Put a record type in use, with its drafted fields if so wished. Raises Refused as `changes.save` does."""
    with changes.together():
        kind.use_state = "ACTIVE"
        changes.save(viewer, kind)
        for one in _each_after_its_sources(drafts_of(kind)) if with_drafts else ():
            one.use_state = "ACTIVE"
            changes.save(viewer, one)


def _each_after_its_sources(fields: Sequence[FieldDefinition]) -> Iterator[FieldDefinition]:
    """Sources first: what is in use reckons with what is in use. What goes round in a circle comes last."""
    waiting = {one.number: one for one in fields}
    while waiting:
        ready = [one for one in waiting.values() if not _sources(one) & (waiting.keys() - {one.number})]
        for one in ready or list(waiting.values()):
            yield waiting.pop(one.number)


def _sources(one: FieldDefinition) -> set[int]:
    return {number for kept in (one.formula, one.shows_if) if kept for number in fields_in(kept)}
