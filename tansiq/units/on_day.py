"""Who was a unit on a day, and under which one each stood then.

2010 ----------- 30 June 2026 | 1 July 2026 -----------
A, with C below it             | N, with C below it        C stands under A until 30 June, under N since
B                              |
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from peewee import ModelSelect

from tansiq.models import Unit, UnitFormerParent, UnitSuccessor
from tansiq.models.filling_units import in_being
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


def units_on(viewer: Viewer, day: date) -> "ModelSelect[Unit]":
    """The standing units that `viewer` sees and that are in being on a day."""
    return visible(Unit, viewer).where(Unit.archived_at.is_null(), in_being(Unit, day))


def parents_on(units: Iterable[Unit], day: date) -> dict[int, int | None]:
    """By the id of each of some stored units: the id of the unit under which it stands on a day, None for a root."""
    found = {unit.id: unit.parent_id for unit in units}
    rows: Any = UnitFormerParent.select(UnitFormerParent.unit, UnitFormerParent.former)
    rows = rows.where(among(UnitFormerParent.unit, id_list(found)), UnitFormerParent.ends_on >= day)
    # The last one that is told of a unit is that of the nearest day.
    found.update(iter(rows.order_by(UnitFormerParent.ends_on.desc()).tuples().execute()))
    return found


def predecessors(unit: Unit) -> Any:
    """The condition that a row of the table became `unit`, with others or alone."""
    return Unit.id.in_(UnitSuccessor.select(UnitSuccessor.unit).where(UnitSuccessor.successor == unit.id))
