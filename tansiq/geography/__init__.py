"""The shapes of areas, for maps: outlines that were loaded, else cells computed from centre points."""

from tansiq.geography.drawing import Drawing, draw
from tansiq.geography.shapes import Shapes, shapes_within
from tansiq.geography.topology import topology

__all__ = ["Drawing", "Shapes", "draw", "shapes_within", "topology"]
