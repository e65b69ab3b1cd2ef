"""Needs: how many people need help where, in which sector, as a source says."""

from typing import Any

from admin.coverage.brief import Brief, brief
from admin.current_viewer import viewer
from admin.panel.field_groups import FieldGroup
from admin.panel.filters import PUBLISHED, ChoiceFilter, filter_by_row, with_all
from admin.panel.guarded_view import GuardedView
from admin.panel.period_filter import PeriodFilter
from admin.panel.reference_filter import ReferenceFilter, placed_in
from admin.words.labels import label
from tansiq.language.words import say
from tansiq.models import Area, PopulationGroup, Sector
from tansiq.period import Period
from tansiq.policy.visibility import visible

SEVERITIES = ChoiceFilter(
    "severity",
    label("severity"),
    lambda: with_all([(str(degree), str(degree)) for degree in range(1, 6)]),
    lambda table, value: table.severity == int(value),
)


class NeedView(GuardedView):
    """Assessed needs; people are persons, not households."""

    icon = "need"
    new_title = say("Add a need")
    empty = say("No need yet. Add one, or import people in need with: tansiq needs import FILE")
    groups = (
        FieldGroup(say("Where and for whom"), ("area", "sector", "population_group")),
        FieldGroup(say("How many"), ("people_in_need", "people_affected", "severity")),
        FieldGroup(say("Period and source"), ("starts_on", "ends_on", "source")),
        FieldGroup(say("Publication"), ("is_published",)),
    )
    only = {"sector": lambda table: table.parent.is_null()}
    filters = (
        ReferenceFilter("area", Area, placed_in, hint=say("With all that lies in it")),
        filter_by_row("sector", Sector, lambda table: table.parent.is_null()),
        SEVERITIES,
        PeriodFilter(say("Period")),
        filter_by_row("population_group", PopulationGroup),
        PUBLISHED,
    )
    column_list = ("name", "area", "sector", "people_in_need", "severity", "starts_on", "ends_on")
    column_sortable_list = ("area", "sector", "people_in_need", "severity", "starts_on", "ends_on")
    column_offered = ("population_group", "people_affected", "source", "is_published", "created_at", "changed_at")
    details_template = "panel/need.html"

    def coverage(self, row: Any) -> Brief | None:
        """Coverage of the need's area and top-level sector over its period; None where one of them is hidden."""
        area = visible(Area, viewer()).where(Area.id == row.area_id).first()
        sector = visible(Sector, viewer()).where(Sector.id == row.sector_id).first()
        if sector is not None and sector.parent_id is not None:
            sector = visible(Sector, viewer()).where(Sector.id == sector.parent_id).first()
        if area is None or sector is None:
            return None
        return brief(area, Period(row.starts_on, row.ends_on), (sector.code,))
