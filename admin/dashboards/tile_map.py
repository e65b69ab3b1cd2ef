"""A tile as a map: the areas of a level shaded by their figure, drawn on the server, with the same as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from markupsafe import Markup

from admin.current_viewer import viewer
from admin.dashboards.tile_data import TileData, figure_text
from admin.panel.counted_filter import grouping_at
from admin.panel.drawn_map import INK, MapLabel, placed_labels, shapes_folder
from tansiq.language.vocabulary import LEVEL_NAMES
from tansiq.language.words import gettext, language
from tansiq.models import Area
from tansiq.policy.visibility import visible
from tansiq.summaries import Group

if TYPE_CHECKING:
    from tansiq.geography.drawing import Drawing

BOX = (560, 420)
NONE = "#f2f4f4"
SHADES = ("#d5e6e8", "#a6cbd0", "#6fa6ae", "#3c7f89", "#1c5560")
"""From few to many; an area without a figure is NONE."""


@dataclass(frozen=True)
class TileMap:
    """A map ready to be shown: the SVG, whether its shapes are computed from centre points, and (from, to, colour) of
    its shades."""

    svg: Markup
    is_approximate: bool
    legend: list[tuple[str, str]]


def tile_map(data: TileData) -> TileMap | None:
    """The map of a tile that has a summary by areas of a level; None where nothing can be drawn."""
    from tansiq.geography.drawing import draw
    from tansiq.geography.shapes import shapes_within

    frame = _frame(data)
    level = LEVEL_NAMES.index(grouping_at(data.tile.first_group).step or "GOVERNORATE")
    if frame is None or data.summary is None:
        return None
    shapes = shapes_within(frame, max(level, frame.level), shapes_folder())
    drawing = draw(shapes, *BOX)
    if drawing is None:
        return None
    groups = {int(group.keys[0].value): group for group in data.summary.groups if group.keys[0].value is not None}
    limits = _limits([group.value for group in groups.values() if group.value is not None])
    title = gettext("Map: %(what)s", what=_title(data))
    svg = _svg(drawing, groups, limits, title)
    return TileMap(svg, shapes.is_approximate, _legend(limits))


def _title(data: TileData) -> str:
    from admin.words.naming import name_of

    return name_of(data.tile)


def _frame(data: TileData) -> Area | None:
    """The area of the tile, else the country in which it has most rows."""
    wanted = data.tile.area_id
    if wanted is None and data.summary is not None:
        rows = [group.keys[0].row for group in data.summary.groups if isinstance(group.keys[0].row, Area)]
        countries = [row.country_id or row.id for row in rows if isinstance(row, Area)]
        wanted = max(set(countries), key=countries.count) if countries else None
    return visible(Area, viewer()).where(Area.id == wanted).first() if wanted is not None else None


def _limits(values: list[Decimal]) -> list[Decimal]:
    """Up to which value each shade reaches: a fifth of the way to the most each, whole where all values are."""
    most = max(values, default=Decimal(0))
    if most <= 0:
        return []
    steps = [most * step / len(SHADES) for step in range(1, len(SHADES) + 1)]
    is_whole = most >= len(SHADES) and all(value == int(value) for value in values)
    return [Decimal(ceil(step)) for step in steps] if is_whole else steps


def _shade(value: Decimal | None, limits: list[Decimal]) -> str:
    if value is None or value <= 0 or not limits:
        return NONE
    return next((SHADES[place] for place, limit in enumerate(limits) if value <= limit), SHADES[-1])


def _legend(limits: list[Decimal]) -> list[tuple[str, str]]:
    told = [(SHADES[place], gettext("up to %(number)s", number=figure_text(limit))) for place, limit in
            enumerate(limits)]  # fmt: skip
    return [(NONE, gettext("none or not known")), *told]


def _svg(drawing: "Drawing", groups: Mapping[int, Group], limits: list[Decimal], title: str) -> Markup:
    drawn = Markup("").join(_shape(path, groups.get(area_id), limits) for area_id, path in drawing.paths.items())
    labels = {area_id: _labels(group) for area_id, group in groups.items() if area_id in drawing.paths}
    marks = Markup("").join(placed_labels(drawing, labels))
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0:g} {1:g}" role="img" direction="ltr">'
        "<title>{2}</title>{3}{4}</svg>"
    ).format(drawing.width, drawing.height, title, drawn, marks)


def _shape(path: str, group: Group | None, limits: list[Decimal]) -> Markup:
    fill = _shade(group.value if group else None, limits)
    told = Markup("") if group is None else Markup("<title>{}: {}</title>").format(*_words(group))
    return Markup('<path d="{}" fill="{}" stroke="{}" stroke-width=".6" stroke-linejoin="round">{}</path>').format(
        path, fill, INK, told
    )


def _labels(group: Group) -> list[MapLabel]:
    name, value = _words(group)
    return [MapLabel((name, value)), MapLabel((value,))]


def _words(group: Group) -> tuple[str, str]:
    value = gettext("not known") if group.value is None else figure_text(group.value)
    return group.keys[0].label(language()), value
