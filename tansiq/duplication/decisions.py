"""What a person decides about two interventions that overlap."""

from tansiq import changes
from tansiq.faults import Fault, Refused
from tansiq.models import Intervention, OverlapDecision
from tansiq.models.record import now
from tansiq.viewer import Viewer
from tansiq.vocabulary import DECISIONS
from tansiq.words import say


def decide(viewer: Viewer, one: Intervention, other: Intervention, decision: str, note: str = "") -> OverlapDecision:
    """Remember a decision (a code of DECISIONS) on a pair, in place of an earlier one.

    Unless it is LATER, the pair leaves the lists until one of the two interventions changes. Raises Refused:
    NOT_FOUND, FORBIDDEN, UNKNOWN_CODE, SAME_INTERVENTION, or as `changes.save` does.
    """
    changes.demand(viewer, "CREATE", OverlapDecision)
    if decision not in DECISIONS:
        raise Refused(Fault("UNKNOWN_CODE", "decision", say("Choose one of the listed decisions.")))
    if one.id == other.id:
        raise Refused(Fault("SAME_INTERVENTION", "second", say("An intervention does not overlap with itself.")))
    with changes.together():
        first, second = (changes.find(viewer, Intervention, row_id) for row_id in sorted((one.id, other.id)))
        row = _remembered(first, second)
        row.decision, row.note = decision, note
        row.first_version, row.second_version = first.version, second.version
        row.account_id, row.decided_at, row.archived_at = viewer.account_id, now(), None
        return changes.save(viewer, row)


def _remembered(first: Intervention, second: Intervention) -> OverlapDecision:
    same = (OverlapDecision.first == first.id) & (OverlapDecision.second == second.id)
    found: OverlapDecision | None = OverlapDecision.select().where(same).first()
    return found or OverlapDecision(first=first.id, second=second.id)
