"""Maps of coverage: the figures of its shapes for the browser, and the whole drawn on the server."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import current_app
from markupsafe import Markup

from admin.coverage.choices import Choices
from admin.coverage.explanation import reckoning, summary
from admin.coverage.matrix import empty, figure
from admin.coverage.state_styles import INK, SIGNS, pattern
from admin.current_viewer import viewer
from admin.words.naming import name_of
from tansiq.coverage import Cell, CoverageAnswer, state
from tansiq.language.vocabulary import COVERAGE_STATES
from tansiq.models import Area
from tansiq.policy.visibility import visible

if TYPE_CHECKING:
    from tansiq.geography.drawing import Drawing
    from tansiq.geography.shapes import Shapes

MOST_NAMES, MOST_SIGNS = 30, 80
"""Areas up to which a drawn map bears their names, and the signs of their states."""
SMALL, LARGE = 11, 14
"""Units across a sign, on a map of many areas and of few."""
WIDE, LINE = 3, 12
"""Units that half a letter of a name is wide, and that a line of names is high."""


def folder() -> Path:
    """Where computed shapes are kept."""
    return Path(current_app.instance_path) / "shapes"


def shapes_of(choices: Choices) -> "Shapes | None":
    """What the map of these choices shows; None without an area."""
    from tansiq.geography.shapes import shapes_within

    return shapes_within(choices.area, choices.level, folder()) if choices.area else None


def cells_of(answer: CoverageAnswer, sector: int | None) -> dict[int, Cell]:
    """By area: its cell in one sector, or its total of all."""
    if sector is None:
        return dict(answer.of_areas)
    return {cell.area_id: cell for cell in answer.cells if cell.sector_id == sector}


def map_data(choices: Choices, answer: CoverageAnswer, sector: int | None) -> dict[str, Any]:
    """{area id: [name, state, its sentences, where a click leads, its figure]} for every shape of the map."""
    shapes = shapes_of(choices)
    cells = cells_of(answer, sector)
    areas = _areas(shapes.geometries if shapes else {})
    return {str(area.id): _entry(choices, area, cells.get(area.id) or empty(area.id, sector)) for area in areas}


def _entry(choices: Choices, area: Area, cell: Cell) -> list[Any]:
    return [name_of(area), state(cell), reckoning(cell), leads_to(choices, area, cell), figure(cell, choices.show)]


def leads_to(choices: Choices, area: Area, cell: Cell) -> str:
    """Down into the area, as long as it has parts that can be shown; at the end to the reckoning of its cell."""
    if area.level < 3:
        return choices.address(within=area.id, level=None)
    return choices.address("cell", at=f"{cell.area_id}-{cell.sector_id or ''}")


def _areas(ids: Any) -> list[Area]:
    wanted = list(ids)
    return list(visible(Area, viewer()).where(Area.id.in_(wanted)).order_by(Area.pcode)) if wanted else []


def svg(shapes: "Shapes", cells: Mapping[int, Cell], title: str, box: tuple[int, int] = (720, 520)) -> str | None:
    """The map as an SVG document with signs and, where they find room, names; None where nothing can be drawn."""
    from tansiq.geography.drawing import draw

    drawing = draw(shapes, *box)
    if drawing is None:
        return None
    areas = _areas(drawing.paths)
    drawn = Markup("").join(_shape(drawing, area, cells.get(area.id) or empty(area.id, None)) for area in areas)
    marks = _marks(drawing, areas, cells) if len(areas) <= MOST_SIGNS else ""
    patterns = Markup("").join(pattern(code) for code in COVERAGE_STATES.codes)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0:g} {1:g}" width="{0:g}" height="{1:g}" role="img">'
        "<title>{2}</title><defs>{3}</defs>{4}{5}</svg>"
    ).format(drawing.width, drawing.height, title, patterns, drawn, marks)


def _shape(drawing: "Drawing", area: Area, cell: Cell) -> Markup:
    return Markup(
        '<path d="{}" fill="url(#pattern-{})" stroke="{}" stroke-width=".7" stroke-linejoin="round">'
        "<title>{}: {}</title></path>"
    ).format(drawing.paths[area.id], state(cell), INK, name_of(area), summary(cell))


def _marks(drawing: "Drawing", areas: list[Area], cells: Mapping[int, Cell]) -> Markup:
    """A sign in every shape, and under it its name where few shapes leave room and no other name stands."""
    is_roomy = len(areas) <= MOST_NAMES
    size = LARGE if is_roomy else SMALL
    found = Markup("")
    named: list[tuple[float, float, int]] = []
    for area in areas:
        x, y = drawing.centres[area.id]
        name, below = name_of(area), y + size
        found += _sign(state(cells.get(area.id) or empty(area.id, None)), x, y, size)
        if is_roomy and all(abs(x - a) > (len(name) + n) * WIDE or abs(below - b) > LINE for a, b, n in named):
            named.append((x, below, len(name)))
            found += _name(name, x, below)
    return found


def _sign(code: str, x: float, y: float, size: int) -> Markup:
    return Markup('<g transform="translate({:g} {:g}) scale({:g})">{}</g>').format(
        x - size / 2,
        y - size / 2,
        size / 16,
        Markup(SIGNS[code]),  # noqa: S704  Ours.
    )


def _name(text: str, x: float, y: float) -> Markup:
    return Markup(
        '<text x="{:g}" y="{:g}" text-anchor="middle" font-family="IBM Plex Sans Arabic, sans-serif" font-size="11" '
        'fill="{}" stroke="#fff" stroke-width="2.5" stroke-opacity=".8" paint-order="stroke">{}</text>'
    ).format(x, y + 4, INK, text)
