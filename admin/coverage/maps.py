"""Maps of coverage: the figures of its shapes for the browser, and the whole drawn on the server."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import current_app
from markupsafe import Markup

from admin.coverage.choices import Choices
from admin.coverage.explanation import reckoning, summary
from admin.coverage.grade_styles import INK, SIGNS, pattern
from admin.coverage.matrix import cells_of, empty
from admin.coverage.measures import GRADES, grade, shown
from admin.current_viewer import viewer
from admin.words.naming import name_of
from tansiq.coverage import Cell, CoverageAnswer
from tansiq.models import Area
from tansiq.policy.visibility import visible

if TYPE_CHECKING:
    from tansiq.geography.drawing import Drawing
    from tansiq.geography.shapes import Shapes

MOST_SIGNS = 80
"""Areas up to which a drawn map bears signs where a name or a figure finds no room."""
SIZE, LINE, WIDE, TALL = 11, 12, 6.2, 9
"""Units that a letter is high, a line is apart, a letter is wide on the average, and a sign measures."""


def folder() -> Path:
    """Where computed shapes are kept."""
    return Path(current_app.instance_path) / "shapes"


def shapes_of(choices: Choices) -> "Shapes | None":
    """What the map of these choices shows; None without an area."""
    from tansiq.geography.shapes import shapes_within

    return shapes_within(choices.area, choices.level, folder()) if choices.area else None


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
    marks = Markup("").join(_marks(drawing, areas, known, choices))
    patterns = Markup("").join(pattern(code) for code in GRADES)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0:g} {1:g}" width="{0:g}" height="{1:g}" role="img">'
        "<title>{2}</title><defs>{3}</defs>{4}{5}</svg>"
    ).format(drawing.width, drawing.height, title, patterns, drawn, marks)


def _shape(drawing: "Drawing", area: Area, cell: Cell, show: str) -> Markup:
    return Markup(
        '<path d="{}" fill="url(#pattern-{})" stroke="{}" stroke-width=".7" stroke-linejoin="round">'
        "<title>{}: {}</title></path>"
    ).format(
        drawing.paths[area.id], grade(cell, show), INK, name_of(area), f"{shown(cell, show).line} · {summary(cell)}"
    )


@dataclass(frozen=True)
class _Label:
    """Lines to be written around a spot, and a sign above them ("" for none)."""

    lines: tuple[str, ...]
    sign: str = ""

    @property
    def width(self) -> float:
        return max((len(line) * WIDE for line in self.lines), default=TALL)

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + (TALL if self.sign else 0)


def _marks(drawing: "Drawing", areas: list[Area], cells: Mapping[int, Cell], choices: Choices) -> Iterator[Markup]:
    """The labels that find room, the largest shapes first: name and figure, else the figure, else nothing."""
    taken: list[tuple[float, float, float, float]] = []
    for area in sorted(areas, key=lambda area: -drawing.sizes[area.id]):
        x, y = drawing.centres[area.id]
        for label in _labels(area, cells[area.id], choices, len(areas)):
            box = (x - label.width / 2, y - label.height / 2, x + label.width / 2, y + label.height / 2)
            is_within = box[0] >= 0 and box[1] >= 0 and box[2] <= drawing.width and box[3] <= drawing.height
            if is_within and not any(_meet(box, other) for other in taken):
                taken.append(box)
                yield _written(label, x, y)
                break


def _labels(area: Area, cell: Cell, choices: Choices, count: int) -> Iterator[_Label]:
    """What may be written in a shape, the most first."""
    figure, code = figure_on(cell, choices), grade(cell, choices.show)
    if figure:
        yield _Label((name_of(area), figure))
        yield _Label((figure,))
    else:
        yield _Label((name_of(area),), code)
    if count <= MOST_SIGNS:
        yield _Label((), code)


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _written(label: _Label, x: float, y: float) -> Markup:
    found, top = Markup(""), y - label.height / 2
    if label.sign:
        found += _sign(label.sign, x, top + TALL / 2, TALL)
        top += TALL
    for number, line in enumerate(label.lines):
        found += _line(line, x, top + number * LINE + SIZE - 2)
    return found


def _sign(code: str, x: float, y: float, size: float) -> Markup:
    return Markup('<g transform="translate({:g} {:g}) scale({:g})">{}</g>').format(
        x - size / 2,
        y - size / 2,
        size / 16,
        Markup(SIGNS[code]),  # noqa: S704  Ours.
    )


def _line(text: str, x: float, y: float) -> Markup:
    return Markup(
        '<text x="{:g}" y="{:g}" text-anchor="middle" font-family="IBM Plex Sans Arabic, sans-serif" font-size="{}" '
        'font-weight="500" fill="{}" stroke="#fff" stroke-width="3" stroke-opacity=".85" stroke-linejoin="round" '
        'paint-order="stroke">{}</text>'
    ).format(x, y, SIZE, INK, text)
