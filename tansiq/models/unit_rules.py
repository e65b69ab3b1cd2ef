"""What a unit may be beside the others: its place in the tree, and its days within those of the units above and below.

It is asked when one unit is saved. The tree that is stored has no circle: each unit led up to a root when it came.
A unit that was moved on a day stands under the present unit from then on; before that it stood under others.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from peewee import fn

from tansiq.faults import Fault
from tansiq.language.words import say
from tansiq.models.column_values import is_row_id

if TYPE_CHECKING:
    from tansiq.models.unit import Unit


MOST_LEVELS = 6
"""How many units may stand above each other."""


class Days(NamedTuple):
    """The first and the last day, both of which count; since ever and until further notice are the ends of time."""

    first: date
    last: date

    def hold(self, other: "Days") -> bool:
        """Whether all of the other days are among these."""
        return self.first <= other.first and other.last <= self.last


def days_of(row: "Unit") -> Days:
    """The days on which a unit is in being."""
    return Days(row.starts_on or date.min, row.ends_on or date.max)


def days_under_parent(row: "Unit") -> Days:
    """The days on which a unit stands under the one above it: those after it stood elsewhere."""
    first, last = days_of(row)
    until = _stood_elsewhere_until(row)
    return Days(first if until is None else max(first, until + timedelta(days=1)), last)


def faults(row: "Unit", before: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a unit beside the others; `before` are its stored values, {} of a new one."""
    if not row.keeps("parent", "starts_on", "ends_on") or days_of(row).last < days_of(row).first:
        return
    now = row.values()
    changed = {name for name in ("parent", "starts_on", "ends_on") if not before or now[name] != before.get(name)}
    if changed and row.parent_id is not None:
        yield from _faults_of_parent(row)
    if before and changed & {"starts_on", "ends_on"}:
        yield from _faults_of_children(row)


def faults_of_act(row: "Unit", act: str) -> Iterator[Fault]:
    """A unit is archived when none that stands is below it, and restored when the one above it stands."""
    table = type(row)
    if act == "ARCHIVE" and _below(row).exists():
        text = say("Other units stand below this one. Move or archive them first.")
        yield Fault("UNITS_BELOW", "", text)
    parent = table.get_or_none(table.id == row.parent_id) if act == "RESTORE" else None
    if parent is not None and parent.archived_at is not None:
        yield Fault("PARENT_ARCHIVED", "", say("The unit above it is archived. Restore that one first."))


def above(row: "Unit") -> list[int]:
    """The ids of the units above one, the nearest first, as its own values say; it ends where the way comes back to one
    that was met already."""
    found, table, at = list[int](), type(row), row.__data__.get("parent")
    while is_row_id(at) and at not in found:
        found.append(at)
        at = table.select(table.parent).where(table.id == at).scalar()
    return found


def _faults_of_parent(row: "Unit") -> Iterator[Fault]:
    parent = row.referred("parent")
    if parent is None:
        return
    if row.__data__.get("id") in above(row):
        yield Fault("PARENT_IS_BELOW", "parent", say("The chosen unit stands below this one. Choose another one."))
    elif parent.archived_at is not None:
        yield Fault("PARENT_ARCHIVED", "parent", say("The chosen unit is archived. Choose one that stands."))
    elif len(above(row)) + _levels_from(row) > MOST_LEVELS:
        text = say("Not more than %(most)s units stand above each other.", most=MOST_LEVELS)
        yield Fault("TOO_DEEP", "parent", text)
    elif not days_of(parent).hold(days_under_parent(row)):
        text = say("The unit above it is not in being on all of these days. Choose other days, or another unit above.")
        begins_before = days_under_parent(row).first < days_of(parent).first
        yield Fault("OUTSIDE_PARENT", "starts_on" if begins_before else "ends_on", text)


def _faults_of_children(row: "Unit") -> Iterator[Fault]:
    days = days_of(row)
    if all(days.hold(days_under_parent(child)) for child in _below(row)):
        return
    text = say("Units below this one are in being on other days. End or move them first, or end this one on its page.")
    yield Fault("UNITS_BELOW", "ends_on", text)


def _stood_elsewhere_until(row: "Unit") -> date | None:
    from tansiq.models.unit import UnitFormerParent

    if (row_id := row.__data__.get("id")) is None:
        return None
    rows: Any = UnitFormerParent.select(fn.MAX(UnitFormerParent.ends_on)).where(UnitFormerParent.unit == row_id)
    until: date | None = rows.scalar()
    return until


def _levels_from(row: "Unit") -> int:
    """How many levels of the tree a unit has with what is below it: 1 of one without any."""
    table, level, count = type(row), [row.__data__.get("id") or 0], 1
    while level and count <= MOST_LEVELS:
        rows = table.select(table.id).where(table.parent.in_(level), table.archived_at.is_null()).tuples()
        level = [row_id for (row_id,) in iter(rows.execute())]
        count += bool(level)
    return count


def _below(row: "Unit") -> Any:
    table = type(row)
    return table.select().where(table.parent == row.id, table.archived_at.is_null())
