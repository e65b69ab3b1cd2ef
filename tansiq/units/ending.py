"""A unit that ends without becoming another one; what is below it ends with it, or moves under another unit."""

from datetime import date

from tansiq.faults import Fault, Refused
from tansiq.language.bilingual import pick
from tansiq.language.words import isolated, say
from tansiq.models import Batch, Unit
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.units.moving import ONE_DAY, begun, held, move, require_in_being, units_below


def end(viewer: Viewer, unit: Unit, last: date, under: Unit | None = None) -> Batch:
    """End a unit, as it was read, on its last day. What is below it ends on that day too, with all that is below that;
    or it stands under the unit `under` from the day after.

    Raises Refused: NOT_IN_BEING, BEGINS_LATER (a unit below it begins after that day), or as `held` and `changes.save`
    do.
    """
    with changes.together():
        batch, acting = begun(viewer)
        [old] = held(acting, [unit])
        require_in_being(old, last, last)
        if under is None:
            _end_all(acting, old, last)
        else:
            for child in units_below(old, last + ONE_DAY):
                move(acting, child, under, last + ONE_DAY)
            _end(acting, old, last)
    return batch


def all_below(unit: Unit, day: date) -> list[Unit]:
    """The units below one, at all levels, that are in being on a day or will be later; the lowest first."""
    found = list[Unit]()
    for child in units_below(unit, day):
        found += [*all_below(child, day), child]
    return found


def _end_all(viewer: Viewer, unit: Unit, last: date) -> None:
    for one in [*all_below(unit, last + ONE_DAY), unit]:
        if one.starts_on is not None and one.starts_on > last:
            name = isolated(pick(one, "name"))
            text = say("“%(unit)s” begins after that day. Archive it first, or move it.", unit=name)
            raise Refused(Fault("BEGINS_LATER", "day", text))
        _end(viewer, one, last)


def _end(viewer: Viewer, unit: Unit, last: date) -> None:
    unit.ends_on = last
    changes.save(viewer, unit)
