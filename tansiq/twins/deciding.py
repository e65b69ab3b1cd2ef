"""What a person decides about two likely twins: that they are not the same. Nobody is warned of the pair then."""

from peewee import ModelSelect

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Organization, TwinDecision
from tansiq.models.record import now
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes


def keep_apart(viewer: Viewer, one: Organization, other: Organization, note: str = "") -> TwinDecision:
    """Remember that two organisations are not the same. Decided once more, it is the decision that stands.

    Raises Refused: NOT_FOUND (one of them is hidden from `viewer`), SAME_ORGANIZATION, FORBIDDEN.
    """
    if one.id == other.id:
        text = say("Choose two organisations: these are one and the same.")
        raise Refused(Fault("SAME_ORGANIZATION", "second", text))
    with changes.together():
        first, second = (changes.find(viewer, Organization, row_id) for row_id in sorted((one.id, other.id)))
        same = (TwinDecision.first == first.id) & (TwinDecision.second == second.id)
        found: TwinDecision | None = TwinDecision.select().where(same).first()
        row = found or TwinDecision(first=first.id, second=second.id)
        changes.require(viewer, "CHANGE" if found else "CREATE", row)
        if row.archived_at is not None:
            changes.restore(viewer, row)
        row.note, row.account_id, row.decided_at = note, viewer.account_id, now()
        changes.save(viewer, row)
    return row


def take_back(viewer: Viewer, row: TwinDecision) -> None:
    """Forget a decision as it was read: the pair is told again. Raises Refused: FORBIDDEN, CHANGED_MEANWHILE."""
    if row.archived_at is None:
        changes.archive(viewer, row)


def decisions_on(viewer: Viewer, row: Organization) -> "ModelSelect[TwinDecision]":
    """The decisions that stand about an organisation, as far as `viewer` may see them, newest first."""
    about = (TwinDecision.first == row.id) | (TwinDecision.second == row.id)
    found: ModelSelect[TwinDecision] = visible(TwinDecision, viewer).where(TwinDecision.archived_at.is_null(), about)
    return found.order_by(TwinDecision.decided_at.desc(), TwinDecision.id.desc())
