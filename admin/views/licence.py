"""Licences: each issue and renewal, entered from the page of the organisation; and those that call for renewal."""

from typing import Any

from flask import redirect, url_for
from flask_admin import expose

from admin.panel.field_groups import FieldGroup
from admin.panel.reference_filter import ReferenceFilter, of_organization
from admin.panel.signed_in_view import SignedInView
from admin.views.of_owner import OwnedRecordView
from tansiq.language.words import say
from tansiq.models import Organization


class LicenceView(OwnedRecordView):
    """One issue or renewal; which one counts is told by its dates."""

    new_title = say("Add a licence or a renewal")
    empty = say("No licence yet. Licences are added on the page of their organisation.")
    groups = (FieldGroup(say("Licence"), ("number", "authority", "issued_on", "expires_on", "remarks")),)
    facts = ("organization", "created_at", "changed_at")
    column_list = ("name", "organization", "authority", "issued_on", "expires_on", "days_left")
    column_sortable_list = ("organization", "authority", "issued_on", "expires_on")
    column_offered = ("remarks", "created_at", "changed_at")
    filters = (ReferenceFilter("organization", Organization, of_organization),)
    order = order_at_owner = (("issued_on", True), ("id", True))
    columns_at_owner = ("name", "authority", "issued_on", "expires_on", "days_left")
    empty_at_owner = say("No licence is known. Add the one that is in force.")


class RenewalsPage(SignedInView):
    """An entry of the menu that leads to the list of organisations as this question narrows it."""

    title = say("Licences due for renewal")
    group = "register"
    icon = "licence"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="renewals", url="renewals")

    @expose("/")
    def index(self) -> Any:
        """Organisations whose licence is over or ends within 60 days, those first that were due first."""
        return redirect(due_address())


def due_address() -> str:
    """The list of organisations whose licences call for renewal."""
    columns = "name kind home_area legal_status licence_expires_on days_left"
    return url_for("organization.index_view", renewal="due", sort="licence_expires_on", columns=columns)
