"""Sites: where an intervention reaches whom, entered from the intervention's page."""

from typing import Any

from flask import abort, redirect, request
from flask_admin import expose

from admin.groups import Group
from admin.guarded import GuardedView
from admin.naming import name_of
from admin.narrowing import by_code, by_row
from admin.narrowing_period import ByPeriod
from admin.narrowing_reference import ByReference, of_organization
from admin.viewing import viewer
from tansiq import changes
from tansiq.faults import Refused
from tansiq.models import Area, Intervention, Organization, PopulationGroup, Record, Sector, Site
from tansiq.models.site import PEOPLE_PARTS
from tansiq.within import lies_in
from tansiq.words import say

_TARGETED = ("targeted", *(f"targeted_{part}" for part in PEOPLE_PARTS), "targeted_disabled")
_REACHED = ("reached", *(f"reached_{part}" for part in PEOPLE_PARTS), "reached_disabled")


class SiteView(GuardedView):
    """One intervention in one area for one group of people."""

    title = say("Sites")
    new_title = say("Add a site")
    empty = say("No site yet. Sites are added on the page of their intervention.")
    groups = (
        Group(say("Where and for whom"), ("area", "population_group")),
        Group(say("People targeted"), _TARGETED, is_dense=True),
        Group(say("People reached"), _REACHED, is_dense=True),
        Group(say("Households"), ("households_targeted", "households_reached")),
        Group(say("More about the site"), ("is_distinct_people", "latitude", "longitude")),
    )
    column_list = ("name", "area", "population_group", "intervention", "targeted", "reached")
    column_sortable_list = ("targeted", "reached")
    narrowings = (
        ByReference("area", Area, lies_in, hint=say("With all that lies in it")),
        ByReference("organization", Organization, of_organization),
        by_row("sector", Sector, lambda table: table.parent.is_null()),
        by_code("status"),
        ByPeriod(say("Running in the period")),
        by_row("population_group", PopulationGroup),
    )
    column_offered = (
        "number", "organization", "sector", "status", "starts_on", "ends_on", *_TARGETED[1:], *_REACHED[1:],
        "households_targeted", "households_reached", "is_distinct_people", "latitude", "longitude", "changed_at",
    )  # fmt: skip
    facts = ("intervention", "created_at", "changed_at")

    @property
    def section(self) -> str:
        return "intervention"

    def is_visible(self) -> bool:
        # Sites are reached through their interventions, not through the menu.
        return False

    def new_row(self) -> Record:
        return Site(intervention=self.intervention(request.args.get("intervention")).id)

    def create_form(self, obj: Any = None) -> Any:
        # A form for a site of no intervention, or of a hidden one, does not exist.
        self.intervention(request.args.get("intervention"))
        return super().create_form(obj)

    def copy_address(self, row: Any) -> str:
        return str(self.get_url(".create_view", copy=row.id, intervention=row.intervention_id))

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Any:
        answer = super().create_view()
        if "_add_another" in request.form and getattr(answer, "status_code", 200) == 302:
            # Another site is a site of the same intervention.
            return redirect(self.get_url(".create_view", intervention=request.args.get("intervention")))
        return answer

    def intervention(self, given: object) -> Intervention:
        """The visible intervention with this id; 404 for any other."""
        try:
            return changes.find(viewer(), Intervention, given)
        except Refused:
            abort(404)

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        return str(self.get_url("intervention.details_view", id=model.intervention_id))

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        given = row.intervention_id if row is not None else request.args.get("intervention")
        if given is None:
            return super().trail()
        above = self.intervention(given)
        page = self.get_url("intervention.details_view", id=above.id)
        trail = [(self.get_url("intervention.index_view"), str(say("Interventions"))), (page, name_of(above))]
        return trail if row is None else [*trail, (self.get_url(".details_view", id=row.id), name_of(row))]
