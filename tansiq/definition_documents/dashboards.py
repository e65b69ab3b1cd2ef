"""Dashboards of a document, taken over and told: tiles name fields by their numbers, record types by their keys.

    {"name_en": "Wells", "tiles": [{"record_type": "wells", "first_group": "extra.4", "filters": "extra.7=BROKEN"}]}

A dashboard has no key: it is the one that is called so, or was. What a tile is narrowed to by rows of one server, such
as one organisation, means another row elsewhere: such tiles stay where they are.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any
from urllib.parse import parse_qsl

from tansiq.definition_documents.document import Document, Values
from tansiq.definition_documents.former_values import rows_that_had
from tansiq.definition_documents.taking import Placed, Taking, placed, standing
from tansiq.language.words import say
from tansiq.models import Area, Dashboard, DashboardTile
from tansiq.models.extra import PREFIX, extra_name
from tansiq.models.field_definition import FieldDefinition

_NAMES = ("name_ar", "name_en")
_NAMING_FIELDS = ("measured", "first_group", "second_group", "day", "filters")
"""The columns of a tile in which fields stand by their numbers."""
_FIELD = re.compile(rf"(?<![\w.]){re.escape(PREFIX)}([0-9]{{1,9}})(?![0-9])")


def dashboards_told(
    fields: Mapping[int, FieldDefinition], keys: Mapping[int, str], tables: Collection[str]
) -> list[Values]:
    """The dashboards whose tiles are all of these record types (their keys by id) or of these tables, as a document
    tells them; one without a tile that means the same elsewhere is left out."""
    found: list[Values] = []
    for one in standing(Dashboard):
        tiles = _tiles_of(one)
        if all(tile.record_type_id in keys if tile.record_type_id else tile.record_table in tables for tile in tiles):
            told = [_tile_told(tile, keys) for tile in tiles if _means_the_same_elsewhere(tile, fields)]
            found += [{**one.values(), "tiles": told}] if told else []
    return found


def _tile_told(tile: DashboardTile, keys: Mapping[int, str]) -> Values:
    values = {name: value for name, value in tile.values().items() if name != "dashboard"}
    area = Area.get_by_id(tile.area_id).pcode if tile.area_id else None
    return {**values, "record_type": keys.get(tile.record_type_id or 0), "area": area}


def _means_the_same_elsewhere(tile: DashboardTile, fields: Mapping[int, FieldDefinition]) -> bool:
    return not any(value.isdigit() and _is_row(name, fields) for name, value in parse_qsl(tile.filters))


def _is_row(name: str, fields: Mapping[int, FieldDefinition]) -> bool:
    found = _FIELD.match(name)
    one = fields.get(int(found[1])) if found else None
    return one is None or one.value_type == "REFERENCE"


def take_dashboards(taking: Taking, document: Document) -> None:
    """A dashboard that comes along is added once: whoever changed or archived it keeps what they made of it."""
    here = {name: one for one in standing(Dashboard) for name in (one.name_ar, one.name_en) if name}
    former = rows_that_had(Dashboard, *_NAMES)
    for one in placed("dashboards", document.dashboards):
        names = [str(one.row.get(name) or "") for name in _NAMES]
        stored = next((here[name] for name in names if name in here), None)
        stored = stored or next((had for name in names for had in former.get(name, ()) if _is_found(had, taking)), None)
        stays = stored is not None and taking.keeps(stored)
        if (saved := taking.save(one, stored or Dashboard(), one.row)) and not stays:
            _take_tiles(taking, one, saved)


def _is_found(had: Dashboard, taking: Taking) -> bool:
    return had.archived_at is None or taking.is_offered


def _take_tiles(taking: Taking, one: Placed, dashboard: Dashboard) -> None:
    here = {name: tile for tile in _tiles_of(dashboard) for name in (tile.name_ar, tile.name_en) if name}
    for tile in placed(f"{one.place}.tiles", one.row.get("tiles", ())):
        values = {**tile.row, **_meant_here(taking, tile), "dashboard": dashboard.id}
        names = [str(tile.row.get(name) or "") for name in _NAMES]
        stored = next((here[name] for name in names if name in here), None)
        taking.save(tile, stored or DashboardTile(), values)


def _tiles_of(dashboard: Dashboard) -> list[DashboardTile]:
    table: Any = DashboardTile
    return list(table.select().where(table.dashboard == dashboard.id, table.archived_at.is_null()).order_by(table.id))


def _meant_here(taking: Taking, tile: Placed) -> Values:
    """What a tile names by a key, a P-code or a number, as it is known here."""
    found: Values = {}
    if "record_type" in tile.row:
        found["record_type"] = taking.type_id(tile, "record_type")
    if tile.row.get("area") is not None:
        found["area"] = area_id(taking, tile)
    for name in _NAMING_FIELDS:
        if isinstance(tile.row.get(name), str):
            found[name] = _FIELD.sub(_renumbered(taking, tile, name), tile.row[name])
    return found


def _renumbered(taking: Taking, tile: Placed, name: str) -> Callable[[re.Match[str]], str]:
    def put(one: re.Match[str]) -> str:
        field = taking.fields.get(int(one[1]))
        if field is None:
            text = say("There is no field %(number)s in this document.", number=one[1])
            taking.wrong(tile, name, "UNKNOWN_FIELD", text)
        return one[0] if field is None else extra_name(field.number)

    return put


def area_id(taking: Taking, tile: Placed) -> Any:
    """The id here of the area that a row names by its P-code; None is told where there is none."""
    found = Area.get_or_none(Area.pcode == str(tile.row["area"]), Area.archived_at.is_null())
    if found is None:
        text = say("There is no area with the P-code %(pcode)s.", pcode=str(tile.row["area"])[:60])
        taking.wrong(tile, "area", "NOT_FOUND", text)
    return found.id if found else None
