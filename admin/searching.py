"""Finding rows by what a person types: folded as the register is, every word, in the row's own columns."""

from functools import reduce
from operator import and_, or_
from typing import Any

from peewee import Model

from tansiq.arabic import fold
from tansiq.models import Area, Need, Site
from tansiq.searching import holds
from tansiq.viewer import Viewer
from tansiq.visibility import visible

PLACED: tuple[type[Model], ...] = (Need, Site)
"""Tables without words of their own: their rows are found by the names of their areas."""


def matching(model: type[Model], text: str, viewer: Viewer) -> Any:
    """The condition under which rows of `model` hold every word of `text`; None for a text without words."""
    words = fold(text).split()
    if not words:
        return None
    if model in PLACED:
        areas = visible(Area, viewer).select(Area.id).where(matching(Area, text, viewer))
        return reduce(or_, [getattr(model, name).in_(areas) for name in _places(model)])
    return reduce(and_, [holds(model.search, word) for word in words])  # type: ignore[attr-defined]


def is_searchable(model: type[Model]) -> bool:
    """Whether rows of `model` can be found by words."""
    return model in PLACED or hasattr(model, "search")


def _places(model: type[Model]) -> tuple[str, ...]:
    return ("area", "country", "governorate", "district", "subdistrict") if model is Site else ("area",)
