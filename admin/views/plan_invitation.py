"""Invitations to read a plan before it is published, entered from its page."""

from typing import Any

from admin.panel.field_groups import FieldGroup
from admin.views.of_owner import OwnedRecordView
from tansiq.language.words import say
from tansiq.plans.consultation import invite


class PlanInvitationView(OwnedRecordView):
    """Who reads a draft besides those whose plan it is; archiving an invitation ends it."""

    icon = "account"
    new_title = say("Invite to read the plan")
    empty = say("Nobody is invited yet. Invitations are made on the page of a plan.")
    groups = (FieldGroup(say("Who reads the plan before it is published"), ("organization", "email")),)
    facts = ("plan", "created_at", "changed_at")
    filters = ()
    column_list = columns_at_owner = ("name", "organization", "email", "created_at")
    column_sortable_list = ("organization", "created_at")
    column_offered = ("plan", "changed_at")

    def save(self, acting: Any, row: Any) -> Any:
        return invite(acting, row)
