"""One unit divided into several on a day, as one batch that can be taken back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Batch, Unit, UnitSuccessor
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.units.moving import ONE_DAY, begun, held, move, require_in_being, units_below


@dataclass(frozen=True)
class Piece:
    """A new unit, and the ids of the units that stand under it from then on; those that ended before stay."""

    unit: Unit
    children: Collection[int] = ()


def split(viewer: Viewer, unit: Unit, pieces: Sequence[Piece], day: date) -> Batch:
    """Divide a unit, as it was read, into new ones on a day, their first. What is below it goes to one of these.

    Raises Refused: TOO_FEW, NOT_IN_BEING, UNIT_LEFT (a unit below it goes to none, or to two), or as `held` and
    `changes.save` do.
    """
    if len(pieces) < 2:
        raise Refused(Fault("TOO_FEW", "units", say("Name at least two new units.")))
    with changes.together():
        batch, acting = begun(viewer)
        [old] = held(acting, [unit])
        require_in_being(old, day - ONE_DAY, day)
        below = {child.id: child for child in units_below(old, day)}
        if sorted(child for piece in pieces for child in piece.children if child in below) != sorted(below):
            text = say("Say of each unit below it under which of the new ones it is to stand.")
            raise Refused(Fault("UNIT_LEFT", "children", text))
        for piece in pieces:
            piece.unit.starts_on = day
            changes.save(acting, piece.unit)
            for child in [one for one in piece.children if one in below]:
                move(acting, below[child], piece.unit, day)
        changes.replace_parts(acting, old, UnitSuccessor, [{"successor": piece.unit.id} for piece in pieces])
        old.ends_on = day - ONE_DAY
        changes.save(acting, old)
    return batch
