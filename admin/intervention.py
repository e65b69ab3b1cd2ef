"""Interventions, with their partners and their sites."""

from typing import Any

from admin.groups import Group
from admin.guarded import GuardedView
from admin.narrowing import by_code, by_row
from admin.parts import PartsOf
from admin.showing import Sight, sight
from admin.viewing import viewer
from tansiq.models import Partnership, Sector, Site
from tansiq.visibility import visible
from tansiq.words import say


def _top(table: Any) -> Any:
    return table.parent.is_null()


class InterventionView(GuardedView):
    """Who does what, when; the where stands in the sites."""

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
    site_columns = ("number", "area", "population_group", "targeted", "reached", "archived_at")

    def sites(self, row: Any) -> Sight:
        """The sites of an intervention, archived ones last."""
        query: Any = visible(Site, viewer()).where(Site.intervention == row.id)
        return sight(list(query.order_by(Site.archived_at.is_null(False), Site.number)), self.site_columns, viewer())
