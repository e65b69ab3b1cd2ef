"""Projects: the umbrella over interventions, with their donors."""

from admin.panel.field_groups import Group
from admin.panel.filters import PUBLISHED
from admin.panel.guarded_view import GuardedView
from admin.panel.parts_page import PartsOf
from admin.panel.period_filter import ByPeriod
from admin.panel.reference_filter import ByReference, of_organization
from tansiq.language.words import say
from tansiq.models import Organization, ProjectDonor


class ProjectView(GuardedView):
    """Projects."""

    group = "register"
    title = say("Projects")
    new_title = say("Add a project")
    empty = say("No project yet. Add one to gather interventions that belong together.")
    groups = (
        Group(say("Which project"), ("title_ar", "title_en", "code", "organization")),
        Group(say("Period and money"), ("starts_on", "ends_on", "budget", "currency")),
        Group(say("Publication"), ("is_published",)),
    )
    parts = (PartsOf(ProjectDonor, "project", say("Add a donor")),)
    narrowings = (
        ByReference("organization", Organization, of_organization),
        ByPeriod(say("Running in the period")),
        PUBLISHED,
    )
    column_list = ("title", "code", "organization", "starts_on", "ends_on")
    column_sortable_list = ("title", "code", "starts_on", "ends_on")
    column_offered = ("title_ar", "title_en", "budget", "currency", "is_published", "created_at", "changed_at")
