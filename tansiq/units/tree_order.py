"""The order of units in which each stands right after the one above it, before what follows that; siblings by name.

Aleppo                    "aleppo"
  Services                "aleppo" "services"
Damascus                  "damascus"
"""

from functools import reduce
from itertools import pairwise
from typing import Any

from peewee import JOIN, fn

from tansiq.models import Unit
from tansiq.models.unit_rules import MOST_LEVELS

_BETWEEN = "\t"
"""Stands before every letter, and in no name that is folded."""


def tree_order(table: Any, language: str) -> Any:
    """What units, read as `table`, are ordered by: the names from the root of each down to itself, as one text.

    `language` is that of the names, "ar" or "en".
    """
    name = f"name_order_{language}"
    levels = [Unit.alias(f"above_{level}") for level in range(1, MOST_LEVELS)]
    way = reduce(lambda lower, upper: _step(upper, name).concat(lower), levels[1:], _step(levels[0], name))
    query: Any = levels[0].select(way)
    for lower, upper in pairwise(levels):
        query = query.join_from(lower, upper, JOIN.LEFT_OUTER, on=(lower.parent == upper.id))
    above = query.where(levels[0].id == table.parent)
    return fn.COALESCE(above, "").concat(getattr(table, name))


def _step(table: Any, name: str) -> Any:
    """The name of a unit above with what tells it from its siblings of that name; "" where there is none."""
    return fn.COALESCE(getattr(table, name).concat(_BETWEEN).concat(table.id.cast("TEXT")).concat(_BETWEEN), "")
