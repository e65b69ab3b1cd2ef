"""What an indicator had reached by a day, and how far that is on the way from its baseline to its target.

    values until that day -- of each place over time --> one a place -- over places --> achieved
    targets -- the next one from that day on, else the last --> target
    progress = (achieved - baseline) / (target - baseline), 0 where it went the other way

How values are put together is chosen for each indicator, over places and over time: SUM, MAXIMUM, AVERAGE, LATEST.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ALL_OF_IT = 100
"""The progress of what has reached its target, in hundredths; it may be more."""


@dataclass(frozen=True, slots=True)
class Value:
    """What was achieved by a day, in the unit of the indicator; `place` is the id of an area, None is all of it.

    `entered` orders values of one day: the one entered last counts as the latest.
    """

    on: date
    value: Decimal
    place: int | None = None
    entered: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be achieved by a day."""

    on: date
    value: Decimal


def achieved(values: Iterable[Value], over_areas: str, over_time: str, day: date) -> Decimal | None:
    """What was achieved by the end of `day`: each place over time first, then the places; None without any value.

    `over_areas` and `over_time` are codes of WAYS_TOGETHER. The latest place is the one that was told of last.
    """
    places: dict[int | None, list[_Told]] = {}
    for value in values:
        if value.on <= day:
            places.setdefault(value.place, []).append((value.on, value.entered, value.value))
    if not places:
        return None
    return _together(over_areas, [(*max(told)[:2], _together(over_time, told)) for told in places.values()])


def target_of(targets: Iterable[Target], day: date) -> Target | None:
    """The target that holds on `day`: the first of that day or later, after the last one that; None without any."""
    found = sorted(targets, key=lambda target: target.on)
    return next((target for target in found if target.on >= day), found[-1] if found else None)


def progress(
    direction: str, baseline: Decimal | None, target: Decimal | None, reached: Decimal | None
) -> Decimal | None:
    """Hundredths of the way from the baseline to the target; None where one of the three is not known.

    It is 0 where things went the other way, and more than 100 beyond the target. `direction` is a code of
    DIRECTIONS; it is asked only where the target is to stay at the baseline.
    """
    if baseline is None or target is None or reached is None:
        return None
    if target == baseline:
        is_kept = reached >= target if direction == "RISING" else reached <= target
        return Decimal(ALL_OF_IT if is_kept else 0)
    return max(ALL_OF_IT * (reached - baseline) / (target - baseline), Decimal(0))


_Told = tuple[date, int, Decimal]
"""The day of a value, its place among those of the day, the value itself."""


def _together(way: str, told: Sequence[_Told]) -> Decimal:
    """Several values as one."""
    values = [value for _on, _entered, value in told]
    if way == "SUM":
        return sum(values, Decimal(0))
    if way == "MAXIMUM":
        return max(values)
    if way == "AVERAGE":
        return sum(values, Decimal(0)) / len(values)
    return max(told)[2]
