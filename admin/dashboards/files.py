"""A tile as a file: a workbook of all its figures, or a picture that typst sets.

typst stands already for reports and maps, with the typeface and the direction of Arabic; no other library is needed.
"""

from collections.abc import Iterator
from typing import Any

from flask import Response, abort

from admin.dashboards.bars import tile_chart
from admin.dashboards.groupings import grouping_label
from admin.dashboards.tile_data import TileData
from admin.dashboards.tile_map import tile_map
from admin.panel.case_lines import table_lines, table_titles
from admin.panel.file_names import disposition
from admin.panel.list_export import TableFile, list_file
from admin.panel.list_state import list_state
from admin.panel.print_head import demo_note
from admin.words.formatting import day_text
from admin.words.naming import name_of
from tansiq.language.dashboard_vocabulary import MEASURES, SPANS
from tansiq.language.words import direction, gettext, language
from tansiq.models import Area
from tansiq.platform import clock
from tansiq.platform.typesetting import typeset
from tansiq.summaries import Figure

KINDS = ("xlsx", "png")


def tile_file(kind: str, data: TileData) -> Response:
    """The tile as a file of one of KINDS; 404 where there is nothing to save. A list, cases and figures of a form have
    no picture."""
    if data.fault or kind not in KINDS or (kind == "png" and data.summary is None):
        abort(404)
    if kind == "png":
        answer = Response(_picture(data), content_type="image/png")
        answer.headers["Content-Disposition"] = disposition(name_of(data.tile), None, "png")
        return answer
    titles, rows = _table(data)
    return list_file("xlsx", TableFile(name_of(data.tile), None, in_force(data)), titles, rows)


def in_force(data: TileData) -> list[tuple[str, str]]:
    """(name, value) of what the figures are of."""
    tile = data.tile
    found = [(gettext("Records"), _records(data))]
    if data.asked is not None:
        found.append((gettext("Item"), data.asked.name))
    elif data.cases is None:
        found.append((gettext("Measure"), MEASURES.label(tile.measure)))
    if tile.area_id is not None:
        found.append((gettext("Within"), name_of(Area.get_by_id(tile.area_id))))
    if tile.span != "ALL" and data.asked is None:
        found.append((gettext("Period"), SPANS.label(tile.span)))
    if data.view is not None and tile.filters:
        from urllib.parse import parse_qsl

        found += [(str(chip.label), chip.text) for chip in list_state(data.view, dict(parse_qsl(tile.filters))).chips()]
    return found


def _records(data: TileData) -> str:
    from admin.panel.field_holders import holder_name

    return holder_name((data.tile.record_table, data.tile.record_type_id))


def _table(data: TileData) -> tuple[list[str], Iterator[list[Any]]]:
    """All groups, a row each, and all rows together; of a list the names of its rows, of cases their figures by area
    and month, of a form those of the page to which its tile leads."""
    if data.asked is not None:
        return data.asked.table.titles(), data.asked.table.lines()
    if data.cases is not None:
        return table_titles(), table_lines(data.cases)
    if data.summary is None or data.subject is None:
        return [gettext("Name")], ([name_of(row)] for row in data.rows)
    groups = data.summary.groups
    keys = [grouping_label(data.subject, key.grouping) for key in groups[0].keys] if groups else []
    counted = [gettext("Records"), *([] if data.tile.measure == "COUNT" else [MEASURES.label(data.tile.measure)])]
    return [*keys, *counted], _lines(data, len(keys))


def _lines(data: TileData, keys: int) -> Iterator[list[Any]]:
    assert data.summary is not None  # noqa: S101  Asked by whoever calls.
    for group in data.summary.groups:
        yield [*(key.label(language()) for key in group.keys), *_figures(data, group)]
    in_all = [gettext("In all"), *[""] * (keys - 1)] if keys else []
    yield [*in_all, *_figures(data, data.summary.total)]


def _figures(data: TileData, figure: Figure) -> list[Any]:
    value = None if figure.value is None else float(figure.value)
    return [figure.count] if data.tile.measure == "COUNT" else [figure.count, value]


def _picture(data: TileData) -> bytes:
    drawn = tile_map(data) if data.tile.tile_kind == "MAP" else None
    chart = tile_chart(data) if data.tile.tile_kind == "CHART" else None
    told = {
        "lang": language(),
        "dir": direction(),
        "title": name_of(data.tile),
        "facts": [f"{name}: {value}" for name, value in in_force(data)],
        "demo": demo_note(),
        "printed": gettext("Printed on %(day)s", day=day_text(clock.today())),
        "figure": data.figure,
        "legend": chart.legend if chart else [],
        "bars": [[bar.label, bar.value, [[part.share, part.colour] for part in bar.parts]] for bar in chart.bars]
        if chart
        else [],
        "shades": [[colour, text] for colour, text in drawn.legend] if drawn else [],
        "has-map": drawn is not None,
    }
    pictures = {"map.svg": str(drawn.svg).encode()} if drawn else {}
    return typeset("tile", told, pictures, "png")
