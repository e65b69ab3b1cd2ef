"""Interventions, with their partners and their sites."""

import io
from typing import Any

from flask import request
from flask_admin import expose

from admin.exporting import download
from admin.groups import Group
from admin.guarded import GuardedView
from admin.narrowing import by_code, by_row
from admin.overlap_brief import Neighbours, neighbours
from admin.parts import PartsOf
from admin.related import FIRST, counted
from admin.showing import Sight, sight
from admin.small_map import SmallMap, of_intervention
from admin.viewing import viewer
from tansiq import changes
from tansiq.exchange.exporting import Filters
from tansiq.exchange.sheets_out import write_xlsx
from tansiq.links import MOST
from tansiq.models import Partnership, Sector, Site
from tansiq.visibility import visible
from tansiq.words import say


def _top(table: Any) -> Any:
    return table.parent.is_null()


class InterventionView(GuardedView):
    """Who does what, when; the where stands in the sites."""

    group = "register"
    title = say("Interventions")
    new_title = say("Add an intervention")
    empty = say("No intervention yet. Add the first one, or import a 5W workbook.")
    groups = (
        Group(say("Who"), ("organization", "project")),
        Group(
            say("What"),
            ("title_ar", "title_en", "sector", "subsector", "activity_type", "modality", "status", "remarks"),
        ),
        Group(say("When and for how much"), ("starts_on", "ends_on", "budget", "currency")),
        Group(say("Publication"), ("is_published",)),
    )
    facts = ("record_id", "created_at", "changed_at")
    only = {"sector": _top, "subsector": lambda table: table.parent.is_null(False)}
    parts = (PartsOf(Partnership, "intervention", say("Add a partner")),)
    narrowings = (by_code("status"), by_row("sector", Sector, _top), by_code("modality"))
    column_list = ("title", "organization", "sector", "status", "starts_on", "ends_on")
    column_sortable_list = ("title", "status", "starts_on", "ends_on")
    column_export_list = (
        "record_id", "title_ar", "title_en", "organization", "sector", "status", "modality", "starts_on", "ends_on",
    )  # fmt: skip
    details_template = "panel/intervention.html"
    told_above = ("site.intervention",)
    site_columns = ("number", "area", "population_group", "targeted", "reached", "archived_at")

    def export_kinds(self) -> tuple[str, ...]:
        # A 5W sheet holds sites; it is offered where its own filters say all that the list's choices say.
        chosen = self.chosen()
        is_sayable = chosen["archived"] == "without" and not (
            chosen["modality"] or chosen.get("linked") or request.args.get("search")
        )
        return (*self.export_types, "5w") if is_sayable else self.export_types

    @expose("/export/<export_type>/")
    def export(self, export_type: str) -> Any:
        """The list as a file, or the sites of what is listed as a 5W workbook."""
        if export_type != "5w" or "5w" not in self.export_kinds():
            return super().export(export_type)
        chosen = self.chosen()
        sector = changes.find(viewer(), Sector, chosen["sector"]).code if chosen["sector"] else None
        book = io.BytesIO()
        write_xlsx(viewer(), Filters(sector=sector, status=tuple(filter(None, [chosen["status"]]))), book)
        return download(book.getvalue(), "xlsx", "5w")

    def sites(self, row: Any) -> tuple[Sight, str]:
        """The first sites of an intervention, archived ones last, and how many there are."""
        query: Any = visible(Site, viewer()).where(Site.intervention == row.id)
        first = query.order_by(Site.archived_at.is_null(False), Site.number).limit(FIRST)
        return sight(list(first), self.site_columns, viewer()), counted(query.limit(MOST + 1).count())

    def neighbours(self, row: Any) -> Neighbours:
        """Its best overlaps."""
        return neighbours(row)

    def small_map(self, row: Any) -> SmallMap | None:
        """Its sites as points."""
        return of_intervention(row)
