"""A plan as the sheet that ministries keep of it: its items in the order of the outline, one row each.

numbering    a column of codes 1.2.3 tells where each stands; with it the sheet comes back as it went
indentation  the name of an item stands further in, the deeper it is
columns      a column for each level, the items above repeated in every row
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tansiq.exchange.export.exporting import cell
from tansiq.exchange.export.item_rendering import ItemRenderer
from tansiq.exchange.export.month_layout import SheetColumn
from tansiq.exchange.export.own_rendering import own_choices, own_fields_shown
from tansiq.exchange.export.plan_layouts import PlanLayout
from tansiq.exchange.export.workbook_writer import BookLayout, Format, plain, write_book
from tansiq.exchange.sheet.plan_fields import BY_NUMBER
from tansiq.exchange.workbook.formula_guard import sheet_title
from tansiq.language.bilingual import pick
from tansiq.language.plan_vocabulary import ITEM_KINDS, ITEM_STATES
from tansiq.models import Plan, PlanItem
from tansiq.models.extra import extra_name
from tansiq.plans.standing_items import standing_items
from tansiq.policy.viewer import Viewer

_OF_ITEM = (
    "item_kind", "item_name_ar", "item_name_en", "item_description_ar", "item_description_en", "item_sectors",
    "item_area_codes", "item_areas", "responsible", "responsible_office_ar", "responsible_office_en", "supporters",
    "starts_on", "ends_on", "budget", "currency", "weight", "required", "unit", "people", "goals", "item_state",
    "progress", "reported_on", "item_remark", "serves",
)  # fmt: skip
_COLUMNS: dict[PlanLayout, tuple[str, ...]] = {
    "numbering": ("item_code", "item_under", *_OF_ITEM),
    "indentation": ("item_name", *_OF_ITEM),
    "columns": (*BY_NUMBER, *_OF_ITEM),
}
_INDENT = "    "


def write_plan(viewer: Viewer, plan: Plan, path: Path, kind: Format = "xlsx", layout: PlanLayout = "numbering") -> int:
    """Write the items of a plan, in the language now spoken, to `path`; return how many there are."""
    if kind == "xlsx":
        with path.open("wb") as out:
            return write_plan_xlsx(viewer, plan, out, layout)
    told = _columns(viewer, layout)
    with path.open("w", encoding="utf-8-sig", newline="") as text:
        writer, count = csv.writer(text), 0
        writer.writerows([[column.header for column in told], [column.tag for column in told]])
        for line in plan_rows(viewer, plan, layout):
            writer.writerow([plain(value) for value in line])
            count += 1
    return count


def write_plan_xlsx(viewer: Viewer, plan: Plan, out: Any, layout: PlanLayout = "numbering") -> int:
    """The same as a workbook to a binary stream."""
    choices = {
        "item_kind": [label for _, label in ITEM_KINDS.choices()],
        "item_state": [label for _, label in ITEM_STATES.choices()],
        **own_choices(_own_names(viewer)),
    }
    title = sheet_title(pick(plan, "name")) or "1"
    return write_book(BookLayout(title, _columns(viewer, layout), choices), plan_rows(viewer, plan, layout), out)


def plan_rows(viewer: Viewer, plan: Plan, layout: PlanLayout = "numbering") -> Iterator[list[Any]]:
    """The cells of every item, below the columns of the layout; text that could run as a formula is made harmless."""
    renderer = ItemRenderer(viewer, plan, standing_items(viewer, plan))
    names = [*_COLUMNS[layout], *_own_names(viewer)]
    for item, way in _ways(renderer.items):
        cells = {**renderer.cells(item), **_levels(way), "item_name": _INDENT * (len(way) - 1) + pick(item, "name")}
        yield [cell(cells[name]) if name in cells else None for name in names]


def _columns(viewer: Viewer, layout: PlanLayout) -> list[SheetColumn]:
    return [SheetColumn(name) for name in (*_COLUMNS[layout], *_own_names(viewer))]


def _own_names(viewer: Viewer) -> list[str]:
    """The columns of the ministry's own fields of items."""
    return [extra_name(one.number) for one in own_fields_shown(viewer, "PLAN", PlanItem)]


def _ways(items: Iterable[PlanItem]) -> Iterator[tuple[PlanItem, list[PlanItem]]]:
    """Each item with the way down to it, itself the last."""
    way: list[PlanItem] = []
    for item in items:
        while way and way[-1].id != item.parent_id:
            way.pop()
        way.append(item)
        yield item, way


def _levels(way: list[PlanItem]) -> dict[str, Any]:
    return {name: pick(item, "name") for name, item in zip(BY_NUMBER, way, strict=False)}
