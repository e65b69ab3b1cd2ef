"""Sites: where an intervention reaches whom, entered from the intervention's page."""

from admin.panel.field_groups import FieldGroup
from admin.panel.filters import filter_by_code, filter_by_row
from admin.panel.period_filter import PeriodFilter
from admin.panel.reference_filter import ReferenceFilter, of_organization
from admin.views.of_owner import OwnedRecordView
from tansiq.geography.within import lies_in
from tansiq.language.words import say
from tansiq.models import Area, Organization, PopulationGroup, Sector
from tansiq.models.site import PEOPLE_PARTS

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
