"""Organisations: who they are, how they are registered, where and in what they work."""

from typing import Any

from flask import abort, flash, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.field_groups import FieldGroup
from admin.panel.filters import PUBLISHED, ChoiceFilter, Choices, filter_by_code, with_all
from admin.panel.guarded_view import GuardedView
from admin.panel.lookups import Lookup
from admin.panel.parts_page import EditableParts
from admin.panel.reference_filter import ReferenceFilter, working_in
from admin.twins.telling import twin_messages
from admin.views.organization_districts import WorkDistricts, work_districts
from admin.views.organization_year import YearTold, year_told
from admin.views.owned_records import OwnedRecords, links_of, records_of
from admin.words.coded_fields import code_choices
from admin.words.labels import label
from admin.words.legal_status import today
from tansiq.language.words import gettext, ngettext, say
from tansiq.models import (
    Area,
    Organization,
    OrganizationArea,
    OrganizationMembership,
    OrganizationSector,
    Sector,
    TwinDecision,
)
from tansiq.organizations import licensing
from tansiq.policy.visibility import may, visible
from tansiq.twins.finding import LikelyTwin, likely_twins
from tansiq.twins.merging import may_merge

_SECTORS = Lookup("sector", Sector, lambda table: table.parent.is_null())
_WITHIN = (30, 60, 90)


def _sectors() -> Choices:
    return with_all([(str(row_id), text) for row_id, text in _SECTORS.offered()])


def _works_in_sector(table: Any, value: str) -> Any:
    stated = visible(OrganizationSector, viewer()).where(OrganizationSector.sector == int(value))
    return table.id.in_(stated.select(OrganizationSector.organization))


def _renewals() -> Choices:
    within = [(str(days), ngettext("Within %(count)s day", "Within %(count)s days", days)) for days in _WITHIN]
    due = gettext("Over, or within %(days)s days", days=licensing.SOON)
    return with_all([*within, ("over", gettext("Expired already")), ("due", due)])


def _runs_out(table: Any, value: str) -> Any:
    if value == "over":
        return licensing.has_legal_status(table, "LICENCE_EXPIRED", today())
    if value == "due":
        return licensing.calls_for_renewal(table, licensing.SOON, today())
    return licensing.expires_within(table, int(value), today())


LEGAL_STATUS = ChoiceFilter(
    "legal_status",
    label("legal_status"),
    lambda: with_all(code_choices("legal_status")),
    lambda table, value: licensing.has_legal_status(table, value, today()),
)
RENEWAL = ChoiceFilter("renewal", say("Licence runs out"), _renewals, _runs_out)


class OrganizationView(GuardedView):
    """Associations, agencies, offices."""

    icon = "organization"
    new_title = say("Add an organisation")
    empty = say("No organisation yet. Add the first one, or import a 5W workbook.")
    groups = (
        FieldGroup(say("Name"), ("name_ar", "name_en", "acronym_ar", "acronym", "aliases")),
        FieldGroup(
            say("Registration"),
            ("kind", "registration_number", "iati_identifier", "founded_on", "home_area", "parent", "website"),
        ),
        FieldGroup(say("Board"), ("board_elected_on", "board_ends_on")),
        FieldGroup(say("Suspension and dissolution"), ("suspended_on", "dissolved_on", "standing_reason")),
        FieldGroup(say("In the register"), ("canonical", "is_published")),
    )
    parts = (
        EditableParts(OrganizationArea, "organization", say("Add an area of work")),
        EditableParts(OrganizationSector, "organization", say("Add a sector of work")),
        EditableParts(OrganizationMembership, "organization", say("Add a network")),
    )
    filters = (
        filter_by_code("kind"),
        LEGAL_STATUS,
        RENEWAL,
        ChoiceFilter("sector", label("sector"), _sectors, _works_in_sector),
        ReferenceFilter("area", Area, working_in, hint=say("With its seat, work or sites there")),
        PUBLISHED,
    )
    column_list = ("name", "acronym", "kind", "legal_status", "home_area", "registration_number")
    column_sortable_list = ("name", "acronym", "kind", "registration_number", "founded_on", "licence_expires_on")
    column_offered = (
        "licence_expires_on", "days_left", "name_ar", "name_en", "acronym_ar", "aliases", "iati_identifier", "website",
        "founded_on", "parent", "board_elected_on", "board_ends_on", "suspended_on", "dissolved_on",
        "standing_reason", "canonical", "is_published", "created_at", "changed_at",
    )  # fmt: skip
    details_template = "panel/organization.html"
    create_template = edit_template = "panel/organization_form.html"

    def create_model(self, form: Any) -> Any:
        return self._warned(super().create_model(form), form)

    def update_model(self, form: Any, model: Any) -> bool:
        return bool(self._warned(super().update_model(form, model), form, model))

    def _warned(self, saved: Any, form: Any, row: Organization | None = None) -> Any:
        """What was saved, its likely twins told; scripts or not."""
        if saved:
            for message in twin_messages(self.twins(form, saved if row is None else row)[:3]):
                flash(message, "warning")
        return saved

    def twins(self, form: Any, row: Organization | None) -> list[LikelyTwin]:
        """The likely twins of what the form, as it is filled now, would enter; shown without scripts where it comes
        back."""
        entered = Organization() if row is None else Organization(**row.__data__)
        self.fill_row(entered, form)
        return likely_twins(viewer(), entered)

    def twins_of(self, row: Organization) -> list[LikelyTwin]:
        """Its likely twins, told to those who decide on such; nothing of one that is archived."""
        is_told = row.archived_at is None and may(viewer(), "READ", TwinDecision)
        return likely_twins(viewer(), row, 3) if is_told else []

    def may_merge(self, row: Organization, other: Organization) -> bool:
        """Whether the viewer may merge the two."""
        return may_merge(viewer(), row, other)

    def year(self, row: Organization) -> YearTold:
        """Its year, that of the address or the present one."""
        return year_told(row)

    @expose("/twins/", methods=("POST",))
    def twins_view(self) -> Any:
        """The same, asked while the form is being filled. Nothing is written."""
        if not (self.may_act("CREATE") or self.may_act("CHANGE")):
            abort(403)
        given = request.args.get("id")
        row = None if given is None else self.get_one(given)
        form = self.create_form() if row is None else self.edit_form(row)
        return self.render("panel/twins_told.html", twins=self.twins(form, row))

    @property
    def links_shown_above(self) -> tuple[str, ...]:
        return links_of(Organization)

    def records_of(self, row: Any) -> list[OwnedRecords]:
        """Its licences, contacts and documents."""
        return records_of(row)

    def places(self, row: Any) -> WorkDistricts:
        """The districts in which it works."""
        return work_districts(row)
