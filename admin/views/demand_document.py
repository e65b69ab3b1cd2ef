"""Documents behind demands, sent and given out as those of organisations are."""

from admin.panel.field_groups import FieldGroup
from admin.views.organization_document import OrganizationDocumentView
from tansiq.language.words import say


class DemandDocumentView(OrganizationDocumentView):
    """Letters, minutes and pictures that show what is asked for; for those alone who decide on the demand."""

    new_title = say("Add a document")
    empty = say("No document yet. Documents are added on the page of their demand.")
    groups = (FieldGroup(say("Document"), ("title",)),)
    facts = ("demand", "file_name", "media_type", "size", "sha256", "created_at", "changed_at")
    column_list = ("title", "demand", "file_name", "size", "created_at")
    column_sortable_list = ("size", "created_at")
    columns_at_owner = ("title", "file_name", "size", "created_at")
    empty_at_owner = say("Nothing is entered yet.")
