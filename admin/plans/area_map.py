"""The map of a plan: how many of its items are carried out in each area, drawn on the server, with a table beside it.

figures of the plan -- areas_of_plan --> counts by area --> shades of the shapes, points of settlements, rows

address: level=DISTRICT, show=late (items, open, late), area=12 (whose items are listed; whole, elsewhere)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flask import url_for
from markupsafe import Markup

from admin.current_viewer import viewer
from admin.panel.drawn_map import MapLabel, placed_labels, shapes_folder
from admin.plans.outline import Outline
from admin.words.formatting import number_text
from admin.words.naming import name_of
from tansiq.language.arabic import fold
from tansiq.language.digits import whole
from tansiq.language.vocabulary import LEVEL_NAMES, LEVELS, Vocabulary
from tansiq.language.words import N_, ngettext
from tansiq.models import Area, Plan, PlanItem
from tansiq.plans.areas_of_plan import AreasOfPlan, Items, areas_of_plan
from tansiq.plans.figures import ItemFigures
from tansiq.policy.visibility import visible

if TYPE_CHECKING:
    from tansiq.geography.drawing import Drawing
    from tansiq.geography.shapes import Shapes

SHOWN = Vocabulary(
    "what a map of a plan counts",
    ("items", N_("Items"), N_("The items that are carried out there.")),
    ("open", N_("Open"), N_("Items to which nobody, or too little, is committed.")),
    ("late", N_("Late"), N_("Items that are late.")),
)
STEPS = 4
"""Shades beside that of no item."""
BOX = (640, 480)
"""Units of the drawing."""
MOST_LISTED = 200
"""Items of one area that the page lists."""
ROUND = 14
"""Units around the middle of a settlement that its point takes."""
SHAPED = 3
"""The lowest level of areas that have shapes; settlements are points."""


@dataclass(frozen=True)
class AreaRow:
    """One area with its items."""

    area: Area
    items: Items

    @property
    def said(self) -> str:
        """Its counts in words."""
        return f"{name_of(self.area)}: {', '.join(counted(self.items))}"


def counted(items: Items) -> list[str]:
    """How many items there are, how many open, how many late."""
    return [
        ngettext("%(count)s item", "%(count)s items", items.item_count),
        ngettext("%(count)s open", "%(count)s open", items.open_count),
        ngettext("%(count)s late", "%(count)s late", items.late_count),
    ]


@dataclass(frozen=True)
class PlanMap:
    """Where the items of a plan are, as an address asks for it."""

    plan: Plan
    level: int | None
    show: str
    chosen: str

    @cached_property
    def outline(self) -> Outline:
        """The figures of the whole tree, kept from one page to the next."""
        return Outline(self.plan)

    @cached_property
    def found(self) -> AreasOfPlan:
        """The items by area."""
        return areas_of_plan(viewer(), self.plan, self.outline.answer, self.level)

    @cached_property
    def rows(self) -> list[AreaRow]:
        """The areas that have items, those with the most of what is shown first."""
        rows = [AreaRow(area, self.found.areas[area.id]) for area in _areas(self.found.areas)]
        return sorted(rows, key=lambda row: (-self.count(row.items), fold(name_of(row.area)), row.area.pcode))

    def count(self, items: Items) -> int:
        """What the map shows of these items."""
        return self.count_of(self.show, items)

    def count_of(self, shown: str, items: Items) -> int:
        """How many of these items there are, are open, or are late, by a code of SHOWN."""
        return {"items": items.item_count, "open": items.open_count, "late": items.late_count}[shown]

    @property
    def levels(self) -> list[tuple[str, str]]:
        """(name, text) of the levels below the area of the plan."""
        lowest = len(LEVEL_NAMES) - 1
        return [(name, LEVELS.label(name)) for name in LEVEL_NAMES[min(self.plan.area.level + 1, lowest) :]]

    @property
    def level_name(self) -> str:
        """The level that is shown."""
        return LEVEL_NAMES[self.found.level]

    @cached_property
    def steps(self) -> list[tuple[int, int]]:
        """The least and the most of each shade, the palest first; none where there is nothing."""
        most = max((self.count(row.items) for row in self.rows), default=0)
        ends = sorted({-(-most * step // STEPS) for step in range(1, STEPS + 1)} - {0})
        return [(last + 1, end) for last, end in zip([0, *ends[:-1]], ends, strict=True)]

    def step(self, count: int) -> int:
        """The shade of a count: 0 for none, STEPS for the most."""
        if not count:
            return 0
        place = next(place for place, (_, end) in enumerate(self.steps) if count <= end)
        return STEPS - (len(self.steps) - 1 - place)

    @cached_property
    def shapes(self) -> "Shapes":
        """The shapes of the level; around settlements those of the lowest level that has any."""
        from tansiq.geography.shapes import shapes_within

        level = min(self.found.level, max(SHAPED, self.plan.area.level))
        return shapes_within(self.plan.area, level, shapes_folder())

    @cached_property
    def drawing(self) -> "Drawing | None":
        """The drawing; None where nothing can be drawn, or no settlement has a position."""
        from tansiq.geography.drawing import draw

        drawing = draw(self.shapes, *BOX)
        return None if drawing is None or (self.are_points and not self.points) else drawing

    @property
    def are_points(self) -> bool:
        """Whether the areas that are shown are settlements."""
        return self.found.level > SHAPED

    @cached_property
    def points(self) -> list[tuple[float, float, AreaRow]]:
        """(x, y, row) of the settlements with a position, as the shapes around them are drawn."""
        from tansiq.geography.drawing import draw

        if not self.are_points or (drawing := draw(self.shapes, *BOX)) is None:
            return []
        known = [(row.area.longitude, row.area.latitude, row) for row in self.rows]
        return [(*drawing.at(x, y), row) for x, y, row in known if x is not None and y is not None]

    @property
    def view_box(self) -> str:
        """The part of the plane that is shown: the shapes, and the points of settlements beside them."""
        if self.drawing is None:
            return ""
        xs = [0.0, self.drawing.width, *(x + side * ROUND for x, _, _ in self.points for side in (-1, 1))]
        ys = [0.0, self.drawing.height, *(y + side * ROUND for _, y, _ in self.points for side in (-1, 1))]
        return f"{min(xs):g} {min(ys):g} {max(xs) - min(xs):g} {max(ys) - min(ys):g}"

    def shaped(self) -> list[tuple[str, AreaRow | None, int]]:
        """(path, its area with its items, its shade) of all shapes; behind settlements without any."""
        paths = self.drawing.paths if self.drawing else {}
        if self.are_points:
            return [(path, None, 0) for path in paths.values()]
        rows = {area.id: AreaRow(area, self.found.areas.get(area.id, Items())) for area in _areas(paths)}
        return [(paths[row_id], row, self.step(self.count(row.items))) for row_id, row in rows.items()]

    def labels(self) -> Markup:
        """Names and figures, where they find room."""
        if self.drawing is None or self.are_points:
            return Markup("")
        told = {row.area.id: self._labels(row) for row in self.rows if row.area.id in self.drawing.paths}
        return placed_labels(self.drawing, told)

    def _labels(self, row: AreaRow) -> Sequence[MapLabel]:
        figure = number_text(self.count(row.items))
        return [MapLabel((name_of(row.area), figure)), MapLabel((figure,))]

    @property
    def listed(self) -> Items | None:
        """The items of the area that was chosen."""
        apart = {"whole": self.found.whole, "elsewhere": self.found.elsewhere}
        return apart.get(self.chosen) or self.found.areas.get(whole(self.chosen) or 0)

    @cached_property
    def chosen_area(self) -> Area | None:
        """The area whose items are listed."""
        return next((row.area for row in self.rows if str(row.area.id) == self.chosen), None)

    def lines(self) -> list[tuple[PlanItem, ItemFigures, bool]]:
        """(item, its figures, whether it is open) of the area that was chosen, in the order of the outline."""
        listed = self.listed or Items()
        query: Any = visible(PlanItem, viewer()).where(PlanItem.id.in_(listed.ids[:MOST_LISTED]))
        figures: Mapping[int, ItemFigures] = self.outline.answer.figures
        return [(item, figures[item.id], item.id in listed.open_ids) for item in query.order_by(PlanItem.order_key)]

    def address(self, **changed: Any) -> str:
        """The page with something else chosen; None leaves a choice out."""
        known: dict[str, Any] = {
            "level": LEVEL_NAMES[self.level] if self.level is not None else None,
            "show": self.show if self.show != "items" else None,
            "area": self.chosen or None,
        }
        values = {name: value for name, value in {**known, **changed}.items() if value is not None}
        return url_for("plan.map_view", id=self.plan.id, **values)


def plan_map(plan: Plan, given: Mapping[str, Any]) -> PlanMap:
    """The map of a visible plan as an address asks for it; what is not understood has its usual value."""
    name, show = given.get("level", ""), given.get("show", "")
    level = LEVEL_NAMES.index(name) if name in LEVEL_NAMES else None
    below = min(plan.area.level + 1, len(LEVEL_NAMES) - 1)
    return PlanMap(
        plan, level if level is not None and level >= below else None, show if show in SHOWN else "items",
        str(given.get("area", ""))[:20],
    )  # fmt: skip


def _areas(ids: Any) -> list[Area]:
    wanted = list(ids)
    return list(visible(Area, viewer()).where(Area.id.in_(wanted)).order_by(Area.pcode)) if wanted else []
