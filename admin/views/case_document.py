"""Documents of cases: added by whoever takes part, read by whoever reads the case."""

from typing import Any, ClassVar, cast

from admin.current_viewer import viewer
from admin.panel.field_groups import FieldGroup
from admin.panel.reference_filter import ReferenceFilter, of_organization
from admin.views.document import FILE_FACTS, DocumentView
from admin.words.naming import name_of
from tansiq.cases.speaking import speaker, speaks_for
from tansiq.cases.thread import require_not_joined
from tansiq.language.words import say
from tansiq.models import Document, Organization, OverlapCase, Proposal
from tansiq.proposals.documents import Sent


def _spoken_for(table: Any) -> Any:
    """Whoever speaks for organisations adds documents for these; an officer for none."""
    return table.id.in_(sorted(viewer().organization_ids))


class CaseDocumentView(DocumentView):
    """Letters, minutes and lists that are laid before all who take part in a case."""

    empty = say("No document yet. Documents are added on the page of their case.")
    empty_at_owner = say("No document yet: letters, minutes, lists of places.")
    groups = (FieldGroup(say("Document"), ("title", "organization")),)
    only: ClassVar[dict[str, Any]] = {"organization": _spoken_for}
    facts = ("case", *FILE_FACTS)
    filters = (ReferenceFilter("organization", Organization, of_organization),)
    column_list = ("title", "case", "organization", "file_name", "size", "created_at")
    columns_at_owner = ("title", "organization", "file_name", "size", "created_at")

    @property
    def section(self) -> str:
        return "cases"

    def first_values(self) -> dict[str, Any]:
        """The organisation of whoever speaks for one alone that takes part."""
        own = sorted(speaks_for(viewer(), self._case(self.owner_asked())))
        return {"organization": own[0] if len(own) == 1 else None}

    def _send(self, row: Document, file: Sent | None) -> Proposal | None:
        """It is added for a party of theirs, or by whoever is in charge of the case."""
        case = self._case(row.__data__["case"])
        require_not_joined(case)
        row.enter("organization", speaker(viewer(), case, row.__data__.get("organization")))
        return super()._send(row, file)

    def _case(self, given: object) -> OverlapCase:
        return cast("OverlapCase", self.owner_at(given))

    def get_save_return_url(self, model: Any, is_created: bool = False) -> str:
        """Back to the documents of the case."""
        return str(self.get_url("overlapcase.details_view", id=model.case_id)) + "#documents"

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        given = row.case_id if row is not None else self.owner_asked()
        above = [(self.get_url("cases.index"), str(say("Cases of duplication")))]
        if given is not None:
            case = self.owner_at(given)
            above.append((self.get_url("overlapcase.details_view", id=case.id), name_of(case)))
        return above if row is None else [*above, (self.get_url(".details_view", id=row.id), name_of(row))]
