"""Sites: where an intervention reaches whom, entered from the intervention's page."""

from typing import Any

from admin.panel.field_groups import FieldGroup
from admin.panel.figure_fields import month_field, settle, show_proposed
from admin.panel.filters import filter_by_code, filter_by_row
from admin.panel.forms import GuardedForm
from admin.panel.period_filter import PeriodFilter
from admin.panel.reference_filter import ReferenceFilter, of_organization
from admin.panel.save_or_propose import proposal_to_amend, step_to_amend
from admin.views.of_owner import OwnedRecordView
from admin.views.site_series import Series, series_of_site
from tansiq.geography.within import lies_in
from tansiq.language.words import say
from tansiq.models import Area, Organization, PopulationGroup, Sector
from tansiq.models.site import PEOPLE_PARTS
from tansiq.proposals.proposed_entry import proposed_site
from tansiq.proposals.steps import read_steps

_TARGETED = ("targeted", *(f"targeted_{part}" for part in PEOPLE_PARTS), "targeted_disabled")
_REACHED = ("reached", *(f"reached_{part}" for part in PEOPLE_PARTS), "reached_disabled")


class SiteView(OwnedRecordView):
    """One intervention in one area for one group of people."""

    new_title = say("Add a site")
    empty = say("No site yet. Sites are added on the page of their intervention.")
    groups = (
        FieldGroup(say("Where and for whom"), ("area", "population_group")),
        FieldGroup(say("People targeted"), _TARGETED, is_dense=True),
        FieldGroup(say("People reached"), _REACHED, is_dense=True),
        FieldGroup(say("Households"), ("households_targeted", "households_reached")),
        FieldGroup(say("More about the site"), ("is_distinct_people", "latitude", "longitude")),
    )
    column_list = ("name", "area", "population_group", "intervention", "targeted", "reached")
    column_sortable_list = ("targeted", "reached")
    filters = (
        ReferenceFilter("area", Area, lies_in, hint=say("With all that lies in it")),
        ReferenceFilter("organization", Organization, of_organization),
        filter_by_row("sector", Sector, lambda table: table.parent.is_null()),
        filter_by_code("status"),
        PeriodFilter(say("Running in the period")),
        filter_by_row("population_group", PopulationGroup),
    )
    column_offered = (
        "number", "organization", "sector", "status", "starts_on", "ends_on", *_TARGETED[1:], *_REACHED[1:],
        "households_targeted", "households_reached", "is_distinct_people", "latitude", "longitude", "changed_at",
    )  # fmt: skip
    facts = ("intervention", "created_at", "changed_at")
    create_template = edit_template = "panel/site_form.html"
    details_template = "panel/site.html"

    @property
    def links_shown_above(self) -> tuple[str, ...]:
        return ("reached_figure.site",)

    def series(self, row: Any) -> Series:
        """What the site had reached month by month."""
        return series_of_site(row)

    def series_address(self, row: Any) -> str:
        """Where a month is reported, for whoever may."""
        return str(self.get_url("reachedfigure.create_view", site=row.id))

    def scaffold_form(self) -> type[GuardedForm]:
        form: type[GuardedForm] = type("SiteForm", (super().scaffold_form(),), {"month_of_reached": month_field()})
        return form

    def create_form(self, obj: Any = None) -> Any:
        return self._amended(super().create_form(obj))

    def edit_form(self, obj: Any = None) -> Any:
        return self._amended(super().edit_form(obj))

    def _amended(self, form: Any) -> Any:
        """A form that is opened from a proposal shows the figure that is proposed."""
        step, proposal = step_to_amend(self.model), proposal_to_amend()
        if step is not None and proposal is not None and not form.reached.raw_data:
            proposed: Any = proposed_site(step, read_steps(proposal.steps))
            show_proposed(proposed, form.reached, form.month_of_reached)
        return form

    def fill_row(self, row: Any, form: Any) -> None:
        stored = row.reached
        super().fill_row(row, form)
        settle(row, form.reached, form.month_of_reached, stored)
