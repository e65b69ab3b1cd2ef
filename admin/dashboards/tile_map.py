"""A tile as a map: the areas of a level shaded by their figure, drawn on the server, with the same as a table."""

from admin.current_viewer import viewer
from admin.dashboards.tile_data import TileData
from admin.panel.counted_filter import grouping_at
from admin.panel.shaded_map import Shaded, ShadedMap, shaded_map
from admin.words.figure_text import figure_text
from admin.words.naming import name_of
from tansiq.language.vocabulary import LEVEL_NAMES
from tansiq.language.words import gettext, language
from tansiq.models import Area
from tansiq.policy.visibility import visible
from tansiq.summaries import Group


def tile_map(data: TileData) -> ShadedMap | None:
    """The map of a tile that has a summary by areas of a level; None where nothing can be drawn."""
    frame = _frame(data)
    level = LEVEL_NAMES.index(grouping_at(data.tile.first_group).step or "GOVERNORATE")
    if frame is None or data.summary is None:
        return None
    groups = {int(group.keys[0].value): group for group in data.summary.groups if group.keys[0].value is not None}
    figures = {area_id: _shaded(group) for area_id, group in groups.items()}
    return shaded_map(frame, level, figures, gettext("Map: %(what)s", what=name_of(data.tile)))


def _frame(data: TileData) -> Area | None:
    """The area of the tile, else the country in which it has most rows."""
    wanted = data.tile.area_id
    if wanted is None and data.summary is not None:
        rows = [group.keys[0].row for group in data.summary.groups if isinstance(group.keys[0].row, Area)]
        countries = [row.country_id or row.id for row in rows if isinstance(row, Area)]
        wanted = max(set(countries), key=countries.count) if countries else None
    return visible(Area, viewer()).where(Area.id == wanted).first() if wanted is not None else None


def _shaded(group: Group) -> Shaded:
    value = gettext("not known") if group.value is None else figure_text(group.value)
    return Shaded(group.value, group.keys[0].label(language()), (value,))
