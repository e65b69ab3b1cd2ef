"""Documents behind demands."""

from admin.views.document import FILE_FACTS, DocumentView
from tansiq.language.words import say


class DemandDocumentView(DocumentView):
    """Letters, minutes and pictures that show what is asked for; for those alone who decide on the demand."""

    empty = say("No document yet. Documents are added on the page of their demand.")
    facts = ("demand", *FILE_FACTS)
    column_list = ("title", "demand", "file_name", "size", "created_at")
