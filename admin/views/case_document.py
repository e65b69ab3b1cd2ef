"""Documents of cases: added by whoever takes part, read by whoever reads the case."""

from typing import Any, ClassVar

from admin.current_viewer import viewer
from admin.panel.field_groups import FieldGroup
from admin.panel.reference_filter import ReferenceFilter, of_organization
from admin.views.document import FILE_FACTS, DocumentView
from admin.words.naming import name_of
from tansiq.cases.speaking import speaks_for
from tansiq.language.words import say
from tansiq.models import Organization, OverlapCase


def _spoken_for(table: Any) -> Any:
    """Whoever speaks for organisations adds documents for these; an officer for any."""
    who = viewer()
    is_open = who.is_admin or bool(who.area_ids)
    return table.id.is_null(False) if is_open else table.id.in_(sorted(who.organization_ids))


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
        case = self.owner_at(self.owner_asked())
        own = sorted(speaks_for(viewer(), case)) if isinstance(case, OverlapCase) else []
        return {"organization": own[0] if len(own) == 1 else None}

    def address_to_add(self, key: str, row: Any) -> str:
        if key != self.key:
            return ""
        own = sorted(speaks_for(viewer(), row))
        new = self.model(case=row.id, organization=own[0] if own else None)
        may_add = row.end_kind != "JOINED" and self.may_act("CREATE", new)
        return str(self.get_url(f"{self.endpoint}.create_view", case=row.id)) if may_add else ""

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
