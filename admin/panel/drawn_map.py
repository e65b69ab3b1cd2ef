"""Maps drawn on the server: where computed shapes are kept, and names and figures written where they find room."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app
from markupsafe import Markup

if TYPE_CHECKING:
    from tansiq.geography.drawing import Drawing

INK = "#1d2b2f"
"""The colour of letters and lines."""
SIZE, LINE, WIDE, TALL = 11, 12, 6.2, 9
"""Units that a letter is high, a line is apart, a letter is wide on the average, and a sign measures."""

_LETTERS = Markup(
    '<g text-anchor="middle" font-family="IBM Plex Sans Arabic, sans-serif" font-size="{}" font-weight="500" '
    'fill="{}" stroke="#fff" stroke-width="3" stroke-opacity=".85" stroke-linejoin="round" '
    'paint-order="stroke">{}</g>'
)
"""How all labels of a map are written, told once for all of them."""
_Box = tuple[float, float, float, float]


def shapes_folder() -> Path:
    """Where computed shapes are kept."""
    return Path(current_app.instance_path) / "shapes"


@dataclass(frozen=True)
class MapLabel:
    """Lines to be written around a spot, and a sign above them, drawn in a box of 16 by 16 units ("" for none)."""

    lines: tuple[str, ...]
    sign: Markup | str = ""

    @property
    def width(self) -> float:
        """How wide it is, in units of the drawing."""
        return max((len(line) * WIDE for line in self.lines), default=TALL)

    @property
    def height(self) -> float:
        """How high it is."""
        return len(self.lines) * LINE + (TALL if self.sign else 0)

    def around(self, x: float, y: float) -> _Box:
        """The room that it takes around a spot: left, top, right, bottom."""
        return (x - self.width / 2, y - self.height / 2, x + self.width / 2, y + self.height / 2)


def placed_labels(drawing: "Drawing", labels: Mapping[int, Sequence[MapLabel]]) -> Markup:
    """By the id of a shape, what may be written in it, the most first: written where it finds room, the largest shapes
    first, else nothing."""
    placed = list(_placed(drawing, labels))
    signs = Markup("").join(_sign_of(*one) for one in placed if one[0].sign)
    lines = Markup("").join(_written(*one) for one in placed)
    return signs + _LETTERS.format(SIZE, INK, lines)


def _placed(drawing: "Drawing", labels: Mapping[int, Sequence[MapLabel]]) -> Iterator[tuple[MapLabel, float, float]]:
    """The labels that find room, each with its spot."""
    taken: list[_Box] = []
    for area_id in sorted(labels, key=lambda area_id: -drawing.sizes[area_id]):
        x, y = drawing.centres[area_id]
        for label in labels[area_id]:
            box = label.around(x, y)
            is_within = box[0] >= 0 and box[1] >= 0 and box[2] <= drawing.width and box[3] <= drawing.height
            if is_within and not any(_meet(box, other) for other in taken):
                taken.append(box)
                yield label, x, y
                break


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _written(label: MapLabel, x: float, y: float) -> Markup:
    top = y - label.height / 2 + (TALL if label.sign else 0)
    return Markup("").join(
        Markup('<text x="{:g}" y="{:g}">{}</text>').format(round(x, 1), round(top + number * LINE + SIZE - 2, 1), line)
        for number, line in enumerate(label.lines)
    )


def _sign_of(label: MapLabel, x: float, y: float) -> Markup:
    return _sign(label.sign, x, y - label.height / 2 + TALL / 2, TALL)


def _sign(sign: Markup | str, x: float, y: float, size: float) -> Markup:
    return Markup('<g transform="translate({:g} {:g}) scale({:g})">{}</g>').format(
        x - size / 2, y - size / 2, size / 16, sign
    )
