"""A site of the register as the cells of one row of a sheet, in the language now spoken."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tansiq.exchange.export.own_rendering import OwnRenderer, own_fields_shown
from tansiq.exchange.workbook.formula_guard import LONGEST_CELL
from tansiq.language.bilingual import pick
from tansiq.language.vocabulary import MODALITIES, ORGANIZATION_KINDS, STATUSES
from tansiq.language.words import gettext
from tansiq.models import (
    ActivityType,
    Area,
    Intervention,
    Organization,
    Partnership,
    PopulationGroup,
    Project,
    Sector,
    Site,
    Table,
)
from tansiq.models.area import ANCESTORS
from tansiq.models.site import COUNTS
from tansiq.plans.item_codes import item_codes, items_of_interventions
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


@dataclass
class Record:
    """One row of the register as a sheet shows it. `partners` are (role, organisation id), `items` the ids of the items
    of plans to which the intervention is committed."""

    site: Site
    intervention: Intervention
    partners: tuple[tuple[str, int], ...] = ()
    items: tuple[int, ...] = ()

    @property
    def row_id(self) -> str:
        return f"{self.intervention.record_id}#{self.site.number}"


class Renderer:
    """Knows the reference rows that `viewer` may see; a row hidden from the viewer leaves its cells empty."""

    def __init__(self, viewer: Viewer) -> None:
        self._areas = _by_id(viewer, Area)
        self._sectors = _by_id(viewer, Sector)
        self._activities = _by_id(viewer, ActivityType)
        self._groups = _by_id(viewer, PopulationGroup)
        self._organizations = _by_id(viewer, Organization)
        self._projects = _by_id(viewer, Project)
        self._items = item_codes(viewer)
        self._own = OwnRenderer(viewer)
        self._own_fields = [own_fields_shown(viewer, "FIVEW", model) for model in (Intervention, Site)]

    def cells(self, record: Record) -> dict[str, Any]:
        """The cells by field name, in natural types; None or "" for an empty cell."""
        row = record.intervention
        found: dict[str, Any] = {"record_id": record.row_id}
        found |= self._who(record)
        found |= self._where(record.site)
        found |= self._what(row)
        found |= self._project(self._projects.get(row.project_id))
        found["plan_item"] = "; ".join(self._items[item] for item in record.items if item in self._items)
        found |= _how(row)
        found |= {name: getattr(record.site, name) for name in COUNTS}
        found["population_group"] = _name(self._groups.get(record.site.population_group_id))
        found["distinct_people"] = gettext("Yes") if record.site.is_distinct_people else ""
        for kept, fields in zip((row, record.site), self._own_fields, strict=True):
            found |= self._own.cells(kept, fields)
        return found

    def _who(self, record: Record) -> dict[str, Any]:
        organization = self._organizations.get(record.intervention.organization_id)
        named = {role: self._names(role, record.partners) for role in ("PROGRAMMING", "FUNDING")}
        told = {"lead_name": named["PROGRAMMING"], "donor": named["FUNDING"]}
        if organization is None:
            return told
        return told | {
            "registration_number": organization.registration_number,
            "organization_name_ar": organization.name_ar,
            "organization_name_en": organization.name_en,
            "organization_acronym": organization.acronym,
            "organization_kind": ORGANIZATION_KINDS.label(organization.kind),
        }

    def _names(self, role: str, partners: Iterable[tuple[str, int]]) -> str:
        organizations = [self._organizations.get(organization_id) for told, organization_id in partners if told == role]
        return "; ".join(
            pick(organization, "name") or organization.acronym
            for organization in organizations
            if organization is not None
        )

    def _where(self, site: Site) -> dict[str, Any]:
        place = self._areas.get(site.area_id)
        if place is None:
            return {}
        stems = ("country", "adm1", "adm2", "adm3")
        above = {
            stem: self._areas.get(getattr(place, f"{name}_id")) for stem, name in zip(stems, ANCESTORS, strict=True)
        }
        above["settlement"] = place if place.level == 4 else None
        found = {f"{stem}_pcode": area.pcode if area else "" for stem, area in above.items()}
        found |= {f"{stem}_name": _name(area) for stem, area in above.items()}
        found["country"] = found.pop("country_name")
        return found | {"latitude": _degrees(site.latitude), "longitude": _degrees(site.longitude)}

    def _what(self, row: Intervention) -> dict[str, Any]:
        sector = self._sectors.get(row.sector_id)
        return {
            "sector": _name(sector),
            "sector_code": sector.code if sector else "",
            "subsector": _name(self._sectors.get(row.subsector_id)),
            "activity": _name(self._activities.get(row.activity_type_id)),
            "title_ar": row.title_ar,
            "title_en": row.title_en,
        }

    @staticmethod
    def _project(row: Any) -> dict[str, Any]:
        if row is None:
            return {}
        return {
            "project_code": row.code,
            "project_title_ar": row.title_ar,
            "project_title_en": row.title_en,
        }


def _how(row: Intervention) -> dict[str, Any]:
    return {
        "modality": MODALITIES.label(row.modality),
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "status": STATUSES.label(row.status),
        "budget": row.budget,
        "currency": row.currency,
        "remarks": row.remarks[:LONGEST_CELL],
    }


def _degrees(value: float | None) -> float | None:
    return None if value is None else round(value, 7)


def _name(row: Any) -> str:
    return "" if row is None else pick(row, "name")


def _by_id(viewer: Viewer, model: type[Table]) -> dict[int | None, Any]:
    return {row.id: row for row in visible(model, viewer)}


def with_partners(pairs: Iterable[tuple[Site, Intervention]], viewer: Viewer) -> list[Record]:
    """Records of sites and their interventions, partners and items that `viewer` may see: two statements."""
    pairs = list(pairs)
    ids = list({row.id for _, row in pairs})
    partners: dict[int, list[tuple[str, int]]] = defaultdict(list)
    found = visible(Partnership, viewer).where(Partnership.intervention.in_(ids)) if ids else ()
    for part in sorted(found, key=lambda part: part.id):
        partners[part.intervention_id].append((part.role, part.organization_id))
    items = items_of_interventions(viewer, ids)
    return [Record(site, row, tuple(partners[row.id]), items.get(row.id, ())) for site, row in pairs]
