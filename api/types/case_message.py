"""What is written about a case of duplication: by parties and officers, never with the name of a person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import strawberry

from api.filters.arguments import says
from api.filters.conditions import id_number
from api.planner.fields import Parts, column, computed, refers_to
from api.planner.plan_builder import READ
from api.types.arrangement import is_of_nobody
from api.types.organization import Organization
from tansiq import models

table = models.CaseMessage
MOST = 100
"""Messages that one list holds."""
USUAL = 20


@strawberry.type(description="What an organisation or an officer writes to all who take part in a case.")
class CaseMessage:
    id: strawberry.ID = column(table.id, "Number of the record.")
    organization: Organization | None = refers_to(table.organization, models.Organization, "Who writes.")
    is_by_officer: bool = computed(
        table.organization, by=is_of_nobody, description="Whether an officer writes, no organisation."
    )
    text: str = column(table.text, "What is written.")
    written_at: datetime = column(table.written_at, "When (UTC).")


Behind = Annotated[strawberry.ID | None, says("Number of a message: only those that came after it.")]


def _messages(after: Behind = None) -> list[CaseMessage]:
    raise NotImplementedError("This field is read by a plan; its resolver must return planned rows.")


def _narrowed(after: str | None = None) -> Sequence[Any]:
    return [] if after is None else [table.id > id_number(after)]


def messages_of_case() -> Any:
    """The field of a case that lists what was written, the first message first."""
    read = Parts(table.case, (table.id,), only=table.archived_at.is_null(), most=MOST, narrowed=_narrowed)
    told = f"""What was written about it, the first message first; at most {MOST}: ask for the next with `after`."""
    return strawberry.field(resolver=_messages, description=told, metadata={READ: read, "expected": USUAL})
