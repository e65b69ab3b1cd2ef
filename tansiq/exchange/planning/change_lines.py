"""The changes of a plan in words: at which row, which field, from what to what; as many as a person reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from tansiq.exchange.lookup.organization_index import OrganizationEntry
from tansiq.exchange.lookup.place_index import AreaEntry
from tansiq.exchange.lookup.project_index import ProjectEntry
from tansiq.exchange.planning.plan import InterventionDraft, Plan
from tansiq.exchange.sheet.labels import Label
from tansiq.language.bilingual import pick
from tansiq.language.words import gettext
from tansiq.models import ActivityType, Area, Organization, PopulationGroup, Project, Record, Sector
from tansiq.models.reached_figure import MONTHS
from tansiq.plans.item_codes import item_codes
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

MOST = 200

KINDS: dict[str, type[Record]] = {
    "area": Area,
    "population_group": PopulationGroup,
    "sector": Sector,
    "subsector": Sector,
    "activity_type": ActivityType,
    "organization": Organization,
    "project": Project,
}
"""By field of a plan: the table that it refers to."""
_FIELDS = {
    "organization": "organization_name",
    "project": "project_title",
    "activity_type": "activity",
    "is_distinct_people": "distinct_people",
    "FUNDING": "donor",
    "PROGRAMMING": "lead_name",
    MONTHS: "reached",
}


@dataclass(frozen=True)
class ChangeLine:
    """One changed field of one row; texts are shown as they are."""

    address: str
    field: str
    old: str
    new: str

    def __str__(self) -> str:
        label = gettext("Area") if self.field == "area" else str(Label(_FIELDS.get(self.field, self.field)))
        return f"{self.address}  {label}: {self.old or '-'} -> {self.new or '-'}"


def change_lines(viewer: Viewer, plan: Plan) -> list[ChangeLine]:
    """The first MOST changes of a plan, with names instead of ids as `viewer` may see them."""
    return list(islice(_lines(viewer, plan), MOST))


def _lines(viewer: Viewer, plan: Plan) -> Iterator[ChangeLine]:
    for intervention in plan.interventions:
        changed = [draft for draft in intervention.sites if draft.site is not None]
        for draft in changed:
            address = draft.reading.row.address("")
            for name, (old, new) in draft.changes.items():
                yield ChangeLine(address, name, _shown(viewer, name, old), _shown(viewer, name, new))
            yield from _of_intervention(viewer, intervention, address) if draft is changed[0] else ()


def _of_intervention(viewer: Viewer, intervention: InterventionDraft, address: str) -> Iterator[ChangeLine]:
    for name, (old, new) in intervention.changes.items():
        yield ChangeLine(address, name, _shown(viewer, name, old), _shown(viewer, name, new))
    for role, organizations in intervention.partners.items():
        yield ChangeLine(address, role, "", "; ".join(organization.name for organization in organizations))
    if intervention.items:
        codes = item_codes(viewer)
        yield ChangeLine(address, "plan_item", "", "; ".join(codes.get(item, "") for item in intervention.items))


def figures_text(figures: Mapping[date, int | None]) -> str:
    """Figures by month in one line."""
    return "; ".join(f"{month:%Y-%m}: {'-' if people is None else people}" for month, people in sorted(figures.items()))


def _shown(viewer: Viewer, name: str, value: Any) -> str:
    if isinstance(value, OrganizationEntry | AreaEntry):
        return value.name
    if isinstance(value, ProjectEntry):
        return value.title_en or value.title_ar or value.code
    if name == MONTHS:
        return figures_text(value)
    kind = KINDS.get(name)
    if kind is None or value is None:
        return "" if value is None else str(value)
    row: Any = visible(kind, viewer).where(kind.id == value).first()
    return pick(row, "title" if kind is Project else "name") if row is not None else str(value)
