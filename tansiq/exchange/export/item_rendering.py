"""An item of a plan as the cells of one row of a sheet, in the language now spoken.

What an import reads is held against these very cells, so that a sheet that was exported says nothing new.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from tansiq.exchange.export.own_rendering import OwnRenderer, own_fields_shown
from tansiq.exchange.workbook.formula_guard import LONGEST_CELL
from tansiq.language.bilingual import pick
from tansiq.language.plan_vocabulary import ITEM_KINDS, ITEM_STATES
from tansiq.models import (
    Area,
    Goal,
    Organization,
    Plan,
    PlanItem,
    PlanItemArea,
    PlanItemGoal,
    PlanItemSector,
    PlanItemSupporter,
    Record,
    Sector,
)
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


class ListField(NamedTuple):
    """A field whose cells list rows of the register: in which table an item's are kept, and which column refers."""

    part: type[Any]
    column: str


LISTS: dict[str, ListField] = {
    "item_sectors": ListField(PlanItemSector, "sector"),
    "item_area_codes": ListField(PlanItemArea, "area"),
    "supporters": ListField(PlanItemSupporter, "organization"),
    "goals": ListField(PlanItemGoal, "goal"),
}
PLAIN: dict[str, str] = {
    "item_name_ar": "name_ar",
    "item_name_en": "name_en",
    "item_description_ar": "description_ar",
    "item_description_en": "description_en",
    "responsible_office_ar": "office_ar",
    "responsible_office_en": "office_en",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
    "budget": "budget",
    "currency": "currency",
    "weight": "weight",
    "required": "required",
    "unit": "unit",
    "people": "people",
    "progress": "progress",
    "reported_on": "reported_on",
    "item_remark": "remark",
}
"""By field: the column of an item that its cells show as it is."""

FIRST_LEVEL = "0"
"""What stands for the item above where there is none."""

AT_ONCE = 500
"""Ids that one statement names."""

Parts = Mapping[str, list[int]]


class ItemRenderer:
    """Knows what items of one plan refer to, as far as `viewer` may see it; what is hidden leaves its cell empty."""

    def __init__(self, viewer: Viewer, plan: Plan, items: Iterable[PlanItem]) -> None:
        self.items = list(items)
        self.parts = _parts(plan, self.items)
        self._known = {
            model: _by_id(viewer, model, ids) for model, ids in _referred(self.items, self.parts).items() if ids
        }
        self._codes = {item.id: item.code for item in self.items}
        self._every = frozenset(self._codes.values())
        self.own = OwnRenderer(viewer)
        self._own = own_fields_shown(viewer, "PLAN", PlanItem)
        served = visible(PlanItem, viewer).where(PlanItem.plan == plan.parent_id) if plan.parent_id else ()
        self._served = {item.id: f"P{item.plan_id}/{item.code}" for item in served}

    def cells(self, item: PlanItem) -> dict[str, Any]:
        """The cells by field name, in natural types; None or "" for an empty cell."""
        found: dict[str, Any] = {field: getattr(item, column) for field, column in PLAIN.items()}
        found = {name: value[:LONGEST_CELL] if isinstance(value, str) else value for name, value in found.items()}
        return found | {
            "item_code": item.code,
            "item_under": self.under(item),
            "item_kind": ITEM_KINDS.label(item.item_kind),
            "item_state": ITEM_STATES.label(item.item_state),
            "serves": self.served(item),
            "responsible": self.organization(item.organization_id),
            **{name: self.listed(item, name) for name in (*LISTS, "item_areas")},
            **self.own.cells(item, self._own),
        }

    def served(self, item: PlanItem) -> str:
        """The item of the plan above that an item serves, as a sheet names it."""
        return self._served.get(item.serves_id or 0, "")

    def listed(self, item: PlanItem, field: str) -> str:
        """What a cell says that lists rows: sectors, P-codes or names of areas, supporters, goals."""
        return "; ".join(self._texts(item, field))

    def under(self, item: PlanItem) -> str:
        """The code of the item above where the item's own does not tell it; "0" for one of the first level."""
        above = self._codes.get(item.parent_id or 0)
        told = next((code for code in beginnings(item.code) if code in self._every), None)
        return "" if told == above else above or FIRST_LEVEL

    def _texts(self, item: PlanItem, field: str) -> Iterator[str]:
        kept = "item_area_codes" if field == "item_areas" else field
        for row in self._rows(_referred_by(kept), self.parts[item.id][kept]):
            if field == "item_areas" or isinstance(row, Organization):
                yield _name_of(row)
            else:
                yield row.pcode if isinstance(row, Area) else row.code

    def organization(self, organization_id: int | None) -> str:
        """The organisation that answers for an item, as its cell names it."""
        return next((_name_of(row) for row in self._rows(Organization, [organization_id or 0])), "")

    def spellings(self, ids: Iterable[int]) -> list[set[str]]:
        """Of each of these organisations: all that a sheet may have called it."""
        rows = self._rows(Organization, ids)
        return [{row.name_ar, row.name_en, row.acronym} - {""} for row in rows]

    def _rows(self, model: type[Record], ids: Iterable[int]) -> Iterator[Any]:
        known = self._known.get(model, {})
        return (known[row_id] for row_id in ids if row_id in known)


def beginnings(code: str) -> Iterator[str]:
    """The codes that a code begins with, the longest first: 1.2 and 1 of 1.2.3."""
    while "." in code:
        code = code.rpartition(".")[0]
        yield code


def _name_of(row: Any) -> str:
    return pick(row, "name") or getattr(row, "acronym", "")


def _referred_by(field: str) -> Any:
    """The table whose rows a field of LISTS names."""
    return LISTS[field].part._meta.fields[LISTS[field].column].rel_model


def _parts(plan: Plan, items: list[PlanItem]) -> dict[int, dict[str, list[int]]]:
    """By item: the ids that each field of LISTS says. One statement a list, however many items there are."""
    found: dict[int, dict[str, list[int]]] = {item.id: {name: [] for name in LISTS} for item in items}
    for name, kept in LISTS.items() if items else ():
        column = kept.part._meta.fields[kept.column]
        rows = kept.part.select(kept.part.item, column).join(PlanItem).where(PlanItem.plan == plan.id)
        for item_id, row_id in iter(rows.order_by(column).tuples().execute()):
            if item_id in found:
                found[item_id][name].append(row_id)
    return found


def _referred(items: list[PlanItem], parts: Mapping[int, Parts]) -> dict[type[Record], set[int]]:
    """By table: the ids of the rows that items refer to."""
    found: dict[type[Record], set[int]] = {Sector: set(), Area: set(), Organization: set(), Goal: set()}
    found[Organization] = {item.organization_id for item in items if item.organization_id is not None}
    for told in parts.values():
        for name, ids in told.items():
            found[_referred_by(name)].update(ids)
    return found


def _by_id(viewer: Viewer, model: Any, ids: set[int]) -> dict[int, Any]:
    """The rows with these ids; where they are many, all rows are read rather than a statement for every few."""
    rows = visible(model, viewer)
    return {row.id: row for row in (rows.where(model.id.in_(sorted(ids))) if len(ids) <= AT_ONCE else rows)}
