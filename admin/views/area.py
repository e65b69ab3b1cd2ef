"""Areas: countries, governorates, districts, sub-districts and settlements."""

from typing import Any

from flask import jsonify, request
from flask_admin import expose

from admin.coverage.brief import Brief, brief, this_year
from admin.current_viewer import viewer
from admin.panel.field_groups import FieldGroup
from admin.panel.filters import ChoiceFilter, filter_by_code, with_all
from admin.panel.guarded_view import GuardedView
from admin.panel.reference_filter import ReferenceFilter, areas_below
from admin.panel.small_map import SmallMap, area_map
from admin.views.area_tree import tree_branch
from tansiq.attention import is_without_presence
from tansiq.language.words import gettext, say
from tansiq.models import Area
from tansiq.period import Period

ATTENTION = ChoiceFilter(
    "attention",
    say("Needs attention"),
    lambda: with_all([("no_presence", gettext("Districts without any presence this year"))]),
    lambda table, _value: is_without_presence(table, viewer()),
)
"""The same condition as on the start page, so that its count and this list agree."""


class AreaView(GuardedView):
    """Areas; a settlement is added under its sub-district."""

    icon = "area"
    new_title = say("Add an area")
    empty = say("No area yet. Load a country's areas with: tansiq reference load yemen")
    groups = (
        FieldGroup(say("Which area"), ("level", "parent", "pcode", "name_ar", "name_en", "aliases")),
        FieldGroup(say("Population"), ("population", "population_year", "population_source")),
        FieldGroup(say("Position on the map"), ("latitude", "longitude", "area_km2")),
        FieldGroup(say("Validity"), ("valid_from", "valid_until")),
    )
    order = (("level", False), ("pcode", False))
    filters = (filter_by_code("level"), ReferenceFilter("parent", Area, areas_below), ATTENTION)
    column_list = ("name", "pcode", "level", "path", "population")
    column_sortable_list = ("name", "pcode", "level", "population")
    column_offered = (
        "name_ar", "name_en", "parent", "aliases", "population_year", "population_source", "latitude", "longitude",
        "area_km2", "valid_from", "valid_until", "changed_at",
    )  # fmt: skip
    details_template = "panel/area.html"

    @expose("/branch/")
    def branch_view(self) -> Any:
        """The areas right below one, or the countries: a level of the tree in which an area is chosen."""
        return jsonify(tree_branch(viewer(), request.args.get("of")))

    def coverage(self, row: Any) -> tuple[Period, Brief | None]:
        """Coverage of the area as a whole, this year; of a country only where the address asks for it.

        A country is the one area whose reckoning takes seconds where a register is large.
        """
        period = this_year()
        is_asked = row.level > 0 or "coverage" in request.args
        return period, brief(row, period) if is_asked else None

    def small_map(self, row: Any) -> SmallMap | None:
        """The area among its neighbours."""
        return area_map(row)
