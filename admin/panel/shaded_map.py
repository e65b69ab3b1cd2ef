"""A map of a level of areas shaded by a figure, drawn on the server: from few to many, each area with its figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING
from zlib import crc32

from markupsafe import Markup

from admin.panel.drawn_map import INK, MapLabel, placed_labels, shapes_folder
from admin.words.figure_text import figure_text
from tansiq.language.words import gettext
from tansiq.models import Area

if TYPE_CHECKING:
    from tansiq.geography.drawing import Drawing

BOX = (560, 420)
NONE = "#f2f4f4"
SHADES = ("#d5e6e8", "#a6cbd0", "#6fa6ae", "#3c7f89", "#1c5560")
"""From few to many; an area without a figure is NONE, or hatched."""
HATCHED = "not-known"
"""What the patterns of areas without a figure are called, with what tells those of one page apart."""
_PATTERN = Markup(
    '<defs><pattern id="{}" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#fff"/><path d="M-1 1 1-1M0 6 6 0M5 7 7 5" stroke="#8b999d"/></pattern></defs>'
)


@dataclass(frozen=True)
class Shaded:
    """The figure of an area, None where it is not known, with its name and what is said of it, line by line."""

    value: Decimal | None
    name: str
    lines: tuple[str, ...]

    @property
    def said(self) -> str:
        """The same in one line."""
        return f"{self.name}: {' · '.join(self.lines) or gettext('not known')}"


@dataclass(frozen=True)
class ShadedMap:
    """A map ready to be shown: the SVG, whether its shapes are computed from centre points, and (colour, words) of its
    shades."""

    svg: Markup
    is_approximate: bool
    legend: list[tuple[str, str]]


def shaded_map(
    frame: Area, level: int, figures: Mapping[int, Shaded], title: str, *, is_ranked: bool = False
) -> ShadedMap | None:
    """The areas of a level within `frame`, shaded by their figures by id; None where nothing can be drawn. Where they
    are ranked, as many areas have each shade, so that one of them takes no colour from all others; and what is not
    known is told from what is none."""
    from tansiq.geography.drawing import draw
    from tansiq.geography.shapes import shapes_within

    shapes = shapes_within(frame, max(level, frame.level), shapes_folder())
    drawing = draw(shapes, *BOX)
    if drawing is None:
        return None
    mark = f"{HATCHED}-{frame.id}-{level}-{crc32(title.encode()):x}" if is_ranked else ""
    shades = _Shades([one.value for one in figures.values() if one.value is not None], mark)
    return ShadedMap(_svg(drawing, figures, shades, title), shapes.is_approximate, shades.legend())


class _Shades:
    """Which shade a figure has; `hatched` is the name of the pattern where areas are ranked."""

    def __init__(self, values: Sequence[Decimal], hatched: str) -> None:
        self.limits, self.hatched = _fifths(values) if hatched else _limits(values), hatched

    def of(self, value: Decimal | None) -> str:
        """The colour of a figure."""
        if value is None and self.hatched:
            return f"url(#{self.hatched})"
        if value is None or value <= 0 or not self.limits:
            return NONE
        return next((SHADES[place] for place, limit in enumerate(self.limits) if value <= limit), SHADES[-1])

    def legend(self) -> list[tuple[str, str]]:
        """(colour, words) of each shade."""
        told = [
            (SHADES[place], gettext("up to %(number)s", number=figure_text(limit)))
            for place, limit in enumerate(self.limits)
        ]
        if self.hatched:
            return [(self.of(None), gettext("not known")), (NONE, gettext("none")), *told]
        return [(NONE, gettext("none or not known")), *told]


def _fifths(values: Sequence[Decimal]) -> list[Decimal]:
    """Up to which figure each fifth of the areas reaches, those without anything left out."""
    ranked = sorted(value for value in values if value > 0)
    ends = {-(-place * len(ranked) // len(SHADES)) for place in range(1, len(SHADES) + 1)} - {0}
    return sorted({ranked[end - 1] for end in ends})


def _limits(values: Sequence[Decimal]) -> list[Decimal]:
    """A fifth of the way to the most each, whole where all figures are."""
    most = max(values, default=Decimal(0))
    if most <= 0:
        return []
    steps = [most * step / len(SHADES) for step in range(1, len(SHADES) + 1)]
    is_whole = most >= len(SHADES) and all(value == int(value) for value in values)
    return [Decimal(ceil(step)) for step in steps] if is_whole else steps


def _svg(drawing: "Drawing", figures: Mapping[int, Shaded], shades: _Shades, title: str) -> Markup:
    drawn = Markup("").join(_shape(path, figures.get(area_id), shades) for area_id, path in drawing.paths.items())
    labels = {area_id: _labels(one) for area_id, one in figures.items() if area_id in drawing.paths and one.lines}
    pattern = _PATTERN.format(shades.hatched) if shades.hatched else ""
    marks = placed_labels(drawing, labels)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0:g} {1:g}" role="img" direction="ltr">'
        '<title>{2}</title>{3}<g stroke="{4}" stroke-width=".6" stroke-linejoin="round">{5}</g>{6}</svg>'
    ).format(drawing.width, drawing.height, title, pattern, INK, drawn, marks)


def _shape(path: str, one: Shaded | None, shades: _Shades) -> Markup:
    fill = shades.of(None if one is None else one.value)
    told = Markup("") if one is None else Markup("<title>{}</title>").format(one.said)
    return Markup('<path d="{}" fill="{}">{}</path>').format(path, fill, told)


def _labels(one: Shaded) -> list[MapLabel]:
    return [MapLabel((one.name, *one.lines)), MapLabel((one.name, one.lines[0])), MapLabel((one.lines[0],))]
