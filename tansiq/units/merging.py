"""Several units made one on a day, as one batch that can be taken back.

each old one: what is below it moves under the new one -> it became the new one -> it ends on the day before
"""

from collections.abc import Sequence
from datetime import date

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Batch, Unit, UnitSuccessor
from tansiq.models.unit_rules import above
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.units.moving import ONE_DAY, begun, held, move, require_in_being, units_below


def merge(viewer: Viewer, units: Sequence[Unit], into: Unit, day: date) -> Batch:
    """Make units, as they were read, one on a day, its first; `into` is a new row, or a unit that takes the others in.

    Raises Refused: TOO_FEW, NOT_IN_BEING, INTO_BELOW, or as `held` and `changes.save` do.
    """
    is_new = not into.__data__.get("id")
    if len({unit.id for unit in units} - {into.id}) < (2 if is_new else 1):
        raise Refused(Fault("TOO_FEW", "units", say("Choose at least two units.")))
    with changes.together():
        batch, acting = begun(viewer)
        old = held(acting, [unit for unit in units if unit.id != into.id])
        for unit in old:
            require_in_being(unit, day - ONE_DAY, day)
        one = _entered(acting, into, day) if is_new else _stored(acting, into, old, day)
        for unit in sorted(old, key=lambda one: len(above(one)), reverse=True):
            _take_in(acting, unit, one, {row.id for row in old}, day)
    return batch


def _entered(viewer: Viewer, into: Unit, day: date) -> Unit:
    into.starts_on = day
    return changes.save(viewer, into)


def _stored(viewer: Viewer, into: Unit, old: Sequence[Unit], day: date) -> Unit:
    [one] = held(viewer, [into])
    require_in_being(one, day, day)
    if {unit.id for unit in old} & set(above(one)):
        text = say("The unit that is to take the others in stands below one of them. Move it first.")
        raise Refused(Fault("INTO_BELOW", "into", text))
    return one


def _take_in(viewer: Viewer, unit: Unit, one: Unit, old: set[int], day: date) -> None:
    """End a unit; one below it that is merged as well ended before and stays where it was."""
    for child in units_below(unit, day):
        if child.id not in old:
            move(viewer, child, one, day)
    changes.replace_parts(viewer, unit, UnitSuccessor, [{"successor": one.id}])
    unit.ends_on = day - ONE_DAY
    changes.save(viewer, unit)
