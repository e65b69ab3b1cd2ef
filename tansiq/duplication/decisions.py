"""What a person decides about two interventions that overlap."""

from typing import Any

from peewee import fn

from tansiq import changes
from tansiq.faults import Fault, Refused
from tansiq.models import Intervention, OverlapDecision, Site
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
        row.first_version, row.second_version = _stand_now(first), _stand_now(second)
        row.account_id, row.decided_at, row.archived_at = viewer.account_id, now(), None
        return changes.save(viewer, row)


def stand(intervention: Any, version: Any) -> Any:
    """How often an intervention and its sites have changed, as an expression: it grows with every change.

    Takes the expressions for the intervention's id and for its own version.
    """
    sites = Site.alias()
    return version + sites.select(fn.COALESCE(fn.SUM(sites.version), 0)).where(sites.intervention == intervention)


def _stand_now(row: Intervention) -> int:
    counted: int = Intervention.select(stand(row.id, Intervention.version)).where(Intervention.id == row.id).scalar()
    return counted


def _remembered(first: Intervention, second: Intervention) -> OverlapDecision:
    same = (OverlapDecision.first == first.id) & (OverlapDecision.second == second.id)
    found: OverlapDecision | None = OverlapDecision.select().where(same).first()
    return found or OverlapDecision(first=first.id, second=second.id)
