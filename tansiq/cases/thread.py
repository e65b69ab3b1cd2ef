"""What the parties of a case and its officers write to each other.

write -> have you a say in it -> not too many -> kept -> an open case is in contact from now on, all others are told
"""

from datetime import timedelta
from typing import Any

from peewee import ModelSelect, fn

from tansiq.cases.case_notices import tell_of_case
from tansiq.cases.speaking import hold_case, program, speaker
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import CaseMessage, OverlapCase
from tansiq.models.record import now
from tansiq.notices.mentions import tell_mentioned
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes

MOST_MESSAGES, WITHIN = 30, timedelta(hours=1)
"""Messages of one account or portal, over all cases."""


def write(viewer: Viewer, case: OverlapCase, text: str, organization: int | None = None) -> CaseMessage:
    """Write to all who take part in a case; `organization` is the id of the party for which it is written, None for
    whoever is in charge of the case, or speaks for one party alone.

    Raises Refused: NOT_FOUND, FORBIDDEN, MISSING (organization), TOO_MANY_MESSAGES, JOINED (it is part of another case
    by now), TEXT_MISSING or TOO_LONG (text).
    """
    with changes.together():
        stored = hold_case(viewer, case)
        require_not_joined(stored)
        row = CaseMessage(case=stored.id, organization=speaker(viewer, stored, organization), text=text)
        row.account_id, row.author = viewer.account_id, viewer.name
        _require_few(viewer)
        changes.save(viewer, row)
        bring_into_contact(viewer, stored)
        tell_of_case(viewer, stored, "MESSAGE", str(row.id))
        tell_mentioned(viewer, row.text, stored)
    return row


def messages(viewer: Viewer, case: OverlapCase) -> "ModelSelect[CaseMessage]":
    """What was written about a case, oldest first."""
    query = visible(CaseMessage, viewer).where(CaseMessage.case == case.id, CaseMessage.archived_at.is_null())
    return query.order_by(CaseMessage.id)


def bring_into_contact(viewer: Viewer, case: OverlapCase) -> None:
    """Let an open case be one about which they are in contact; it is the program that changes it."""
    if case.case_state == "OPEN":
        case.case_state = "IN_CONTACT"
        changes.save(program(viewer), case)


def require_not_joined(case: OverlapCase) -> None:
    """Raise Refused(JOINED) where the case became part of another one: what is said here nobody would read."""
    if case.end_kind == "JOINED":
        raise Refused(Fault("JOINED", "", say("This case became part of another one. Go on there.")))


def _require_few(viewer: Viewer) -> None:
    table = CaseMessage
    # A portal has no account; its name is its own.
    own: Any = table.account == viewer.account_id
    if viewer.account_id is None:
        own = table.account.is_null() & (table.author == viewer.name)
    found = table.select(fn.COUNT(table.id)).where(own, table.written_at > now() - WITHIN).scalar()
    if found >= MOST_MESSAGES:
        text = say("You wrote %(most)s messages within an hour. Write again later.", most=MOST_MESSAGES)
        raise Refused(Fault("TOO_MANY_MESSAGES", "", text))
