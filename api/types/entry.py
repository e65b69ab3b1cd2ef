"""Entries: rows of the registers that the ministry defined by itself, of one record type at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, NamedTuple

import strawberry

from api.context import Context
from api.filters.arguments import Info, Paging, Search, Within, says, takes
from api.filters.by_own_field import Asked, ExtraCondition, asked_by_keys, conditions, order_by_key
from api.filters.conditions import area_within, contains
from api.planner.fields import column, reckoned, refers_to
from api.planner.kept_figures import Reckoning
from api.planner.pages import Connection, Order, Page
from api.planner.rows import planned
from api.types.area import Area
from api.types.extra import own_fields
from api.types.organization import Organization
from tansiq import models
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import TypeDefinition
from tansiq.models.definitions import TABLES, known
from tansiq.policy.entry_rule import knows
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

table = models.Entry


class _Kind(NamedTuple):
    """What entries tell of their record type."""

    key: str
    has_open_title: bool


def _kinds(_viewer: Viewer, ids: Iterable[int]) -> Mapping[int, _Kind]:
    definitions = known()
    found = {row_id: definitions.types[row_id] for row_id in ids if row_id in definitions.types}
    return {row_id: _Kind(kind.key, definitions.has_open_title(kind)) for row_id, kind in found.items()}


KINDS = Reckoning(_kinds, TABLES)


def _key(told: _Kind | None) -> str:
    return told.key if told else ""


def _title(told: _Kind | None, title: str) -> str:
    return title if told and told.has_open_title else ""


@strawberry.type(description="One entry of a register that the ministry defined, such as one well.")
class Entry:
    id: strawberry.ID = column(table.id, "Number of the record.")
    type: str = reckoned(table.record_type, KINDS, by=_key, description="Key of its record type, such as wells.")
    title: str = reckoned(
        table.record_type,
        KINDS,
        table.title,
        by=_title,
        description="What it is called by; empty where nothing calls it, or what does is not published.",
    )
    area: Area | None = refers_to(table.area, models.Area, "Where.")
    organization: Organization | None = refers_to(table.organization, models.Organization, "Whose it is.")
    latitude: float | None = column(table.latitude, "Degrees north (WGS84).")
    longitude: float | None = column(table.longitude, "Degrees east (WGS84).")
    extra: Any = own_fields(models.Entry)


@dataclass(frozen=True)
class EntryFilters(Paging):
    """What every list of entries may be narrowed by."""

    within: Within = None
    search: Search = None

    def page_of(self, context: Context, kind: TypeDefinition, where: Iterable[Asked], order: Order | None) -> Page:
        """The page of entries of a record type, in the order of their entry unless said otherwise. Raises Refused."""
        narrowed = (
            table.record_type == kind.id,
            area_within(context, table.area, self.within),
            contains(table, self.search),
            *conditions(context, where),
        )
        return self.page(visible(table, context.viewer), narrowed, order or Order("ID", table.id, table.id))


@dataclass(frozen=True)
class RecordFilters(EntryFilters):
    """The same of `records`, whose fields are named by their keys."""

    type: Annotated[str, says("Key of the record type, such as wells; `recordTypes` lists them.")] = field(kw_only=True)
    where: Annotated[list[ExtraCondition] | None, says("Only entries whose fields hold this, all of it.")] = None
    order_by: Annotated[
        str | None,
        says(
            """Key of the field that the list is ordered by: answers by their codes, texts letter by letter; entries
that do not know it come last. Left out: the order of their entry."""
        ),
    ] = None


def kind_with_key(context: Context, key: str) -> TypeDefinition:
    """The record type in use with this key. Raises Refused(UNKNOWN_CODE) on `type` where there is none, or the viewer
    may not know of it."""
    kinds = context.definitions.types_in_use()
    found = next((kind for kind in kinds if kind.key == key and knows(context.viewer, kind)), None)
    if found is None:
        raise Refused(Fault("UNKNOWN_CODE", "type", say("There is no such code: %(codes)s.", codes=key[:40])))
    return found


@takes(RecordFilters)
def records(info: Info[Any, Any], asked: RecordFilters) -> Connection[Entry]:
    """Entries of one record type that the ministry defined, in the order of their entry unless said otherwise."""
    context = info.context
    kind = kind_with_key(context, asked.type)
    order = None if asked.order_by is None else order_by_key(context, kind, asked.order_by)
    return planned(asked.page_of(context, kind, asked_by_keys(context, kind, asked.where or ()), order))
