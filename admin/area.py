"""Areas: countries, governorates, districts, sub-districts and settlements."""

from admin.groups import Group
from admin.guarded import GuardedView
from admin.narrowing import Narrowing, by_code
from admin.viewing import viewer
from tansiq.attention import is_without_presence
from tansiq.words import gettext, say

ATTENTION = Narrowing(
    "attention",
    say("Needs attention"),
    lambda: [("", gettext("All")), ("no_presence", gettext("Districts without any presence this year"))],
    lambda table, _value: is_without_presence(table, viewer()),
)
"""The same condition as on the start page, so that its count and this list agree."""


class AreaView(GuardedView):
    """Areas; a settlement is added under its sub-district."""

    group = "settings"
    title = say("Areas")
    new_title = say("Add an area")
    empty = say("No area yet. Load a country's areas with: flask reference load yemen")
    groups = (
        Group(say("Which area"), ("level", "parent", "pcode", "name_ar", "name_en", "aliases")),
        Group(say("Population"), ("population", "population_year", "population_source")),
        Group(say("Position on the map"), ("latitude", "longitude", "area_km2")),
        Group(say("Validity"), ("valid_from", "valid_until")),
    )
    order = (("level", False), ("pcode", False))
    narrowings = (by_code("level"), ATTENTION)
    column_list = ("name", "pcode", "level", "path", "population")
    column_sortable_list = ("name", "pcode", "level", "population")
    column_export_list = ("pcode", "level", "name_ar", "name_en", "parent", "population", "population_year")
