"""Documents of organisations, each of one of the listed kinds."""

from admin.panel.field_groups import FieldGroup
from admin.views.document import FILE_FACTS, DocumentView
from tansiq.language.words import say


class OrganizationDocumentView(DocumentView):
    """Licences, bylaws, minutes; for those alone who keep the organisation, and for itself."""

    empty = say("No document yet. Documents are added on the page of their organisation.")
    groups = (FieldGroup(say("Document"), ("title", "document_kind")),)
    facts = ("organization", *FILE_FACTS)
    column_list = ("title", "document_kind", "organization", "file_name", "size", "created_at")
    column_sortable_list = ("document_kind", "size", "created_at")
    columns_at_owner = ("title", "document_kind", "file_name", "size", "created_at")
    empty_at_owner = say("No document yet: the licence, the bylaws, minutes of the board.")
