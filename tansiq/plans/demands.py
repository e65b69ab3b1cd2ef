r"""What becomes of demands: joined with alike ones, taken into an item of a plan, declined with a reason.

open --join---> joined into another (still readable) --separate--> open
     \-take----> taken into an item of a plan         --reopen----> open
     \-decline-> declined, says why                   --reopen----> open
"""

from collections.abc import Sequence
from typing import Any

from peewee import ModelSelect

from tansiq.faults import Fault, Refused
from tansiq.language.bilingual import pick
from tansiq.language.words import say
from tansiq.models import Demand, PlanItem
from tansiq.platform.database import hold
from tansiq.policy.own_rows import own_rows
from tansiq.policy.viewer import Viewer
from tansiq.records import changes


def is_undecided(table: Any) -> Any:
    """The condition that somebody has to decide on a demand: it is open, and stands by itself."""
    return (table.outcome == "OPEN") & table.joined_into.is_null()


def undecided_demands(viewer: Viewer) -> "ModelSelect[Demand]":
    """The viewer's own of `is_undecided` that are not archived: the severest first, then those that wait longest."""
    query = own_rows(Demand, viewer).where(Demand.archived_at.is_null(), is_undecided(Demand))
    return query.order_by(Demand.severity.desc(nulls="LAST"), Demand.raised_on, Demand.id)


def join_demands(viewer: Viewer, rows: Sequence[Demand], into: Demand) -> None:
    """Join open demands into another one, with all that was joined into them before; all or none.

    Raises Refused: DECIDED (one of them was decided, or `into` was declined), JOINED_FURTHER, or as `changes.save`.
    """
    with changes.together():
        # Of two who join each other's the second is told.
        hold(Demand, [into.id, *(row.id for row in rows)])
        into = Demand.get_by_id(into.id)
        if into.outcome == "DECLINED" or into.archived_at is not None:
            raise Refused(Fault("DECIDED", "", say("That demand was declined or archived. Choose another one.")))
        for row in rows:
            _require_open(row)
            for one in Demand.select().where(Demand.joined_into == row.id):
                one.joined_into = into.id
                changes.save(viewer, one)
            row.joined_into = into.id
            changes.save(viewer, row)


def separate_demand(viewer: Viewer, row: Demand) -> None:
    """Let a joined demand stand by itself again. Raises Refused: ARCHIVED, or as `changes.save` does."""
    _require_standing(row)
    row.joined_into = None
    changes.save(viewer, row)


def take_demands(viewer: Viewer, rows: Sequence[Demand], item: PlanItem) -> None:
    """Take open demands into an item of a plan; all or none. Raises Refused: DECIDED, or as `changes.save`."""
    with changes.together():
        for row in rows:
            _require_open(row)
            row.outcome, row.item = "TAKEN", item
            changes.save(viewer, row)


def decline_demands(viewer: Viewer, rows: Sequence[Demand], reason: str) -> None:
    """Decline open demands, and say why; all or none. Raises Refused: DECIDED, REASON_MISSING, or as `changes.save`."""
    with changes.together():
        for row in rows:
            _require_open(row)
            row.outcome, row.reason = "DECLINED", reason
            changes.save(viewer, row)


def reopen_demand(viewer: Viewer, row: Demand) -> None:
    """Take a decision on a demand back. Raises Refused: ARCHIVED, or as `changes.save` does."""
    _require_standing(row)
    row.outcome, row.reason, row.item = "OPEN", "", None
    changes.save(viewer, row)


def _require_standing(row: Demand) -> None:
    if row.archived_at is not None:
        raise Refused(Fault("ARCHIVED", "", say("This record is archived. Restore it first.")))


def _require_open(row: Demand) -> None:
    """Raise Refused(ARCHIVED, DECIDED) unless the demand waits for a decision: nobody decides over another's head."""
    _require_standing(row)
    if row.outcome != "OPEN" or row.joined_into_id is not None:
        text = say("“%(title)s” was decided or joined meanwhile. Look at it again.", title=pick(row, "title"))
        raise Refused(Fault("DECIDED", "", text))
