"""Contacts of organisations. Names, numbers and addresses are personal data: the policy says who reads them."""

from admin.panel.field_groups import FieldGroup
from admin.views.of_owner import OwnedRecordView
from tansiq.language.words import say


class OrganizationContactView(OwnedRecordView):
    """Persons through whom an organisation is reached."""

    new_title = say("Add a contact")
    empty = say("No contact yet. Contacts are added on the page of their organisation.")
    groups = (FieldGroup(say("Contact"), ("name", "job", "phone", "email", "is_public")),)
    facts = ("organization", "created_at", "changed_at")
    column_list = ("name", "job", "organization", "phone", "email")
    column_sortable_list = ("job",)
    column_offered = ("is_public", "created_at", "changed_at")
    columns_at_owner = ("name", "job", "phone", "email", "is_public")
    empty_at_owner = say("Nobody is named yet who can be reached.")
