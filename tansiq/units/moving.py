"""Letting units stand under another one from a day on; where they stood before is kept."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from tansiq.faults import Fault, Refused
from tansiq.language.bilingual import pick
from tansiq.language.words import isolated, say
from tansiq.models import Batch, Unit, UnitFormerParent
from tansiq.models.unit_rules import days_of, days_under_parent
from tansiq.platform.database import hold
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.records.undoing import begin_batch

ONE_DAY = timedelta(days=1)


def units_below(unit: Unit, day: date) -> list[Unit]:
    """The standing units right below one that are in being on a day or will be later, by name."""
    still = Unit.ends_on.is_null() | (Unit.ends_on >= day)
    rows: Any = Unit.select().where(Unit.parent == unit.id, Unit.archived_at.is_null(), still)
    return list(rows.order_by(Unit.name_order_ar, Unit.id))


def move(viewer: Viewer, unit: Unit, under: Unit | None, day: date) -> None:
    """Let a unit stand under another one, or under none, from a day on. Raises Refused as `changes.save` does."""
    if unit.parent_id is not None and days_under_parent(unit).first < day:
        rows = UnitFormerParent.select().where(UnitFormerParent.unit == unit.id)
        kept = [{"former": row.former_id, "ends_on": row.ends_on} for row in rows]
        now = {"former": unit.parent_id, "ends_on": day - ONE_DAY}
        changes.replace_parts(viewer, unit, UnitFormerParent, [*kept, now])
    unit.parent_id = None if under is None else under.id
    changes.save(viewer, unit)


def begun(viewer: Viewer) -> tuple[Batch, Viewer]:
    """A batch for a deed on units, and the viewer as whom its changes are made."""
    batch = begin_batch(viewer, "CHANGE")
    return batch, viewer.within(batch.id)


def held(viewer: Viewer, units: Iterable[Unit]) -> list[Unit]:
    """The stored rows of units that nobody else changes until this transaction ends, in the order that is given.

    Raises Refused: NOT_FOUND, FORBIDDEN, ARCHIVED, CHANGED_MEANWHILE (a unit is no longer as it was read).
    """
    given = list(units)
    hold(Unit, sorted({unit.id for unit in given}))
    stored = [changes.find(viewer, Unit, unit.id) for unit in given]
    for seen, row in zip(given, stored, strict=True):
        changes.require(viewer, "CHANGE", row)
        if row.archived_at is not None:
            raise Refused(Fault("ARCHIVED", "", say("This record is archived. Restore it first.")))
        if row.version != seen.version:
            raise Refused(Fault("CHANGED_MEANWHILE", "", changes.CHANGED_MEANWHILE))
    return stored


def require_in_being(unit: Unit, first: date, last: date) -> None:
    """Raise Refused(NOT_IN_BEING) by name unless a unit is in being on both days."""
    days = days_of(unit)
    if not (days.first <= first and last <= days.last):
        text = say(
            "“%(unit)s” is not in being on that day and on the one before it.", unit=isolated(pick(unit, "name"))
        )
        raise Refused(Fault("NOT_IN_BEING", "day", text))
