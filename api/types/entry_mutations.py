"""The mutation about entries: whatever record type the ministry defined, an entry of it is proposed."""

from dataclasses import dataclass
from typing import Annotated, Any

import strawberry

from api.context import Context
from api.filters.arguments import Info, says
from api.filters.lookup import area_by_pcode
from api.types.client_key import ClientKey
from api.types.entry import kind_with_key
from api.types.extra_input import ExtraInput, Faults, enter_extra, save_as_sent
from api.types.proposal import Answer
from api.types.proposing import fill, found_or_new, gathered, proposed, referred_id
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Entry, Intervention, Organization, PlanItem, Project, Record, TypeDefinition
from tansiq.policy.viewer import Viewer

Text = str | None


@strawberry.input(description="An entry of a register as it is to be. What is left out stays as it is.")
class EntryInput:
    id: strawberry.ID | None = strawberry.field(default=None, description="The one to change; left out: a new one.")
    area: Text = strawberry.field(default=strawberry.UNSET, description="P-code: where.")
    organization: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET,
        description="Number of the organisation it belongs to; left out of a new one: the only one that the token is "
        "for.",
    )
    owner: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Number of the record that it is a row of, where it is one."
    )
    latitude: float | None = strawberry.field(default=strawberry.UNSET, description="Degrees north (WGS84).")
    longitude: float | None = strawberry.field(default=strawberry.UNSET, description="Degrees east (WGS84).")
    is_published: bool | None = strawberry.field(
        default=strawberry.UNSET, description="Whether everybody is to see it once it is approved, as is usual."
    )
    extra: list[ExtraInput] | None = strawberry.field(default=None, description="What it knows, field by field.")


EntryArgument = Annotated[EntryInput, strawberry.argument(name="input", description="What is proposed.")]
TypeKey = Annotated[str, says("Key of the record type, such as wells; `recordTypes` lists them.")]

OWNERS: dict[str, type[Record]] = {
    "organization": Organization, "project": Project, "intervention": Intervention, "plan_item": PlanItem,
    "entry": Entry,
}  # fmt: skip
"""By what a record type says of whose rows its entries are: the table of these."""


@dataclass(frozen=True)
class _Sent:
    """What is known again if it is sent once more: the same entry of another type is another one."""

    type: str
    given: EntryInput


def entry_propose(info: Info[Any, Any], type: TypeKey, given: EntryArgument, client_key: ClientKey = None) -> Answer:
    """Propose a new entry of a register that the ministry defined, or a change to one."""
    context = info.context

    def change(viewer: Viewer) -> None:
        unknown: Faults = []
        row = _entry(context, kind_with_key(context, type), given, unknown)
        save_as_sent(context, viewer, row, given.extra, unknown)

    return proposed(context, _Sent(type, given), client_key, (Entry, change))


def _entry(context: Context, kind: TypeDefinition, given: EntryInput, unknown: Faults) -> Entry:
    row = found_or_new(context, Entry, given.id)
    if row.id and row.record_type_id != kind.id:
        raise Refused(Fault("NOT_FOUND", "id", say("There is no such record.")))
    row.record_type_id = kind.id
    _refuse_unasked(kind, given, unknown)
    fill(row, given, ("latitude", "longitude", "is_published"))
    if given.area is not strawberry.UNSET:
        with gathered(unknown):
            row.area_id = area_by_pcode(context, given.area, "area").id if given.area else None
    _enter_owners(context, kind, row, given, unknown)
    enter_extra(context, row, given.extra, unknown)
    return row


def _refuse_unasked(kind: TypeDefinition, given: EntryInput, unknown: Faults) -> None:
    """What entries of a type do not have is not dropped unheard."""
    has = {
        "area": kind.has_area, "organization": kind.has_organization, "owner": bool(kind.owner_table),
        "latitude": kind.has_point, "longitude": kind.has_point,
    }  # fmt: skip
    for name, is_asked in has.items():
        if not is_asked and getattr(given, name) not in (None, strawberry.UNSET):
            unknown.append(Fault("UNKNOWN_FIELD", name, say("These records have no such field.")))


def _enter_owners(context: Context, kind: TypeDefinition, row: Entry, given: EntryInput, unknown: Faults) -> None:
    if given.organization is not strawberry.UNSET:
        with gathered(unknown):
            row.organization_id = referred_id(context, Organization, given.organization, "organization")
    elif not row.id and kind.has_organization:
        own = context.viewer.portal.organization_ids if context.viewer.portal else frozenset()
        row.organization_id = next(iter(own)) if len(own) == 1 else None
    if given.owner is not strawberry.UNSET and kind.owner_table:
        with gathered(unknown):
            _enter_owner(context, kind, row, given.owner)


def _enter_owner(context: Context, kind: TypeDefinition, row: Entry, given: strawberry.ID | None) -> None:
    owner_id = referred_id(context, OWNERS[kind.owner_table], given, "owner")
    if kind.owner_table != "entry":
        setattr(row, f"{kind.owner_table}_id", owner_id)
        return
    if owner_id and Entry.get_by_id(owner_id).record_type_id != kind.owner_type_id:
        raise Refused(Fault("NOT_FOUND", "owner", say("There is no such record.")))
    row.owner_id = owner_id
