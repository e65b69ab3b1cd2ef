"""The figures of a form as a tile: what its reports come to for one item, as the page of figures tells it.

FIGURE                      all of it in the last period that has figures
CHART  by period            a line over time
CHART  by governorate       bars of places in the last period, with their median
MAP    by governorate       the same as shades
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from admin.current_viewer import viewer
from admin.following.asked_figures import AskedFigures, item_name, usual_figures
from admin.following.figure_bars import Comparison, figure_bars
from admin.following.figure_jumps import Place
from admin.following.figure_map import figure_map
from admin.following.figure_series import Series, figure_series
from admin.following.figures_table import ALL as ALL_PLACES
from admin.following.figures_table import TablesTogether, column_name, reports_text
from admin.panel.shaded_map import ShadedMap
from admin.words.figure_text import figure_text
from admin.words.formatting import number_text
from admin.words.naming import name_of
from tansiq.forms.asked_items import AskedItem, is_number, items_asked
from tansiq.forms.to_fill import forms_in_use
from tansiq.language.vocabulary import LEVEL_NAMES
from tansiq.language.words import gettext, language
from tansiq.models import ALL, Area, DashboardTile, TypeDefinition
from tansiq.models.dashboard_tile import BY_PERIOD
from tansiq.models.extra import number_of
from tansiq.platform import clock
from tansiq.policy.visibility import visible
from tansiq.records.slow_answers import cached

Row = tuple[str, str, str]
"""A place or a period, its figure in words, "" where it is not known, and how many of the reports are in it."""


@dataclass(frozen=True)
class FormTile:
    """The figures of a tile: the one of all places in words, "" where it is not known, with its period and how many of
    the reports are in it; or what is drawn, with the same in a table. `address` is the page on which they stand,
    `fault` says why nothing is told."""

    measure: str
    address: str
    value: str = ""
    period: str = ""
    reports: str = ""
    series: Series | None = None
    bars: Comparison | None = None
    map: ShadedMap | None = None
    heading: str = ""
    rows: list[Row] = field(default_factory=list)
    fault: str = ""


class FormTiles:
    """The tiles of forms on one page: their forms and areas are read at once, and so is what they ask alike, as soon as
    the first of them is told."""

    def __init__(self, tiles: Sequence[DashboardTile]) -> None:
        self._tiles = [tile for tile in tiles if tile.is_of_form]

    def asked_by(self, tile: DashboardTile) -> AskedFigures | None:
        """What one of the tiles asks; None where the reader is not told of the form, of its item or of the area."""
        return self._asked[self._tiles.index(tile)]

    @cached_property
    def _asked(self) -> list[AskedFigures | None]:
        forms, areas, together = self._forms(), self._areas(), TablesTogether()
        found = [_asked_by(tile, forms, areas, together) for tile in self._tiles]
        for asked in found:
            if asked is not None:
                together.add(asked.question, is_by_unit=False)
        return found

    def _forms(self) -> Mapping[int | None, TypeDefinition]:
        ids = sorted({tile.record_type_id for tile in self._tiles if tile.record_type_id is not None})
        return {form.id: form for form in forms_in_use(viewer()).where(TypeDefinition.id.in_(ids))}

    def _areas(self) -> Mapping[int | None, Area]:
        ids = sorted({tile.area_id for tile in self._tiles if tile.area_id is not None})
        return {area.id: area for area in visible(Area, viewer()).where(Area.id.in_(ids))} if ids else {}


def _asked_by(
    tile: DashboardTile,
    forms: Mapping[int | None, TypeDefinition],
    areas: Mapping[int | None, Area],
    together: TablesTogether,
) -> AskedFigures | None:
    form, area = forms.get(tile.record_type_id), areas.get(tile.area_id)
    item = None if form is None else item_of(form, tile.measured)
    if form is None or item is None or (area is None and tile.area_id is not None):
        return None
    step = tile.first_group.partition(":")[2]
    level = str(LEVEL_NAMES.index(step)) if step in LEVEL_NAMES else "1"
    show = "map" if tile.tile_kind == "MAP" else _chart(tile)
    return usual_figures(form, item, area, level=level, show=show, together=together)


def item_of(form: TypeDefinition, spelled: str) -> AskedItem | None:
    """The item "extra.12" of a form, where it has figures that are told."""
    item = items_asked(form).get(number_of(spelled) or 0)
    return item if item is not None and is_number(item) else None


def form_tile(tile: DashboardTile, asked: AskedFigures, is_stored: bool) -> FormTile:
    """What a tile tells; kept until any row of the register changes, where the tile is stored."""
    if not is_stored:
        return _told(asked)
    who = viewer()
    key = ("form tile", tile.id, tile.version, who.scope, who.roles, who.account_id, language(), clock.today())
    return cached(key, ALL, lambda: _told(asked)).value


def _chart(tile: DashboardTile) -> str:
    if tile.tile_kind != "CHART":
        return "table"
    return "series" if tile.first_group == BY_PERIOD else "bars"


def _told(asked: AskedFigures) -> FormTile:
    name, address, table = item_name(asked.item), asked.address(), asked.table
    if asked.refusal:
        return FormTile(name, address, fault=asked.refusal)
    if asked.show == "series":
        periods = [(column_name(period), *_words(asked, ALL_PLACES, period.key)) for period in table.periods]
        return FormTile(name, address, series=figure_series(asked), heading=gettext("Period"), rows=periods)
    value, reports = _words(asked, ALL_PLACES, asked.at)
    period = str(asked.at_period.name)
    if asked.show == "table":
        return FormTile(name, address, value, period, reports)
    places = [(name_of(row), *_words(asked, place, asked.at)) for place, row in table.rows if row is not None]
    bars = figure_bars(asked) if asked.show == "bars" else None
    drawn = figure_map(asked) if asked.show == "map" else None
    return FormTile(name, address, value, period, reports, None, bars, drawn, gettext("Place"), places)


def _words(asked: AskedFigures, place: Place, key: str) -> tuple[str, str]:
    """A figure in words, and how many of the reports are in it."""
    number, one = asked.table.number(place, key), asked.table.of(place, key)
    is_large = place == ALL_PLACES and asked.show == "table"
    said = "" if number is None else figure_text(Decimal(str(number))) if is_large else number_text(number)
    return said, "" if one is None else reports_text(one)
