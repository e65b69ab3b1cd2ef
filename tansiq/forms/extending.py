"""More time for many units in one deed, as one batch that can be taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from tansiq.faults import Fault, Refused
from tansiq.forms.following import follow
from tansiq.language.words import say
from tansiq.models import Batch, Extension, TypeDefinition
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.records import changes
from tansiq.records.undoing import begin_batch
from tansiq.reporting_period import period_named

MOST = 1_000
"""Reports that are given more time in one deed."""

Pair = tuple[int, str]
"""The id of a unit and the key of a period."""


@dataclass(frozen=True)
class MoreTime:
    """Until when reports are taken, until when they are on time (None: their due day stays), and why."""

    closes_on: date | None
    due_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Extended:
    """The deed, and how many reports it gave more time."""

    batch: Batch
    count: int


def may_extend(viewer: Viewer, form: TypeDefinition) -> bool:
    """Whether somebody may give more time for reports of a form."""
    return form.archived_at is None and may(viewer, "CREATE", Extension(form=form.id))


def extend(viewer: Viewer, form: TypeDefinition, chosen: Collection[Pair], more: MoreTime) -> Extended:
    """Give those of the chosen reports more time that are expected and were not submitted; what was given before is
    only ever prolonged.

    Raises Refused: FORBIDDEN, NOTHING_TO_DO (none of them is left), TOO_MANY, MISSING, PAST, DATES_REVERSED.
    """
    changes.require(viewer, "CREATE", Extension(form=form.id))
    _check(chosen, more)
    periods = sorted({period_named(key) for _unit_id, key in chosen})
    stands = follow(viewer, form, periods).stands
    left = sorted(pair for pair in set(chosen) if pair in stands and not stands[pair].is_received)
    if not left:
        raise Refused(Fault("NOTHING_TO_DO", "", say("Choose at least one report that was not submitted yet.")))
    with changes.together():
        batch = begin_batch(viewer, "CHANGE", "")
        acting = viewer.within(batch.id)
        for pair in left:
            _give(acting, form, pair, more)
    return Extended(batch, len(left))


def _check(chosen: Collection[Pair], more: MoreTime) -> None:
    found = []
    if len(chosen) > MOST:
        found.append(Fault("TOO_MANY", "", say("At most %(most)s reports are given more time at once.", most=MOST)))
    if more.closes_on is None:
        found.append(Fault("MISSING", "closes_on", say("Say until which day the reports are taken.")))
    elif more.closes_on < clock.today():
        found.append(Fault("PAST", "closes_on", say("This day is over. Choose one that is still to come.")))
    if found:
        raise Refused(*found)


def _give(viewer: Viewer, form: TypeDefinition, pair: Pair, more: MoreTime) -> None:
    unit_id, key = pair
    table = Extension
    row = table.get_or_none((table.form == form.id) & (table.unit == unit_id) & (table.period == key))
    before: tuple[date | None, date | None] = (None, None)
    if row is None:
        row = Extension(form=form.id, unit=unit_id, period=key)
    elif row.archived_at is None:
        before = (row.closes_on, row.due_on)
    else:
        # What was taken back holds no more.
        changes.restore(viewer, row)
        row = changes.find(viewer, Extension, row.id)
    row.closes_on = max(filter(None, (before[0], more.closes_on)))
    row.due_on = max(filter(None, (before[1], more.due_on)), default=None)
    row.reason = more.reason
    changes.save(viewer, row)
