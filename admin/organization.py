"""Organisations, with the areas and sectors in which they say they work."""

from typing import Any

from admin.groups import Group
from admin.guarded import GuardedView
from admin.narrowing import PUBLISHED, by_code
from admin.narrowing_reference import ByReference, working_in
from admin.parts import PartsOf
from admin.working_places import Places, places
from tansiq.models import Area, OrganizationArea, OrganizationSector
from tansiq.words import say


class OrganizationView(GuardedView):
    """Associations, agencies, offices."""

    group = "register"
    title = say("Organisations")
    new_title = say("Add an organisation")
    empty = say("No organisation yet. Add the first one, or import a 5W workbook.")
    groups = (
        Group(say("Name"), ("name_ar", "name_en", "acronym_ar", "acronym", "aliases")),
        Group(say("Registration"), ("kind", "registration_number", "home_area")),
        Group(say("In the register"), ("canonical", "is_published")),
    )
    parts = (
        PartsOf(OrganizationArea, "organization", say("Add an area of work")),
        PartsOf(OrganizationSector, "organization", say("Add a sector of work")),
    )
    narrowings = (
        by_code("kind"),
        ByReference("area", Area, working_in, hint=say("With its seat, work or sites there")),
        PUBLISHED,
    )
    column_list = ("name", "acronym", "kind", "home_area", "registration_number")
    column_sortable_list = ("name", "acronym", "kind", "registration_number")
    column_offered = (
        "name_ar", "name_en", "acronym_ar", "aliases", "canonical", "is_published", "created_at", "changed_at",
    )  # fmt: skip
    details_template = "panel/organization.html"

    def places(self, row: Any) -> Places:
        """The districts in which it works."""
        return places(row)
