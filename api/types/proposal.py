"""Proposals as portals see them: what they asked for, how far it is, and what officers said."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.field_paths import in_camel_case
from api.filters.arguments import Info
from api.vocabulary_enum import vocabulary_enum
from tansiq import faults as refusals
from tansiq import models
from tansiq.faults import Refused
from tansiq.language import vocabulary
from tansiq.policy.visibility import visible
from tansiq.proposals import reviewing

MOST = 100
"""Proposals that are listed at once."""


@vocabulary_enum(vocabulary.PROPOSAL_STATES, "How far a proposal is.")
class ProposalState(Enum):
    UNCONFIRMED = "UNCONFIRMED"
    WAITING = "WAITING"
    RETURNED = "RETURNED"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


@vocabulary_enum(vocabulary.PROPOSAL_EVENTS, "What happened to a proposal.")
class ProposalAct(Enum):
    PROPOSED = "PROPOSED"
    CONFIRMED = "CONFIRMED"
    AMENDED = "AMENDED"
    RETURNED = "RETURNED"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


@strawberry.type(description="Something that happened to a proposal.")
class ProposalEvent:
    act: ProposalAct = strawberry.field(description="What happened.")
    at: datetime = strawberry.field(description="When (UTC).")
    comment: str = strawberry.field(description="What was said with it; empty where nothing was.")


def _events(root: "Proposal", info: Info[Any, Any]) -> list[ProposalEvent]:
    event = models.ProposalEvent
    found = visible(event, info.context.viewer).where(event.proposal == int(root.id)).order_by(event.id)
    return [
        ProposalEvent(act=ProposalAct(row.act), at=row.at.replace(tzinfo=UTC), comment=row.comment) for row in found
    ]


@strawberry.type(description="A change that was asked for and waits for an officer, or was decided.")
class Proposal:
    id: strawberry.ID = strawberry.field(description="Number of the proposal.")
    state: ProposalState = strawberry.field(description="How far it is.")
    on: str = strawberry.field(description="The kind of record it is about: organization, intervention ...")
    record_id: strawberry.ID | None = strawberry.field(
        description="Number of that record; null for a new one that is not approved yet."
    )
    title_ar: str = strawberry.field(description="What the record is called in Arabic, or else in English.")
    title_en: str = strawberry.field(description="What the record is called in English, or else in Arabic.")
    created_at: datetime = strawberry.field(description="When it was sent (UTC).")
    changed_at: datetime = strawberry.field(description="When it was last amended or decided (UTC).")
    warnings: list["Fault"] = strawberry.field(
        description="""What looks doubtful in what was just sent and is accepted all the same, such as more than an
item requires; empty where the proposal is read later."""
    )
    events: list[ProposalEvent] = strawberry.field(resolver=_events, description="What happened so far, in order.")


@strawberry.type(description="One thing wrong with what was sent.")
class Fault:
    code: str = strawberry.field(description="A stable code, such as FORBIDDEN, NEGATIVE or UNKNOWN_CODE.")
    field: str = strawberry.field(
        description="""Where in the input it is, spelled as there and lists counted from 0, such as endsOn or
sites.1.targeted; empty: all of it."""
    )
    message: str = strawberry.field(description="What is wrong and what to do, in the language of the request.")


@strawberry.type(description="Nothing was proposed or changed.")
class Refusal:
    faults: list[Fault] = strawberry.field(description="Everything that is wrong, at once.")


Answer = Annotated[Proposal | Refusal, strawberry.union("ProposalOrRefusal", description="What became of it.")]


def as_answered(row: models.Proposal, doubts: Iterable[refusals.Fault] = ()) -> Proposal:
    """A stored proposal as it is answered; `doubts` are about what was just sent."""
    return Proposal(
        id=strawberry.ID(str(row.id)),
        state=ProposalState(row.state),
        on=row.record_type,
        record_id=strawberry.ID(str(row.record_id)) if row.record_id else None,
        title_ar=row.title_ar,
        title_en=row.title_en,
        created_at=row.created_at.replace(tzinfo=UTC),
        changed_at=row.changed_at.replace(tzinfo=UTC),
        warnings=[told_fault(one) for one in doubts],
    )


def as_refusal(refusal: Refused) -> Refusal:
    """Why nothing was done."""
    return Refusal(faults=[told_fault(one) for one in refusal.faults])


def told_fault(fault: refusals.Fault) -> Fault:
    """What is wrong, as it is answered."""
    return Fault(code=fault.code, field=in_camel_case(fault.field), message=str(fault))


def proposals(info: Info[Any, Any]) -> list[Proposal]:
    """The caller's own proposals, the newest first; at most a hundred."""
    found: Iterable[models.Proposal] = reviewing.own_proposals(info.context.viewer).limit(MOST)
    return [as_answered(row) for row in found]
