"""The record types that the ministry defined: what there is to ask for by `records`, and what an entry may know."""

from collections.abc import Mapping
from typing import Any

import strawberry

from api.enums import FieldType
from api.filters.arguments import Info
from api.planner.fields import Spoken
from tansiq.language.bilingual import pick
from tansiq.models import Choice, FieldDefinition, TypeDefinition
from tansiq.models.definitions import ENTRY, Definitions
from tansiq.policy.entry_rule import knows


def said(name: str, description: str) -> Any:
    """A field that tells a text of a definition, its `row`, in two languages, with the argument `language`."""

    def resolve(self: Any, info: Info[Any, Any], language: Spoken = None) -> str:
        return pick(self.row, name, language.name.lower() if language else info.context.viewer.language)

    return strawberry.field(resolver=resolve, description=description)


@strawberry.type(description="An answer that a field offers.")
class FieldChoice:
    row: strawberry.Private[Choice]
    code: str = strawberry.field(description="What rows keep; it never changes.")
    label: str = said("label", "What people read, in one language or else the other.")


@strawberry.type(description="A field of a record type.")
class RecordField:
    row: strawberry.Private[FieldDefinition]
    key: str = strawberry.field(description="How programs call it, such as depth.")
    type: FieldType = strawberry.field(description="What it holds.")
    is_required: bool = strawberry.field(description="Whether an entry has to say it.")
    choices: list[FieldChoice] = strawberry.field(
        description="The answers it offers, in their order; those no longer offered too, which entries may hold."
    )
    label: str = said("label", "What people call it, in one language or else the other.")
    unit: str = said("unit", "The unit of its numbers, such as metres; empty where there is none.")


@strawberry.type(description="A register that the ministry defined by itself, such as wells.")
class RecordType:
    row: strawberry.Private[TypeDefinition]
    key: str = strawberry.field(description="How programs call it: what `records` takes as its type.")
    has_area: bool = strawberry.field(description="Whether an entry lies in an area.")
    has_organization: bool = strawberry.field(description="Whether an entry belongs to an organisation.")
    fields: list[RecordField] = strawberry.field(
        description="What an entry may know, in the order of the form; what is personal or not published is left out."
    )
    name: str = said("many", "What people call its entries, in one language or else the other.")
    description: str = said("hint", "What is kept in it; empty where nobody said so.")


def _field(row: FieldDefinition, answers: Mapping[str, Choice]) -> RecordField:
    choices = [FieldChoice(row=answer, code=answer.code) for answer in answers.values()]
    return RecordField(
        row=row, key=row.key, type=FieldType(row.value_type), is_required=row.is_required, choices=choices
    )


def _kind(definitions: Definitions, row: TypeDefinition) -> RecordType:
    own = [one for one in definitions.open_to_all(ENTRY) if one.record_type_id == row.id and one.use_state == "ACTIVE"]
    fields = [_field(one, definitions.answers_to(one)) for one in own]
    return RecordType(row=row, key=row.key, has_area=row.has_area, has_organization=row.has_organization, fields=fields)


def record_types(info: Info[Any, Any]) -> list[RecordType]:
    """The record types in use that the ministry defined and of which you may be shown entries."""
    context = info.context
    known = [row for row in context.definitions.types_in_use() if knows(context.viewer, row)]
    return [_kind(context.definitions, row) for row in known]
