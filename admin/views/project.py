"""Projects: the umbrella over interventions, with their donors."""

from admin.panel.field_groups import FieldGroup
from admin.panel.filters import PUBLISHED
from admin.panel.guarded_view import GuardedView
from admin.panel.parts_page import EditableParts
from admin.panel.period_filter import PeriodFilter
from admin.panel.reference_filter import ReferenceFilter, of_organization
from tansiq.language.words import say
from tansiq.models import Organization, ProjectDonor


class ProjectView(GuardedView):
    """Projects."""

    icon = "project"
    new_title = say("Add a project")
    empty = say("No project yet. Add one to gather interventions that belong together.")
    groups = (
        FieldGroup(say("Which project"), ("title_ar", "title_en", "code", "organization")),
        FieldGroup(say("Period and money"), ("starts_on", "ends_on", "budget", "currency")),
        FieldGroup(say("Publication"), ("is_published",)),
    )
    parts = (EditableParts(ProjectDonor, "project", say("Add a donor")),)
    filters = (
        ReferenceFilter("organization", Organization, of_organization),
        PeriodFilter(say("Running in the period")),
        PUBLISHED,
    )
    column_list = ("title", "code", "organization", "starts_on", "ends_on")
    column_sortable_list = ("title", "code", "organization", "starts_on", "ends_on")
    column_offered = ("title_ar", "title_en", "budget", "currency", "is_published", "created_at", "changed_at")
