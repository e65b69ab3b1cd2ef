"""What is laid before all who take part in a case of duplication: that it is there, never what is in it."""

from datetime import datetime

import strawberry

from api.planner.fields import column, computed, parts, refers_to, usually
from api.types.arrangement import is_of_nobody
from api.types.organization import Organization
from tansiq import models

table = models.CaseDocument


@strawberry.type(
    description="A letter, minutes or a list that was added to a case. What is in it is read in the register itself."
)
class CaseDocument:
    id: strawberry.ID = column(table.id, "Number of the record.")
    title: str = column(table.title, "What it is called.")
    file_name: str = column(table.file_name, "The name of its file.")
    media_type: str = column(table.media_type, "What kind of file it is, such as application/pdf.")
    size: int = column(table.size, "Its bytes.")
    organization: Organization | None = refers_to(
        table.organization, models.Organization, "For which organisation it was added."
    )
    is_by_officer: bool = computed(
        table.organization, by=is_of_nobody, description="Whether an officer added it, no organisation."
    )
    added_at: datetime = column(table.created_at, "When it was added (UTC).")


def documents_of_case() -> list[CaseDocument]:
    """The field of a case that lists its documents."""
    read = parts(
        table.case, "What was added to it, the first first.", order=(table.id,), only=table.archived_at.is_null()
    )
    found: list[CaseDocument] = usually(3, read)
    return found
