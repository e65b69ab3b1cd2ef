"""Needs: how many people need help where, in which sector, as a source says."""

from admin.groups import Group
from admin.guarded import GuardedView
from admin.labels import label
from admin.narrowing import Narrowing, by_row
from tansiq.models import Sector
from tansiq.words import gettext, say

SEVERITIES = Narrowing(
    "severity",
    label("severity"),
    lambda: [("", gettext("All")), *((str(degree), str(degree)) for degree in range(1, 6))],
    lambda table, value: table.severity == int(value),
)


class NeedView(GuardedView):
    """Assessed needs; people are persons, not households."""

    group = "plans"
    title = say("Needs")
    new_title = say("Add a need")
    empty = say("No need yet. Add one, or import people in need with: flask needs import FILE")
    groups = (
        Group(say("Where and for whom"), ("area", "sector", "population_group")),
        Group(say("How many"), ("people_in_need", "people_affected", "severity")),
        Group(say("Period and source"), ("starts_on", "ends_on", "source")),
        Group(say("Publication"), ("is_published",)),
    )
    only = {"sector": lambda table: table.parent.is_null()}
    narrowings = (by_row("sector", Sector, lambda table: table.parent.is_null()), SEVERITIES)
    column_list = ("name", "area", "sector", "people_in_need", "severity", "starts_on", "ends_on")
    column_sortable_list = ("people_in_need", "severity", "starts_on", "ends_on")
    column_export_list = ("area", "sector", "population_group", "people_in_need", "severity", "starts_on", "ends_on")
