"""What changes of a known record: field, old and new value in a form both languages can show, and the cell."""

from collections.abc import Iterator
from typing import Any

from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.place_index import AreaEntry
from tansiq.exchange.lookup.project_index import ProjectEntry
from tansiq.exchange.planning.change_lines import KINDS, figures_text
from tansiq.exchange.planning.plan import InterventionDraft, SiteDraft
from tansiq.exchange.sheet.fields import PERIODS
from tansiq.imports.own_texts import OwnTexts
from tansiq.imports.stored_texts import Json, name_to_json
from tansiq.models import (
    Organization,
    Partnership,
    Record,
)
from tansiq.models.reached_figure import MONTHS
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

_COLUMNS = {
    "area": ("settlement_name", "settlement_pcode", "adm3_name", "adm3_pcode", "adm2_name", "adm2_pcode", "adm1_name",
             "adm1_pcode"),
    "organization": ("organization_name", "organization_acronym", "registration_number"),
    "project": ("project_title", "project_code"),
    "sector": ("sector", "sector_code"),
    "activity_type": ("activity",),
    "title_ar": ("title_ar", "title", "activity"),
    "title_en": ("title_en", "title", "activity"),
    "is_distinct_people": ("distinct_people",),
    "starts_on": ("starts_on", *PERIODS),
    "ends_on": ("ends_on", *PERIODS),
    MONTHS: ("reached",),
    "FUNDING": ("donor",),
    "PROGRAMMING": ("lead_name",),
}  # fmt: skip
"""The columns that may say a fact, the one that says it most exactly first."""


class RowNames:
    """The names of stored rows, each looked up once, as `viewer` may see them."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._known: dict[tuple[type[Record], int], Json] = {}
        self.own = OwnTexts(viewer)

    def of(self, kind: type[Record], row_id: int) -> Json:
        """The name of one row."""
        key = (kind, row_id)
        if key not in self._known:
            row = visible(kind, self._viewer).where(kind.id == row_id).first()
            self._known[key] = name_to_json(row) if row is not None else {"ar": "", "en": "", "code": str(row_id)}
        return self._known[key]

    def partners(self, intervention_id: int, role: str) -> list[Json]:
        """The partners of an intervention in a role."""
        same = (Partnership.intervention == intervention_id) & (Partnership.role == role)
        rows = visible(Partnership, self._viewer).where(same).order_by(Partnership.organization)
        return [self.of(Organization, row.organization_id) for row in rows]


def field_changes(intervention: InterventionDraft, draft: SiteDraft, names: RowNames) -> Iterator[Json]:
    """All that the row of a draft changes: of its site, of its intervention, of the partners."""
    for name, (old, new) in {**draft.changes, **intervention.changes}.items():
        yield _change(draft, name, _value(names, name, old), _value(names, name, new))
    for role, organizations in intervention.partners.items():
        old_ones = names.partners(intervention.stored.id, role) if intervention.stored else []
        yield _change(
            draft, role, {"names": old_ones}, {"names": [name_to_json(organization) for organization in organizations]}
        )


def _change(draft: SiteDraft, name: str, old: Json, new: Json) -> Json:
    row = draft.reading.row
    column = next((one for one in _COLUMNS.get(name, (name,)) if one in row.table.letters), name)
    return {"field": "reached" if name == MONTHS else name, "old": old, "new": new, "cell": row.address(column)}


def _value(names: RowNames, field: str, value: Any) -> Json:
    """Names as {"names": [...]}, anything else as a plain value."""
    if isinstance(value, OrganizationEntry | AreaEntry | ProjectEntry):
        return {"names": [name_to_json(value)]}
    if field == MONTHS:
        return figures_text(value)
    kind = KINDS.get(field)
    if kind is not None:
        return {"names": [names.of(kind, value)] if value is not None else []}
    return names.own.value(field, value)
