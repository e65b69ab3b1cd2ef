"""Records that belong to an organisation (licences, contacts, documents) and are entered from its page."""

from typing import Any

from flask import abort, redirect, request
from flask_admin import expose

from admin.guarded import GuardedView
from admin.naming import name_of
from admin.viewing import viewer
from tansiq import changes
from tansiq.faults import Refused
from tansiq.models import Organization, Record
from tansiq.words import say


class OfOrganization(GuardedView):
    """A view whose rows have a key `organization`; a new one takes it from the address."""

    @property
    def section(self) -> str:
        return "organization"

    def is_visible(self) -> bool:
        # These are reached through their organisations, not through the menu.
        return False

    def organization(self, given: object) -> Organization:
        """The visible organisation with this id; 404 for any other."""
        try:
            return changes.find(viewer(), Organization, given)
        except Refused:
            abort(404)

    def new_row(self) -> Record:
        row: Record = self.model(organization=self.organization(request.args.get("organization")).id)
        return row

    def create_form(self, obj: Any = None) -> Any:
        # A form for a record of no organisation, or of a hidden one, does not exist.
        self.organization(request.args.get("organization"))
        return super().create_form(obj)

    def copy_address(self, row: Any) -> str:
        return str(self.get_url(".create_view", copy=row.id, organization=row.organization_id))

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Any:
        answer = super().create_view()
        if "_add_another" in request.form and getattr(answer, "status_code", 200) == 302:
            return redirect(self.get_url(".create_view", organization=request.args.get("organization")))
        return answer

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        return str(self.get_url("organization.details_view", id=model.organization_id))

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        given = row.organization_id if row is not None else request.args.get("organization")
        if given is None:
            return super().trail()
        above = self.organization(given)
        page = self.get_url("organization.details_view", id=above.id)
        trail = [(self.get_url("organization.index_view"), str(say("Organisations"))), (page, name_of(above))]
        return trail if row is None else [*trail, (self.get_url(".details_view", id=row.id), name_of(row))]
