"""The figures of one period as a map: the areas of a level shaded by their figure; what is not known is hatched."""

from decimal import Decimal
from typing import Any

from admin.current_viewer import viewer
from admin.following.asked_figures import UNITS, AskedFigures
from admin.following.figures_table import TablesTogether, reports_text
from admin.panel.shaded_map import Shaded, ShadedMap, shaded_map
from admin.words.formatting import number_text
from admin.words.naming import name_of
from tansiq.language.words import gettext
from tansiq.models import Area


def figure_map(asked: AskedFigures) -> ShadedMap | None:
    """The map of the period that is asked for; None where nothing can be drawn, as of units one by one."""
    table, key = asked.table, asked.at
    rows = [(place, row) for place, row in table.rows if place[0] == "area" and table.of(place, key) is not None]
    frame = _country(asked, [row for _, row in rows])
    if asked.level == UNITS or frame is None:
        return None
    found = {}
    for place, row in rows:
        one, number = table.figures[place, key], table.number(place, key)
        said = (number_text(number),) if number is not None else ()
        missing = (_isolated(reports_text(one)),) if one.reported < one.expected else ()
        value = None if number is None else Decimal(str(number))
        found[place[1]] = Shaded(value, name_of(row), said + (missing if said else ()))
    return shaded_map(frame, int(asked.level), found, gettext("Map: %(what)s", what=asked.measure), is_ranked=True)


def _isolated(text: str) -> str:
    """A line of a drawing, which runs from left to right, in its own direction."""
    return f"\u2068{text}\u2069"


def _country(asked: AskedFigures, areas: list[Any]) -> Area | None:
    """The country in which most of the areas lie."""
    ids = [area.country_id for area in areas if area.country_id]
    wanted = max(sorted(set(ids)), key=ids.count, default=None)
    return None if wanted is None else (asked.together or TablesTogether()).country(viewer(), wanted)
