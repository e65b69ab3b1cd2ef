"""Maps of coverage: the figures of its shapes for the browser, and the whole drawn on the server."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from admin.coverage.choices import Choices
from admin.coverage.explanation import reckoning, summary
from admin.coverage.grade_styles import SIGNS, pattern
from admin.coverage.matrix import cells_of
from admin.coverage.measures import GRADES, grade, shown
from admin.current_viewer import viewer
from admin.panel.drawn_map import INK, MapLabel, placed_labels, shapes_folder
from admin.words.naming import name_of
from tansiq.coverage import Cell, CoverageAnswer, empty
from tansiq.models import Area
from tansiq.policy.visibility import visible

if TYPE_CHECKING:
    from tansiq.geography.drawing import Drawing
    from tansiq.geography.shapes import Shapes

MOST_SIGNS = 80
"""Areas up to which a drawn map bears signs where a name or a figure finds no room."""


def shapes_of(choices: Choices) -> "Shapes | None":
    """What the map of these choices shows; None without an area."""
    from tansiq.geography.shapes import shapes_within

    return shapes_within(choices.area, choices.level, shapes_folder()) if choices.area else None


def map_data(choices: Choices, answer: CoverageAnswer, sector: int | None) -> dict[str, Any]:
    """{area id: [name, step, its sentences, where a click leads, its figure]} for every shape of the map."""
    shapes = shapes_of(choices)
    cells = cells_of(answer, sector)
    areas = _areas(shapes.geometries if shapes else {})
    return {str(area.id): _entry(choices, area, cells.get(area.id) or empty(area.id, sector)) for area in areas}


def _entry(choices: Choices, area: Area, cell: Cell) -> list[Any]:
    said = [shown(cell, choices.show).line, *reckoning(cell)]
    return [name_of(area), grade(cell, choices.show), said, leads_to(choices, area, cell), figure_on(cell, choices)]


def figure_on(cell: Cell, choices: Choices) -> str:
    """The figure of an area on a map; none where there is no figure: pattern and sign say why."""
    found = shown(cell, choices.show)
    return "" if found.is_word else found.text


def leads_to(choices: Choices, area: Area, cell: Cell) -> str:
    """Down into the area, as long as it has parts that can be shown; at the end to the reckoning of its cell."""
    if area.level < 3:
        return choices.address(within=area.id, level=None)
    return choices.address("cell", at=f"{cell.area_id}-{cell.sector_id or ''}")


def _areas(ids: Any) -> list[Area]:
    wanted = list(ids)
    return list(visible(Area, viewer()).where(Area.id.in_(wanted)).order_by(Area.pcode)) if wanted else []


def svg(
    shapes: "Shapes", cells: Mapping[int, Cell], choices: Choices, title: str, box: tuple[int, int] = (720, 520)
) -> str | None:
    """The map as an SVG document with names and figures where they find room; None where nothing can be drawn."""
    from tansiq.geography.drawing import draw

    drawing = draw(shapes, *box)
    if drawing is None:
        return None
    areas = _areas(drawing.paths)
    known = {area.id: cells.get(area.id) or empty(area.id, None) for area in areas}
    drawn = Markup("").join(_shape(drawing, area, known[area.id], choices.show) for area in areas)
    labels = {area.id: list(_labels(area, known[area.id], choices, len(areas))) for area in areas}
    marks = placed_labels(drawing, labels)
    patterns = Markup("").join(pattern(code) for code in GRADES)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0:g} {1:g}" width="{0:g}" height="{1:g}" role="img">'
        '<title>{2}</title><defs>{3}</defs><g stroke="{4}" stroke-width=".7" stroke-linejoin="round">{5}</g>{6}</svg>'
    ).format(drawing.width, drawing.height, title, patterns, INK, drawn, marks)


def _shape(drawing: "Drawing", area: Area, cell: Cell, show: str) -> Markup:
    return Markup('<path d="{}" fill="url(#pattern-{})"><title>{}: {}</title></path>').format(
        drawing.paths[area.id], grade(cell, show), name_of(area), f"{shown(cell, show).line} · {summary(cell)}"
    )


def _labels(area: Area, cell: Cell, choices: Choices, count: int) -> Iterator[MapLabel]:
    """What may be written in a shape, the most first."""
    figure, sign = figure_on(cell, choices), Markup(SIGNS[grade(cell, choices.show)])  # noqa: S704  Ours.
    if figure:
        yield MapLabel((name_of(area), figure))
        yield MapLabel((figure,))
    else:
        yield MapLabel((name_of(area),), sign)
    if count <= MOST_SIGNS:
        yield MapLabel((), sign)
