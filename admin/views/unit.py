"""Administrative units: their list in the order of the tree, and the page of each with what is above and below it."""

from dataclasses import dataclass
from typing import Any

from flask import request

from admin.current_viewer import viewer
from admin.panel.day_filter import DayFilter
from admin.panel.field_groups import FieldGroup
from admin.panel.filters import PUBLISHED, ChoiceFilter, FilterValue, filter_by_code, with_all
from admin.panel.guarded_view import GuardedView
from admin.panel.lookups import Lookup
from admin.panel.parts_page import EditableParts
from admin.panel.reference_filter import ReferenceFilter, placed_in
from admin.panel.save_or_propose import may_act
from admin.panel.sheet_links import unit_sheet_links
from admin.views.unit_deeds import UnitDeedsMixin
from admin.views.unit_people import PeopleParts, PersonLookup
from admin.words.naming import name_of
from tansiq.language.digits import whole
from tansiq.language.words import data_language, gettext, say
from tansiq.models import Account, Area, Unit, UnitFormerParent, UnitPerson, UnitSuccessor
from tansiq.models.filling_units import in_being
from tansiq.models.unit_rules import above
from tansiq.platform import clock
from tansiq.policy.visibility import visible
from tansiq.units.tree_order import tree_order


@dataclass(frozen=True)
class InBeingFilter(DayFilter):
    """Units that are in being on a day."""

    def condition_of(self, table: Any, value: FilterValue) -> Any:
        return None if value.meant is None else in_being(table, value.meant)


def _state_condition(table: Any, value: str) -> Any:
    today = clock.today()
    if value == "now":
        return in_being(table, today)
    return table.ends_on < today if value == "ended" else table.starts_on > today


STATES = ChoiceFilter(
    "state",
    say("State"),
    lambda: with_all(
        [("now", gettext("In being")), ("ended", gettext("Ended")), ("later", gettext("Not in being yet"))]
    ),
    _state_condition,
)


class UnitView(UnitDeedsMixin, GuardedView):
    """Units; they are merged, divided and ended on pages of their own."""

    icon = "organization"
    new_title = say("Add an administrative unit")
    empty = say("No administrative unit yet. Add one, or import a workbook.")
    groups = (
        FieldGroup(say("Which unit"), ("unit_kind", "name_ar", "name_en", "code", "parent", "area")),
        FieldGroup(say("Since when, and until when"), ("starts_on", "ends_on")),
        FieldGroup(say("How to reach it"), ("phone",)),
        FieldGroup(say("Publication"), ("is_published",)),
    )
    parts = (
        PeopleParts(UnitPerson, "unit", say("Add a person")),
        EditableParts(UnitSuccessor, "unit", say("Add what it became")),
        EditableParts(UnitFormerParent, "unit", say("Add where it stood before")),
    )
    filters = (
        filter_by_code("unit_kind"),
        ReferenceFilter("area", Area, placed_in, hint=say("With all that lies in it")),
        STATES,
        InBeingFilter("on", say("In being on the day"), say("Units that ended before or began after it are left out.")),
        PUBLISHED,
    )
    order = (("tree", False),)
    column_list = ("name", "unit_kind", "parent", "area", "starts_on", "ends_on")
    column_sortable_list = ("name", "unit_kind", "parent", "area", "starts_on", "ends_on")
    column_offered = ("code", "name_ar", "name_en", "phone", "is_published", "created_at", "changed_at")
    details_template, list_template = "panel/unit.html", "panel/unit_list.html"

    def _create_ajax_loader(self, name: str, options: dict[str, Any]) -> Lookup:
        is_person = name == "unit_person.account"
        return PersonLookup(name, Account) if is_person else super()._create_ajax_loader(name, options)

    def sheet_links(self) -> list[tuple[str, str]]:
        """(address, words) of what the viewer may do with workbooks of units."""
        return unit_sheet_links()

    def order_column(self, name: str) -> Any:
        return tree_order(self.model, data_language()) if name == "tree" else super().order_column(name)

    def first_values(self) -> dict[str, Any]:
        """From the page of a unit: that it stands below that one, in its area."""
        given = whole(request.args.get("parent"))
        unit = None if given is None else visible(Unit, viewer()).where(Unit.id == given).first()
        return {} if unit is None else {"parent": unit.id, "area": unit.area_id}

    def address_to_add(self, key: str, row: Any) -> str:
        is_below = key == "parent" and may_act("CREATE", Unit(area=row.area_id))
        return str(self.get_url(".create_view", parent=row.id)) if is_below else ""

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        """The list, the units above it from the root down, and itself."""
        whole_trail = super().trail(row)
        ids = [] if row is None else above(row)[::-1]
        known = {unit.id: unit for unit in visible(Unit, viewer()).where(Unit.id.in_(ids))} if ids else {}
        way = [(self.get_url(".details_view", id=one), name_of(known[one])) for one in ids if one in known]
        return [*whole_trail[:1], *way, *whole_trail[1:]]
