"""Opening rounds: whom it asks is settled, and each of them has a report that is not started; a series goes on.

saved, planned --- its day comes: by hand, or by the worker an hour after it was last changed ---> opened
                                              `-- is_repeated --> the round of the next period, planned
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import structlog

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Organization, Round, RoundArea, RoundOrganization, RoundReport
from tansiq.models.record import now
from tansiq.models.round import FIXED
from tansiq.platform import clock
from tansiq.platform.background import Job, Order
from tansiq.platform.database import hold
from tansiq.platform.progress import Progress
from tansiq.policy.viewer import OPERATOR, Viewer
from tansiq.records import bulk, changes
from tansiq.reporting_period import ReportingPeriod
from tansiq.rounds.choosing import areas_outside, organizations_asked
from tansiq.rounds.clashing import clashes

OPENER = replace(OPERATOR, name="rounds")
"""The program itself, which opens rounds whose day has come."""
LEFT_ALONE = timedelta(hours=1)
"""How long a round is left to whoever enters it: its areas and organisations are chosen after it was saved."""
_COPIED = ("name_ar", "name_en", "area", "round_kind", "round_choice", "organization_kind", "grace_days", "takes_late",
           "plan", "asks_fields", "is_repeated")  # fmt: skip


def save(viewer: Viewer, row: Round) -> Round:
    """Enter or change a round. Raises Refused: the codes of `changes.save`; ASKED_ALREADY, told of which round."""
    with changes.together():
        saved = changes.save(viewer, row)
        if not saved.is_opened:
            _require_alone(saved)
    return saved


def open_round(viewer: Viewer, row: Round) -> Round:
    """Ask for the reports of a round, and plan the next one where it is repeated.

    Raises Refused: FORBIDDEN, OPENED_ALREADY, NOT_YET (its day has not come), OUTSIDE (an area lies elsewhere),
    NOBODY (nobody is asked), ASKED_ALREADY.
    """
    with changes.together():
        # Of two who open it at once, the second finds it open.
        hold(Round, [row.id])
        row = changes.find(viewer, Round, row.id)
        changes.require(viewer, "CHANGE", row)
        asked = _require_ready(row)
        row.opened_at = now()
        changes.save(viewer, row)
        bulk.enter(viewer, [RoundReport(round=row.id, organization=one.id) for one in asked])
        if row.is_repeated:
            plan_next(viewer, row)
    return row


def ask_also(viewer: Viewer, row: Round, organization: Organization) -> RoundReport:
    """Ask one more organisation in a round that is open; whom it stands for, where it was merged.

    Raises Refused: FORBIDDEN, NOT_OPENED, TAKEN.
    """
    if not row.is_opened:
        raise Refused(Fault("NOT_OPENED", "organization", say("This round is not open yet. Choose whom it asks.")))
    own = organization.canonical_id or organization.id
    archived = RoundReport.get_or_none((RoundReport.round == row.id) & (RoundReport.organization == own))
    if archived is not None and archived.archived_at is not None:
        changes.restore(viewer, archived)
        return archived
    return changes.save(viewer, RoundReport(round=row.id, organization=own))


def replace_places(viewer: Viewer, row: Round, area_ids: Iterable[int]) -> None:
    """Limit a round to these areas. Raises Refused: FORBIDDEN, FIXED (reports were asked for)."""
    with changes.together():
        if _as_stored(row).is_opened:
            raise Refused(Fault("FIXED", "", FIXED))
        changes.replace_parts(viewer, row, RoundArea, [{"area": area_id} for area_id in area_ids])


def replace_chosen(viewer: Viewer, row: Round, organization_ids: Collection[int]) -> None:
    """Let a round ask these organisations, chosen by hand; one that is open asks those who are new at once.

    Raises Refused: FORBIDDEN, FIXED (one that an open round asks would be struck out), TAKEN.
    """
    with changes.together():
        stored = _as_stored(row)
        before = {part.organization_id for part in RoundOrganization.select().where(RoundOrganization.round == row.id)}
        if stored.is_opened:
            if not before <= set(organization_ids):
                raise Refused(Fault("FIXED", "", FIXED))
            for organization in Organization.select().where(
                Organization.id.in_(sorted(set(organization_ids) - before))
            ):
                ask_also(viewer, stored, organization)
        changes.replace_parts(viewer, row, RoundOrganization, [{"organization": one} for one in organization_ids])


def _as_stored(row: Round) -> Round:
    """A round as it stands, held against whoever opens it."""
    hold(Round, [row.id])
    found: Round = Round.get_by_id(row.id)
    return found


def plan_next(viewer: Viewer, row: Round) -> Round | None:
    """The round of the next period, as long after its end as this one: None where there is one already."""
    if Round.select().where(Round.follows == row.id).exists():
        return None
    period = row.reported.after()
    new = Round(**{name: row.__data__[name] for name in _COPIED}, period=period.key, follows=row.id,
                opens_on=_as_long_after(row, period, row.opens_on),
                due_on=_as_long_after(row, period, row.due_on))  # fmt: skip
    changes.save(viewer, new)
    for part, key in ((RoundArea, "area"), (RoundOrganization, "organization")):
        own: Any = part
        kept = [{key: value} for (value,) in own.select(getattr(own, key)).where(own.round == row.id).tuples()]
        if kept:
            changes.replace_parts(viewer, new, part, kept)
    return new


def rounds_to_open() -> Sequence[Round]:
    """The planned rounds whose day has come and that nobody is at, the earliest first."""
    table = Round
    waiting = table.select().where(table.opened_at.is_null(), table.archived_at.is_null())
    ready: Any = waiting.where(table.opens_on <= clock.today(), _is_left_alone(table))
    return list(ready.order_by(table.opens_on, table.id))


def open_those_due() -> int:
    """Open all whose day has come, those too that follow on them; how many. What cannot be opened stays planned."""
    opened, tried = 0, set[int]()
    while waiting := [one for one in rounds_to_open() if one.id not in tried]:
        for row in waiting:
            tried.add(row.id)
            opened += _is_opened(row)
    return opened


def _is_opened(row: Round) -> bool:
    try:
        open_round(OPENER, row)
    except Refused as refusal:
        structlog.get_logger("rounds").warning("round_not_opened", id=row.id, code=refusal.code)
        return False
    return True


def _is_left_alone(table: Any) -> Any:
    """The condition that a round was not changed for an hour; one of a series was entered by the program."""
    return table.follows.is_null(False) | (table.changed_at <= now() - LEFT_ALONE)


def _require_ready(row: Round) -> list[Organization]:
    if row.is_opened or row.archived_at is not None:
        raise Refused(Fault("OPENED_ALREADY", "", say("This round is open already, or it was archived.")))
    if clock.today() < row.opens_on:
        text = say("It opens on %(day)s. Change that day to open it earlier.", day=row.opens_on)
        raise Refused(Fault("NOT_YET", "opens_on", text))
    if areas_outside(row):
        text = say("An area that this round names does not lie in its own. Strike it out.")
        raise Refused(Fault("OUTSIDE", "area", text))
    asked = list(organizations_asked(row))
    if not asked:
        raise Refused(Fault("NOBODY", "round_choice", say("Nobody is asked: no organisation is of this choice.")))
    _require_alone(row)
    return asked


def _require_alone(row: Round) -> None:
    if found := clashes(row):
        raise Refused(*(one.fault for one in found))


def _as_long_after(row: Round, period: ReportingPeriod, day: date) -> date:
    return period.ends + (day - row.reported.ends)


def _look(order: Order, _progress: Progress) -> None:
    """One that was stopped is not tried again: the next look finds the same."""
    if not order.ended:
        open_those_due()


JOBS: dict[str, Job] = {"reporting_rounds": _look}
"""The jobs by name."""
