"""An entry of an own record type as the cells of one row of a sheet, in the language now spoken.

What an import reads is held against these very cells, so that a sheet that was exported says nothing new.
"""

from functools import cached_property
from typing import Any

from tansiq.exchange.export.own_rendering import OwnRenderer, own_fields_shown
from tansiq.exchange.sheet.own_fields import kind_of_type
from tansiq.language.bilingual import pick
from tansiq.language.words import gettext
from tansiq.models import Area, Entry, TypeDefinition
from tansiq.models.area import ANCESTORS
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records.named_rows import NamedRows

OWNERS = {
    "organization": "organization",
    "project": "project",
    "intervention": "intervention",
    "plan_item": "plan_item",
    "entry": "owner",
}
"""By table of the owner: the key of an entry to it."""
_LEVELS = {"adm1_name": 1, "adm2_name": 2, "adm3_name": 3, "settlement_name": 4}


class EntryRenderer:
    """Knows what entries of one type refer to, as far as `viewer` may see it; what is hidden leaves its cell empty."""

    def __init__(self, viewer: Viewer, kind: TypeDefinition) -> None:
        self._viewer, self._kind = viewer, kind
        self.own = OwnRenderer(viewer)
        self._fields = own_fields_shown(viewer, kind_of_type(kind.id), Entry, is_by_row=True)

    def cells(self, row: Entry) -> dict[str, Any]:
        """The cells by field name, in natural types; None or "" for an empty cell."""
        found: dict[str, Any] = {"entry_id": row.id}
        if self._kind.owner_table:
            owner = row.__data__.get(OWNERS[self._kind.owner_table])
            found["owner"] = self.owners.called(owner) if owner is not None else None
        if self._kind.has_organization:
            found["entry_organization"] = self._named("organization", row.organization_id)
        if self._kind.has_area:
            found |= self._where(row.area_id)
        if self._kind.has_point:
            found |= {name: _degrees(row.__data__.get(name)) for name in ("latitude", "longitude")}
        if self._kind.policy == "PUBLIC":
            found["is_published"] = gettext("Yes") if row.is_published else gettext("No")
        return found | self.own.cells(row, self._fields)

    @cached_property
    def owners(self) -> NamedRows:
        """The rows that may own entries of the type."""
        return self.own.rows(self._kind.owner_table, self._kind.owner_type_id)

    def _named(self, table: str, row_id: int | None) -> str | None:
        return self.own.rows(table).called(row_id) if row_id is not None else None

    def _where(self, area_id: int | None) -> dict[str, Any]:
        place = self._areas.get(area_id or 0)
        if place is None:
            return dict.fromkeys(("area", *_LEVELS))
        names = {field: self._name_at(place, level) for field, level in _LEVELS.items()}
        return {"area": place.pcode, **names}

    def _name_at(self, place: Any, level: int) -> str:
        key = f"{ANCESTORS[level]}_id" if level < len(ANCESTORS) else "id"
        above = self._areas.get(getattr(place, key) or 0) if level <= place.level else None
        return pick(above, "name") if above is not None else ""

    @cached_property
    def _areas(self) -> dict[int, Any]:
        return {row.id: row for row in visible(Area, self._viewer)}


def _degrees(value: float | None) -> float | None:
    return None if value is None else round(value, 7)
