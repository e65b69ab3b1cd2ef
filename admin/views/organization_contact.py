"""Contacts of organisations. Names, numbers and addresses are personal data: the policy says who reads them."""

from admin.panel.field_groups import Group
from admin.views.of_organization import OfOrganization
from tansiq.language.words import say


class OrganizationContactView(OfOrganization):
    """Persons through whom an organisation is reached."""

    title = say("Contacts")
    new_title = say("Add a contact")
    empty = say("No contact yet. Contacts are added on the page of their organisation.")
    groups = (Group(say("Contact"), ("name", "job", "phone", "email", "is_public")),)
    facts = ("organization", "created_at", "changed_at")
    column_list = ("name", "job", "organization", "phone", "email")
    column_sortable_list = ("job",)
    column_offered = ("is_public", "created_at", "changed_at")
