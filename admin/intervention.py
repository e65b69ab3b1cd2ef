"""Interventions, with their partners and their sites."""

import io
from collections.abc import Iterable
from typing import Any

from flask import flash, redirect
from flask_admin import expose
from peewee import fn

from admin.exporting import download
from admin.groups import Group
from admin.guarded import GuardedView
from admin.listing import State, state_of
from admin.narrowing import PUBLISHED, Narrowing, any_of, by_code, by_row
from admin.narrowing_period import ByPeriod
from admin.narrowing_reference import ByReference, of_organization, sited_in
from admin.parts import PartsOf
from admin.places import with_places
from admin.showing import Sight, sight
from admin.viewing import viewer
from tansiq import changes
from tansiq.exchange.exporting import Filters
from tansiq.exchange.sheets_out import write_xlsx
from tansiq.faults import Refused
from tansiq.models import Area, Organization, Partnership, Sector, Site
from tansiq.visibility import visible
from tansiq.words import gettext, say

SAYABLE = {"organization", "area", "sector", "status", "period"}
"""The narrowings that the filters of a 5W sheet can say too."""


def _top(table: Any) -> Any:
    return table.parent.is_null()


def _with_sites(table: Any, value: str) -> Any:
    sites = visible(Site, viewer()).where((Site.intervention == table.id) & Site.archived_at.is_null())
    found = fn.EXISTS(sites.select(Site.id))
    return found if value == "with" else ~found


SITED = Narrowing(
    "sites",
    say("Sites"),
    lambda: any_of([("without", gettext("Without sites")), ("with", gettext("With sites"))]),
    _with_sites,
)
"""An intervention without sites tells nobody where it takes place."""


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
    narrowings = (
        ByReference("organization", Organization, of_organization),
        ByReference("area", Area, sited_in, hint=say("With all that lies in it")),
        by_row("sector", Sector, _top),
        by_code("status"),
        ByPeriod(say("Running in the period")),
        by_code("modality"),
        SITED,
        PUBLISHED,
    )
    column_list = ("title", "organization", "sector", "status", "starts_on", "ends_on")
    column_sortable_list = ("title", "status", "starts_on", "ends_on")
    column_offered = (
        "places", "record_id", "title_ar", "title_en", "project", "subsector", "activity_type", "modality", "budget",
        "currency", "remarks", "is_published", "created_at", "changed_at",
    )  # fmt: skip
    details_template = "panel/intervention.html"
    site_columns = ("number", "area", "population_group", "targeted", "reached", "archived_at")

    def export_kinds(self, state: State) -> tuple[str, ...]:
        # A 5W sheet holds sites; it is offered where its own filters say all that the list's choices say.
        in_force = {name for name, found in state.chosen.items() if found.values}
        is_sayable = not state.search and in_force <= SAYABLE
        kinds = super().export_kinds(state)
        return (*kinds, "5w") if is_sayable else kinds

    @expose("/export/<export_type>/")
    def export(self, export_type: str) -> Any:
        """The list as a file, or the sites of what is listed as a 5W workbook."""
        state = state_of(self)
        if export_type != "5w" or "5w" not in self.export_kinds(state):
            return super().export(export_type)
        book = io.BytesIO()
        try:
            write_xlsx(viewer(), _filters(state), book)
        except Refused as refusal:
            for fault in refusal.faults:
                flash(str(fault), "error")
            return redirect(state.address)
        return download(book.getvalue(), "xlsx", "5w")

    def sight(self, rows: list[Any], names: Iterable[str]) -> Sight:
        return with_places(rows, names)

    def sites(self, row: Any) -> Sight:
        """The sites of an intervention, archived ones last."""
        query: Any = visible(Site, viewer()).where(Site.intervention == row.id)
        return sight(list(query.order_by(Site.archived_at.is_null(False), Site.number)), self.site_columns, viewer())


def _filters(state: State) -> Filters:
    """The narrowings of the list as the filters of a 5W sheet."""
    meant = {name: found.meant for name, found in state.chosen.items() if found.values}
    organization, area, period = meant.get("organization"), meant.get("area"), meant.get("period")
    sector = changes.find(viewer(), Sector, meant["sector"]).code if "sector" in meant else None
    return Filters(
        within=area.pcode if area else None,
        sector=sector,
        organization=str(organization.canonical_id or organization.id) if organization else None,
        status=(meant["status"],) if "status" in meant else (),
        begins=period.begins if period else None,
        ends=period.ends if period else None,
    )
