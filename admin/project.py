"""Projects: the umbrella over interventions, with their donors."""

from admin.groups import Group
from admin.guarded import GuardedView
from admin.parts import PartsOf
from tansiq.models import ProjectDonor
from tansiq.words import say


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
    column_list = ("title", "code", "organization", "starts_on", "ends_on")
    column_sortable_list = ("title", "code", "starts_on", "ends_on")
    column_export_list = ("code", "title_ar", "title_en", "organization", "starts_on", "ends_on", "budget", "currency")
