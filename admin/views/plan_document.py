"""Documents of plans."""

from typing import Any

from admin.views.document import FILE_FACTS, DocumentView
from tansiq.language.words import say


class PlanDocumentView(DocumentView):
    """Letters, minutes, maps, the plan as it was signed; for whoever reads the plan."""

    empty = say("No document yet. Documents are added on the page of their plan.")
    facts = ("plan", *FILE_FACTS)
    column_list = ("title", "plan", "file_name", "size", "created_at")
    empty_at_owner = say(
        "No document yet: the letter that asked for the plan, minutes, maps, the plan as it was signed."
    )

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        """Back to the documents of the plan."""
        return str(self.get_url("plan.documents_view", id=model.plan_id))
