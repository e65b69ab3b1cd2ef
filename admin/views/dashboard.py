"""Dashboards: one page of tiles that those read whom it is for, and one on which administrators make it."""

from typing import Any

import structlog
from flask import abort, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.dashboards.bars import tile_chart
from admin.dashboards.case_tile import case_lines
from admin.dashboards.files import KINDS, tile_file
from admin.dashboards.form_tile import FormTiles
from admin.dashboards.tile_data import TileData, tile_data
from admin.dashboards.tile_map import tile_map
from admin.panel.field_groups import FieldGroup
from admin.panel.filters import filter_by_code
from admin.panel.guarded_view import GuardedView
from admin.panel.save_or_propose import save_or_propose
from admin.panel.signed_in_view import MenuItem
from admin.panel.wrong_texts import flash_wrong
from tansiq.accounts.arranged import dashboards_for
from tansiq.faults import Refused
from tansiq.language.words import N_, InBoth, gettext, say
from tansiq.models import Dashboard, DashboardTile
from tansiq.policy.visibility import may, visible
from tansiq.records import changes
from tansiq.records.transactions import together

WAYS = {"up": -1, "down": 1}
FAILED = N_("This tile cannot be shown now. What went wrong was noted; tell whoever runs the register.")


class DashboardView(GuardedView):
    """Their names and for whom they are; tiles are entered from their page."""

    icon = "dashboard"
    new_title = say("New dashboard")
    empty = say("No dashboard yet. Make one of figures, charts, maps and lists, for everybody or for a role.")
    groups = (
        FieldGroup(say("What it is called"), ("name_ar", "name_en")),
        FieldGroup(say("For whom"), ("audience", "is_on_start", "position")),
    )
    filters = (filter_by_code("audience"),)
    order = (("position", False),)
    column_list = ("name", "audience", "is_on_start", "position")
    column_sortable_list = ("audience", "is_on_start", "position")
    column_offered = ("name_ar", "name_en", "changed_at")
    details_template = "panel/dashboard_made.html"

    def is_visible(self) -> bool:
        return viewer().is_admin

    @property
    def links_shown_above(self) -> tuple[str, ...]:
        return ("dashboard_tile.dashboard",)

    def menu_items(self) -> list[MenuItem]:
        return [*super().menu_items(), *map(self._menu_item, dashboards_for(viewer()))]

    def _menu_item(self, row: Dashboard) -> MenuItem:
        address = self.get_url("dashboard.show_view", id=row.id)
        title = InBoth(row.name_en, arabic=row.name_ar)
        return MenuItem("questions", f"dashboard-{row.id}", address, title, self.icon)

    @property
    def section(self) -> str:
        is_shown = request.endpoint == "dashboard.show_view"
        return f"dashboard-{request.args.get('id', '')}" if is_shown else "dashboard"

    @expose("/show/")
    def show_view(self) -> Any:
        """What it shows, as far as its reader may see the records."""
        row = self.get_one(request.args.get("id"))
        may_change = may(viewer(), "CHANGE", row)
        return self.render("panel/dashboard.html", row=row, tiles=drawn_tiles(row), may_change=may_change)

    @expose("/tile/<kind>/")
    def tile_view(self, kind: str) -> Any:
        """A tile as a file."""
        if kind not in KINDS:
            abort(404)
        try:
            tile = changes.find(viewer(), DashboardTile, request.args.get("id"))
        except Refused:
            abort(404)
        return tile_file(kind, tile_data(tile))

    @expose("/move/", methods=("POST",))
    def move_view(self) -> Any:
        """Let a tile stand one place earlier or later."""
        form = request.form
        try:
            tile = changes.find(viewer(), DashboardTile, form.get("id"))
            way = WAYS[form.get("way", "")]
        except (KeyError, Refused):
            abort(404)
        try:
            save_or_propose(lambda acting: _move(acting, tile, way))
        except Refused as refusal:
            flash_wrong(refusal.faults)
        address = self.get_url(".details_view", id=tile.dashboard_id, moved=tile.id, _anchor=f"tile-{tile.id}")
        return redirect(address)

    def tiles(self, row: Dashboard) -> list[DashboardTile]:
        """Its tiles in their order."""
        return tiles_of(row)


def tiles_of(row: Dashboard) -> list[DashboardTile]:
    """The standing tiles of a dashboard in their order."""
    table: Any = DashboardTile
    query = visible(table, viewer()).where(table.dashboard == row.id, table.archived_at.is_null())
    return list(query.order_by(table.position, table.id))


def drawn_tiles(row: Dashboard) -> list[dict[str, Any]]:
    """What the page of a dashboard is made of, by the names of its template."""
    tiles = tiles_of(row)
    forms = FormTiles(tiles)
    return [drawn(tile, forms=forms) for tile in tiles]


def drawn(tile: DashboardTile, is_stored: bool = True, forms: FormTiles | None = None) -> dict[str, Any]:
    """One tile with its chart or map; `is_stored` says that it does not stand in a form as yet, `forms` are the tiles
    of forms beside it. Where reckoning or drawing it fails it says so, and the page stands."""
    try:
        return _drawn(tile, is_stored, forms)
    except Exception:
        structlog.get_logger("dashboard").exception("tile failed", tile=tile.id)
        return {"tile": tile, "data": TileData(tile, fault=gettext(FAILED)), "chart": None, "map": None}


def _drawn(tile: DashboardTile, is_stored: bool, forms: FormTiles | None) -> dict[str, Any]:
    data = tile_data(tile, is_stored, forms)
    has_groups = data.summary is not None and bool(data.summary.groups)
    return {
        "tile": tile,
        "data": data,
        "chart": tile_chart(data) if has_groups and tile.tile_kind in ("CHART", "MAP") else None,
        "map": tile_map(data) if has_groups and tile.tile_kind == "MAP" else None,
        "cases": case_lines(data.cases) if data.cases else None,
    }


def _move(acting: Any, tile: DashboardTile, way: int) -> None:
    """Change places with the neighbour; all are numbered anew, as they may have had equal places."""
    tiles = tiles_of(tile.dashboard)
    ids = [one.id for one in tiles]
    at = ids.index(tile.id)
    to = min(max(at + way, 0), len(tiles) - 1)
    tiles.insert(to, tiles.pop(at))
    with together():
        for place, one in enumerate(tiles):
            if one.position != place:
                one.position = place
                changes.save(acting, one)
