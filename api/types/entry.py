"""Entries: rows of the registers that the ministry defined by itself, of one record type at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, NamedTuple

import strawberry

from api.context import Context
from api.filters.arguments import Info, Paging, Search, Within, says, takes
from api.filters.conditions import area_within, contains
from api.planner.fields import column, reckoned, refers_to
from api.planner.kept_figures import Reckoning
from api.planner.pages import Connection, Order
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
class RecordFilters(Paging):
    """What entries may be narrowed by."""

    type: Annotated[str, says("Key of the record type, such as wells; `recordTypes` lists them.")] = field(kw_only=True)
    within: Within = None
    search: Search = None

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        """Those of the list, its record type first. Raises Refused(UNKNOWN_CODE) on `type`."""
        kind = kind_with_key(info.context, self.type)
        return (
            table.record_type == kind.id,
            area_within(info.context, table.area, self.within),
            contains(table, self.search),
        )


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
    """Entries of one record type that the ministry defined, in the order of their entry."""
    order = Order("ID", table.id, table.id)
    return planned(asked.page(visible(table, info.context.viewer), asked.conditions(info), order))
